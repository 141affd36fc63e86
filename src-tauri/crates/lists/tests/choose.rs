//! Whom conditions choose, as tables over a book of six customers.

use chrono::{Datelike as _, NaiveDate};
use rollcall_lists::{
    Answer, AttributeTest, Book, Condition, EventSort, EventTest, Events, Happened, Joined, Limit,
    Money, Permissions, PurposeAnswer, SourceSets, SourceTest, State, Texts, choose, funnel,
    untold,
};
use rollcall_model::{Attribute, ConsentState, CustomerId, SourceId};

const SHOP: i64 = 1;
const MAIL: i64 = 2;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn row(customer: u32, sort: EventSort, on: &str, pounds: i64, name: u32) -> Happened {
    Happened {
        customer,
        sort,
        day: day(on).num_days_from_ce(),
        name,
        money: (pounds > 0).then_some(Money {
            amount: pounds * 100,
            currency: 1,
        }),
        given_back: 0,
        order: 0,
        source: SHOP,
        is_summed_up: false,
    }
}

/// Anne buys often, Ben bought long ago, Cleo only reads, Dev is known by a card, Eve said no, and of
/// Fay nothing is known but a birthday without its year.
fn book() -> Book {
    let mut book = Book::of((1..=6).map(CustomerId).collect());
    let mut sources = SourceSets::default();
    for known in [
        &[SHOP, MAIL][..],
        &[SHOP],
        &[MAIL],
        &[SHOP],
        &[SHOP, MAIL],
        &[MAIL],
    ] {
        let known: Vec<SourceId> = known.iter().copied().map(SourceId).collect();
        sources.push(&known);
    }
    book.sources = sources;
    let mut countries = Texts::default();
    for country in ["GB", "DE", "GB", "", "AT", ""] {
        countries.push(Some(country).filter(|one| !one.is_empty()));
    }
    let mut born = Texts::default();
    for birth in ["1984-03-02", "1990-01-01", "", "", "1989-12-31", "--06-03"] {
        born.push(Some(birth).filter(|one| !one.is_empty()));
    }
    let mut mail = Texts::default();
    mail.push(["Anne@Example.com", "a.marsh@work.example"]);
    for one in ["ben@example.org", "cleo@example.com"] {
        mail.push([one]);
    }
    mail.push([]);
    mail.push(["eve@example.net"]);
    mail.push([]);
    book.texts.insert(Attribute::Country, countries);
    book.texts.insert(Attribute::BirthDate, born);
    book.texts.insert(Attribute::Email, mail);
    book.consents.insert(
        Attribute::EmailConsent,
        vec![
            Some(ConsentState::OptedIn),
            None,
            Some(ConsentState::Undeliverable),
            Some(ConsentState::Never),
            Some(ConsentState::Complained),
            Some(ConsentState::Pending),
        ],
    );
    book.mark(1, State::InConflict);
    book.mark(3, State::OnlyById);
    let purchase = EventSort::Purchase;
    let rows = vec![
        row(0, purchase, "2026-11-01", 40, 0),
        row(0, purchase, "2026-08-25", 25, 0),
        row(0, EventSort::Message, "2026-11-18", 0, 1),
        row(1, purchase, "2024-05-05", 300, 0),
        row(2, EventSort::Message, "2026-11-18", 0, 2),
        Happened {
            is_summed_up: true,
            ..row(3, purchase, "2026-11-20", 0, 0)
        },
        row(4, purchase, "2026-08-24", 10, 0),
        // Mistyped: in the future.
        row(4, purchase, "2062-11-01", 10, 0),
    ];
    let names = vec!["Winter sale".into(), "Winback".into()];
    book.events = Events::new(6, rows, names, vec![String::new(), "GBP".into()]);
    book
}

fn chosen(condition: &Condition) -> String {
    letters(&choose(condition, &book(), day("2026-11-22")))
}

fn letters(chosen: &[bool]) -> String {
    let letters = chosen.iter().zip("ABCDEF".chars());
    letters
        .filter(|(chosen, _)| **chosen)
        .map(|(_, letter)| letter)
        .collect()
}

fn value(attribute: Attribute, test: AttributeTest) -> Condition {
    Condition::Attribute { attribute, test }
}

