//! Logs of consents, in which one source tells every statement somebody ever made: what they said later holds there.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_model::{
    Attribute, ColumnIndex, ConsentState, Moment, SourceId, StandardValue, ValueState, said_at,
};

use crate::Contribution;

/// What a row of a log says of one channel.
#[derive(Debug, Clone)]
struct Statement<'a> {
    position: usize,
    source: SourceId,
    channel: &'a Attribute,
    purpose: Option<&'a str>,
    /// Where it stands in its row, and what it says.
    column: Option<ColumnIndex>,
    state: ConsentState,
    time: Moment<'a>,
    about: About<'a>,
}

/// Whom a statement is about, as its row names them.
type About<'a> = BTreeSet<(&'a Attribute, &'a str)>;

/// A statement: the position of its contribution, its channel, and its column.
pub(crate) type Place = (usize, Attribute, Option<ColumnIndex>);

/// The statements that another one of the same source has replaced.
///
/// A later word replaces an earlier one where it is plainly about the same: the same channel, the same purpose, and at
/// least everything by which the earlier one named the person. Where a time, the channel or the purpose is not known,
/// nothing is replaced, so that a no goes on holding; and only a yes, or what is as strict, takes the place of a no.
pub(crate) fn replaced(contributions: &[&Contribution<'_>]) -> BTreeSet<Place> {
    let statements: Vec<Statement<'_>> = contributions
        .iter()
        .enumerate()
        .flat_map(|(position, by)| statements_of(position, by))
        .collect();
    replaced_of(&statements)
}

fn replaced_of(statements: &[Statement<'_>]) -> BTreeSet<Place> {
    let mut topics: BTreeMap<Topic<'_>, LastWords<'_>> = BTreeMap::new();
    for one in statements {
        topics.entry(one.topic()).or_default().hear(one);
    }
    statements
        .iter()
        .filter(|one| {
            topics
                .get(&one.topic())
                .is_some_and(|words| words.replace(one))
        })
        .map(|one| (one.position, one.channel.clone(), one.column))
        .collect()
}

/// What has to be the same for one word to replace another: the source, the channel and the purpose.
type Topic<'a> = (SourceId, &'a Attribute, Option<&'a str>);

impl<'a> Statement<'a> {
    fn topic(&self) -> Topic<'a> {
        (self.source, self.channel, self.purpose)
    }
}

/// What was said last of one topic. A log may hold a hundred thousand statements of one mailbox, so they are not held
/// against each other: of all that name somebody alike, say the same and know their time zone, or do not, only the last
/// can replace what no other of them does.
#[derive(Default)]
struct LastWords<'a> {
    /// Each way somebody is named, with the last time of each state: of a known time zone, and of none.
    named: Vec<(About<'a>, Vec<(ConsentState, Moment<'a>)>)>,
    places: BTreeMap<About<'a>, usize>,
    /// The ways somebody is named in which an address or number stands.
    with: BTreeMap<(&'a Attribute, &'a str), Vec<usize>>,
}

impl<'a> LastWords<'a> {
    fn hear(&mut self, one: &Statement<'a>) {
        let place = match self.places.get(&one.about) {
            Some(place) => *place,
            None => self.name(&one.about),
        };
        let Some((_, last)) = self.named.get_mut(place) else {
            return;
        };
        let alike = last
            .iter_mut()
            .find(|(state, time)| *state == one.state && time.is_placed() == one.time.is_placed());
        match alike {
            Some((_, time)) => *time = one.time.max(*time),
            None => last.push((one.state, one.time)),
        }
    }

    fn name(&mut self, about: &About<'a>) -> usize {
        let place = self.named.len();
        self.named.push((about.clone(), Vec::new()));
        self.places.insert(about.clone(), place);
        for part in about {
            self.with.entry(*part).or_default().push(place);
        }
        place
    }

    /// Whether a later word takes the place of a statement.
    fn replace(&self, earlier: &Statement<'_>) -> bool {
        // Whoever names all of it names the rarest of it.
        let rarest = earlier
            .about
            .iter()
            .filter_map(|part| self.with.get(part))
            .min_by_key(|places| places.len());
        rarest
            .into_iter()
            .flatten()
            .filter_map(|place| self.named.get(*place))
            .filter(|(about, _)| about.is_superset(&earlier.about))
            .flat_map(|(_, last)| last)
            .any(|(state, time)| {
                time.is_surely_after(earlier.time) && may_follow(*state, earlier.state)
            })
    }
}

/// Whether a word can take the place of an earlier one: an invitation or a bounce takes back no refusal.
fn may_follow(later: ConsentState, earlier: ConsentState) -> bool {
    earlier.strictness() < ConsentState::Undeliverable.strictness()
        || later == ConsentState::OptedIn
        || later.strictness() >= earlier.strictness()
}

/// What a row says, where it is of a log and tells its channel, its purpose, its time and whom it is about.
fn statements_of<'a>(position: usize, by: &Contribution<'a>) -> Vec<Statement<'a>> {
    let values = by.values;
    let Some(state) = valid(values, &Attribute::ConsentState) else {
        return Vec::new();
    };
    let knows_channel = valid(values, &Attribute::ConsentChannel).is_some();
    let purpose = valid(values, &Attribute::ConsentPurpose);
    let has_purpose = values
        .iter()
        .any(|value| value.target.attribute == Attribute::ConsentPurpose);
    let about: About<'_> = values
        .iter()
        .filter(|value| value.state == ValueState::Valid && names_somebody(&value.target.attribute))
        .map(|value| (&value.target.attribute, value.value.as_str()))
        .collect();
    let Some(time) = said_at(values, &state.value).and_then(Moment::read) else {
        return Vec::new();
    };
    if !knows_channel || has_purpose && purpose.is_none() || about.is_empty() {
        return Vec::new();
    }
    values
        .iter()
        .filter(|value| {
            Attribute::PERMISSIONS.contains(&value.target.attribute) && value.column == state.column
        })
        .filter_map(|value| {
            Some(Statement {
                position,
                source: by.source,
                channel: &value.target.attribute,
                purpose: purpose.map(|purpose| purpose.value.as_str()),
                column: value.column,
                state: ConsentState::parse(&value.value)?,
                time,
                about: about.clone(),
            })
        })
        .collect()
}

