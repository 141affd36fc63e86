//! How well a value is supported, and which of two is the better one under a rule.

use std::cmp::{Ordering, Reverse};

use rollcall_model::{Attribute, ConsentState, Moment};

use crate::candidate::{Candidate, Field, records, sources, time_of};
use crate::proof::{self, Proof};
use crate::rules::{
    NOT_BOUNCED, OTHER_ADDRESS, TIE_ALPHABET, TIE_FIRST, TIE_FULLER, TIE_LATER, TIE_SOURCES,
    TIE_SPELLING, TIE_TRUSTED,
};
use crate::{Rules, Survivorship};

/// What speaks for a candidate. "Voices" are the records that hold it in any spelling or hold a
/// part of it.
#[derive(Debug)]
struct Standing<'a> {
    tier: u8,
    sources: usize,
    records: usize,
    /// When the latest voice spoke, and whether it means its main value.
    latest: Option<(Moment<'a>, Reverse<u8>)>,
    latest_own: Option<(Moment<'a>, Reverse<u8>)>,
    earliest: Option<Moment<'a>>,
    /// Position of the most trusted voice; smaller is better.
    priority: usize,
    priority_own: usize,
    /// Characters that say something, and those beyond plain ASCII: "Müller" says more than "Muller".
    completeness: (usize, usize),
    own_mentions: usize,
    strictness: Option<u8>,
    proof: Proof,
    is_part: bool,
    main_group: u8,
    value: &'a str,
    /// The value itself, where it is a time.
    moment: Option<Moment<'a>>,
}

/// The candidates in their order, and what speaks for each.
#[derive(Debug)]
pub(crate) struct Ranking<'a> {
    standings: Vec<Standing<'a>>,
    /// The positions of the candidates, the best first.
    pub(crate) positions: Vec<usize>,
}

/// Puts the candidates in order.
pub(crate) fn rank<'a>(
    field: &'a Field<'_>,
    attribute: &Attribute,
    rule: Survivorship,
    rules: &Rules,
) -> Ranking<'a> {
    let candidates = field.candidates.iter();
    let said: Vec<Said<'a>> = candidates.map(|one| Said::of(one, rules)).collect();
    let standings: Vec<Standing<'a>> = (0..field.candidates.len())
        .map(|position| standing(field, position, &said, attribute))
        .collect();
    let mut positions: Vec<usize> = (0..standings.len()).collect();
    positions.sort_by(|one, other| {
        let (one, other) = (&standings[*one], &standings[*other]);
        other
            .tier
            .cmp(&one.tier)
            .then_with(|| compare(rule, is_time(attribute), one, other))
            .then_with(|| one.main_group.cmp(&other.main_group))
            .then_with(|| one.value.cmp(other.value))
    });
    Ranking {
        standings,
        positions,
    }
}

/// The code of what decided for the first of the ranked candidates: the rule, or where the rule
/// says the same of the best two that are not one value, the first tie-break that tells them apart.
pub(crate) fn decided_by(
    field: &Field<'_>,
    ranking: &Ranking<'_>,
    attribute: &Attribute,
    rule: Survivorship,
) -> &'static str {
    let Some((first, others)) = ranking.positions.split_first() else {
        return rule.code();
    };
    let rival = others
        .iter()
        .find(|other| !field.same[*first].contains(other) && !field.is_part[**other]);
    let Some(rival) = rival else {
        return rule.code();
    };
    let (best, rival) = (&ranking.standings[*first], &ranking.standings[*rival]);
    if best.tier != rival.tier {
        return tier_code(attribute, rule);
    }
    if is_time(attribute) && is_by_time(rule) {
        return if (best.moment, best.value) == (rival.moment, rival.value) {
            at_last(best, rival)
        } else {
            rule.code()
        };
    }
    let sources = (best.sources, best.records) != (rival.sources, rival.records);
    let fuller = best.is_part != rival.is_part || best.completeness != rival.completeness;
    let trusted = best.priority != rival.priority || best.priority_own != rival.priority_own;
    let times = times_tell(best, rival);
    let (later, first) = (times == Times::Later, times == Times::FirstInRow);
    let spelling = best.own_mentions != rival.own_mentions;
    let by_rule = match rule {
        Survivorship::SourcePriority => trusted,
        Survivorship::MostRecent | Survivorship::KeepAll => later,
        Survivorship::MostFrequent | Survivorship::Ask => sources,
        Survivorship::MostComplete => fuller,
        Survivorship::Oldest => best.earliest != rival.earliest,
        Survivorship::Verified => best.proof != rival.proof,
        Survivorship::Strictest => best.strictness != rival.strictness,
    };
    if by_rule {
        return rule.code();
    }
    // The order in which `compare` goes on under each rule.
    let ties = [
        (sources, TIE_SOURCES),
        (fuller, TIE_FULLER),
        (spelling, TIE_SPELLING),
        (trusted, TIE_TRUSTED),
        (later, TIE_LATER),
        (first, TIE_FIRST),
    ];
    let order: [usize; 6] = match rule {
        Survivorship::SourcePriority | Survivorship::Strictest | Survivorship::Verified => {
            [4, 5, 0, 3, 1, 2]
        }
        Survivorship::MostFrequent | Survivorship::MostComplete | Survivorship::Ask => {
            [0, 1, 2, 3, 4, 5]
        }
        Survivorship::MostRecent | Survivorship::KeepAll => [5, 0, 3, 1, 2, 4],
        Survivorship::Oldest => [0, 3, 1, 2, 4, 5],
    };
    order
        .iter()
        .filter_map(|place| ties.get(*place))
        .find(|(differs, _)| *differs)
        .map_or_else(|| at_last(best, rival), |(_, code)| code)
}

