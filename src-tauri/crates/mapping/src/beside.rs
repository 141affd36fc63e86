//! What the words beside a phrase make of it: `phone type` is no phone, `newsletter date` a date.

use rollcall_model::{Attribute, AttributeFamily};

use crate::header_words::{Around, Meaning, Qualifier};
use crate::word_lists::WORDS;

/// What a phrase means among the words around it, or nothing when they leave it open.
pub(crate) fn beside(meaning: &Meaning, around: &Around) -> Option<Meaning> {
    let has = |qualifier| around.qualifiers.contains(&qualifier);
    let is_of_firm = has(Qualifier::Employer) || has(Qualifier::Company);
    if let Meaning::Attribute(attribute) | Meaning::Negated(attribute) = meaning
        && is_permission(attribute)
    {
        return Some(of_permission(meaning, attribute, around));
    }
    if is_aside(meaning, around) {
        return Some(Meaning::Aside);
    }
    let settled = match meaning {
        // "Estado del lead" is how far somebody is, and no part of a country.
        Meaning::Attribute(Attribute::Region)
            if names(around, &["lead", "leads"])
                && ["estado", "stato", "etat"].contains(&around.phrase.as_str()) =>
        {
            Meaning::Status
        }
        Meaning::Attribute(Attribute::SocialHandle) if is_of_firm => Meaning::AboutAThing,
        Meaning::Name | Meaning::TitleOrJob if has(Qualifier::Thing) => named_thing(around),
        Meaning::Name if is_of_firm => Meaning::Attribute(Attribute::Organisation),
        Meaning::TitleOrJob if is_of_firm => Meaning::Attribute(Attribute::JobTitle),
        Meaning::Id | Meaning::Number if has(Qualifier::Thing) => Meaning::AboutAThing,
        Meaning::Id if names_address(around) => Meaning::AboutAThing,
        // The way somebody paid is no kind of purchase.
        Meaning::Kind if names(around, &PAYMENTS) => Meaning::Aside,
        _ if around.nearest() == Some(Qualifier::Purchase) => of_purchase(meaning),
        _ if around.nearest() == Some(Qualifier::Happening) => of_happening(meaning, around),
        Meaning::Number if is_of_firm => Meaning::Attribute(Attribute::OrganisationId),
        Meaning::Id | Meaning::Number if has(Qualifier::Holder) && around.unknown.is_empty() => {
            Meaning::Attribute(Attribute::AccountId)
        }
        // The house number of the shipping address.
        Meaning::Number if is_of_address(around) && around.unknown.is_empty() => {
            Meaning::Attribute(Attribute::HouseNumber)
        }
        Meaning::Attribute(attribute)
            if has(Qualifier::Thing) && (is_of_person(attribute) || is_of_record(attribute)) =>
        {
            Meaning::AboutAThing
        }
        // These say too little to be looked for among unknown words.
        Meaning::Name
        | Meaning::TitleOrJob
        | Meaning::Number
        | Meaning::Kind
        | Meaning::Status
        | Meaning::Date
        | Meaning::Year
            if !around.unknown.is_empty() =>
        {
            return None;
        }
        other => other.clone(),
    };
    Some(settled)
}

/// The number, date or state of an order.
fn of_purchase(meaning: &Meaning) -> Meaning {
    match meaning {
        Meaning::Id | Meaning::Number => Meaning::Attribute(Attribute::OrderId),
        Meaning::Date => Meaning::Attribute(Attribute::EventTime),
        Meaning::Status => Meaning::Attribute(Attribute::EventStatus),
        Meaning::Kind => Meaning::Attribute(Attribute::EventKind),
        other => other.clone(),
    }
}

/// Words of paying.
const PAYMENTS: [&str; 7] = [
    "payment",
    "zahlung",
    "zahlungs",
    "paiement",
    "pago",
    "pagamento",
    "betaling",
];

/// Whether one of the words around a phrase stands in a list.
fn names(around: &Around, list: &[&str]) -> bool {
    around
        .words
        .iter()
        .any(|word| list.contains(&word.as_str()))
}

