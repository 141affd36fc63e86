//! A rule people agree on changes golden records, by as many as was told before, and can be taken
//! back.

use std::collections::BTreeMap;

use rollcall_engine::Engine;
use rollcall_engine::view::{
    Nothing, OpenProject, PreviewRule, SearchCustomers, SetRule, SetSourceOrder,
};

use crate::erased::{copy, wait};
use crate::estate::engine;

/// The e-mail address of every customer, as the golden records hold it.
fn addresses(engine: &Engine) -> BTreeMap<String, String> {
    let mut held = BTreeMap::new();
    loop {
        let page = engine
            .search_customers(SearchCustomers {
                offset: held.len() as u64,
                limit: Some(500),
                ..SearchCustomers::default()
            })
            .expect("a page");
        if page.customers.is_empty() {
            return held;
        }
        for one in page.customers {
            held.insert(one.customer, one.email);
        }
    }
}

fn audit_again(engine: &Engine) {
    let job = engine.run_audit(Nothing {}).expect("a job").job;
    wait(engine, job);
}

fn rule_of_email(engine: &Engine) -> (String, bool) {
    let view = engine.survivorship(Nothing {}).expect("the rules");
    let line = view
        .attributes
        .into_iter()
        .find(|one| one.attribute.code == "email")
        .expect("a line on e-mail");
    (line.rule, line.is_default)
}

#[test]
fn a_rule_changes_as_many_customers_as_was_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = copy(folder.path());
    let before = addresses(&engine);
    assert_eq!(rule_of_email(&engine), ("most_recent".into(), true));
    let effect = engine
        .preview_rule(PreviewRule {
            attribute: Some("email".into()),
            rule: Some("oldest".into()),
            source_order: None,
        })
        .expect("the effect");
    assert_eq!(effect.looked_at, effect.of, "the sample is looked at whole");
    assert!(effect.changed > 0, "{}", effect.sentence);
    assert!(
        effect
            .examples
            .iter()
            .all(|one| one.attribute.code == "email" && one.before != one.after)
    );
    assert_eq!(addresses(&engine), before, "a look changes nothing");

    engine
        .set_rule(SetRule {
            attribute: "email".into(),
            rule: "oldest".into(),
            reason: "agreed with sales".into(),
        })
        .expect("it is set");
    assert_eq!(rule_of_email(&engine), ("oldest".into(), false));
    let summary = engine.match_summary(Nothing {}).expect("a summary");
    assert!(
        summary.out_of_date.is_some(),
        "the records follow a rule of before"
    );
    audit_again(&engine);
    let after = addresses(&engine);
    let differ = before
        .iter()
        .filter(|(customer, address)| after.get(*customer) != Some(*address))
        .count() as u64;
    assert_eq!(differ, effect.changed);
    for one in &effect.examples {
        assert_eq!(after.get(&one.customer), Some(&one.after));
    }

    let undone = engine.undo(Nothing {}).expect("undo").sentence;
    assert!(
        undone.is_some_and(|sentence| sentence.contains("agreed with sales")),
        "the reason stands in the history"
    );
    assert_eq!(rule_of_email(&engine), ("most_recent".into(), true));
    audit_again(&engine);
    assert_eq!(addresses(&engine), before);
}

#[test]
fn the_order_of_sources_decides_where_the_rule_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = copy(folder.path());
    let sources = engine.inventory(Nothing {}).expect("the inventory").sources;
    let newsletter = sources
        .iter()
        .find(|one| one.mark.name == "Mailchimp")
        .expect("a newsletter")
        .mark
        .source;
    let request = PreviewRule {
        attribute: Some("email".into()),
        rule: Some("source_priority".into()),
        source_order: Some(vec![newsletter]),
    };
    let with_order = engine.preview_rule(request.clone()).expect("the effect");
    let without = engine
        .preview_rule(PreviewRule {
            source_order: None,
            ..request
        })
        .expect("the effect");
    assert_ne!(with_order.changed, without.changed);
    let set = engine
        .set_source_order(SetSourceOrder {
            sources: vec![newsletter, newsletter],
            reason: String::new(),
        })
        .expect("it is set");
    assert_eq!(set.source_order.len(), 1);
    engine.undo(Nothing {}).expect("undo");
    let back = engine.survivorship(Nothing {}).expect("the rules");
    assert!(back.source_order.is_empty());
}

#[test]
fn what_makes_no_sense_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = copy(folder.path());
    let set = |attribute: &str, rule: &str| {
        engine
            .set_rule(SetRule {
                attribute: attribute.into(),
                rule: rule.into(),
                reason: String::new(),
            })
            .map(|_| ())
            .map_err(|error| error.to_string())
    };
    assert!(set("email", "the loudest").is_err());
    assert!(set("shoe_size_of_the_dog", "oldest").is_err());
    assert!(set("record_key", "oldest").is_err());
    assert_eq!(
        set("city", "strictest"),
        Err("“Strictest” cannot be the rule for Address.".into())
    );
    let history = engine
        .history(rollcall_engine::view::ListHistory::default())
        .expect("the history");
    assert!(
        history
            .steps
            .iter()
            .all(|step| !step.sentence.contains("Rule for"))
    );
}

/// Nothing was worked out yet: no effect can be told.
#[test]
fn without_people_no_rule_has_an_effect() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = engine();
    let path = folder.path().join("empty.rollcall").display().to_string();
    engine
        .create_project(rollcall_engine::view::CreateProject {
            name: "Empty".into(),
            path: path.clone(),
        })
        .expect("a project");
    assert!(engine.preview_rule(PreviewRule::default()).is_err());
    engine.close_project(Nothing {}).expect("it closes");
    engine.open_project(OpenProject { path }).expect("it opens");
    let view = engine.survivorship(Nothing {}).expect("the rules");
    assert!(view.attributes.is_empty());
    assert!(view.rules.len() > 5);
}
