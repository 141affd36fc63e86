//! Published and computed hashes, and what each step makes of a value.

use rollcall_delivery::{Destination, Normaliser, Person, Purpose, is_hash, prepare, sha256_hex};
use rollcall_model::{Attribute, ConsentState, CustomerId};

#[test]
fn hashes_are_those_the_vendors_publish() {
    for (text, hash) in [
        (
            "test@contoso.com",
            "f25ad364d33972379a7a4f4df33db142205f5c40eb19cfdb2fc5aaf117e10101",
        ),
        (
            "janedoe@gmail.com",
            "d6117306485ed0e50afab3ac871e98f81699151f30281527d63ff5f233656c69",
        ),
        (
            "37493828222",
            "65b7e6dcf6f4310f8d7cbfbd78289a753062fb054d6664fb9aaac5df66a422d4",
        ),
        (
            "5f3a2b18-9c4d-4e7f-b8e2-17d3a1e69b25",
            "83dc3f5f32b9472613b0f038d36f22585a609d018af6f6067f50da318bf354bd",
        ),
        (
            "adsapi",
            "49e0be2aeccfb51a8dee4c945c8a70a9ac500cf6f5cb08112575f74db9b1470d",
        ),
    ] {
        assert_eq!(sha256_hex(text), hash, "{text}");
    }
}

fn chain(steps: &[Normaliser], value: &str, country: &str) -> Option<String> {
    steps
        .iter()
        .try_fold(value.to_owned(), |value, step| step.apply(&value, country))
}

#[test]
fn chains_make_the_values_that_were_computed() {
    use Normaliser::{E164, E164Digits, Email, GmailDots, GmailPlus, Lower, Trim};
    let table: &[(&str, &[Normaliser], &str, &str)] = &[
        (
            "Jane.Doe@Gmail.com",
            &[Trim, Lower, Email],
            "jane.doe@gmail.com",
            "831f6494ad6be4fcb3a724c3d5fef22d3ceffa3c62ef3a7984e45a0ea177f982",
        ),
        (
            "Jane.Doe+news@gmail.com",
            &[Trim, Lower, GmailDots],
            "janedoe+news@gmail.com",
            "d3b270ea0941753cc9e5a239cbd68cf66735867f70b0fa04d47b00e1c1a194d6",
        ),
        (
            "Jane.Doe+news@gmail.com",
            &[Lower, GmailDots, GmailPlus],
            "janedoe@gmail.com",
            "d6117306485ed0e50afab3ac871e98f81699151f30281527d63ff5f233656c69",
        ),
        (
            "foo.bar.baz@gmail.com",
            &[GmailDots],
            "foobarbaz@gmail.com",
            "99e76a24652f508399ac9e7944453707afc1614f701afacf06660ecc36146f62",
        ),
        (
            "Jane.Doe+news@Example.com",
            &[Lower, GmailDots, GmailPlus],
            "jane.doe+news@example.com",
            "dbf1912b4cad4df9823f627874244e64b50a6ac550b9cb33b17df671a26679db",
        ),
        (
            "+1 (555) 123-4567",
            &[E164],
            "+15551234567",
            "8a59780bb8cd2ba022bfa5ba2ea3b6e07af17a7d8b30c1f9b3390e36f69019e4",
        ),
        (
            "+1 (555) 123-4567",
            &[E164Digits],
            "15551234567",
            "d6736136ea896c1bfdc553e0e86e702c70d060d805696ca3e4e9e0961353860a",
        ),
        (
            "Zoë",
            &[Trim, Lower],
            "zoë",
            "2752b88686847fa5c86f47b94ce652b7b3f22a91c37617d451a4db9afa431450",
        ),
    ];
    for (raw, steps, normal, hash) in table {
        let made = chain(steps, raw, "").expect("a value");
        assert_eq!(made, *normal);
        assert_eq!(sha256_hex(&made), *hash);
    }
}