/// The id, date or state of something that happened, or what it is called.
fn of_happening(meaning: &Meaning, around: &Around) -> Meaning {
    const NAMES: [&str; 9] = [
        "name", "names", "nom", "nombre", "nome", "naam", "namen", "navn", "namn",
    ];
    let is_called = *meaning == Meaning::Name && NAMES.contains(&around.phrase.as_str());
    match meaning {
        Meaning::Name if is_called && names(around, &["ticket", "tickets"]) => {
            Meaning::Attribute(Attribute::Product)
        }
        Meaning::Name if is_called && names(around, &["session", "meeting", "conversation"]) => {
            Meaning::AboutAThing
        }
        Meaning::Number => Meaning::Id,
        Meaning::Date => Meaning::Attribute(Attribute::EventTime),
        Meaning::Status => Meaning::Attribute(Attribute::EventStatus),
        Meaning::Kind => Meaning::Attribute(Attribute::EventKind),
        other => other.clone(),
    }
}

/// The name or title of a product, an event or a campaign; of anything else it is no matter.
fn named_thing(around: &Around) -> Meaning {
    const PRODUCTS: [&str; 15] = [
        "product",
        "produkt",
        "produit",
        "producto",
        "prodotto",
        "produto",
        "item",
        "artikel",
        "article",
        "articolo",
        "articulo",
        "event",
        "evento",
        "evenement",
        "veranstaltung",
    ];
    const CAMPAIGNS: [&str; 5] = ["campaign", "kampagne", "campagne", "campana", "campagna"];
    if !around.unknown.is_empty() {
        Meaning::AboutAThing
    } else if names(around, &PRODUCTS) {
        Meaning::Attribute(Attribute::Product)
    } else if names(around, &CAMPAIGNS) {
        Meaning::Attribute(Attribute::Campaign)
    } else {
        Meaning::AboutAThing
    }
}

fn is_of_address(around: &Around) -> bool {
    [Qualifier::Shipping, Qualifier::Billing]
        .iter()
        .any(|qualifier| around.qualifiers.contains(qualifier))
}

/// An id of an address is no id of its person; `billing_id` is one, too.
fn names_address(around: &Around) -> bool {
    const ADDRESSES: [&str; 8] = [
        "address",
        "addresses",
        "adresse",
        "anschrift",
        "indirizzo",
        "direccion",
        "adres",
        "endereco",
    ];
    const SIDES: [&str; 2] = ["billing", "shipping"];
    let is_side = |word: &String| SIDES.contains(&word.as_str());
    if !around.words.is_empty() && around.words.iter().all(is_side) {
        return true;
    }
    around
        .words
        .iter()
        .any(|word| ADDRESSES.contains(&word.as_str()))
}

/// Times of the record of a person, not of an event.
fn is_of_record(attribute: &Attribute) -> bool {
    matches!(
        attribute,
        Attribute::CreatedAt
            | Attribute::UpdatedAt
            | Attribute::LastActiveAt
            | Attribute::LastPurchaseAt
    )
}

/// Whether a word beside the phrase makes the header about something else.
fn is_aside(meaning: &Meaning, around: &Around) -> bool {
    let says = |list: &[String]| has_word(&around.words, list);
    let (of_person, of_event) = match meaning {
        Meaning::Attribute(Attribute::ConsentTime | Attribute::ConsentSource) => return false,
        Meaning::Attribute(attribute) => (is_of_person(attribute), !is_of_person(attribute)),
        Meaning::Address => (true, false),
        Meaning::Name | Meaning::TitleOrJob => (false, false),
        _ => return false,
    };
    // The id of a country is its code.
    if let Meaning::Attribute(Attribute::Country | Attribute::Region | Attribute::Language) =
        meaning
    {
        return says(&WORDS.aside.always);
    }
    // "Is Guest" is answered by yes or no.
    let is_question = around
        .words
        .first()
        .is_some_and(|word| matches!(word.as_str(), "is" | "has" | "was"));
    is_question
        || says(&WORDS.aside.always)
        || of_person && says(&WORDS.aside.person)
        || of_event && says(&WORDS.aside.event)
}

/// Whether a word, or two or three in a row, stand in a list.
pub(crate) fn has_word(words: &[String], list: &[String]) -> bool {
    list.iter().any(|phrase| {
        let wanted: Vec<&str> = phrase.split(' ').collect();
        words.windows(wanted.len()).any(|found| found == wanted)
    })
}

/// Whether a header is called after somebody else than whom its row is about: the member of staff a customer is served
/// by, a parent, a partner.
pub(crate) fn names_somebody_else(words: &[String]) -> bool {
    let is_somebody_else = |name: &str| WORDS.qualifier(name) == Some(Qualifier::Emergency);
    words.iter().any(|word| is_somebody_else(word))
        || words
            .windows(2)
            .any(|pair| is_somebody_else(&pair.concat()))
}

