//! A fixed cast of hard cases, the same for every destination.

use rollcall_delivery::{Destination, LAST_PURCHASE, Person, Personal};
use rollcall_model::{Attribute, ConsentState, CustomerId};

/// SHA-256 of `kept.hash@example.com`, as a system wrote it: in capitals.
pub(crate) const KEPT_HASH: &str =
    "DB1DAE590F45CD885F6F702D7193BB4AEB4F4413FFA2E0AEAED39D39D8DC9FD6";
/// SHA-256 of nothing.
pub(crate) const HASH_OF_NOTHING: &str =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

pub(crate) fn built_in() -> Vec<Destination> {
    Destination::built_in().expect("recipes that come with the program")
}

pub(crate) fn destination(code: &str) -> Destination {
    built_in()
        .into_iter()
        .find(|one| one.code == code)
        .expect("the recipe")
}

pub(crate) fn person(
    id: i64,
    consent: Option<ConsentState>,
    values: &[(Attribute, &[&str])],
) -> Person {
    Person {
        customer: CustomerId(id),
        values: values
            .iter()
            .map(|(attribute, texts)| {
                let texts = texts.iter().map(|text| (*text).to_owned()).collect();
                (attribute.clone(), texts)
            })
            .collect(),
        consents: consent
            .map(|state| (Attribute::EmailConsent, state))
            .into_iter()
            .collect(),
        barred: [].into(),
        undecided: [].into(),
        in_doubt: None,
        only_bought: false,
        restricted: false,
    }
}

/// Twelve people: letters of five languages, plus signs and dots in addresses, phones of five
/// countries, missing parts, commas, quotes and line breaks, formulas, long and hyphenated names,
/// hashes instead of addresses, every answer to a permission.
pub(crate) fn cast() -> Vec<Person> {
    let mut people = people_with_hard_values();
    people.extend(people_with_hard_answers());
    people
}

#[expect(clippy::too_many_lines, reason = "a table of people")]
fn people_with_hard_values() -> Vec<Person> {
    use Attribute::{
        BirthDate, City, Country, DeviceId, Email, FamilyName, Gender, GivenName, JobTitle,
        Language, Organisation, Phone, Postcode, Region, Street, Title, Unit,
    };
    let yes = Some(ConsentState::OptedIn);
    let long_name = "Maximiliane-Josephine-Wilhelmina-Charlotte";
    let long_organisation = "Société générale de l’été ".repeat(12);
    let mut people = vec![
        person(
            1,
            yes,
            &[
                (Title, &["Frau"]),
                (GivenName, &["Zoë"]),
                (FamilyName, &["Müller-Łukasiewicz"]),
                (Email, &["Zoe.Mueller+news@Googlemail.com"]),
                (Phone, &["+49 1512 3456789"]),
                (Street, &["Königstraße 5"]),
                (City, &["Dresden"]),
                (Postcode, &["01067"]),
                (Country, &["DE"]),
                (BirthDate, &["1984-03-02"]),
                (Gender, &["female"]),
                (Language, &["de"]),
            ],
        ),
        person(
            2,
            yes,
            &[
                (GivenName, &["Jane \"JJ\""]),
                (FamilyName, &["O’Brien, Jr."]),
                (
                    Email,
                    &[
                        "Jane.Doe@Gmail.com",
                        "jane.doe@gmail.com",
                        "Jane.Doe+news@Example.com",
                    ],
                ),
                (Phone, &["+1 (555) 123-4567", "+1 555 123 4568"]),
                (Street, &["1 Main St\nRear building"]),
                (Unit, &["Apt  #4"]),
                (City, &["San Francisco"]),
                (Region, &["CA"]),
                (Postcode, &["94107-1234"]),
                (Country, &["us"]),
                (BirthDate, &["--03-02"]),
                (Gender, &["x"]),
                (
                    JobTitle,
                    &["Head of everything that nobody else would ever want to do"],
                ),
                (DeviceId, &["5F3A2B18-9C4D-4E7F-B8E2-17D3A1E69B25"]),
            ],
        ),
        person(3, yes, &[(Email, &[" lone@example.fr "])]),
        person(
            4,
            yes,
            &[
                (GivenName, &["=cmd|' /C calc'!A0"]),
                (FamilyName, &["@SUM(A1)"]),
                (Organisation, &["-2+3"]),
                (Email, &["formula@example.fr"]),
                (Phone, &["+33612345678"]),
                (City, &["+cité"]),
                (Country, &["FR"]),
            ],
        ),
        person(
            5,
            yes,
            &[
                (GivenName, &[long_name]),
                (FamilyName, &["Øster"]),
                (Organisation, &[long_organisation.as_str()]),
                (Email, &["jürgen@example.de", "juergen@example.de"]),
                (Phone, &["+45 32 12 34 56"]),
                (Street, &["Havnegade 1"]),
                (City, &["København"]),
                (Postcode, &["1058"]),
                (Country, &["DK"]),
                (BirthDate, &["1984"]),
            ],
        ),
        person(
            6,
            yes,
            &[
                (GivenName, &["Wei"]),
                (FamilyName, &["王"]),
                (Phone, &["+44 20 7946 0001"]),
                (City, &["St. Albans"]),
                (Postcode, &["AL1 1AA"]),
                (Country, &["GB"]),
            ],
        ),
    ];
    if let Some(first) = people.first_mut() {
        first
            .consents
            .insert(Attribute::SmsConsent, ConsentState::OptedIn);
        first.values.insert(
            Attribute::Custom(LAST_PURCHASE.into()),
            vec!["2026-10-03".into()],
        );
        for (what, value) in [
            (Personal::LastProduct, "Oak table"),
            (Personal::LastCategory, "Tables"),
            (Personal::LastProducts, "Oak table; Bench"),
            (Personal::LastPieces, "3"),
            (Personal::TimesBought, "1"),
            (Personal::Orders, "2"),
            (Personal::FirstBought, "2026-02-01"),
            (Personal::LastBought, "2026-10-03"),
            (Personal::GoesWith, "=Table oil"),
            (Personal::BestWeekday, "Tuesday"),
            (Personal::BestHour, "19"),
            (Personal::Openings, "5"),
        ] {
            first.values.insert(what.attribute(), vec![value.into()]);
        }
    }
    people
}

fn people_with_hard_answers() -> Vec<Person> {
    use Attribute::{Email, FamilyName, GivenName, HashedEmail, Phone};
    let yes = Some(ConsentState::OptedIn);
    vec![
        person(7, yes, &[(HashedEmail, &[KEPT_HASH])]),
        person(
            8,
            Some(ConsentState::OptedOut),
            &[
                (GivenName, &["Ola"]),
                (FamilyName, &["Nor"]),
                (Email, &["refused@example.no"]),
            ],
        ),
        person(9, None, &[(Email, &["never.asked@example.com"])]),
        person(
            10,
            yes,
            &[
                (Email, &[HASH_OF_NOTHING, "no address"]),
                (Phone, &["020 7946 0002", "+0000000000"]),
            ],
        ),
        person(
            11,
            Some(ConsentState::Undeliverable),
            &[(FamilyName, &["Back"]), (Email, &["bounces@example.com"])],
        ),
        person(
            12,
            Some(ConsentState::Complained),
            &[(GivenName, &["Sam"]), (Email, &["spam@example.com"])],
        ),
    ]
}
