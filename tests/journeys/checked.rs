//! The checks on the sample estate give the planted numbers, and the report is one page.

mod kept;
mod numbers;
mod report;
mod truth;

use rollcall_engine::view::{CheckPicture, CheckView, Nothing, SetCheck, ShowReport, WriteReport};

use crate::erased::copy;
use crate::estate::audited;
use crate::planted::only_customer;

/// The checks the sample cannot answer: it has no list that was made for a platform under such a name.
pub(crate) const NOT_KNOWN: [&str; 3] = ["stale_lists", "list_growth", "seeds"];

fn check(code: &str) -> CheckView {
    let book = audited().engine.check_book(Nothing {}).expect("the checks");
    book.checks
        .into_iter()
        .find(|one| one.check == code)
        .expect("the check")
}

fn picture<'a>(check: &'a CheckView, title: &str) -> &'a CheckPicture {
    check
        .pictures
        .iter()
        .find(|one| one.title == title)
        .unwrap_or_else(|| panic!("no picture called {title}"))
}

/// What each line of a bridge adds.
fn steps(picture: &CheckPicture) -> Vec<(String, f64)> {
    let step = |values: &[Option<f64>]| values.first().copied().flatten().unwrap_or(f64::NAN);
    picture
        .lines
        .iter()
        .map(|line| {
            (
                line.label.clone(),
                (step(&line.values) * 100.0).round() / 100.0,
            )
        })
        .collect()
}

#[test]
fn g01_the_bridge_leads_from_each_number_to_the_agreed_one() {
    let check = check("numbers");
    let own = |label: &str, number: f64| (label.to_owned(), number);
    assert_eq!(
        steps(picture(&check, "Orders: Shopify")),
        [
            own("Shopify says", 817.0),
            own("Cancelled or never paid for", -27.0),
            own("The shop's own tests", -5.0),
            own("Given back whole", -28.0),
            own("Agreed", 757.0),
        ]
    );
    for (source, said) in [
        ("Google Analytics", 719.0),
        ("Google Ads", 338.6),
        ("Meta Ads", 296.0),
    ] {
        let bridge = picture(&check, &format!("Orders: {source}"));
        assert_eq!(
            steps(bridge),
            [
                own(&format!("{source} says"), said),
                own(
                    "Cannot be known from this file",
                    ((757.0 - said) * 100.0_f64).round() / 100.0
                ),
                own("Agreed", 757.0),
            ]
        );
        assert!(bridge.lines[1].unexplained);
    }
    let figure = check.figure.as_ref().expect("a figure");
    assert_eq!((figure.found, figure.among), (60, 817));
    assert!(!check.names_people);
}

/// Currencies are not added up by the check; the planted sum is that of its bars.
#[test]
fn revenue_is_told_by_currency_and_leads_to_what_was_kept() {
    let check = check("numbers");
    let (mut taken, mut given_back) = (0.0, 0.0);
    for currency in ["EUR", "GBP", "USD"] {
        for (label, step) in steps(picture(&check, &format!("Revenue in {currency}"))) {
            match label.as_str() {
                "Given back" => given_back -= step,
                "Kept" => taken += step,
                _ => {}
            }
        }
    }
    assert!((given_back - 9_470.65).abs() < 0.005, "{given_back}");
    assert!((taken + given_back - 190_366.90).abs() < 0.005, "{taken}");
}

#[test]
fn g18_three_messages_in_six_days_are_pressure() {
    let check = check("pressure");
    assert!(check.names_people);
    let nicola = only_customer("three-lists-nicola");
    let told = check
        .people
        .iter()
        .find(|one| one.customer == nicola)
        .expect("flagged");
    assert_eq!(
        told.why,
        "3 messages of 3 campaigns from 2026-03-09 to 2026-03-14."
    );
}

#[test]
fn g22_every_rule_shares_out_the_same_purchases() {
    let check = check("attribution");
    let figure = check.figure.as_ref().expect("a figure");
    let shares = picture(&check, "Credit by channel and rule");
    let (not_known, channels): (Vec<_>, Vec<_>) =
        shares.lines.iter().partition(|line| line.unexplained);
    // The first column counts touches.
    for column in 1..6 {
        let sum: f64 = channels.iter().filter_map(|line| line.values[column]).sum();
        assert!((sum - figure.among as f64).abs() < 1e-6, "{sum}");
    }
    assert!(channels.len() > 2, "{shares:?}");
    assert!(channels.iter().all(|line| line.values[0] >= Some(1.0)));
    // Of the others no rule makes anything, and nothing is said of touches nobody knows of.
    let [not_known] = not_known.as_slice() else {
        panic!("one line: {not_known:?}");
    };
    let rest = not_known.values[1].expect("a number");
    assert!(rest >= 1.0 && not_known.values[0].is_none());
    assert!(not_known.values[1..].iter().all(|one| *one == Some(rest)));
    let all = rollcall_model::grouped(figure.among + rest as u64);
    let told = format!("of {all} purchases");
    assert!(shares.sentence.contains(&told), "{}", shares.sentence);
}

