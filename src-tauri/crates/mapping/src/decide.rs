//! What one column is, by its header and its values.

use rollcall_model::{Attribute, ColumnMapping, MappingState, TableRole, Target, Transformation};

use crate::agree::{Agreement, agreement};
use crate::beside::{is_of_person, is_permission, is_strange, names_advertising};
use crate::consent_log::names_own_channel;
use crate::content::Profile;
use crate::detect::Kind;
use crate::fold::Folded;
use crate::header_words::{HeaderGuess, Meaning, Qualifier};
use crate::heard::OF_A_SHOP;
use crate::role::Evidence;

/// A column as the suggestion sees it.
#[derive(Debug)]
pub(crate) struct View<'a> {
    pub column: usize,
    pub header: &'a str,
    pub folded: Folded,
    pub guess: Option<HeaderGuess>,
    pub profile: Profile,
}

/// The table a column stands in.
#[derive(Debug)]
pub(crate) struct Surroundings<'a> {
    pub role: TableRole,
    pub evidence: &'a Evidence,
    /// Whether the column before this one is a street.
    pub after_street: bool,
    /// Whether the table is called a list of addresses from which messages came back.
    pub lists_bounces: bool,
    /// Whether each row of the table is said to be a refund.
    pub lists_refunds: bool,
    /// What the headers before and after this one say.
    pub neighbours: [Option<&'a Meaning>; 2],
}

/// Below this a header needs the values to agree.
const CLEAR: f64 = 0.6;
/// Below this a header says too little to ask about.
const OFFERED: f64 = 0.45;
/// A header of more words is a sentence, in which a word such as "company" means little.
const SHORT: usize = 5;
/// The share of answers nobody can read from which on they are asked about.
const MOST_UNREAD: f64 = 0.1;
/// The confidence of what is asked about.
const DOUBTED: f64 = 0.6;
/// From here on a suggestion is used without asking.
const SURE: f64 = 0.7;

impl View<'_> {
    /// What the header says, if it says it clearly.
    pub(crate) fn clear_meaning(&self) -> Option<&Meaning> {
        self.guess
            .as_ref()
            .filter(|guess| guess.strength >= CLEAR)
            .map(|guess| &guess.meaning)
    }

    pub(crate) fn is_about(&self, qualifier: Qualifier) -> bool {
        self.guess
            .as_ref()
            .is_some_and(|guess| guess.qualifiers.contains(&qualifier))
    }
}

/// A column kept without use.
pub(crate) fn unused(column: usize, header: &str, reason: &str) -> ColumnMapping {
    ColumnMapping {
        column,
        header: header.to_owned(),
        target: None,
        transformation: Transformation::Keep,
        confidence: 0.5,
        reason: reason.to_owned(),
        state: MappingState::Unused,
        date_order: None,
    }
}

/// A column used as an attribute, sure or not by its confidence.
pub(crate) fn used(
    view: &View<'_>,
    attribute: Attribute,
    confidence: f64,
    reason: String,
) -> ColumnMapping {
    ColumnMapping {
        target: Some(Target::from(attribute)),
        confidence,
        reason,
        state: if confidence >= SURE {
            MappingState::Suggested
        } else {
            MappingState::Unsure
        },
        ..unused(view.column, view.header, "")
    }
}

/// What a column is; one that may be a permission is asked about as one.
pub(crate) fn decide(view: &View<'_>, around: &Surroundings<'_>) -> ColumnMapping {
    if let Some(mut number) = crate::purchases::number(view, around) {
        strip_apostrophe(view, &mut number);
        return number;
    }
    if let Some(column) = crate::deals::column(view, around) {
        return column;
    }
    if let Some(column) = crate::tickets::column(view, around) {
        return column;
    }
    if let Some(column) = crate::refunds::column(view, around) {
        return column;
    }
    if let Some(column) = crate::bounces::letters(view, around) {
        return column;
    }
    if let Some(column) = crate::bounces::column(view, around) {
        return column;
    }
    if let Some(column) = crate::passages::column(view, around) {
        return column;
    }
    if let Some(column) = crate::campaign_kind::column(view, around) {
        return column;
    }
    if let Some(column) = crate::hashed::column(view, around) {
        return column;
    }
    if let Some(column) = crate::handles::column(view).or_else(|| crate::devices::column(view)) {
        return column;
    }
    let found = by_header(view, around);
    crate::possible::permission(view, around, &found)
        .unwrap_or_else(|| crate::by_values::without_question(view, found))
}