fn event(event: EventSort, test: EventTest, days: Option<u32>, named: &str) -> Condition {
    Condition::Event {
        event,
        test,
        days,
        named: named.into(),
    }
}

fn bought(test: EventTest, days: Option<u32>) -> Condition {
    event(EventSort::Purchase, test, days, "")
}

fn group(joined: Joined, conditions: Vec<Condition>) -> Condition {
    Condition::Group { joined, conditions }
}

#[test]
fn values_are_compared_as_people_mean_them() {
    use AttributeTest::{Before, Contains, Empty, Equals, Filled, OneOf, Since, StartsWith};
    let country = |test| value(Attribute::Country, test);
    let born = |test| value(Attribute::BirthDate, test);
    let mail = |test| value(Attribute::Email, test);
    for (condition, who) in [
        (country(Filled), "ABCE"),
        (country(Empty), "DF"),
        (country(Equals(" gb ".into())), "AC"),
        (country(OneOf(vec!["de".into(), "AT".into()])), "BE"),
        (mail(StartsWith("A.".into())), "A"),
        (mail(Contains("EXAMPLE.COM".into())), "AC"),
        (born(Before(day("1990-01-01"))), "AE"),
        (born(Since(day("1990-01-01"))), "B"),
        // An attribute nobody has.
        (value(Attribute::Phone, Empty), "ABCDEF"),
        (value(Attribute::Phone, Filled), ""),
    ] {
        assert_eq!(chosen(&condition), who, "{condition:?}");
    }
}

#[test]
fn answers_are_told_apart_from_silence() {
    for (answer, who) in [
        (Answer::SaidYes, "A"),
        (Answer::SaidNo, "E"),
        (Answer::NotNo, "ABCDF"),
        (Answer::NeverAsked, "BD"),
        (Answer::Undeliverable, "C"),
    ] {
        let condition = Condition::Consent {
            channel: Attribute::EmailConsent,
            answer,
        };
        assert_eq!(chosen(&condition), who, "{answer:?}");
    }
}

#[test]
fn what_is_not_known_of_a_purpose_is_an_answer_of_its_own() {
    let condition = |answer| Condition::ConsentFor {
        channel: Attribute::EmailConsent,
        purpose: "newsletter".into(),
        answer,
    };
    let none_of = |one| Condition::Group {
        joined: Joined::None,
        conditions: vec![one],
    };
    let mut book = book();
    let asked = (Attribute::EmailConsent, "newsletter".to_owned());
    let (yes, no, unknown) = (
        PurposeAnswer::Yes,
        PurposeAnswer::No,
        PurposeAnswer::Unknown,
    );
    let until = day("2026-11-22");
    for (is_told, answers) in [(true, ["A", "CE", "BDF"]), (false, ["", "", "BDF"])] {
        let of = vec![yes, unknown, no, unknown, no, unknown];
        book.permissions
            .insert(asked.clone(), Permissions { is_told, of });
        for (answer, who) in [yes, no, unknown].into_iter().zip(answers) {
            let condition = condition(answer);
            assert_eq!(
                letters(&choose(&condition, &book, until)),
                who,
                "{answer:?}"
            );
            let is_untold = !is_told && answer != unknown;
            assert_eq!(!untold(&condition, &book).is_empty(), is_untold);
        }
        // What no statement tells turns into no yes by being negated.
        let others = if is_told { "ABDF" } else { "" };
        let negated = choose(&none_of(condition(no)), &book, until);
        assert_eq!(letters(&negated), others);
    }
    let (_, steps) = funnel(
        &Condition::Group {
            joined: Joined::All,
            conditions: vec![condition(unknown)],
        },
        &book,
        until,
    );
    assert_eq!((steps[0].alone, steps[0].unknown), (3, 0));
}