/// What the times of two values tell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Times {
    /// One of them was said later.
    Later,
    /// Both were said at one and the same time, and one stands before the other in its row.
    FirstInRow,
    Nothing,
}

/// What `compare` finds by the times, told apart: of one and the same time none is the later one.
fn times_tell(best: &Standing<'_>, rival: &Standing<'_>) -> Times {
    for (one, other) in [
        (best.latest, rival.latest),
        (best.latest_own, rival.latest_own),
    ] {
        if one.map(|(time, _)| time) != other.map(|(time, _)| time) {
            return Times::Later;
        }
        if one != other {
            return Times::FirstInRow;
        }
    }
    Times::Nothing
}

/// What tells two values apart that are equal by everything else.
fn at_last(best: &Standing<'_>, rival: &Standing<'_>) -> &'static str {
    if best.main_group == rival.main_group {
        TIE_ALPHABET
    } else {
        TIE_FIRST
    }
}

/// What decided where one is of no use: of addresses by post nothing is told apart from the rule.
fn tier_code(attribute: &Attribute, rule: Survivorship) -> &'static str {
    match attribute {
        // That one works and another does not is what this rule asks.
        Attribute::Email if rule != Survivorship::Verified => NOT_BOUNCED,
        Attribute::EmailConsent => OTHER_ADDRESS,
        _ => rule.code(),
    }
}

/// How strict an answer is; nothing for a text that is no answer. Any request to be deleted that
/// does not say no is a request.
pub(crate) fn strictness(attribute: &Attribute, value: &str) -> Option<u8> {
    if *attribute == Attribute::DeletionRequest {
        let is_no = matches!(
            value.to_ascii_lowercase().as_str(),
            "false" | "no" | "0" | "never" | "opted_in"
        );
        return Some(u8::from(!is_no));
    }
    ConsentState::parse(value).map(ConsentState::strictness)
}

/// When one value was said, in exactly one spelling, and how far those who say so are trusted.
#[derive(Debug, Clone, Copy)]
struct Said<'a> {
    latest: Option<(Moment<'a>, Reverse<u8>)>,
    earliest: Option<Moment<'a>>,
    /// Position of the most trusted voice; smaller is better.
    priority: usize,
}

impl<'a> Said<'a> {
    fn of(candidate: &Candidate<'a>, rules: &Rules) -> Self {
        let mut said = Self {
            latest: None,
            earliest: None,
            priority: usize::MAX,
        };
        for mention in &candidate.mentions {
            said.priority = said.priority.min(rules.rank_of(mention.by.source));
            if let Some(time) = time_of(mention) {
                said.latest = said.latest.max(Some((time, Reverse(mention.group))));
                said.earliest = said.earliest.into_iter().chain([time]).min();
            }
        }
        said
    }

    /// The same of two values that speak for one.
    fn together(self, other: Self) -> Self {
        Self {
            latest: self.latest.max(other.latest),
            earliest: self.earliest.into_iter().chain(other.earliest).min(),
            priority: self.priority.min(other.priority),
        }
    }
}

