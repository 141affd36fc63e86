//! What is agreed on around the data is changed while presenting: each change quotes somebody.

use serde_json::json;

use super::{Known, Walk};

/// Sources, rules and duties, all of which quote somebody.
pub(super) fn governance(walk: &mut Walk<'_>, known: &Known) {
    let note = &known.who.sentence;
    let source = &known.sources[0];
    walk.call("set_audit_plan", json!({ "every_days": 30, "limits": [] }));
    walk.call(
        "describe_source",
        json!({ "source": source, "note": note, "location": note, "used_for": note, "lawful_basis": note }),
    );
    walk.call(
        "set_kind_state",
        json!({ "kind": "point_of_sale", "state": "no_file" }),
    );
    walk.call(
        "set_rule",
        json!({ "attribute": "email", "rule": "oldest", "reason": note }),
    );
    walk.call(
        "set_source_order",
        json!({ "sources": known.sources, "reason": note }),
    );
    walk.call(
        "set_duty",
        json!({ "attribute": "email", "duty": "decider", "person": "Priya" }),
    );
    walk.call("set_note", json!({ "source": source, "note": note }));
    walk.call(
        "decide_rule",
        json!({ "rule": "conflict:email", "choice": "oldest", "sentence": note, "reason": note }),
    );
    walk.call(
        "word_rule",
        json!({ "rule": "conflict:email", "sentence": note, "reason": note }),
    );
    walk.call("freeze_rules", json!({ "note": note }));
    walk.call(
        "sign_rules",
        json!({ "team": "legal", "person": "Priya", "note": note }),
    );
    walk.call(
        "set_team_part",
        json!({ "rule": "conflict:email", "team": "legal", "part": "consulted" }),
    );
}

/// Use cases, their scope, the log, connections, costs and the workshop, all of which quote somebody.
pub(super) fn scope_and_costs(walk: &mut Walk<'_>, known: &Known) {
    let note = &known.who.sentence;
    let source = &known.sources[0];
    let cases = walk.call(
        "set_use_case",
        json!({ "name": "Fewer parcels that come back", "problem": note, "measure": note, "baseline": note, "target": note }),
    );
    let case = cases["use_cases"][0]["use_case"].clone();
    walk.call(
        "set_use_case_state",
        json!({ "use_case": case, "state": "active", "park_other": true, "reason": note }),
    );
    walk.call("freeze_scope", json!({ "reason": note }));
    let scope = walk.call(
        "request_change",
        json!({ "what": note, "source": source, "asker": "Priya", "reason": note, "value": note, "effort": "small" }),
    );
    walk.call(
        "judge_change",
        json!({ "request": scope["requests"][0]["request"], "verdict": "parked", "reason": note, "by": "Priya" }),
    );
    let log = walk.call(
        "add_to_log",
        json!({ "kind": "question", "text": note, "about": "", "owner": "Priya", "due": null, "replaces": null }),
    );
    walk.call(
        "settle_in_log",
        json!({ "entry": log["entries"][0]["entry"], "state": "done", "outcome": note }),
    );
    walk.call(
        "set_assessment",
        json!({ "size": "small", "skills": "no_code", "stack": "few", "complexity": null }),
    );
    let connections = walk.call(
        "set_connection",
        json!({ "connection": null, "from": known.sources[0], "to": known.sources[1], "two_way": true, "how": "native", "consent": "", "owner": "", "note": note }),
    );
    walk.call(
        "remove_connection",
        json!({ "connection": connections["connections"][0]["connection"] }),
    );
    let incident = json!({
        "kind": "incident", "what": note, "who": "Support", "per": "", "day": "2026-06-01",
        "left": known.sources[0], "right": known.sources[1],
    });
    let costs = walk.call("set_cost", incident);
    walk.call(
        "remove_cost",
        json!({ "cost": costs["incidents"][0]["cost"] }),
    );
    walk.call(
        "set_cost_rates",
        json!({ "hourly": 30.0, "currency": "EUR" }),
    );
    let agenda = walk.call("workshop", json!({}));
    let question = agenda["topics"][0]["questions"][0]["question"].clone();
    walk.call(
        "mark_question",
        json!({ "question": question, "state": "deferred", "answered_by": "Priya" }),
    );
    walk.call(
        "set_check",
        json!({ "check": "pressure", "target": 0.01, "owner": "Priya" }),
    );
    walk.call(
        "set_campaign",
        json!({ "campaign": "Spring tables", "purpose": "other" }),
    );
    walk.call(
        "set_complement",
        json!({ "product": "oak table", "goes_with": known.who.name }),
    );
}