pub(crate) fn is_of_person(attribute: &Attribute) -> bool {
    matches!(
        attribute.family(),
        AttributeFamily::Person
            | AttributeFamily::Organisation
            | AttributeFamily::Contact
            | AttributeFamily::Address
    )
}

/// Whether an attribute tells whether somebody may be reached by one channel.
pub fn is_permission(attribute: &Attribute) -> bool {
    matches!(
        attribute,
        Attribute::EmailConsent
            | Attribute::SmsConsent
            | Attribute::PhoneConsent
            | Attribute::PostConsent
    )
}

/// Words for where a permission came from.
const SOURCES: [&str; 6] = ["source", "quelle", "origine", "origen", "fonte", "bron"];

/// A permission among other words: its date, its reason, its channel.
fn of_permission(meaning: &Meaning, attribute: &Attribute, around: &Around) -> Meaning {
    if around.words.iter().any(|word| WORDS.date.contains(word)) {
        return Meaning::Attribute(Attribute::ConsentTime);
    }
    if has_word(&around.words, &WORDS.aside.always)
        || around
            .words
            .iter()
            .any(|word| word == "id" || word == "campaign")
    {
        return Meaning::Aside;
    }
    if around
        .words
        .iter()
        .any(|word| SOURCES.contains(&word.as_str()))
    {
        return Meaning::Attribute(Attribute::ConsentSource);
    }
    let channel = match attribute {
        Attribute::EmailConsent => channel(&around.words).unwrap_or(Attribute::EmailConsent),
        other => other.clone(),
    };
    match meaning {
        Meaning::Negated(_) => Meaning::Negated(channel),
        _ => Meaning::Attribute(channel),
    }
}

/// Whether words give a permission that the common schema has no place for: push messages, cookies,
/// partners. A channel it has, named beside, is meant instead.
pub(crate) fn is_other_permission(words: &[String]) -> bool {
    let list = &WORDS.consent;
    let asks =
        has_word(words, &list.verbs) || has_word(words, &list.negators) || names_permission(words);
    if permits_pictures(words, asks) || accepts_notice(words, asks) {
        return true;
    }
    let names_own = || {
        words
            .iter()
            .any(|word| matches!(word.as_str(), "email" | "emails" | "newsletter"))
            || channel(words).is_some()
    };
    asks && (has_word(words, &list.other_purposes)
        || has_word(words, &list.other_channels) && !names_own())
}

/// `Foto-Einwilligung`, `Fotoerlaubnis`, `Photo consent`: whether somebody may be shown. Where a way of being reached is
/// named beside, that is meant.
fn permits_pictures(words: &[String], asks: bool) -> bool {
    let list = &WORDS.consent;
    let is_compound = |word: &String| {
        list.pictures
            .iter()
            .filter_map(|picture| word.strip_prefix(picture.as_str()))
            .any(|rest| list.picture_rights.iter().any(|right| right == rest))
    };
    let is_named = asks && has_word(words, &list.pictures)
        || has_word(words, &list.pictures) && has_word(words, &list.picture_rights)
        || words.iter().any(is_compound);
    is_named && !names_reaching(words)
}

/// `Datenschutz akzeptiert`, `Privacy policy accepted`: whether somebody has read what is done with their data.
fn accepts_notice(words: &[String], asks: bool) -> bool {
    let list = &WORDS.consent;
    let is_read = has_word(words, &list.reading);
    let names_notice = has_word(words, &list.notices) && (asks || is_read);
    let names_matter = has_word(words, &list.notice_matters) && is_read;
    (names_notice || names_matter) && !names_reaching(words)
}

/// Whether words name advertising, or a way by which people are reached.
fn names_reaching(words: &[String]) -> bool {
    has_word(words, &WORDS.consent.email) || channel(words).is_some() || names_advertising(words)
}

/// Whether nobody knows what a word beside a permission means.
pub(crate) fn is_strange(word: &str) -> bool {
    let list = &WORDS.consent;
    let is_listed = [
        &list.email,
        &list.sms,
        &list.phone,
        &list.post,
        &list.verbs,
        &list.negators,
    ]
    .iter()
    .any(|names| names.iter().any(|name| name == word));
    // Grammar and the codes of countries and languages.
    word.len() > 2 && !is_listed && !WORDS.is_known(word)
}