#[test]
fn both_ends_of_a_window_count_and_the_future_does_not() {
    use EventTest::{AtLeast, AtMost, Did, DidNot, FirstBefore, FirstSince, LastBefore, LastSince};
    for (condition, who) in [
        (bought(Did, Some(90)), "ADE"),
        (bought(Did, Some(89)), "AD"),
        (bought(DidNot, Some(90)), "BCF"),
        (bought(Did, None), "ABDE"),
        (bought(DidNot, None), "CF"),
        (bought(AtLeast(2), None), "AE"),
        (bought(AtLeast(1), Some(30)), "AD"),
        (bought(AtMost(1), Some(365)), "BCDEF"),
        (bought(FirstSince(day("2026-08-24")), None), "ADE"),
        (bought(FirstBefore(day("2026-08-25")), None), "BE"),
        (bought(LastSince(day("2026-11-01")), Some(90)), "AD"),
        (bought(LastBefore(day("2026-01-01")), None), "B"),
        (event(EventSort::Message, Did, Some(7), ""), "AC"),
        (event(EventSort::Message, Did, Some(7), "winb"), "C"),
        (
            event(EventSort::Message, DidNot, Some(7), "winter"),
            "BCDEF",
        ),
        (event(EventSort::Visit, Did, None, ""), ""),
    ] {
        assert_eq!(chosen(&condition), who, "{condition:?}");
    }
}

#[test]
fn money_sources_and_states() {
    let spent = |limit, amount, currency: &str, days| Condition::Spent {
        limit,
        amount,
        currency: currency.into(),
        days,
    };
    let source = |source, test| Condition::Source {
        source: SourceId(source),
        test,
    };
    let state = |state, holds| Condition::State { state, holds };
    for (condition, who) in [
        (spent(Limit::AtLeast, 6_500, "GBP", None), "AB"),
        (spent(Limit::AtLeast, 6_500, "gbp", Some(365)), "A"),
        (spent(Limit::AtMost, 1_000, "GBP", Some(90)), "BCEF"),
        (spent(Limit::AtLeast, 1, "EUR", None), ""),
        (source(MAIL, SourceTest::In), "ACEF"),
        (source(MAIL, SourceTest::NotIn), "BD"),
        (source(MAIL, SourceTest::OnlyIn), "CF"),
        (state(State::InConflict, true), "B"),
        (state(State::OnlyById, false), "ABCEF"),
    ] {
        assert_eq!(chosen(&condition), who, "{condition:?}");
    }
}

/// What was bought without an amount, or in another currency, is not nothing.
#[test]
fn what_was_spent_is_not_known_where_a_purchase_tells_no_amount_in_the_currency() {
    let purchase = |on, pounds| row(0, EventSort::Purchase, on, pounds, 0);
    let of_another_currency = |mut row: Happened| {
        row.money = row.money.map(|money| Money {
            currency: 2,
            ..money
        });
        row
    };
    let summed_up = |on| Happened {
        is_summed_up: true,
        ..purchase(on, 0)
    };
    let (least, most) = (Limit::AtLeast, Limit::AtMost);
    let (yes, no, unknown) = (Some(true), Some(false), None);
    for (rows, days, limit, answer) in [
        (vec![], None, most, yes),
        (vec![], None, least, no),
        (vec![purchase("2026-11-01", 40)], None, most, yes),
        (vec![purchase("2026-11-01", 40)], None, least, no),
        (vec![purchase("2026-11-01", 0)], None, most, unknown),
        (vec![purchase("2026-11-01", 0)], None, least, unknown),
        // Before the days that are asked about.
        (vec![purchase("2026-06-01", 0)], Some(90), most, yes),
        (
            vec![of_another_currency(purchase("2026-11-01", 5_000))],
            None,
            most,
            unknown,
        ),
        // What is told decides it already.
        (
            vec![purchase("2026-11-01", 0), purchase("2026-10-01", 200)],
            None,
            least,
            yes,
        ),
        (
            vec![purchase("2026-11-01", 0), purchase("2026-10-01", 200)],
            None,
            most,
            no,
        ),
        (
            vec![purchase("2026-11-01", 0), purchase("2026-10-01", 40)],
            None,
            most,
            unknown,
        ),
        // The last purchase as it is summed up: of those that are told, or one more.
        (vec![summed_up("2026-11-02")], None, most, unknown),
        (
            vec![summed_up("2026-11-02"), purchase("2026-11-01", 40)],
            None,
            most,
            yes,
        ),
        (
            vec![summed_up("2026-11-03"), purchase("2026-11-01", 40)],
            None,
            most,
            unknown,
        ),
    ] {
        let told = format!("{rows:?} {days:?} {limit:?}");
        let mut book = Book::of(vec![CustomerId(1)]);
        let currencies = vec![String::new(), "GBP".into(), "EUR".into()];
        book.events = Events::new(1, rows, Vec::new(), currencies);
        // Somebody else's are told.
        book.events.told.insert(EventSort::Purchase);
        let condition = group(
            Joined::All,
            vec![Condition::Spent {
                limit,
                amount: 10_000,
                currency: "GBP".into(),
                days,
            }],
        );
        let (chosen, steps) = funnel(&condition, &book, day("2026-11-22"));
        assert_eq!(chosen, [answer == yes], "{told}");
        assert_eq!(steps[0].unknown, u64::from(answer == unknown), "{told}");
    }
}

