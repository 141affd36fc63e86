//! Logs of consents: tables in which each row is one statement about one channel, as tools that manage consent write
//! them. Read as a list of people such a table would make of every statement one about e-mail.

use std::collections::BTreeSet;

use rollcall_model::{Attribute, ColumnMapping, MappingState, Transformation};
use rollcall_standardise::consent;

use crate::beside::{channel, has_word, is_permission};
use crate::decide::{View, negation, unused, used};
use crate::detect::Kind;
use crate::header_words::Meaning;
use crate::role::{Evidence, describes_somebody};
use crate::word_lists::WORDS;

/// The share of words that name a channel, a purpose or a state from which on a column is one.
const MOST: f64 = 0.8;
/// The same where the header says so and the other words may be ones nobody knows.
const SOME: f64 = 0.3;
/// A column of states has few different ones.
const MOST_STATES: usize = 12;
/// How sure a column is whose header and values both say it.
const BOTH_SAY: f64 = 0.92;
/// The same by its values, in rows that come back to the same people.
const VALUES_SAY: f64 = 0.75;
/// What is asked about.
const ASKED: f64 = 0.55;

/// The columns that make a table a log of consents.
#[derive(Debug)]
pub(crate) struct ConsentLog {
    channel: Option<Found>,
    purpose: Option<Found>,
    state: Found,
}

#[derive(Debug, Clone)]
struct Found {
    column: usize,
    confidence: f64,
    /// Whether the header says it, and not the values alone.
    by_header: bool,
}

impl ConsentLog {
    /// The log a table is, if it is one: it has a column of states, and one of channels or of purposes beside it.
    pub(crate) fn of(views: &[View<'_>], evidence: &Evidence) -> Option<Self> {
        let buys = [Attribute::OrderId, Attribute::Sku, Attribute::Amount];
        if evidence.has(&buys) {
            return None;
        }
        let comes_back = comes_back(views);
        // Among people who are described once each, a channel may be the one by which they came.
        let may_be_asked = comes_back || !describes_somebody(evidence);
        let found_channel = best(views, None, |view| channel_column(view, comes_back))
            .filter(|found| may_be_asked || found.confidence >= BOTH_SAY);
        let taken = found_channel.as_ref().map(|found| found.column);
        let state = best(views, taken, state_column)?;
        let others = |view: &View<'_>| {
            let is_taken = Some(view.column) == taken || view.column == state.column;
            (!is_taken).then(|| purpose_column(view, taken.is_some()))?
        };
        let purpose = best(views, None, others);
        if found_channel.is_none() && purpose.is_none() {
            return None;
        }
        let log = Self {
            channel: found_channel,
            purpose,
            state,
        };
        if evidence.lists_messages() {
            log.of_messages()
        } else {
            Some(log)
        }
    }

    /// A log of what was sent stays one: all that its rows state is who left by which channel, and what a message was
    /// for is its campaign.
    fn of_messages(self) -> Option<Self> {
        self.channel.is_some().then_some(Self {
            purpose: None,
            ..self
        })
    }

    /// Why the table is one, in a sentence.
    pub(crate) fn role_reason() -> String {
        "Each row is one statement about being contacted: by which channel, for which purpose, and whether it was given or withdrawn.".into()
    }

    /// What a column is that makes the table a log; nothing for the others.
    pub(crate) fn decide(&self, view: &View<'_>, rows: &[Vec<String>]) -> Option<ColumnMapping> {
        let is = |found: &Option<Found>| found.clone().filter(|found| found.column == view.column);
        if let Some(found) = is(&self.channel) {
            return Some(as_channel(view, &found, rows));
        }
        if let Some(found) = is(&self.purpose) {
            let reason = told(view, "what a consent is for", &found);
            return Some(used(
                view,
                Attribute::ConsentPurpose,
                found.confidence,
                reason,
            ));
        }
        (self.state.column == view.column).then(|| self.as_state(view))
    }

    /// A state is no surer than the channel it is about.
    fn as_state(&self, view: &View<'_>) -> ColumnMapping {
        let channel = self.channel.as_ref().map_or(1.0, |found| found.confidence);
        let confidence = self.state.confidence.min(channel);
        let beside = if self.channel.is_some() {
            "the channel beside it"
        } else {
            "e-mail, for the purpose beside it"
        };
        let reason = format!(
            "The values say whether consent was given or withdrawn, and each row is about {beside}."
        );
        let mut entry = used(view, Attribute::ConsentState, confidence, reason);
        if matches!(view.clear_meaning(), Some(Meaning::Negated(_))) {
            entry.transformation = negation(view);
        }
        entry
    }

