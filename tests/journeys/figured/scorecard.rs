//! The scorecard: one page on which every figure opens its rows; and what is not known stands first.

use std::fmt::Write as _;

use rollcall_engine::Engine;
use rollcall_engine::view::{Nothing, ScoreLine, ShowReport};

use super::{shop, somebody};
use crate::estate::audited;
use crate::measured::rows;

fn lines(engine: &Engine) -> Vec<ScoreLine> {
    engine.scorecard(Nothing {}).expect("the scorecard").figures
}

#[test]
fn g75_every_figure_of_the_scorecard_opens_as_many_rows_as_it_tells() {
    let engine = &audited().engine;
    let figures = lines(engine);
    assert!(
        (8..=20).contains(&figures.len()),
        "one page: {}",
        figures.len()
    );
    let mut opened = 0;
    for one in &figures {
        assert!(
            !one.definition.is_empty(),
            "{} says what it counts",
            one.code
        );
        let Some(found) = one.found else {
            assert!(
                !one.unknown.is_empty(),
                "{} says why it is not known",
                one.code
            );
            assert!(one.figure.is_none());
            continue;
        };
        let among = one.among.unwrap_or_else(|| panic!("{} of what?", one.code));
        assert!(found <= among, "{}: {found} of {among}", one.code);
        assert!(!one.of.is_empty(), "{}: of {among} what?", one.code);
        match &one.figure {
            None => assert_eq!(found, 0, "{} opens nothing", one.code),
            Some(figure) => {
                let behind = rows(engine, figure.clone());
                assert_eq!(behind.total, found, "{}", one.code);
                assert!(!behind.rows.is_empty());
                opened += 1;
            }
        }
    }
    assert!(opened > 6, "{opened}");
    let page = engine.report_page(ShowReport::default()).expect("a page");
    assert!(page.html.contains("On one page: the scorecard"));
    for one in &figures {
        assert!(
            page.html.contains(&one.label),
            "{} is not in the report",
            one.label
        );
    }
}

#[test]
fn g76_what_is_not_known_stands_first_while_there_are_gaps() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut people = "Customer ID,First name,Last name,Email\n".to_owned();
    for number in 0..5 {
        let one = somebody(number);
        let _ = writeln!(
            people,
            "K{number},{},{},{}",
            one.given, one.family, one.email
        );
    }
    let engine = shop(folder.path(), &[("crm_contacts.csv", people)]);
    let html = engine
        .report_page(ShowReport::default())
        .expect("a page")
        .html;
    let (_, body) = html.split_once("<main>").expect("a body");
    let first = body.find("<h2>").expect("a section");
    assert!(body[first..].starts_with("<h2>What we do not know</h2>"));
    let (section, _) = body.split_once("</section>").expect("its end");
    assert!(!section.contains("Nothing is listed as unknown"));
    for gap in [
        "Nobody has said yet whether these exist",
        "Paid for buyers: Cannot be known from these files",
        "Known before a call: Cannot be known from these files",
    ] {
        assert!(section.contains(gap), "{gap}");
    }
}