#[test]
fn groups_join_and_an_empty_list_is_everybody() {
    let uk = || value(Attribute::Country, AttributeTest::Equals("GB".into()));
    let recent = || bought(EventTest::Did, Some(90));
    for (condition, who) in [
        (Condition::everybody(), "ABCDEF"),
        (group(Joined::All, vec![uk(), recent()]), "A"),
        (group(Joined::Any, vec![uk(), recent()]), "ACDE"),
        (group(Joined::None, vec![uk(), recent()]), "BF"),
        (
            group(Joined::All, vec![recent(), group(Joined::None, vec![uk()])]),
            "DE",
        ),
    ] {
        assert_eq!(chosen(&condition), who, "{condition:?}");
    }
}

#[test]
fn the_funnel_tells_what_each_condition_leaves_and_what_is_not_known() {
    let condition = group(
        Joined::All,
        vec![
            Condition::Source {
                source: SourceId(MAIL),
                test: SourceTest::In,
            },
            group(
                Joined::Any,
                vec![
                    bought(EventTest::Did, Some(90)),
                    value(
                        Attribute::BirthDate,
                        AttributeTest::Since(day("1985-01-01")),
                    ),
                ],
            ),
            Condition::Consent {
                channel: Attribute::EmailConsent,
                answer: Answer::SaidYes,
            },
        ],
    );
    let (chosen, steps) = funnel(&condition, &book(), day("2026-11-22"));
    assert_eq!(chosen.iter().filter(|one| **one).count(), 1);
    let told: Vec<_> = steps
        .iter()
        .map(|step| (step.path.as_slice(), step.alone, step.left, step.unknown))
        .collect();
    assert_eq!(
        told,
        [
            (&[0][..], 4, Some(4), 0),
            (&[1], 4, Some(2), 0),
            (&[1, 0], 3, None, 0),
            (&[1, 1], 2, None, 3),
            (&[2], 1, Some(1), 1),
        ]
    );
}

/// No log of the book tells of openings, and one check cannot say who is behind what it found.
#[test]
fn what_cannot_be_told_is_neither_yes_nor_no() {
    use EventTest::{AtMost, Did, DidNot};
    let opened = |test| event(EventSort::Opened, test, Some(90), "");
    let finding = |check: &str, holds| Condition::Finding {
        check: check.into(),
        holds,
    };
    let spent = |limit| Condition::Spent {
        limit,
        amount: 1_000,
        currency: "GBP".into(),
        days: Some(90),
    };
    let none = |one| group(Joined::None, vec![one]);
    let all = |one| group(Joined::All, vec![one]);
    let uk = || value(Attribute::Country, AttributeTest::Equals("GB".into()));
    let everybody = 6;
    for (condition, who, unknown) in [
        (opened(Did), "", everybody),
        (opened(DidNot), "", everybody),
        (opened(AtMost(3)), "", everybody),
        (event(EventSort::Clicked, DidNot, None, ""), "", everybody),
        (event(EventSort::SignUp, DidNot, None, ""), "", everybody),
        (event(EventSort::AdClick, DidNot, None, ""), "BCDEF", 0),
        // No table of orders, visits or tickets is loaded either.
        (bought(DidNot, Some(90)), "", everybody),
        (bought(AtMost(1), None), "", everybody),
        (spent(Limit::AtMost), "", everybody),
        (event(EventSort::Visit, DidNot, None, ""), "", everybody),
        (event(EventSort::Ticket, DidNot, None, ""), "", everybody),
        (event(EventSort::Message, DidNot, None, ""), "", everybody),
        (
            event(EventSort::Product, DidNot, None, "chair"),
            "",
            everybody,
        ),
        (
            event(EventSort::CampaignProduct, DidNot, None, ""),
            "",
            everybody,
        ),
        (none(bought(Did, Some(90))), "", everybody),
        (none(spent(Limit::AtLeast)), "", everybody),
        (finding("seeds", true), "", everybody),
        (finding("seeds", false), "", everybody),
        (finding("waste", false), "BCDEF", 0),
        // Negated it is not known either, however deep it stands.
        (none(finding("seeds", true)), "", everybody),
        (none(all(finding("seeds", false))), "", everybody),
        (none(none(opened(Did))), "", everybody),
        (
            group(Joined::None, vec![uk(), opened(DidNot)]),
            "",
            everybody,
        ),
        (none(finding("waste", true)), "BCDEF", 0),
        // What else is known decides.
        (group(Joined::Any, vec![uk(), opened(DidNot)]), "AC", 0),
    ] {
        let mut book = book();
        let behind = |place| place == 0;
        book.findings
            .insert("waste".into(), (0..6).map(behind).collect());
        let clicked = row(0, EventSort::AdClick, "2026-11-02", 0, 0);
        book.events = Events::new(6, vec![clicked], Vec::new(), Vec::new());
        book.events.told = [EventSort::AdClick].into();
        let told = format!("{condition:?}");
        let (chosen, steps) = funnel(&all(condition), &book, day("2026-11-22"));
        assert_eq!(letters(&chosen), who, "{told}");
        assert_eq!(steps[0].unknown, unknown, "{told}");
        assert_eq!(steps[0].because.is_some(), unknown > 0, "{told}");
    }
}