/// Whether a column is called a time zone and no more; in a list of people it is where somebody lives.
fn is_called_time_zone(view: &View<'_>) -> bool {
    let name = view.folded.words.join(" ");
    matches!(
        name.as_str(),
        "time zone" | "timezone" | "zeitzone" | "fuseau horaire" | "zona horaria" | "tijdzone"
    )
}

fn by_header(view: &View<'_>, around: &Surroundings<'_>) -> ColumnMapping {
    let nothing = |reason: &str| unused(view.column, view.header, reason);
    if around.role == TableRole::Events && is_called_time_zone(view) {
        let reason = "In a table of what happened this header tells the clock of its times.";
        return used(view, Attribute::TimeZone, 0.8, reason.into());
    }
    if let Some(column) = crate::message_deeds::column(view, around) {
        return column;
    }
    let Some(guess) = &view.guess else {
        return crate::by_values::decide(view, around);
    };
    if view.is_about(Qualifier::Emergency) && !matches!(guess.meaning, Meaning::Unused) {
        return nothing(
            "The header says that this is about another person than the one in the row.",
        );
    }
    let (attribute, negated) = match crate::meaning::settle(guess, view, around) {
        Ok(settled) => settled,
        Err(reason) => return nothing(reason),
    };
    if crate::role::may_ask(view, around.role) {
        return crate::role::requests(view, around);
    }
    if attribute == Attribute::Bounced && guess.meaning == Meaning::Status {
        let reason = "Some of the values say that messages to the address come back. Nothing else is taken from this column.";
        return used(view, attribute, 0.75, reason.into());
    }
    // "Newsletter edition": a word nobody knows, and not one value that answers.
    let answers_nothing = view.profile.speaks() && view.profile.share(Kind::Answer) < MOST_UNREAD;
    if is_permission(&attribute) && says_more(view, guess) && answers_nothing {
        return crate::by_values::decide(view, around);
    }
    if is_permission(&attribute) && !view.profile.holds_answers() {
        return named_permission(view, &attribute);
    }
    let agreed = agreement(&attribute, &view.profile);
    if guess.meaning == Meaning::Id && guess.strength < CLEAR {
        return named_id(view, around);
    }
    if guess.strength < CLEAR && agreed != Agreement::Agrees {
        // A person's part among words nobody knows is worth a question where the values are silent.
        let is_short = view.folded.words.len() <= SHORT;
        if is_short
            && agreed == Agreement::Silent
            && guess.strength >= OFFERED
            && is_of_person(&attribute)
        {
            let reason = format!(
                "The header \"{}\" has {} among words nobody knows. Please say what it is.",
                view.header,
                name_of(&attribute)
            );
            return used(view, attribute, 0.45, reason);
        }
        return crate::by_values::decide(view, around);
    }
    let mut entry = match agreed {
        Agreement::Agrees => used(
            view,
            attribute.clone(),
            0.7 + 0.27 * guess.strength,
            format!(
                "The header \"{}\" is a usual name of {}, and the values look like it.",
                view.header,
                name_of(&attribute)
            ),
        ),
        Agreement::Silent => used(
            view,
            attribute.clone(),
            0.25 + 0.6 * guess.strength,
            format!(
                "The header \"{}\" is a usual name of {}.",
                view.header,
                name_of(&attribute)
            ),
        ),
        Agreement::Contradicts(words, share) => contradicted(view, &attribute, words, share),
    };
    if negated
        && entry
            .target
            .as_ref()
            .is_some_and(|target| target.attribute == attribute)
    {
        entry.transformation = negation(view);
    }
    if is_permission(&attribute) {
        doubt_permission(view, guess, around, &attribute, &mut entry);
    }
    strip_apostrophe(view, &mut entry);
    entry
}

/// Whether a header has a word that is neither the permission, its channel nor grammar.
fn says_more(view: &View<'_>, guess: &HeaderGuess) -> bool {
    view.folded
        .words
        .iter()
        .any(|word| guess.unknown.contains(word.as_str()) && is_strange(word))
}

/// Whether a header permits advertising and does not say by which way, in a table that has more than one of them.
fn lacks_channel(
    view: &View<'_>,
    guess: &HeaderGuess,
    around: &Surroundings<'_>,
    attribute: &Attribute,
) -> bool {
    let words = &view.folded.words;
    *attribute == Attribute::EmailConsent
        && !matches!(guess.meaning, Meaning::Negated(_))
        && around.evidence.reaches_otherwise()
        && !view.folded.key.ends_with(OF_A_SHOP)
        && names_advertising(words)
        && !names_own_channel(words)
}

