//! A refusal is never lost, and what is not plainly a yes is none.

use rollcall_model::{
    Attribute::{self, EmailConsent, PhoneConsent, PostConsent, SmsConsent},
    ValueState,
};
use rollcall_standardise::consent;

fn all(channel: &Attribute, expected: &str, texts: &[&str]) {
    let wrong: Vec<String> = texts
        .iter()
        .filter_map(|text| {
            let read = consent::standardise(text, channel);
            let said = match read.state {
                ValueState::Valid => read.value,
                _ => "nothing".to_owned(),
            };
            (said != expected).then(|| format!("{text:?} is {said}"))
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{channel} should be {expected}: {wrong:#?}"
    );
}

#[test]
fn a_no_with_only_another_channel_refuses_this_one() {
    let texts = [
        "No, only by post",
        "no e-mail, only post",
        "no, letters only",
        "no only by post",
        "no letters only",
        "STOP, only by post",
        "STOP only by post",
        "Unsubscribe, only by post please",
        "Nein, nur per Post",
        "Nein nur brieflich",
        "keine E-Mails, nur Briefe",
        "abmelden, nur noch per Post",
        "Non, uniquement par courrier",
        "pas d'e-mail, seulement par courrier",
        "No, solo por carta",
        "No por correo electrónico, solo por carta",
        "No, solo per lettera",
        "niente e-mail, soltanto lettere",
        "Nee, alleen per post",
        "geen e-mail, alleen brieven",
        "Não, apenas por correio",
        "Não por e-mail, somente por carta",
        "No - post only",
        "no; only letters. thank you",
        "No, only by mail",
    ];
    all(&EmailConsent, "opted_out", &texts);
    all(
        &SmsConsent,
        "opted_out",
        &[
            "No, only by e-mail",
            "Nein, nur E-Mail",
            "no texts, only e-mail",
        ],
    );
    all(&PostConsent, "opted_in", &["only by post", "nur per Post"]);
}

#[test]
fn how_a_refusal_was_told_is_no_channel_of_it() {
    let texts = [
        "No (told us by phone)",
        "No by phone",
        "no, by phone",
        "told us by phone: no",
        "said no on the phone",
        "Unsubscribed by phone",
        "Unsubscribe (by letter)",
        "opted out by post",
        "STOP per SMS",
        "Nein (telefonisch)",
        "nein am Telefon",
        "Hat telefonisch abgelehnt: nein",
        "telefonisch abgemeldet",
        "per Brief widersprochen",
        "Abmeldung per Telefon",
        "Non (par téléphone)",
        "désinscrit par téléphone",
        "No (por teléfono)",
        "dado de baja por teléfono",
        "No (al telefono)",
        "disiscritto per telefono",
        "Nee (telefonisch)",
        "uitgeschreven per brief",
        "Não (por telefone)",
        "descadastrado por telefone",
    ];
    all(&EmailConsent, "opted_out", &texts);
}

#[test]
fn a_refusal_is_found_in_a_longer_text() {
    let texts = [
        "No, I have told you many times that I do not want any more of this from your shop",
        "No I told you already last year please respect that and never bother my family again",
        "I do not want to receive any more e-mails from your company or any of its partners",
        "Please stop sending these to me, I never asked for them and nobody in this house reads them",
        "Nein, ich habe Ihnen schon mehrmals gesagt, dass ich das alles wirklich nicht mehr brauche",
        "Ich möchte keine weiteren Nachrichten von Ihrem Unternehmen und seinen Partnern erhalten",
        "Non, je vous ai déjà écrit deux fois que cela ne nous convient plus depuis longtemps",
        "No, ya les he dicho muchas veces que esto no me hace ninguna falta en mi casa",
        "No, ho già detto più volte che tutto questo non ci serve affatto nella nostra casa",
        "Nee, ik heb al vaker gezegd dat wij dit allemaal thuis helemaal niet kunnen gebruiken",
        "Não, já disse muitas vezes que nada disto nos faz falta aqui em casa há anos",
        "yes but not by e-mail",
        "Could you please take me off?",
        "No?",
        "no, ask my husband",
        "maybe later, for now: no",
    ];
    all(&EmailConsent, "opted_out", &texts);
}

#[test]
fn a_refusal_of_another_channel_says_nothing_of_this_one() {
    let texts = [
        "no phone calls",
        "not by phone",
        "please do not contact me by phone",
        "stop calling me",
        "keine Anrufe",
        "nicht per Telefon",
        "Telefon: nein",
        "pas par téléphone",
        "niet telefonisch",
        "yes please, no phone calls",
    ];
    all(&EmailConsent, "nothing", &texts);
    all(&PhoneConsent, "opted_out", &texts);
    all(&PostConsent, "nothing", &["Nein per E-Mail, ja per Post"]);
}

#[test]
fn what_is_not_plainly_a_yes_is_none() {
    let texts = [
        "Yes by mail",
        "Ja, per Mail",
        "sí, por correo",
        "only by mail",
        "yes, but not too often",
        "Yes (told us by phone)",
        "yes by post",
        "Yes / No",
        "Ja [ ] Nein [ ]",
        "maybe not",
        "not only by post",
        "nicht nur per Post",
        "oui, pas de problème",
        "not unsubscribed",
        "nicht abmelden",
    ];
    all(&EmailConsent, "nothing", &texts);
    all(&PostConsent, "nothing", &["Yes by mail", "Ja, per Mail"]);
}