/// Whether some words in a row are a permission by themselves.
fn names_permission(words: &[String]) -> bool {
    (1..=words.len().min(4)).any(|length| {
        words.windows(length).any(|phrase| {
            matches!(
                WORDS.phrase(&phrase.concat()),
                Some(Meaning::Attribute(one) | Meaning::Negated(one)) if is_permission(one)
            )
        })
    })
}

/// Whether words are of advertising as such. German writes it together with what it is about: `Werbeerlaubnis`, but
/// `Werbepost` and `Werbemails` name the way as well.
pub(crate) fn names_advertising(words: &[String]) -> bool {
    const WAYS: [&str; 9] = [
        "mail",
        "mails",
        "post",
        "brief",
        "briefe",
        "sms",
        "anruf",
        "anrufe",
        "newsletter",
    ];
    let list = &WORDS.consent.advertising;
    let names_way = |word: &String| WAYS.iter().any(|way| word.ends_with(way));
    let advertises = |word: &String| list.iter().any(|one| word.starts_with(one.as_str()));
    words
        .iter()
        .any(|word| advertises(word) && !names_way(word))
}

/// The channel other than e-mail that words name.
pub(crate) fn channel(words: &[String]) -> Option<Attribute> {
    let list = &WORDS.consent;
    [
        (&list.sms, Attribute::SmsConsent),
        (&list.phone, Attribute::PhoneConsent),
        (&list.post, Attribute::PostConsent),
    ]
    .into_iter()
    .find(|(names, _)| has_word(words, names))
    .map(|(_, attribute)| attribute)
}

/// A header that asks for a permission in words of its own: a verb and a channel, such as "Invitee
/// accepted marketing emails" or "May we call you? (consent)".
pub(crate) fn permission(words: &[String]) -> Option<Meaning> {
    let list = &WORDS.consent;
    let is_negated = has_word(words, &list.negators);
    let asks = has_word(words, &list.verbs)
        || is_negated && says_nothing_else(words)
        || is_advertising(words);
    let names_channel = has_word(words, &list.email) || channel(words).is_some();
    if !asks || !names_channel || WORDS.phrase(&words.concat()).is_some() {
        return None;
    }
    if words.iter().any(|word| is_strict_date(word)) {
        return Some(Meaning::Attribute(Attribute::ConsentTime));
    }
    let says = |names: &[&str]| words.iter().any(|word| names.contains(&word.as_str()));
    if says(&SOURCES) {
        return Some(Meaning::Attribute(Attribute::ConsentSource));
    }
    if has_word(words, &WORDS.aside.always)
        || says(&[
            "id",
            "campaign",
            "number",
            "number of",
            "last",
            "first",
            "ip",
        ])
    {
        return Some(Meaning::Aside);
    }
    let attribute = channel(words).unwrap_or(Attribute::EmailConsent);
    Some(if is_negated {
        Meaning::Negated(attribute)
    } else {
        Meaning::Attribute(attribute)
    })
}

/// Whether words are advertising by a channel and nothing besides: `promotional emails`.
fn is_advertising(words: &[String]) -> bool {
    let list = &WORDS.consent;
    let is_channel =
        |word: &String| matches!(word.as_str(), "email" | "emails") || list.sms.contains(word);
    let advertises = |word: &String| list.email.contains(word) && !is_channel(word);
    words.len() > 1
        && words
            .iter()
            .all(|word| is_channel(word) || advertises(word))
        && words.iter().any(advertises)
}

/// Whether words are a refusal of a channel and nothing besides: `do not call`, but not
/// `customer phone no`.
fn says_nothing_else(words: &[String]) -> bool {
    let list = &WORDS.consent;
    let is_one = |word: &String| {
        [&list.email, &list.sms, &list.phone, &list.post]
            .iter()
            .any(|names| names.contains(word))
            || matches!(word.as_str(), "do" | "to" | "me" | "by")
    };
    let refuses = words
        .first()
        .is_some_and(|word| list.negators.contains(word) || word == "do");
    refuses
        && words
            .iter()
            .all(|word| list.negators.contains(word) || is_one(word))
}

/// Words that say a date wherever they stand, unlike `at` or `am`.
fn is_strict_date(word: &str) -> bool {
    word.len() > 2 && WORDS.date.contains(word) && word != "data"
}
