//! What lies between two teams and between two kinds of systems.

use rollcall_engine::view::CheckPicture;

use super::{
    Person, assert_not_known, bars, check, chosen, estate, event, figure, orders, person, table,
};

fn value(picture: &CheckPicture, label: &str) -> Option<f64> {
    let mut all = bars(picture).into_iter();
    all.find(|(one, _)| *one == label)
        .unwrap_or_else(|| panic!("no line {label}"))
        .1
}

/// Two have a deal and a ticket within a week, one has them weeks apart.
#[test]
fn g24_sales_and_support_deal_with_the_same_person() {
    let folder = tempfile::tempdir().expect("a folder");
    let deals = table(
        "Deal ID,Deal name,Deal stage,Contact email,First name,Last name,Activity date",
        0..4,
        |one| {
            let Person { name, email, .. } = person(one);
            let stage = if one == 1 {
                "Closed won"
            } else {
                "Negotiation"
            };
            format!("D{one},Refit,{stage},{email},{name},2026-10-{:02}", one + 1)
        },
    );
    let tickets = table(
        "Ticket ID,Created at,Subject,Status,Requester email,First name,Last name",
        [(0, 6), (1, 8), (2, 28), (9, 3)],
        |(one, day)| {
            let Person { name, email, .. } = person(one);
            format!("T{one},2026-10-{day:02},Late,open,{email},{name}")
        },
    );
    let engine = estate(
        folder.path(),
        &[
            ("crm_deals.csv", "crm", deals.clone()),
            ("helpdesk_tickets.csv", "support", tickets.clone()),
        ],
    );
    let told = check(&engine, "sales");
    assert_eq!(figure(&told), Some((2, 4)), "{}", told.sentence);
    let picture = &told.pictures[0];
    assert_eq!(value(picture, "With both"), Some(3.0));
    assert_eq!(value(picture, "With something open in both"), Some(2.0));
    assert_eq!(told.people.len(), 2);
    assert_eq!(
        told.people[0].why,
        "Sales last on 2026-10-01, support last on 2026-10-06; 5 days between the nearest of them; something is open with both."
    );
    // What a ticket is about is no campaign: nobody got a message.
    assert_eq!(chosen(&engine, event("message", "did", "", "")), 0);
    assert_eq!(chosen(&engine, event("ticket", "did", "", "")), 4);
    assert_not_known(&check(&engine, "pressure"), "no message");
    // The tickets of a CRM are tickets, and nothing that sales did.
    let of_crm = tempfile::tempdir().expect("a folder");
    let engine = estate(
        of_crm.path(),
        &[
            ("crm_deals.csv", "crm", deals),
            ("Open.csv", "crm", tickets),
        ],
    );
    let told = check(&engine, "sales");
    assert_eq!(figure(&told), Some((2, 4)), "{}", told.sentence);
    let picture = &told.pictures[0];
    assert_eq!(value(picture, "With an activity of sales"), Some(4.0));
    assert_eq!(value(picture, "With both"), Some(3.0));
    assert_not_known(&check(&engine, "pressure"), "no message");
    let without = tempfile::tempdir().expect("a folder");
    let engine = estate(without.path(), &[("shop_orders.csv", "shop", orders(3))]);
    assert_not_known(&check(&engine, "sales"), "no ticket of a known person");
}

/// Members reach the newsletter, the audience is not of the CRM, and of the third no file is there.
#[test]
fn g66_three_links_pass_fail_or_have_no_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let people = |id: &str, which: std::ops::Range<usize>| {
        table(&format!("{id},First name,Last name,Email"), which, |one| {
            let Person { name, email, .. } = person(one);
            format!("{}{one},{name},{email}", &id[..1])
        })
    };
    let engine = estate(
        folder.path(),
        &[
            ("loyalty_members.csv", "loyalty", people("Member ID", 0..10)),
            (
                "newsletter.csv",
                "email_platform",
                people("Subscriber ID", 1..20),
            ),
            ("crm_contacts.csv", "crm", people("Contact ID", 0..5)),
            ("ads_audience.csv", "ad_platform", people("Row ID", 2..14)),
        ],
    );
    let told = check(&engine, "link_tests");
    let verdicts: Vec<&str> = told.pictures[0]
        .lines
        .iter()
        .map(|line| line.verdict.as_str())
        .collect();
    assert_eq!(verdicts, ["passed", "failed", "no_file"]);
    assert_eq!(figure(&told), Some((1, 2)), "{}", told.sentence);
    assert_eq!(told.verdict, "failed");
    let lines = bars(&told.pictures[0]);
    assert_eq!(
        lines.iter().map(|one| one.1).collect::<Vec<_>>(),
        [Some(10.0), Some(12.0), None]
    );
    assert_eq!(told.pictures[0].lines[0].values[0], Some(9.0));
    let untested = told
        .unknown
        .iter()
        .filter(|one| one.contains("could not be tested"));
    assert_eq!(untested.count(), 1, "{:?}", told.unknown);
}
