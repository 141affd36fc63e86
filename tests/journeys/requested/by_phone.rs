//! Where no address tells the country a person lives in, their telephones do: told as that, and only where they agree.

use rollcall_engine::view::{ConsentLedger, CustomerNumber, Nothing, OpenRequest};

use super::Place;
use crate::measured::load;

const LEADS: &str = "\
No;First name;Last name;E-mail;Phone
71;Ida;Vance;ida@vance.example.com;+49 30 901820
72;Uwe;Lorenz;uwe@lorenz.example.com;+49 30 901821
";
const CLUB: &str = "\
Member;First name;Last name;E-mail;Phone
91;Uwe;Lorenz;uwe@lorenz.example.com;+43 1 5131000
";

fn place() -> Place {
    let place = Place::new();
    load(&place.engine, place.folder.path(), "leads.csv", LEADS);
    load(&place.engine, place.folder.path(), "club.csv", CLUB);
    place
}

fn ledger(place: &Place, query: &str) -> ConsentLedger {
    let customer = place.customer(query);
    let ledger = place.engine.consent_ledger(CustomerNumber { customer });
    ledger.expect("a ledger")
}

#[test]
fn a_request_is_due_where_the_telephones_say_and_contradictions_stay_unknown() {
    let place = place();
    let ida = place.ask("Ida", "deletion", "2026-11-20");
    assert_eq!(
        (
            ida.country.as_str(),
            ida.region.as_str(),
            ida.due_on.as_str()
        ),
        ("DE", "europe", "2026-12-20")
    );
    assert!(
        ida.because
            .contains("No address tells the country: DE is that of the telephone."),
        "{}",
        ida.because
    );
    let uwe = place.ask("Uwe", "deletion", "2026-11-20");
    assert_eq!((uwe.country.as_str(), uwe.region.as_str()), ("", "unknown"));
    assert!(
        uwe.because.contains("(AT, DE): it stays unknown"),
        "{}",
        uwe.because
    );
    let zenobia = place.ask("Zenobia", "deletion", "2026-11-20");
    assert!(
        !zenobia.because.contains("telephone"),
        "{}",
        zenobia.because
    );
    // So it is of somebody who is not here.
    let opened = place
        .engine
        .open_request(OpenRequest {
            kind: "access".into(),
            note: "letter 21".into(),
            phone: Some("+43 1 5131001".into()),
            ..OpenRequest::default()
        })
        .expect("a request");
    let stranger = opened.requests.iter().find(|one| one.kind == "access");
    let stranger = stranger.expect("the request");
    assert_eq!(
        (stranger.country.as_str(), stranger.region.as_str()),
        ("AT", "europe")
    );
    assert!(stranger.because.contains("that of the telephone"));
}

#[test]
fn what_the_law_is_there_follows_the_telephones_and_how_many_it_is_is_told() {
    let place = place();
    let ida = ledger(&place, "Ida");
    assert_eq!(
        (ida.country.as_str(), ida.country_by_phone.as_deref()),
        ("", Some("DE"))
    );
    assert_eq!(ida.country_unknown, None);
    assert_eq!(ida.channels[0].regime, "opt_in");
    let uwe = ledger(&place, "Uwe");
    assert_eq!(uwe.country_by_phone, None);
    assert_eq!(uwe.country_unknown.as_deref(), Some("phones_differ"));
    assert_eq!(uwe.channels[0].regime, "unknown");
    let summary = place.engine.consent_summary(Nothing {}).expect("counts");
    let counts = |region: &str| {
        let mut regions = summary.regions.iter();
        let one = regions.find(|one| one.region == region).expect("a region");
        (one.people, one.by_phone, one.phones_differ)
    };
    assert_eq!(counts("eea"), (1, 1, 0));
    assert_eq!(counts("unknown"), (1, 0, 1));
    assert_eq!(counts("united_kingdom"), (1, 0, 0));
}
