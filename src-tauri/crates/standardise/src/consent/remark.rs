//! What a remark says about being reached: "bitte nicht mehr anrufen", "Please stop sending me e-mails", "verstorben
//! 03/2026". Remarks tell everything there is, so only a sentence of which every word is known refuses anything.

use std::sync::LazyLock;

use rollcall_model::{Attribute, ConsentState};

use super::phrase::Answer;
use super::words::{Mark, REFUSALS};
use crate::text;
use crate::word_lists::WordLists;

static LISTS: LazyLock<WordLists> =
    LazyLock::new(|| WordLists::of(include_str!("../../data/remark_words.tsv")));

/// A longer sentence is a story.
const MOST_WORDS: usize = 12;
/// Among more words nobody knows a no is about something else, unless the sentence asks to be left alone.
const MOST_UNKNOWN: usize = 2;

/// What a remark says about being reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// The person has died.
    Died,
    /// No more of what reaches them by these channels, in the order of the schema.
    Refuses(Vec<Attribute>),
    /// Something of the kind, in words that leave open of what or of whom.
    Unclear,
}

/// What a part of a remark says.
enum Part {
    Nothing,
    /// A yes, a doubt, or what is wanted instead.
    Open,
    Told(Remark),
}

/// What a remark says about being reached; nothing where it is about anything else.
pub fn remark(text: &str) -> Option<Remark> {
    if !may_say(text) {
        return None;
    }
    let cleaned = text::clean_code(text);
    let (mut refused, mut is_unclear, mut is_open) = (Vec::new(), false, false);
    for part in cleaned.split([',', ';', ':', '!', '(', ')', '|', '–', '—', '.']) {
        match of_part(part) {
            Part::Told(Remark::Died) => return Some(Remark::Died),
            Part::Told(Remark::Refuses(channels)) => refused.extend(channels),
            Part::Told(Remark::Unclear) => is_unclear = true,
            Part::Open => is_open = true,
            Part::Nothing => {}
        }
    }
    if refused.is_empty() || is_open {
        let is_told = is_unclear || !refused.is_empty();
        return is_told.then_some(Remark::Unclear);
    }
    refused.sort_unstable();
    refused.dedup();
    Some(Remark::Refuses(refused))
}

/// Whether a text has a word that refuses or tells of a death; nearly every remark has none.
fn may_say(text: &str) -> bool {
    let folded = text::fold(text);
    text.contains('†')
        || folded
            .split(' ')
            .any(|word| REFUSALS.contains(word) || is_death(word) || word == "passed")
}

fn of_part(part: &str) -> Part {
    let folded = text::fold(&part.replace('†', " "));
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    if let Some(told) = of_death(part, &words) {
        return Part::Told(told);
    }
    let said: Vec<&str> = heard(&words);
    let answer = Answer::read(&said.join(" "));
    let is_open = part.contains(['?', '¿']) || answer.is_doubted();
    let has = |list: &str| words.iter().any(|word| LISTS.has(list, word));
    let names_channel = answer.marks().any(Mark::is_channel);
    let leaves_a_list = has("list") && !names_channel;
    let is_about_contact = names_channel || leaves_a_list || has("about") || has("advertising");
    let asks = has("asks") || words.windows(2).any(|two| two == ["do", "not"]);
    let unknown = unknown_words(&answer, &said);
    if answer.has(Mark::Delete) && asks && unknown == 0 {
        return Part::Told(Remark::Unclear);
    }
    if has("state") || !is_about_contact || !answer.marks().any(Mark::refuses) {
        let opens = is_open || answer.has(Mark::Yes) || answer.has(Mark::Only);
        return if opens { Part::Open } else { Part::Nothing };
    }
    let stops = answer.has(Mark::Avoid) || answer.has(Mark::Stop);
    let is_clear = (stops || asks)
        && !is_open
        && !leaves_a_list
        && unknown == 0
        && !answer.has(Mark::Delete)
        && said.len() <= MOST_WORDS;
    let refused: Vec<Attribute> = if is_clear {
        let channels = Attribute::PERMISSIONS.iter();
        channels
            .filter(|channel| answer.state(channel) == Some(ConsentState::OptedOut))
            .cloned()
            .collect()
    } else {
        Vec::new()
    };
    if !refused.is_empty() {
        return Part::Told(Remark::Refuses(refused));
    }
    let may_be = if stops || asks {
        stops || unknown <= MOST_UNKNOWN
    } else {
        unknown == 0
    };
    if may_be {
        Part::Told(Remark::Unclear)
    } else {
        Part::Nothing
    }
}

/// How many words nobody knows, but those of advertising.
fn unknown_words(answer: &Answer, said: &[&str]) -> usize {
    let unknown = answer.marks().filter(|mark| *mark == Mark::Unknown).count();
    let of_advertising = said.iter().filter(|word| LISTS.has("advertising", word));
    unknown.saturating_sub(of_advertising.count())
}

/// The words that decide: without numbers, without who asks, and without words by which something is asked for where they
/// say nothing else. "Mas" and "mais" at the end are "more", elsewhere they may be "but"; "do not call" is "not call", of which
/// the channel is heard.
fn heard<'a>(words: &[&'a str]) -> Vec<&'a str> {
    let each = words.iter().copied().enumerate();
    each.filter(|&(place, word)| {
        let next = words.get(place + 1).copied();
        let is_more = next.is_none() && matches!(word, "mas" | "mais");
        let is_do = word == "do" && next == Some("not");
        !is_more && !is_do && !is_passed_over(word)
    })
    .map(|(_, word)| word)
    .collect()
}

