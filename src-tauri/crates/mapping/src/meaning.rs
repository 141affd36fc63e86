//! Words that mean one thing here and another there, settled by values and neighbours.

use rollcall_model::{Attribute, TableRole};

use crate::content::Profile;
use crate::decide::{Surroundings, View};
use crate::detect::Kind;
use crate::header_words::{HeaderGuess, Meaning, Qualifier};
use crate::word_lists::WORDS;

/// The attribute a header means in its surroundings and whether a yes there means no; or the reason
/// why the column is not used.
pub(crate) fn settle(
    guess: &HeaderGuess,
    view: &View<'_>,
    around: &Surroundings<'_>,
) -> Result<(Attribute, bool), &'static str> {
    let profile = &view.profile;
    let is_events = around.role == TableRole::Events;
    if view.folded.words.iter().all(|word| names_contact(word))
        && let Some(attribute) = reached_by(profile)
    {
        return Ok((attribute, false));
    }
    if let Some(told) = by_table(guess, view, around) {
        return told.map(|attribute| (attribute, false));
    }
    let settled = match &guess.meaning {
        _ if crate::role::may_ask(view, around.role) => around.evidence.channel_of_requests(),
        Meaning::Attribute(Attribute::ConsentState) => {
            refine(&Attribute::EmailConsent, guess, profile, around)
        }
        Meaning::Attribute(Attribute::Bounced) => bounced(around)?,
        Meaning::Attribute(Attribute::Opened | Attribute::Clicked) => {
            return Err(
                "The header says that messages were opened or clicked, and the table is no log of messages to people; it is kept and not used.",
            );
        }
        Meaning::Attribute(attribute) => refine(attribute, guess, profile, around),
        Meaning::Negated(attribute) => return Ok(withdrawn(attribute, profile, around)),
        // "Member" and "Client" over ids are the ids of the people, not their names.
        Meaning::Name if names_party(&view.folded.words) && profile.looks_like_ids() => {
            if profile.is_unique() {
                Attribute::RecordKey
            } else {
                Attribute::AccountId
            }
        }
        Meaning::Name => name(guess, profile, around),
        Meaning::Address => match (guess.ends_in_number, guess.number) {
            (true, Some(1)) => Attribute::Street,
            (true, Some(2)) => Attribute::Unit,
            (true, Some(_)) => return Err("A third line of an address is kept and not used."),
            _ => address(profile, around),
        },
        Meaning::TitleOrJob => title_or_job(profile, around),
        Meaning::Date if around.role == TableRole::Consents => Attribute::ConsentTime,
        Meaning::Date
            if around.role == TableRole::Figures
                || is_events
                || profile.share(Kind::Date) >= 0.3 =>
        {
            Attribute::EventTime
        }
        Meaning::Date => return Err("The header says date, and the values are none."),
        Meaning::Id => Attribute::RecordKey,
        Meaning::Number if around.after_street && profile.length <= 6.0 => Attribute::HouseNumber,
        Meaning::Number if profile.is_unique() => Attribute::RecordKey,
        Meaning::Number => {
            return Err("A number without a meaning of its own is kept and not used.");
        }
        Meaning::Status if profile.share(Kind::Consent) >= 0.5 => Attribute::EmailConsent,
        Meaning::Status if is_events => Attribute::EventStatus,
        // "aktiv" beside "abgemeldet": whoever left may not be written to, whatever the other word permits.
        Meaning::Status if profile.leavings > 0 && around.evidence.reaches_by_mail() => {
            Attribute::EmailConsent
        }
        // Beside what was asked for stands how far the request is, not what it permits.
        Meaning::Status
            if around.role == TableRole::Consents
                && !around.evidence.has_requests()
                && (!profile.speaks() || profile.share(Kind::Answer) >= 0.5) =>
        {
            Attribute::EmailConsent
        }
        Meaning::Status if profile.returns.messages && around.evidence.reaches_by_mail() => {
            Attribute::Bounced
        }
        Meaning::Status => return Err("The status of a record says nothing about who it is."),
        Meaning::Kind if is_events => Attribute::EventKind,
        Meaning::Kind => return Err("The kind of a record says nothing about who it is."),
        Meaning::TextMessages
            if !profile.speaks()
                || profile.share(Kind::YesNo) + profile.share(Kind::SpelledOut) >= 0.5
                || profile.share(Kind::Consent) >= 0.5 =>
        {
            Attribute::SmsConsent
        }
        Meaning::TextMessages => return Err("The messages themselves say nothing about a person."),
        Meaning::OtherPermission => {
            return Err(
                "A permission of another kind than e-mail, text messages, telephone or letters, such as push messages, cookies, partners, photos or having read a notice of data protection; it is kept and permits none of these.",
            );
        }
        Meaning::Figure => return Err("A total or a count is kept and not used."),
        Meaning::Year => return Err("A year or month the row is about, not the person's."),
        Meaning::Unused => {
            return Err("Known by its header; nothing in the common schema needs it.");
        }
        Meaning::Aside => {
            return Err(
                "The header names something about it, such as its kind or its source, and not the thing itself.",
            );
        }
        Meaning::AboutAThing => {
            return Err("The header says that this is about a thing, not about a person.");
        }
    };
    Ok((settled, false))
}