fn valid<'a>(values: &'a [StandardValue], attribute: &Attribute) -> Option<&'a StandardValue> {
    values
        .iter()
        .find(|value| value.state == ValueState::Valid && value.target.attribute == *attribute)
}

/// Whether an attribute points to the person a statement is about.
fn names_somebody(attribute: &Attribute) -> bool {
    matches!(
        attribute,
        Attribute::Email
            | Attribute::Phone
            | Attribute::HashedEmail
            | Attribute::AccountId
            | Attribute::ExternalId
            | Attribute::LoyaltyCard
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The plain definition: each statement is held against each.
    fn by_definition(statements: &[Statement<'_>]) -> BTreeSet<Place> {
        let replaces = |later: &Statement<'_>, earlier: &Statement<'_>| {
            later.source == earlier.source
                && later.channel == earlier.channel
                && later.purpose == earlier.purpose
                && later.time.is_surely_after(earlier.time)
                && may_follow(later.state, earlier.state)
                && later.about.is_superset(&earlier.about)
        };
        statements
            .iter()
            .filter(|earlier| statements.iter().any(|later| replaces(later, earlier)))
            .map(|one| (one.position, one.channel.clone(), one.column))
            .collect()
    }

    /// Days, hours of them, and hours of known zones: what cannot be told apart is neither before nor after.
    const TIMES: [&str; 8] = [
        "2024-01-05T09:30:00Z",
        "2024-01-05T23:30:00-11:00",
        "2024-01-05",
        "2024-01-05T09:00",
        "2024-01-05T10:00",
        "2024-01-06",
        "2024-02-01",
        "2025-03-09T23:59",
    ];
    static OF_TOPICS: [Attribute; 2] = [Attribute::EmailConsent, Attribute::SmsConsent];
    static NAMED: [(Attribute, &str); 4] = [
        (Attribute::Email, "a@example.com"),
        (Attribute::Email, "b@example.com"),
        (Attribute::Phone, "+447700900123"),
        (Attribute::AccountId, "17"),
    ];

    fn at(time: &str) -> Moment<'_> {
        Moment::read(time).expect("a time")
    }

    fn statement<'a>(
        position: usize,
        topic: (i64, usize, bool),
        state: usize,
        time: Moment<'a>,
        names: &[usize],
    ) -> Statement<'a> {
        let (source, channel, has_purpose) = topic;
        Statement {
            position,
            source: SourceId(source),
            channel: &OF_TOPICS[channel],
            purpose: has_purpose.then_some("marketing"),
            column: Some(0),
            state: ConsentState::LOOSEST_FIRST[state],
            time,
            about: names
                .iter()
                .map(|name| (&NAMED[*name].0, NAMED[*name].1))
                .collect(),
        }
    }

    fn any_statements() -> impl Strategy<Value = Vec<Statement<'static>>> {
        let one = (
            (1..3_i64, 0..OF_TOPICS.len(), any::<bool>()),
            0..ConsentState::LOOSEST_FIRST.len(),
            0..TIMES.len(),
            prop::collection::vec(0..NAMED.len(), 1..4),
        );
        prop::collection::vec(one, 0..40).prop_map(|all| {
            all.into_iter()
                .enumerate()
                .map(|(position, (topic, state, time, names))| {
                    statement(position, topic, state, at(TIMES[time]), &names)
                })
                .collect()
        })
    }

    proptest! {
        #[test]
        fn what_is_replaced_is_what_the_definition_says(statements in any_statements()) {
            prop_assert_eq!(replaced_of(&statements), by_definition(&statements));
        }
    }

    /// Held against each other, these would be ten thousand million pairs.
    #[test]
    fn a_hundred_thousand_statements_of_one_mailbox_are_read_at_once() {
        let times: Vec<String> = (0..100_000)
            .map(|number| {
                let (hour, minute, second) = (number / 3_600, number / 60 % 60, number % 60);
                format!(
                    "2024-01-{:02}T{:02}:{minute:02}:{second:02}Z",
                    5 + hour / 24,
                    hour % 24
                )
            })
            .collect();
        let statements: Vec<Statement<'_>> = times
            .iter()
            .enumerate()
            .map(|(position, time)| statement(position, (1, 0, true), 0, at(time), &[0]))
            .collect();
        assert_eq!(replaced_of(&statements).len(), times.len() - 1);
    }

    /// An id of its own in each row makes as many ways of naming one person.
    #[test]
    fn ids_of_their_own_make_no_pairs() {
        let ids: Vec<String> = (0..50_000).map(|number| number.to_string()).collect();
        let statements: Vec<Statement<'_>> = ids
            .iter()
            .enumerate()
            .map(|(position, id)| {
                let mut one = statement(position, (1, 0, true), 0, at(TIMES[position % 8]), &[0]);
                one.about.insert((&NAMED[3].0, id));
                one
            })
            .collect();
        assert!(replaced_of(&statements).is_empty());
    }
}