fn is_passed_over(word: &str) -> bool {
    is_number(word)
        || LISTS.has("asker", word)
        || LISTS.has("asks", word) && Mark::of(&[word]).0.contains(&Mark::Unknown)
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_death(word: &str) -> bool {
    LISTS.has("died", word)
}

/// Whether a part tells that somebody died: the person, where nobody else is named.
fn of_death(part: &str, words: &[&str]) -> Option<Remark> {
    let pair = words.windows(2).position(|two| is_death(&two.join(" ")));
    let is_of_pair = |place: usize| pair.is_some_and(|at| place == at || place == at + 1);
    let has_cross = part.contains('†');
    if !has_cross && pair.is_none() && !words.iter().any(|word| is_death(word)) {
        return None;
    }
    let is_clear = words.iter().enumerate().all(|(place, word)| {
        is_death(word)
            || is_of_pair(place)
            || is_number(word)
            || LISTS.has("beside_death", word)
            || LISTS.has("asker", word)
    });
    Some(if is_clear {
        Remark::Died
    } else {
        Remark::Unclear
    })
}

#[cfg(test)]
mod tests {
    use rollcall_model::Attribute::{self, EmailConsent, PhoneConsent, PostConsent, SmsConsent};

    use super::{Remark, remark};

    #[test]
    fn a_clear_sentence_refuses_the_channel_it_names_or_every_one() {
        let all = [EmailConsent, SmsConsent, PhoneConsent, PostConsent];
        let cases: &[(&str, &[Attribute])] = &[
            ("bitte nicht mehr anrufen", &[PhoneConsent]),
            ("Bitte nicht mehr anrufen, war verärgert", &[PhoneConsent]),
            (
                "Tel. 03.04.2026: bitte nicht mehr anrufen!",
                &[PhoneConsent],
            ),
            ("Please stop sending me e-mails", &[EmailConsent]),
            ("No calls please", &[PhoneConsent]),
            ("Stop calling me", &[PhoneConsent]),
            ("Customer does not want calls", &[PhoneConsent]),
            ("Keine Briefe mehr", &[PostConsent]),
            ("Ne plus m'appeler svp", &[PhoneConsent]),
            ("por favor no llamar más", &[PhoneConsent]),
            ("non chiamare più", &[PhoneConsent]),
            ("niet meer bellen aub", &[PhoneConsent]),
            ("não ligar mais", &[PhoneConsent]),
            ("bitte keine Werbung mehr", &all),
            ("Kunde wünscht keine Werbung", &all),
            ("Do not contact", &all),
            ("plus de publicité svp", &all),
            ("geen reclame", &all),
            ("ne souhaite plus recevoir de publicité", &all),
            ("Basta pubblicità", &all),
            ("Please no marketing", &all),
            ("will nicht angerufen werden", &[PhoneConsent]),
            ("Do not call", &[PhoneConsent]),
            ("möchte nicht mehr angeschrieben werden", &all),
        ];
        for (text, channels) in cases {
            let refuses = Remark::Refuses(channels.to_vec());
            assert_eq!(remark(text), Some(refuses), "{text}");
        }
    }

    #[test]
    fn who_died_is_told_from_whose_relative_died() {
        for text in [
            "verstorben 03/2026",
            "Verstorben",
            "Kunde ist am 3. März 2026 verstorben",
            "deceased",
            "passed away in May 2025",
            "† 2024",
            "Décédée",
            "overleden",
            "Zahlt nicht mehr, verstorben",
            "ist leider verstorben",
            "Leider bereits verstorben",
            "verst. 2025",
            "RIP 04/2026",
            "has sadly passed away",
        ] {
            assert_eq!(remark(text), Some(Remark::Died), "{text}");
        }
        for text in [
            "Vater verstorben",
            "husband died last year",
            "nicht verstorben",
        ] {
            assert_eq!(remark(text), Some(Remark::Unclear), "{text}");
        }
    }

    #[test]
    fn what_leaves_open_of_what_or_of_whom_is_unclear() {
        for text in [
            "keine E-Mail",
            "no marketing",
            "bitte löschen",
            "bitte abends nicht anrufen",
            "keine Werbung, nur Newsletter ok",
            "bitte nicht anrufen bis Ende März",
            "Unsubscribe",
            "Should we stop the newsletter?",
        ] {
            assert_eq!(remark(text), Some(Remark::Unclear), "{text}");
        }
    }

    #[test]
    fn remarks_about_anything_else_say_nothing() {
        for text in [
            "",
            "zahlt bar",
            "Kündigung Mitgliedschaft",
            "Abmeldung zum 31.12.2026",
            "Where is my order?",
            "Trikot zu klein",
            "Membership card lost",
            "keine Nüsse",
            "Paket nicht beim Nachbarn abgeben, vorher anrufen",
            "call me back",
            "I did not receive the confirmation of my last order by e-mail",
            "ruft gern an",
            "Newsletter ja",
            "E-Mail nicht mehr gültig",
            "telefonisch nicht erreichbar",
            "Bestätigungsmail nicht erhalten",
            "No answer",
            "neues Mitglied seit 2024",
        ] {
            assert_eq!(remark(text), None, "{text}");
        }
    }
}