/// What a header means, or why it is not used, where the table says it and no value does.
fn by_table(
    guess: &HeaderGuess,
    view: &View<'_>,
    around: &Surroundings<'_>,
) -> Option<Result<Attribute, &'static str>> {
    if crate::role::may_ask(view, around.role) {
        return None;
    }
    let has = |attribute| around.evidence.has(&[attribute]);
    match &guess.meaning {
        Meaning::Attribute(Attribute::ConsentChannel | Attribute::ConsentPurpose) => Some(Err(
            "The header names the channel or the purpose of a consent, and no column beside it says whether it was given.",
        )),
        // "Birth Day" beside the month and the year is the day alone.
        Meaning::Attribute(Attribute::BirthDate)
            if !view.profile.speaks()
                && has(Attribute::BirthMonth)
                && has(Attribute::BirthYear)
                && view
                    .folded
                    .words
                    .windows(2)
                    .any(|pair| pair == ["birth", "day"]) =>
        {
            Some(Ok(Attribute::BirthDay))
        }
        Meaning::Attribute(Attribute::Campaign)
            if view.folded.words.iter().any(|word| names_subject(word))
                && (has(Attribute::OrderId) || has(Attribute::Amount))
                && !around.evidence.lists_messages() =>
        {
            Some(Err(
                "On a purchase or a payment the subject is a remark and no campaign; it is kept and not used.",
            ))
        }
        Meaning::Attribute(Attribute::Campaign)
            if around.role == TableRole::Customers && around.evidence.is_hidden() =>
        {
            Some(Err(
                "Which part of a list somebody is in says nothing about who it is; the column is kept and not used.",
            ))
        }
        // A list of customers begins with their number, whatever it is called.
        Meaning::Number
            if view.column == 0
                && view.profile.rows == 0
                && around.role == TableRole::Customers
                && !has(Attribute::RecordKey)
                && !has(Attribute::AccountId) =>
        {
            Some(Ok(Attribute::RecordKey))
        }
        _ => None,
    }
}

/// `Subject` of a message.
fn names_subject(word: &str) -> bool {
    const WORDS: [&str; 8] = [
        "subject",
        "betreff",
        "objet",
        "asunto",
        "oggetto",
        "onderwerp",
        "assunto",
        "temat",
    ];
    WORDS.contains(&word)
}

/// A permission withdrawn, or the day it was; and whether a yes there means no.
fn withdrawn(
    attribute: &Attribute,
    profile: &Profile,
    around: &Surroundings<'_>,
) -> (Attribute, bool) {
    if matches!(profile.certainly(), Some((Kind::Date, _))) {
        return (Attribute::ConsentTime, false);
    }
    // Who leaves by a text message does not leave the newsletter.
    if *attribute == Attribute::EmailConsent && around.evidence.lists_messages() {
        return (around.evidence.channel_of_requests(), true);
    }
    (attribute.clone(), true)
}