/// Channels that looked weak by last click and had begun what others finished stand first.
#[test]
fn g71_channels_are_ranked_by_what_they_gain() {
    let check = check("attribution");
    let shares = picture(&check, "Credit by channel and rule");
    let moves = picture(&check, "Who gains and who loses");
    let gains: Vec<f64> = moves
        .lines
        .iter()
        .map(|line| line.values[0].expect("a number"))
        .collect();
    assert!(gains.is_sorted_by(|one, next| one >= next), "{gains:?}");
    assert!(
        gains.iter().sum::<f64>().abs() < 1e-6,
        "nothing is gained in all"
    );
    for line in &moves.lines {
        let mut all = shares.lines.iter();
        let credit = all.find(|one| one.label == line.label).expect("a channel");
        let [last, first] = [1, 2].map(|rule| credit.values[rule].expect("a number"));
        assert!((line.values[0].expect("a number") - (first - last)).abs() < 1e-9);
    }
}

#[test]
fn each_check_is_kept_at_the_run() {
    let book = audited().engine.check_book(Nothing {}).expect("the checks");
    let mut not_known = Vec::new();
    for check in book.checks {
        let Some(now) = check.figure else {
            assert!(check.history.is_empty() && !check.unknown.is_empty());
            let sentence = "Cannot be known from these files";
            assert!(check.sentence.starts_with(sentence), "{}", check.sentence);
            not_known.push(check.check);
            continue;
        };
        let Some(kept) = check.history.last() else {
            panic!("{} was not kept", check.check);
        };
        assert_eq!(
            (now.found, now.among),
            (kept.found, kept.among),
            "{}",
            check.check
        );
    }
    assert_eq!(not_known, NOT_KNOWN);
}

#[test]
fn what_is_agreed_on_a_check_holds_and_can_be_taken_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = copy(folder.path());
    let book = engine
        .set_check(SetCheck {
            check: "suppression".into(),
            target: Some(0.0),
            owner: Some("Dana".into()),
            cost_per_message: Some(0.5),
            ..SetCheck::default()
        })
        .expect("agreed");
    let check = &book.checks[0];
    let found = check.figure.as_ref().expect("a figure").found as f64;
    assert!(check.beyond && check.owner == "Dana");
    assert!(
        check
            .sentence
            .ends_with(&format!("At 0.5 a message: {:.2}.", found * 0.5)),
        "{}",
        check.sentence
    );
    engine.undo(Nothing {}).expect("undone");
    let check = &engine.check_book(Nothing {}).expect("the checks").checks[0];
    assert!(check.owner.is_empty() && check.target.is_none());
    assert!(
        !check.sentence.contains("a message:"),
        "no money without its input"
    );
}

#[test]
fn g76_the_report_is_one_small_page_that_tells_what_is_not_known_first() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = copy(folder.path());
    let page = engine.report_page(ShowReport::default()).expect("the page");
    assert!(page.bytes < 2 * 1024 * 1024, "{} bytes", page.bytes);
    let place = |what: &str| page.html.find(what).unwrap_or_else(|| panic!("no {what}"));
    assert!(place("What we do not know") < place("What was read"));
    assert!(place("What was read") < place("Whether it works: the checks"));
    assert!(place("Whether it works: the checks") < place("Appendix"));
    // The only thing it brings along is the font, within the page.
    let whole = page.html.replace("url(data:font/woff2;base64,", "");
    for loads in ["<script", "src=", "url(", "@import", "http://", "https://"] {
        assert!(!whole.contains(loads), "{loads}");
    }
    let path = folder.path().join("report.html");
    let written = engine
        .write_report(WriteReport {
            path: path.display().to_string(),
            unmasked: false,
        })
        .expect("written");
    assert_eq!(written.bytes, page.bytes);
    assert_eq!(std::fs::read_to_string(path).expect("the file"), page.html);
    // Examples of what is wrong with cells are masked unless somebody wants them as they stand.
    let addresses = |html: &str| -> Vec<String> {
        let (_, body) = html.split_once("</style>").expect("a body");
        let words = body.split(|one: char| one.is_whitespace() || "<>".contains(one));
        let addresses = words.filter(|word| word.contains('@'));
        addresses.map(str::to_owned).collect()
    };
    let masked = addresses(&page.html);
    assert!(
        !masked.is_empty() && masked.iter().all(|one| one.contains("•••")),
        "{masked:?}"
    );
    let shown = engine
        .report_page(ShowReport { unmasked: true })
        .expect("the page");
    assert!(
        addresses(&shown.html)
            .iter()
            .any(|one| !one.contains("•••"))
    );
    let tables = engine
        .write_report(WriteReport {
            path: folder.path().join("report.xlsx").display().to_string(),
            unmasked: false,
        })
        .expect("written");
    assert!(tables.bytes > 0 && tables.bytes < 2 * 1024 * 1024);
    let refused = engine.write_report(WriteReport {
        path: folder.path().join("report.exe").display().to_string(),
        unmasked: false,
    });
    assert!(refused.is_err());
}