/// Asks about a permission that says something besides, names no channel, or whose answers cannot be read.
fn doubt_permission(
    view: &View<'_>,
    guess: &HeaderGuess,
    around: &Surroundings<'_>,
    attribute: &Attribute,
    entry: &mut ColumnMapping,
) {
    let unread = 1.0 - view.profile.share(Kind::Answer);
    let reason = if view.profile.speaks() && unread > MOST_UNREAD {
        format!(
            "The header says {}, but {:.0} % of the values cannot be read as a yes or a no. Please say what each of them means, or that the column is something else; until then nobody counts as having said yes by them.",
            name_of(attribute),
            unread * 100.0
        )
    } else if says_more(view, guess) {
        format!(
            "The header says {} and something nobody knows, which may be another channel. Please say what it is.",
            name_of(attribute)
        )
    } else if lacks_channel(view, guess, around, attribute) && around.role == TableRole::Events {
        format!(
            "The header \"{}\" permits advertising and does not say by which way: e-mail, letters, telephone or text messages. Please say which is meant; until then a no is obeyed for e-mail, and a yes permits nothing.",
            view.header
        )
    } else if lacks_channel(view, guess, around, attribute) {
        format!(
            "The header \"{}\" permits advertising and does not say by which way: e-mail, letters, telephone or text messages. Please say which is meant; until then a no is obeyed for each of them, and a yes permits nothing.",
            view.header
        )
    } else {
        return;
    };
    entry.confidence = entry.confidence.min(DOUBTED);
    entry.state = MappingState::Unsure;
    entry.reason = reason;
}

/// A header that says permission over values of which not one is a word of consent: the name of a list, a tag.
fn named_permission(view: &View<'_>, attribute: &Attribute) -> ColumnMapping {
    let reason = format!(
        "The header \"{}\" is a usual name of {}, but none of the values says yes or no in any words: they may be tags or names of lists. Please say what it is; until then it permits nothing.",
        view.header,
        name_of(attribute)
    );
    let kept = Attribute::Custom(custom_name(view.header, view.column));
    used(view, kept, 0.4, reason)
}

/// An id of something nobody knows: the row's own if it can be, for the keys to settle.
fn named_id(view: &View<'_>, around: &Surroundings<'_>) -> ColumnMapping {
    let can_be_key = view.profile.rows == 0 || view.profile.is_unique();
    if around.role == TableRole::Figures || !can_be_key {
        return crate::by_values::decide(view, around);
    }
    let reason = "The header says id of something. Please say whether it is the id of the row.";
    used(view, Attribute::RecordKey, 0.45, reason.into())
}

fn name_of(attribute: &Attribute) -> String {
    let label = attribute.label();
    format!("\"{label}\"")
}

/// Header and values disagree: somebody has to look, and until then the values are believed where
/// they leave no doubt.
fn contradicted(view: &View<'_>, attribute: &Attribute, words: &str, share: f64) -> ColumnMapping {
    let believed = match view.profile.certainly() {
        Some((Kind::Email, _)) => Attribute::Email,
        Some((Kind::Sha256, _)) => Attribute::HashedEmail,
        Some((Kind::Url, _)) => Attribute::Website,
        Some((Kind::Dialled, _)) => Attribute::Phone,
        Some((Kind::Postcode, _)) => Attribute::Postcode,
        _ => Attribute::Custom(custom_name(view.header, view.column)),
    };
    let reason = format!(
        "The header \"{}\" is a usual name of {}, but {:.0} % of the values look like {words}. Please say what it is.",
        view.header,
        name_of(attribute),
        share * 100.0
    );
    used(view, believed, 0.4, reason)
}

/// A yes under "unsubscribed" means no. Words such as "subscribed" speak for themselves.
pub(crate) fn negation(view: &View<'_>) -> Transformation {
    let profile = &view.profile;
    let answers = profile.share(Kind::YesNo) + profile.share(Kind::SpelledOut);
    if profile.filled > 0 && answers < 0.5 {
        Transformation::Keep
    } else {
        Transformation::Negate
    }
}

/// Spreadsheet exports put an apostrophe before numbers to keep them text.
fn strip_apostrophe(view: &View<'_>, entry: &mut ColumnMapping) {
    if entry.transformation == Transformation::Keep
        && entry.target.is_some()
        && view.profile.apostrophes >= 0.2
    {
        entry.transformation = Transformation::StripPrefix { prefix: "'".into() };
    }
}

/// The name a custom attribute of a column gets.
pub fn custom_name(header: &str, column: usize) -> String {
    let name = header.trim();
    if name.is_empty() {
        format!("Column {}", column + 1)
    } else {
        name.to_owned()
    }
}
