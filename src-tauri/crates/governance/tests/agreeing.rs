//! Rules, sign-offs, use cases, connections and costs as readable tables.

use rollcall_governance::{
    AttributeNow, ConsentPath, KindNow, KindState, Link, LinkMeans, Per, Rule, RuleAsRead,
    RuleChange, Standing, TEMPLATES, Term, Wanted, all_linked, count_links, days_of, hours_a_month,
    readiness, refused_name, sentence, since_signed, standing, wasted,
};
use rollcall_model::{Attribute, SourceId, SystemKind};

#[test]
fn a_rule_reads_back_by_its_code() {
    for rule in [
        Rule::Conflict(Attribute::Email),
        Rule::Conflict(Attribute::Custom("Tier: gold".into())),
        Rule::SourceOrder,
        Rule::Consent,
        Rule::Retention(SourceId(3)),
        Rule::Deletion,
        Rule::Access,
        Rule::Refresh(SourceId(12)),
    ] {
        assert_eq!(Rule::parse(&rule.code()), Some(rule));
    }
    for code in [
        "",
        "conflict",
        "conflict:",
        "retention",
        "retention:x",
        "deletion:1",
        "noise",
    ] {
        assert_eq!(Rule::parse(code), None, "{code}");
    }
}

#[test]
fn each_choice_makes_a_sentence() {
    let retention = Rule::Retention(SourceId(1));
    let refresh = Rule::Refresh(SourceId(1));
    for (rule, choice, told) in [
        (
            &retention,
            "months:24",
            "Data of Shopify is kept for 24 months and then deleted.",
        ),
        (
            &retention,
            "months:1",
            "Data of Shopify is kept for 1 month and then deleted.",
        ),
        (
            &retention,
            "unlimited",
            "Data of Shopify is kept as long as there is a reason to.",
        ),
        (
            &refresh,
            "days:7",
            "A new export of Shopify is loaded at least every 7 days.",
        ),
        (
            &refresh,
            "days:1",
            "A new export of Shopify is loaded at least every day.",
        ),
        (
            &Rule::Deletion,
            "days:30",
            "Whoever asks to be deleted is deleted in every system within 30 days.",
        ),
        (
            &Rule::Access,
            "days:1",
            "Whoever asks what we know about them is answered within 1 day.",
        ),
        (
            &Rule::Consent,
            "strictest",
            "If anybody says no in one system, it is a no in every system.",
        ),
    ] {
        assert_eq!(sentence(rule, choice, "Shopify").as_deref(), Some(told));
    }
    for (rule, choice) in [
        (&retention, "months:0"),
        (&retention, "months:601"),
        (&retention, "days:3"),
        (&Rule::Deletion, "days:0"),
        (&Rule::Consent, "loudest"),
        (&Rule::SourceOrder, "[1]"),
    ] {
        assert_eq!(sentence(rule, choice, "Shopify"), None, "{choice}");
    }
    assert_eq!(ConsentPath::parse("by_source"), Some(ConsentPath::BySource));
    assert_eq!(days_of("days:9"), Some(9));
}

#[test]
fn a_term_ends_on_a_day() {
    let day = |text: &str| text.parse().expect("a day");
    for (term, today, kept) in [
        (Term::Months(12), "2026-11-23", Some("2025-11-23")),
        (Term::Months(1), "2026-03-31", Some("2026-02-28")),
        (Term::Unlimited, "2026-11-23", None),
    ] {
        assert_eq!(term.first_kept(day(today)), kept.map(day));
        assert_eq!(Term::parse(&term.code()), Some(term));
    }
}

fn read(rule: &str, choice: &str, wording: &str, is_default: bool) -> RuleAsRead {
    RuleAsRead {
        rule: rule.into(),
        choice: choice.into(),
        wording: wording.into(),
        sentence: format!("{rule} {choice}"),
        is_default,
    }
}

#[test]
fn g55_a_changed_rule_outdates_what_was_signed() {
    let signed = vec![
        read("conflict:email", "most_recent", "", true),
        read("deletion", "days:30", "", false),
        read("retention:1", "months:12", "A year", false),
    ];
    let outdated = |now: &[RuleAsRead]| since_signed(&signed, now).iter().any(RuleChange::outdates);
    let mut now = signed.clone();
    assert_eq!(since_signed(&signed, &now), []);

    // A source that is called otherwise makes no other rule.
    now[2].sentence = "told otherwise".into();
    assert!(!outdated(&now));

    now[0].choice = "oldest".into();
    now[2].wording = "Twelve months".into();
    let changes = since_signed(&signed, &now);
    let rules: Vec<&str> = changes.iter().map(RuleChange::rule).collect();
    assert_eq!(rules, ["conflict:email", "retention:1"]);
    assert!(outdated(&now));
    assert_eq!(standing(&now[0], Some(&signed)), Standing::Outdated);
    assert_eq!(standing(&now[1], Some(&signed)), Standing::Signed);
    assert_eq!(standing(&now[1], None), Standing::Blank);

    assert!(outdated(&signed[..2]), "a rule that is gone");
    let mut with_default = signed.clone();
    with_default.push(read("conflict:phone", "most_recent", "", true));
    assert_eq!(since_signed(&signed, &with_default).len(), 1, "it is told");
    assert!(
        !outdated(&with_default),
        "a new source brought it, nobody chose it"
    );
    let mut with_chosen = signed.clone();
    with_chosen.push(read("access", "days:30", "", false));
    assert!(outdated(&with_chosen));
}

