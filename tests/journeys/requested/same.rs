//! The same request is entered once.

use rollcall_engine::view::OpenRequest;

use super::Place;

fn of_customer(place: &Place, query: &str, kind: &str) -> Result<(), String> {
    let request = OpenRequest {
        customer: Some(place.customer(query)),
        kind: kind.into(),
        note: "letter 19".into(),
        ..OpenRequest::default()
    };
    let opened = place.engine.open_request(request);
    opened.map(|_| ()).map_err(|error| error.to_string())
}

fn of_asker(place: &Place, email: &str, phone: &str, keep_out: bool) -> Result<(), String> {
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let request = OpenRequest {
        kind: "deletion".into(),
        note: "letter 20".into(),
        email: given(email),
        phone: given(phone),
        keep_out,
        ..OpenRequest::default()
    };
    let opened = place.engine.open_request(request);
    opened.map(|_| ()).map_err(|error| error.to_string())
}

#[test]
fn what_a_customer_asked_is_not_entered_twice_while_it_is_open() {
    let place = Place::new();
    place.ask("Zenobia", "deletion", "2026-11-20");
    let again = of_customer(&place, "Zenobia", "deletion").expect_err("it is open");
    assert!(
        again.contains(
            "Request 1 to be deleted of this person is open already: it came on 2026-11-20."
        ),
        "{again}"
    );
    assert_eq!(place.requests().len(), 1);
    of_customer(&place, "Zenobia", "access").expect("another wish");
    of_customer(&place, "Bob", "deletion").expect("another person");
    place
        .settle(1, "refused", "there is an unpaid invoice")
        .expect("refused");
    of_customer(&place, "Zenobia", "deletion").expect("asked anew");
    assert_eq!(place.requests().len(), 4);
}

#[test]
fn what_somebody_asked_who_is_not_here_is_known_by_address_or_number() {
    let place = Place::new();
    let (email, phone) = ("oriel.vantage@example.org", "+44 7700 900391");
    of_asker(&place, email, phone, false).expect("a request");
    for (email, phone) in [
        (email, ""),
        ("", phone),
        ("Oriel.Vantage@example.org", phone),
    ] {
        let again = of_asker(&place, email, phone, false).expect_err("it is open");
        assert!(again.contains("is open already"), "{again}");
        assert!(
            !again.contains("oriel") && !again.contains("900391"),
            "{again}"
        );
    }
    let wider = of_asker(&place, email, "", true).expect_err("it is open");
    assert!(wider.contains("enter it anew"), "{wider}");
    assert_eq!(place.requests().len(), 1);
    of_asker(&place, "piers@vantage.example.org", phone, false)
        .expect("who shares the telephone is somebody else");
}
