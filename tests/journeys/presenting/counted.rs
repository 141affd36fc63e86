//! How few people there are may tell who they are: no reply tells a count of one to four.

use rollcall_api::Session;
use serde_json::{Value, json};

use super::{ask, ask_everything, requests, session, texts};

/// Members that count people, or rows about them, wherever they stand.
const COUNTING: &[&str] = &[
    "people",
    "customers",
    "known_only_by_id",
    "email_only_customers",
    "only_here",
    "chosen",
    "vanishing",
    "not_said",
    "contradicted",
    "undated",
    "rows_set_aside",
    "invalid",
    "placeholder",
    "blank",
];

/// Counts from one to four, with where they stand.
fn small_counts(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Array(inside) => inside.iter().for_each(|one| small_counts(one, at, found)),
        Value::Object(members) => {
            for (name, one) in members {
                small_counts(one, name, found);
            }
        }
        Value::Number(number)
            if COUNTING.contains(&at)
                && number.as_u64().is_some_and(|count| (1..5).contains(&count)) =>
        {
            found.push(format!("{at}: {number}"));
        }
        _ => {}
    }
}

/// Sentences that tell one to four people or rows.
fn small_sentences(value: &Value) -> Vec<String> {
    let mut all = Vec::new();
    texts(value, &mut all);
    let tells = |text: &&&str| {
        let words: Vec<&str> = text.split(' ').collect();
        words.windows(2).any(|pair| {
            matches!(pair[0], "1" | "2" | "3" | "4")
                && matches!(
                    pair[1].trim_end_matches(['.', ',', ':', ';', ')']),
                    "people" | "person" | "customers" | "customer" | "rows" | "row"
                )
        })
    };
    all.iter()
        .filter(tells)
        .map(|text| (*text).to_owned())
        .collect()
}

/// How few people there are may tell who they are.
#[test]
fn no_reply_of_any_command_tells_a_small_count_of_people_while_presenting() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = session(folder.path());
    let requests = requests(&session);
    let all = |session: &Session| {
        let (mut numbers, mut sentences) = (Vec::new(), Vec::new());
        for (command, reply) in ask_everything(session, &requests) {
            let mut found = Vec::new();
            small_counts(&reply, "", &mut found);
            numbers.extend(found.iter().map(|one| format!("{command}: {one}")));
            let told = small_sentences(&reply);
            sentences.extend(told.iter().map(|one| format!("{command}: {one}")));
        }
        (numbers, sentences)
    };
    let (numbers, sentences) = all(&session);
    assert!(numbers.len() > 50, "the bait: {numbers:?}");
    assert!(sentences.len() > 3, "the bait: {sentences:?}");
    ask(&session, "set_presenting", json!({ "on": true }));
    let (numbers, sentences) = all(&session);
    assert!(
        numbers.is_empty(),
        "{} counts, such as {:#?}",
        numbers.len(),
        numbers.iter().take(20).collect::<Vec<_>>()
    );
    assert!(sentences.is_empty(), "{sentences:#?}");
}

/// Cells of the tables of a page that hold one to four of something, and the sentences that tell so few.
fn small_cells(html: &str) -> Vec<String> {
    let told = html.split('<').filter_map(|piece| {
        let (mark, text) = piece.split_once('>')?;
        let is_small = matches!(text.trim(), "1" | "2" | "3" | "4");
        (is_small && mark.contains("class=\"n")).then(|| text.to_owned())
    });
    let texts = html
        .split('<')
        .filter_map(|piece| Some(piece.split_once('>')?.1));
    let sentences = texts.flat_map(|text| small_sentences(&json!(text)));
    told.chain(sentences).collect()
}

/// The report stands on the projector like every other screen.
#[test]
fn the_report_hides_small_counts_while_presenting_and_keeps_its_day() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = session(folder.path());
    let page = |session: &Session| {
        let reply = ask(session, "report_page", json!({ "unmasked": false }));
        reply["html"].as_str().expect("a page").to_owned()
    };
    let open = page(&session);
    assert!(
        small_cells(&open).len() > 10,
        "the bait: {:?}",
        small_cells(&open)
    );
    ask(&session, "set_presenting", json!({ "on": true }));
    let masked = page(&session);
    let told = small_cells(&masked);
    // The version of a rule counts nobody.
    let (_, appendix) = masked.split_once("<h2>Appendix</h2>").expect("an appendix");
    let versions = small_cells(appendix).len();
    assert_eq!(told.len(), versions, "{told:#?}");
    assert!(masked.contains("fewer than 5"), "and says so");
    assert!(
        masked.contains("15 June 2026"),
        "the day it was made is nobody's"
    );
}
