//! Whoever takes a finding over into the log takes the finding, not its language.

use rollcall_api::Session;
use serde_json::{Value, json};

use super::speak;
use crate::presenting::{ask, session};

/// The newest entry of the log and the newest step of the history.
fn newest(session: &Session) -> (Value, Value) {
    let log = ask(session, "decision_log", json!({}));
    let history = ask(session, "history", json!({}));
    (
        log["entries"][0]["text"].clone(),
        history["steps"][0]["sentence"].clone(),
    )
}

fn add(session: &Session, text: &str) {
    ask(
        session,
        "add_to_log",
        json!({ "kind": "action", "text": text, "about": "", "owner": "Dana", "due": null, "replaces": null }),
    );
}

#[test]
fn a_finding_in_the_log_is_told_in_the_language_of_whoever_reads_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = session(folder.path());
    let finding = |session: &Session| {
        let finding = ask(session, "overview", json!({}))["findings"][0].clone();
        let text = |member: &str| finding[member].as_str().expect("a text").to_owned();
        format!("{} {}", text("sentence"), text("action"))
            .trim()
            .to_owned()
    };
    let english = finding(&session);
    speak(&session, "de");
    let german = finding(&session);
    assert_ne!(english, german);

    add(&session, &german);
    let told = (json!(german), json!(format!("Zu tun: {german}")));
    assert_eq!(newest(&session), told);
    speak(&session, "en");
    let told = (json!(english), json!(format!("To do: {english}")));
    assert_eq!(newest(&session), told);

    // What somebody wrote themselves is theirs in any language, though each word of it is one of the program.
    for own in ["Offen", "Open", "E-mail and Phone, please."] {
        speak(&session, "de");
        add(&session, own);
        for language in ["de", "en"] {
            speak(&session, language);
            assert_eq!(newest(&session).0, own, "{language}");
        }
    }
}