fn now(kind: SystemKind, state: KindState) -> KindNow {
    KindNow {
        kind,
        state,
        ownerless: Vec::new(),
    }
}

fn held(attribute: Attribute, valid: u64) -> AttributeNow {
    AttributeNow {
        attribute,
        source: "Shopify".into(),
        rows: 200,
        valid,
    }
}

#[test]
fn a_use_case_is_ready_when_everything_it_needs_is_there() {
    let wanted = Wanted {
        kinds: vec![SystemKind::Shop, SystemKind::AdPlatform],
        attributes: vec![Attribute::Email, Attribute::OrderId],
    };
    let all = [
        now(SystemKind::Shop, KindState::Loaded),
        now(SystemKind::AdPlatform, KindState::Loaded),
    ];
    let values = [held(Attribute::Email, 100), held(Attribute::OrderId, 200)];
    assert!(readiness(&wanted, &all, &values).is_ready());
    for (kinds, values, told) in [
        (
            vec![
                now(SystemKind::Shop, KindState::Loaded),
                now(SystemKind::AdPlatform, KindState::NoFile),
            ],
            values.to_vec(),
            "Ad platform: it exists, but nothing of it is loaded. Get an export of it.",
        ),
        (
            vec![now(SystemKind::Shop, KindState::Loaded)],
            values.to_vec(),
            "Ad platform: nobody has said yet whether there is one.",
        ),
        (
            vec![
                now(SystemKind::Shop, KindState::Loaded),
                now(SystemKind::AdPlatform, KindState::Absent),
            ],
            values.to_vec(),
            "Ad platform: there is none here. Choose another source, or another use case.",
        ),
        (
            all.to_vec(),
            vec![held(Attribute::Email, 99), held(Attribute::OrderId, 200)],
            "E-mail: Shopify holds it best, in 99 of 200 rows (49 %); half of them are needed.",
        ),
        (
            all.to_vec(),
            vec![held(Attribute::Email, 200)],
            "Order id: no source it needs has such a column.",
        ),
    ] {
        assert_eq!(readiness(&wanted, &kinds, &values).reasons, [told]);
    }
    let mut ownerless = all.to_vec();
    ownerless[0].ownerless.push("Shopify".into());
    let told = readiness(&wanted, &ownerless, &values);
    assert!(told.is_ready());
    assert_eq!(told.cautions, ["Shopify has no owner."]);
    assert_eq!(
        readiness(&Wanted::default(), &all, &values).reasons.len(),
        2
    );
}

#[test]
fn g57_a_vision_is_no_use_case() {
    for name in [
        "Single customer view",
        "A SINGLE-CUSTOMER VIEW for marketing",
        "Customer 360",
        "360° view",
        "Unified customer profile",
        "CDP",
        "Golden record",
        "Single customer views",
        "Golden records for all teams",
        "Die 360-Grad-Sicht",
        "Einheitliche Kundensicht",
    ] {
        assert!(refused_name(name).is_some(), "{name}");
    }
    for template in TEMPLATES {
        assert_eq!(refused_name(template.name), None);
        assert!(!template.kinds.is_empty() && !template.attributes.is_empty());
    }
    for name in ["Winback to 360 lapsed members", "Views of lapsed customers"] {
        assert_eq!(refused_name(name), None, "{name}");
    }
    assert_eq!(TEMPLATES.len(), 3);
}

fn link(from: i64, to: i64) -> Link {
    Link {
        from: SourceId(from),
        to: SourceId(to),
        is_two_way: false,
        is_owned: true,
        means: Some(LinkMeans::Native),
    }
}

#[test]
fn g38_a_dozen_tools_fully_linked_are_66_links() {
    let all: Vec<Link> = (1..=12)
        .flat_map(|one| (one + 1..=12).map(move |other| link(one, other)))
        .collect();
    let count = count_links(&all);
    assert_eq!((count.links, count.most, count.tools), (66, 66, 12));
    assert_eq!(all_linked(12), 66);
    assert_eq!((all_linked(0), all_linked(1), all_linked(2)), (0, 0, 1));

    let mut few = vec![link(1, 2), link(2, 1), link(2, 3), link(3, 4), link(4, 4)];
    few[2].is_two_way = true;
    few[3].is_owned = false;
    few[3].means = Some(LinkMeans::ByHand);
    let count = count_links(&few);
    assert_eq!(count.links, 3, "there and back is one link");
    assert_eq!(count.two_way, 2);
    assert_eq!((count.ownerless, count.by_hand), (1, 1));
    assert_eq!((count.tools, count.most), (4, 6));
}

#[test]
fn g14_work_by_hand_sums_to_hours_a_month() {
    let hours: f64 = [
        (1.0, Per::Day, 12.0),
        (2.0, Per::Week, 45.0),
        (1.0, Per::Month, 180.0),
    ]
    .into_iter()
    .map(|(times, per, minutes)| hours_a_month(times, per, minutes))
    .sum();
    assert!((hours - (13.0 / 3.0 + 6.5 + 3.0)).abs() < 1e-9, "{hours}");
    assert!((wasted(1_000.0, 0.2) - 200.0).abs() < 1e-9);
}