#[test]
fn steps_refuse_what_they_cannot_make_sense_of() {
    use Normaliser::{
        AdvertisingId, AsciiBeforeAt, CountryCode, Date, E164, Email, MaleOrFemale, MonthAndDay,
        RegionCode, RemovePunctuation, RemoveSpaces, Trim, UsState, UsZip, Year,
    };
    for (step, value, country, expected) in [
        (E164, "020 7946 0001", "GB", None),
        (E164, "+0000000000", "", None),
        (E164, "+44 20 7946 0001", "", Some("+442079460001")),
        (E164, "+1234567890123456", "", None),
        (E164, "+44 call me", "", None),
        (Email, "jane", "", None),
        (Email, "jane@@example.com", "", None),
        (Email, "jane doe@example.com", "", None),
        (CountryCode, "Germany", "", None),
        (UsZip, "94107-1234", "US", Some("94107")),
        (UsZip, "941", "us", None),
        (UsZip, "n11aa", "GB", Some("n11aa")),
        (UsState, "california", "US", None),
        (UsState, "bayern", "DE", Some("bayern")),
        (MaleOrFemale, "F", "", Some("f")),
        (MaleOrFemale, "x", "", None),
        (MaleOrFemale, "unknown", "", None),
        (Year, "1984-03-02", "", Some("1984")),
        (Year, "--03-02", "", None),
        (
            RemovePunctuation,
            "o’brien-marsh jr.",
            "",
            Some("obrienmarsh jr"),
        ),
        (RemoveSpaces, "st albans", "", Some("stalbans")),
        (Date, "1984-03-02", "", Some("1984-03-02")),
        (Date, "1984-03-02T10:00:00", "", Some("1984-03-02")),
        (Date, "1984-03", "", None),
        (Date, "2/3/1984", "", None),
        (MonthAndDay, "1984-03-02", "", Some("03/02")),
        (MonthAndDay, "--03-02", "", Some("03/02")),
        (MonthAndDay, "1984", "", None),
        (AsciiBeforeAt, "jürgen@example.de", "", None),
        (
            AsciiBeforeAt,
            "juergen@exämple.de",
            "",
            Some("juergen@exämple.de"),
        ),
        (RegionCode, "CA", "US", Some("CA")),
        (RegionCode, "California", "US", None),
        (
            AdvertisingId,
            "5F3A2B18-9C4D-4E7F-B8E2-17D3A1E69B25",
            "",
            Some("5f3a2b18-9c4d-4e7f-b8e2-17d3a1e69b25"),
        ),
        (AdvertisingId, "GA1.2.1234.5678", "", None),
        (RemovePunctuation, "zürich", "", Some("zürich")),
        (Trim, "   ", "", None),
    ] {
        assert_eq!(
            step.apply(value, country).as_deref(),
            expected,
            "{step:?} {value}"
        );
    }
}

#[test]
fn nothing_is_hashed_twice_and_nothing_is_never_hashed() {
    let hash = sha256_hex("ada@example.com");
    let destination = built_in("meta_customer_list");
    for (attribute, value, expected) in [
        (Attribute::Email, hash.to_uppercase(), Some(hash.clone())),
        (Attribute::HashedEmail, hash.clone(), Some(hash.clone())),
        (Attribute::Email, sha256_hex(""), None),
        (Attribute::Email, " ".to_owned(), None),
        (Attribute::Phone, "+0000000000".to_owned(), None),
    ] {
        let person = Person {
            customer: CustomerId(1),
            values: [(attribute.clone(), vec![value.clone()])].into(),
            consents: [(Attribute::EmailConsent, ConsentState::OptedIn)].into(),
            barred: [].into(),
            undecided: [].into(),
            in_doubt: None,
            only_bought: false,
            restricted: false,
        };
        let prepared = prepare([person].into_iter(), &destination, Purpose::Contact);
        assert_eq!(
            prepared.rows.get(0).map(|row| row[0].to_owned()),
            expected,
            "{attribute} {value}"
        );
        for cell in prepared.rows.iter().flatten() {
            assert!(cell.is_empty() || is_hash(cell));
        }
    }
}

fn built_in(code: &str) -> Destination {
    Destination::built_in()
        .expect("recipes that come with the program")
        .into_iter()
        .find(|one| one.code == code)
        .expect("the recipe")
}