    /// What another column of a log is: its times and its source are those of the statements, and nothing else in it
    /// permits anything.
    pub(crate) fn settle_others(&self, views: &[View<'_>], columns: &mut [ColumnMapping]) {
        let own = [
            Some(&self.state),
            self.channel.as_ref(),
            self.purpose.as_ref(),
        ];
        let is_own = |column: usize| own.iter().flatten().any(|found| found.column == column);
        let gives = |columns: &[ColumnMapping], attribute: &Attribute| {
            columns
                .iter()
                .any(|column| target(column) == Some(attribute))
        };
        for (view, column) in views.iter().zip(columns.iter_mut()) {
            let words = &view.folded.words;
            if !is_own(view.column)
                && target(column).is_some_and(is_permission)
                && !names_own_channel(words)
            {
                *column = unused(
                    view.column,
                    view.header,
                    "What each row says of a permission stands in another column.",
                );
            }
        }
        let is_reached = gives(columns, &Attribute::Email) || gives(columns, &Attribute::Phone);
        let mixed = views
            .iter()
            .find(|view| !is_own(view.column) && holds_addresses_and_numbers(view));
        if let Some((view, column)) =
            mixed.and_then(|view| Some((view, columns.get_mut(view.column)?)))
            && !is_reached
        {
            let reason = "The values are e-mail addresses and telephone numbers; each row of the log is about whichever stands there.";
            *column = used(view, Attribute::Email, VALUES_SAY, reason.into());
        }
        if !gives(columns, &Attribute::ConsentTime) {
            let times = [
                Attribute::EventTime,
                Attribute::CreatedAt,
                Attribute::UpdatedAt,
            ];
            let time = times
                .iter()
                .find_map(|time| columns.iter().position(|one| target(one) == Some(time)));
            if let Some((view, column)) = time.and_then(|at| views.get(at).zip(columns.get_mut(at)))
            {
                let reason = "The time of a row in a log of consents is the time of its statement.";
                *column = used(view, Attribute::ConsentTime, 0.8, reason.into());
            }
        }
        if !gives(columns, &Attribute::ConsentSource) {
            let source = views.iter().position(|view| {
                has_word(&view.folded.words, &WORDS.consent.evidence)
                    && columns
                        .get(view.column)
                        .is_some_and(|column| target(column).is_none())
            });
            if let Some((view, column)) =
                source.and_then(|at| views.get(at).zip(columns.get_mut(at)))
            {
                let reason = "The header names where a statement of the log came from.";
                *column = used(view, Attribute::ConsentSource, 0.8, reason.into());
            }
        }
    }
}

fn target(column: &ColumnMapping) -> Option<&Attribute> {
    column.target.as_ref().map(|target| &target.attribute)
}

/// The surest of the columns, of equals the first.
fn best(
    views: &[View<'_>],
    but: Option<usize>,
    find: impl Fn(&View<'_>) -> Option<(f64, bool)>,
) -> Option<Found> {
    let mut best: Option<Found> = None;
    for view in views.iter().filter(|view| Some(view.column) != but) {
        if let Some((confidence, by_header)) = find(view)
            && best
                .as_ref()
                .is_none_or(|known| confidence > known.confidence)
        {
            best = Some(Found {
                column: view.column,
                confidence,
                by_header,
            });
        }
    }
    best
}

/// Whether rows come back to the same people, as statements do.
fn comes_back(views: &[View<'_>]) -> bool {
    views.iter().any(|view| {
        let points = view.profile.share(Kind::Email) >= MOST
            || holds_addresses_and_numbers(view)
            || matches!(
                view.clear_meaning(),
                Some(
                    Meaning::Id
                        | Meaning::Attribute(
                            Attribute::Email
                                | Attribute::Phone
                                | Attribute::HashedEmail
                                | Attribute::AccountId
                        )
                )
            );
        points && view.profile.distinct < view.profile.filled
    })
}

/// Whether a column names people by their addresses in some rows and by their numbers in others.
fn holds_addresses_and_numbers(view: &View<'_>) -> bool {
    let (addresses, numbers) = (
        view.profile.share(Kind::Email),
        view.profile.share(Kind::Phone),
    );
    addresses > 0.0 && numbers > 0.0 && addresses + numbers >= MOST
}

fn is_meant(view: &View<'_>, attribute: &Attribute) -> bool {
    view.clear_meaning() == Some(&Meaning::Attribute(attribute.clone()))
}

fn channel_column(view: &View<'_>, comes_back: bool) -> Option<(f64, bool)> {
    let words = &view.folded.words;
    let profile = &view.profile;
    if has_word(words, &WORDS.consent.not_of_logs) {
        return None;
    }
    let plainly = is_meant(view, &Attribute::ConsentChannel);
    let says = plainly || has_word(words, &WORDS.consent.log_channels);
    let share = profile.share(Kind::Channel);
    if profile.filled == 0 {
        return plainly.then_some((VALUES_SAY, true));
    }
    match (says, share) {
        (true, share) if share >= MOST => Some((BOTH_SAY, true)),
        (true, share) if share >= SOME => Some((ASKED, true)),
        (false, share) if share >= MOST && profile.distinct > 1 => {
            let confidence = if comes_back { VALUES_SAY } else { ASKED };
            Some((confidence, false))
        }
        _ => None,
    }
}

fn purpose_column(view: &View<'_>, has_channel: bool) -> Option<(f64, bool)> {
    let words = &view.folded.words;
    let profile = &view.profile;
    let says =
        is_meant(view, &Attribute::ConsentPurpose) || has_word(words, &WORDS.consent.log_purposes);
    let share = profile.share(Kind::Purpose);
    if says && (share >= SOME || has_channel) {
        return Some((BOTH_SAY, true));
    }
    (has_channel && share >= MOST && profile.share(Kind::Answer) < MOST)
        .then_some((VALUES_SAY, false))
}

fn state_column(view: &View<'_>) -> Option<(f64, bool)> {
    let words = &view.folded.words;
    let profile = &view.profile;
    let list = &WORDS.consent;
    if names_own_channel(words) || has_word(words, &list.not_of_logs) {
        return None;
    }
    let says = has_word(words, &list.log_states)
        || matches!(
            view.clear_meaning(),
            Some(
                Meaning::Status
                    | Meaning::Attribute(Attribute::ConsentState | Attribute::EmailConsent)
                    | Meaning::Negated(Attribute::EmailConsent)
            )
        );
    if profile.filled == 0 {
        return says.then_some((VALUES_SAY, true));
    }
    let is_read = profile.share(Kind::Answer) >= MOST
        && profile.distinct <= MOST_STATES
        && profile.share(Kind::Date) < SOME;
    let in_own_words = profile.share(Kind::Consent) + profile.share(Kind::Opt) >= MOST;
    match (is_read, says, in_own_words) {
        (true, true, true) => Some((BOTH_SAY, true)),
        (true, true, false) => Some((0.85, true)),
        (true, false, true) => Some((VALUES_SAY, false)),
        _ => None,
    }
}

/// Whether a header names a channel of its own, so that its column is about that one in every row.
pub(crate) fn names_own_channel(words: &[String]) -> bool {
    let is_mail = |word: &String| {
        matches!(
            word.as_str(),
            "email" | "emails" | "newsletter" | "newsletters"
        )
    };
    words.iter().any(is_mail) || channel(words).is_some()
}

fn told(view: &View<'_>, what: &str, found: &Found) -> String {
    if found.confidence < VALUES_SAY {
        return format!(
            "The table looks like a log of consents, and \"{}\" like {what}, but some of the values are no words for it. Please say what it is; until then a no is obeyed and a yes permits nothing.",
            view.header
        );
    }
    if found.by_header {
        format!(
            "The header \"{}\" names {what}, in a log with one statement a row.",
            view.header
        )
    } else {
        format!(
            "The header does not say it, but the values name {what}, in a log with one statement a row."
        )
    }
}

fn as_channel(view: &View<'_>, found: &Found, rows: &[Vec<String>]) -> ColumnMapping {
    let reason = told(view, "the channel a consent is about", found);
    let mut entry = used(view, Attribute::ConsentChannel, found.confidence, reason);
    let meant = meant_by_mail(view.column, rows);
    if !meant.is_empty() {
        let words: Vec<String> = meant
            .iter()
            .map(|(word, _)| format!("\"{word}\""))
            .collect();
        entry.reason = format!(
            "{} {} is taken as e-mail, since letters have a word of their own.",
            entry.reason,
            words.join(", ")
        );
        entry.transformation = Transformation::ValueMap {
            values: meant,
            others_negated: false,
        };
    }
    if entry.state == MappingState::Unsure {
        entry.transformation = Transformation::Keep;
    }
    entry
}

/// The words that may be e-mail or letters, as e-mail, in a column in which letters alone have a word of their own. Where
/// e-mail has one, "Mail" may be another spelling of it: a no stays one to both.
fn meant_by_mail(column: usize, rows: &[Vec<String>]) -> Vec<(String, String)> {
    let cells: BTreeSet<&str> = rows
        .iter()
        .filter_map(|row| row.get(column))
        .map(|cell| cell.trim())
        .filter(|cell| !cell.is_empty())
        .collect();
    let (doubtful, plain): (Vec<&str>, Vec<&str>) = cells
        .into_iter()
        .partition(|cell| consent::is_mail_or_letters(cell));
    let has = |code: &str| {
        plain
            .iter()
            .any(|cell| consent::channel(cell).value == code)
    };
    if has("email") || !has("post") {
        return Vec::new();
    }
    doubtful
        .into_iter()
        .filter(|cell| !cell.contains([',', ';', '/', '|', '+', '&']))
        .map(|cell| (cell.to_owned(), "email".to_owned()))
        .collect()
}