/// Messages that come back, where the table has any: visits and payments bounce, too.
fn bounced(around: &Surroundings<'_>) -> Result<Attribute, &'static str> {
    let is_of_messages = around.role != TableRole::Events || around.evidence.lists_messages();
    if is_of_messages && around.evidence.reaches_by_mail() {
        return Ok(Attribute::Bounced);
    }
    Err(
        "Only messages to an e-mail address come back, and the table has none of them; it is kept and not used.",
    )
}

/// A title or a job, as the values say; without any, as the columns beside it do.
fn title_or_job(profile: &Profile, around: &Surroundings<'_>) -> Attribute {
    let has = |attribute| around.evidence.has(&[attribute]);
    // A table with a job title of its own has another thing in mind, and right before the name stands
    // what a person is called by.
    let by_neighbours = profile.rows == 0
        && !has(Attribute::Title)
        && (has(Attribute::JobTitle) || stands_before_name(around));
    if profile.share(Kind::Title) >= 0.4 || by_neighbours {
        Attribute::Title
    } else {
        Attribute::JobTitle
    }
}

/// A word for a person on its own: `Member`, `Kunde`.
pub(crate) fn names_party(words: &[String]) -> bool {
    words.len() == 1
        && words
            .iter()
            .all(|word| WORDS.qualifier(word) == Some(Qualifier::Holder))
}

/// `Contact`, `Contact no.`: a name, an id or a way to reach somebody.
fn names_contact(word: &str) -> bool {
    const WORDS: [&str; 14] = [
        "contact", "contacts", "kontakt", "contacto", "contatto", "contato", "contatti", "details",
        "no", "nr", "num", "number", "nummer", "numero",
    ];
    WORDS.contains(&word)
}

/// By what the values of a column reach somebody, if they leave no doubt.
fn reached_by(profile: &Profile) -> Option<Attribute> {
    match profile.certainly()? {
        (Kind::Email, _) => Some(Attribute::Email),
        (Kind::Dialled, _) => Some(Attribute::Phone),
        _ => None,
    }
}

/// Attributes whose words are used for a neighbour, too.
fn refine(
    attribute: &Attribute,
    guess: &HeaderGuess,
    profile: &Profile,
    around: &Surroundings<'_>,
) -> Attribute {
    let is_dates = matches!(profile.certainly(), Some((Kind::Date, _)));
    match attribute {
        Attribute::Postcode | Attribute::City if crate::town_lines::fill(profile) => {
            Attribute::PostcodeCity
        }
        Attribute::Unit | Attribute::Region
            if crate::town_lines::fill(profile) && crate::town_lines::names_towns(profile) =>
        {
            Attribute::PostcodeCity
        }
        Attribute::PostcodeCity => crate::town_lines::of_both(profile),
        Attribute::BirthDate if is_mostly(profile, Kind::Year) => Attribute::BirthYear,
        Attribute::BirthDate
            if is_mostly(profile, Kind::SmallDay)
                && around
                    .evidence
                    .has(&[Attribute::BirthMonth, Attribute::BirthYear]) =>
        {
            Attribute::BirthDay
        }
        Attribute::Email if is_mostly(profile, Kind::Sha256) => Attribute::HashedEmail,
        Attribute::Phone if is_mostly(profile, Kind::YesNo) => Attribute::SmsConsent,
        Attribute::Email if is_mostly(profile, Kind::YesNo) => Attribute::EmailConsent,
        Attribute::EmailConsent | Attribute::SmsConsent | Attribute::DeletionRequest
            if is_dates =>
        {
            if *attribute == Attribute::DeletionRequest {
                Attribute::DeletionRequest
            } else {
                Attribute::ConsentTime
            }
        }
        Attribute::CreatedAt
            if around.role == TableRole::Events
                && !around.evidence.has(&[Attribute::EventTime]) =>
        {
            Attribute::EventTime
        }
        Attribute::OrderId if is_dates => Attribute::EventTime,
        // The name of an event on a ticket is what was bought, in a log it is what happened.
        Attribute::Product
            if names_event(guess)
                && !around.evidence.has(&[
                    Attribute::OrderId,
                    Attribute::Quantity,
                    Attribute::Amount,
                ]) =>
        {
            Attribute::EventKind
        }
        Attribute::Region if is_mostly(profile, Kind::OrderStatus) => Attribute::EventStatus,
        Attribute::Region
            if is_state_of_order(guess, around)
                && !around.evidence.has(&[Attribute::EventStatus])
                && profile.share(Kind::Region) < 0.5 =>
        {
            Attribute::EventStatus
        }
        Attribute::FullAddress if guess.ends_in_number && guess.number == Some(1) => {
            Attribute::Street
        }
        Attribute::FullAddress | Attribute::Street
            if guess.ends_in_number && guess.number == Some(2) && guess.family.is_none() =>
        {
            Attribute::Unit
        }
        Attribute::FullAddress
            if around.evidence.has(&[Attribute::City, Attribute::Postcode])
                && !around.evidence.has(&[Attribute::Street])
                && profile.share(Kind::FullAddress) < 0.4 =>
        {
            Attribute::Street
        }
        Attribute::Title
            if profile.speaks() && profile.share(Kind::Title) < 0.2 && profile.length > 8.0 =>
        {
            Attribute::JobTitle
        }
        other => other.clone(),
    }
}

fn stands_before_name(around: &Surroundings<'_>) -> bool {
    matches!(
        around.neighbours[1],
        Some(Meaning::Attribute(Attribute::GivenName))
    )
}

/// A word for a state of the country that also is the state of an order, with no address around it.
fn is_state_of_order(guess: &HeaderGuess, around: &Surroundings<'_>) -> bool {
    let is_alone = !around.neighbours.iter().flatten().any(|meaning| {
        matches!(
            meaning,
            Meaning::Attribute(
                Attribute::City
                    | Attribute::Postcode
                    | Attribute::Country
                    | Attribute::Street
                    | Attribute::Unit
            )
        )
    });
    around.role == TableRole::Events
        && guess.strength >= 1.0
        && guess.qualifiers.is_empty()
        && is_alone
}

fn names_event(guess: &HeaderGuess) -> bool {
    guess.beside.contains("event") || guess.beside.contains("veranstaltung")
}

fn is_mostly(profile: &Profile, kind: Kind) -> bool {
    profile.speaks() && profile.share(kind) >= 0.8
}

fn name(guess: &HeaderGuess, profile: &Profile, around: &Surroundings<'_>) -> Attribute {
    let has_given = around.evidence.has(&[Attribute::GivenName]);
    let has_family = around.evidence.has(&[Attribute::FamilyName]);
    let (given, family, full) = (
        profile.share(Kind::GivenName),
        profile.share(Kind::FamilyName),
        profile.share(Kind::FullName),
    );
    if around.role == TableRole::Figures {
        Attribute::Campaign
    } else if profile.share(Kind::Organisation) >= 0.4 && profile.share(Kind::Organisation) > full {
        Attribute::Organisation
    } else if full >= 0.4 {
        Attribute::FullName
    } else if has_given && !has_family {
        Attribute::FamilyName
    } else if has_family && !has_given {
        Attribute::GivenName
    } else if given.max(family) >= 0.2 && (given - family).abs() >= 0.1 {
        if given > family {
            Attribute::GivenName
        } else {
            Attribute::FamilyName
        }
    } else if guess.ends_in_number && profile.speaks() && full < 0.2 {
        // name1 and name2 side by side are first and last name where nothing says otherwise.
        if guess.number == Some(2) {
            Attribute::FamilyName
        } else {
            Attribute::GivenName
        }
    } else {
        Attribute::FullName
    }
}

fn address(profile: &Profile, around: &Surroundings<'_>) -> Attribute {
    let has_town = around.evidence.has(&[Attribute::City, Attribute::Postcode])
        && !around.evidence.has(&[Attribute::Street]);
    if crate::town_lines::fill(profile) && crate::town_lines::fill_by_themselves(profile) {
        return Attribute::PostcodeCity;
    }
    if profile.share(Kind::FullAddress) >= 0.4 || !has_town {
        Attribute::FullAddress
    } else {
        Attribute::Street
    }
}
