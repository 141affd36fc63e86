//! The lists to begin from that are about the newsletter, where one source is the list it goes to and another the log of
//! what was sent.

use std::ops::Range;

use rollcall_engine::Engine;
use rollcall_engine::view::Nothing;

use super::{Person, chosen, estate, orders, person, table};

/// The log of what was sent to these people.
fn sent(people: Range<usize>) -> String {
    table(
        "campaign,recipient,sent_at,opened_at,clicked_at",
        people,
        |one| {
            let Person { email, .. } = person(one);
            format!("Autumn,{email},2026-10-02T06:00:00Z,,")
        },
    )
}

fn listed(people: Range<usize>) -> String {
    table("Email,First name,Last name,Email consent", people, |one| {
        let Person { name, email, .. } = person(one);
        format!("{email},{name},subscribed")
    })
}

fn counted(engine: &Engine, code: &str) -> u64 {
    let templates = engine.list_saved(Nothing {}).expect("the lists").templates;
    let template = templates.into_iter().find(|one| one.code == code);
    let condition = template.and_then(|one| one.condition);
    chosen(engine, condition.expect("its sources are loaded"))
}

/// Ten bought, of whom the list has five and the log two more. Fifteen others are in the list, twelve of them in the log
/// as well.
#[test]
fn who_is_in_the_log_and_in_the_list_is_only_in_the_newsletter() {
    for log_first in [true, false] {
        let folder = tempfile::tempdir().expect("a folder");
        let log = ("send_log.csv", "email_platform", sent(3..22));
        let list = ("newsletter.csv", "email_platform", listed(5..25));
        let [first, second] = if log_first { [log, list] } else { [list, log] };
        let shop = ("shop_orders.csv", "shop", orders(10));
        let engine = estate(folder.path(), &[first, second, shop]);
        for (code, expected) in [
            ("newsletter_only", 15),
            ("unknown_to_newsletter", 3),
            ("in_both", 5),
        ] {
            assert_eq!(counted(&engine, code), expected, "{code}");
        }
    }
}