fn standing<'a>(
    field: &'a Field<'_>,
    position: usize,
    said: &[Said<'a>],
    attribute: &Attribute,
) -> Standing<'a> {
    let candidate = &field.candidates[position];
    let spellings = || field.same[position].iter().chain(&field.parts[position]);
    let voices = || spellings().flat_map(move |one| &field.candidates[*one].mentions);
    let own = said[position];
    let all = spellings().map(|one| said[*one]).reduce(Said::together);
    let all = all.unwrap_or(own);
    let moment = if is_time(attribute) {
        Moment::read(&candidate.value)
    } else {
        None
    };
    let is_said_once = candidate.mentions.len() == 1 && spellings().count() == 1;
    let (sources, records) = if is_said_once {
        (1, 1)
    } else {
        (sources(voices()).len(), records(voices()).len())
    };
    Standing {
        tier: candidate.tier,
        sources,
        records,
        latest: all.latest,
        latest_own: own.latest,
        earliest: all.earliest,
        priority: all.priority,
        priority_own: own.priority,
        completeness: completeness(&candidate.value),
        own_mentions: candidate.mentions.len(),
        strictness: strictness(attribute, &candidate.value),
        proof: proof::of(attribute, field.mentions_of_same(position)),
        is_part: field.is_part[position],
        main_group: candidate
            .mentions
            .iter()
            .map(|mention| mention.group)
            .min()
            .unwrap_or(u8::MAX),
        value: &candidate.value,
        moment,
    }
}

/// `Less` when the first is the better one.
fn compare(
    rule: Survivorship,
    is_time: bool,
    one: &Standing<'_>,
    other: &Standing<'_>,
) -> Ordering {
    let more_sources = || (other.sources, other.records).cmp(&(one.sources, one.records));
    let fuller = || {
        one.is_part
            .cmp(&other.is_part)
            .then_with(|| other.completeness.cmp(&one.completeness))
            .then_with(|| other.own_mentions.cmp(&one.own_mentions))
    };
    let trusted = || {
        one.priority
            .cmp(&other.priority)
            .then_with(|| one.is_part.cmp(&other.is_part))
            .then_with(|| one.priority_own.cmp(&other.priority_own))
    };
    let later = || {
        other
            .latest
            .cmp(&one.latest)
            .then_with(|| one.is_part.cmp(&other.is_part))
            .then_with(|| other.latest_own.cmp(&one.latest_own))
    };
    match rule {
        Survivorship::SourcePriority => trusted()
            .then_with(later)
            .then_with(more_sources)
            .then_with(fuller),
        Survivorship::MostRecent | Survivorship::KeepAll if is_time => {
            // As `in_time` has it, of times that are read once.
            let by_instant = other.moment.cmp(&one.moment);
            by_instant.then_with(|| other.value.cmp(one.value))
        }
        Survivorship::MostRecent | Survivorship::KeepAll => later()
            .then_with(more_sources)
            .then_with(trusted)
            .then_with(fuller),
        // To ask puts none first; `Survivorship::in_order` says what does.
        Survivorship::MostFrequent | Survivorship::Ask => more_sources()
            .then_with(fuller)
            .then_with(trusted)
            .then_with(later),
        Survivorship::MostComplete => fuller()
            .then_with(more_sources)
            .then_with(trusted)
            .then_with(later),
        Survivorship::Oldest if is_time => {
            let by_instant = one.moment.cmp(&other.moment);
            by_instant.then_with(|| one.value.cmp(other.value))
        }
        Survivorship::Oldest => earlier(one, other)
            .then_with(more_sources)
            .then_with(trusted)
            .then_with(fuller),
        Survivorship::Verified => other
            .proof
            .cmp(&one.proof)
            .then_with(later)
            .then_with(more_sources)
            .then_with(trusted)
            .then_with(fuller),
        Survivorship::Strictest => other
            .strictness
            .cmp(&one.strictness)
            .then_with(later)
            .then_with(more_sources)
            .then_with(trusted)
            .then_with(fuller),
    }
}

/// A known time is earlier than an unknown one.
fn earlier(one: &Standing<'_>, other: &Standing<'_>) -> Ordering {
    one.earliest
        .is_none()
        .cmp(&other.earliest.is_none())
        .then_with(|| one.earliest.cmp(&other.earliest))
        .then_with(|| one.is_part.cmp(&other.is_part))
}

fn completeness(value: &str) -> (usize, usize) {
    if value.is_ascii() {
        return (value.bytes().filter(u8::is_ascii_alphanumeric).count(), 0);
    }
    value
        .chars()
        .filter(|character| character.is_alphanumeric())
        .fold((0, 0), |(all, beyond), character| {
            (all + 1, beyond + usize::from(!character.is_ascii()))
        })
}

/// Whether times that are values themselves are put in order by a rule.
fn is_by_time(rule: Survivorship) -> bool {
    matches!(
        rule,
        Survivorship::MostRecent | Survivorship::KeepAll | Survivorship::Oldest
    )
}

/// Whether the values are times themselves, so that the earliest and latest are told by them.
pub(crate) fn is_time(attribute: &Attribute) -> bool {
    matches!(
        attribute,
        Attribute::CreatedAt
            | Attribute::UpdatedAt
            | Attribute::LastActiveAt
            | Attribute::LastPurchaseAt
            | Attribute::ConsentTime
    )
}