/// What a list rests on that nobody tells of is said once, with what would tell.
#[test]
fn why_something_cannot_be_told_is_said_once() {
    let mut book = book();
    assert_eq!(untold(&bought(EventTest::DidNot, None), &book).len(), 0);
    book.events = Events::default();
    let twice = group(
        Joined::Any,
        vec![
            bought(EventTest::DidNot, Some(90)),
            bought(EventTest::Did, None),
        ],
    );
    let told = untold(&twice, &book);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].ends_with("Load one of orders."), "{told:?}");
}

/// Anne opened a mail, Cleo was sent one and opened none, and the others were sent nothing.
#[test]
fn whoever_was_sent_nothing_left_nothing_unopened() {
    use EventTest::{AtMost, Did, DidNot};
    let opened = |test, days, named| event(EventSort::Opened, test, days, named);
    let none = |conditions| group(Joined::None, conditions);
    let uk = || value(Attribute::Country, AttributeTest::Equals("GB".into()));
    let (all, any) = (Joined::All, Joined::Any);
    for (condition, who, without) in [
        (opened(Did, None, ""), "A", 4),
        (opened(DidNot, None, ""), "C", 4),
        (opened(AtMost(1), None, ""), "AC", 4),
        (opened(DidNot, Some(7), ""), "C", 4),
        // Sent before the days that count, opened within them.
        (opened(AtMost(1), Some(1), ""), "A", 5),
        (opened(DidNot, Some(1), ""), "", 5),
        (opened(DidNot, None, "winback"), "C", 5),
        (none(vec![opened(Did, None, "")]), "C", 0),
        (none(vec![group(any, vec![opened(Did, None, "")])]), "C", 0),
        // Who lives elsewhere is known not to meet both, whatever they were sent.
        (
            none(vec![group(all, vec![uk(), opened(Did, None, "")])]),
            "BCDEF",
            0,
        ),
        (group(any, vec![uk(), opened(DidNot, None, "")]), "AC", 0),
        (none(vec![none(vec![opened(Did, None, "")])]), "A", 0),
    ] {
        let mut book = book();
        let rows = vec![
            row(0, EventSort::Message, "2026-11-18", 0, 1),
            row(0, EventSort::Opened, "2026-11-21", 0, 1),
            row(2, EventSort::Message, "2026-11-18", 0, 2),
        ];
        let names = vec!["Winter sale".into(), "Winback".into()];
        book.events = Events::new(6, rows, names, Vec::new());
        let told = format!("{condition:?}");
        let (chosen, steps) = funnel(&group(all, vec![condition]), &book, day("2026-11-22"));
        assert_eq!(letters(&chosen), who, "{told}");
        let said = steps[0].sent_nothing.clone().unwrap_or_default();
        let expected = format!("Was sent nothing: {without} of 6 customers");
        assert_eq!(said.starts_with(&expected), without > 0, "{told}: {said}");
    }
}
