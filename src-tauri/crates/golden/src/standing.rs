//! How well a value is supported, and which of two is the better one under a rule.

use std::cmp::{Ordering, Reverse};

use rollcall_model::{Attribute, ConsentState, Moment, in_time};

use crate::candidate::{Field, records, sources, time_of};
use crate::proof::{self, Proof};
use crate::rules::{TIE_ALPHABET, TIE_FULLER, TIE_LATER, TIE_SOURCES, TIE_SPELLING, TIE_TRUSTED};
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
}

/// The positions of the candidates, the best first.
pub(crate) fn rank(
    field: &Field<'_>,
    attribute: &Attribute,
    rule: Survivorship,
    rules: &Rules,
) -> Vec<usize> {
    let standings: Vec<Standing<'_>> = (0..field.candidates.len())
        .map(|position| standing(field, position, attribute, rules))
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
    positions
}

/// The code of what decided for the first of the ranked candidates: the rule, or where the rule
/// says the same of the best two that are not one value, the first tie-break that tells them apart.
pub(crate) fn decided_by(
    field: &Field<'_>,
    ranked: &[usize],
    attribute: &Attribute,
    rule: Survivorship,
    rules: &Rules,
) -> &'static str {
    let Some((first, others)) = ranked.split_first() else {
        return rule.code();
    };
    let rival = others
        .iter()
        .find(|other| !field.same[*first].contains(other) && !field.is_part[**other]);
    let Some(rival) = rival else {
        return rule.code();
    };
    let best = standing(field, *first, attribute, rules);
    let rival = standing(field, *rival, attribute, rules);
    if best.tier != rival.tier || is_time(attribute) {
        return rule.code();
    }
    let sources = (best.sources, best.records) != (rival.sources, rival.records);
    let fuller = best.is_part != rival.is_part || best.completeness != rival.completeness;
    let trusted = best.priority != rival.priority || best.priority_own != rival.priority_own;
    let later = best.latest != rival.latest || best.latest_own != rival.latest_own;
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
    ];
    let order: [usize; 5] = match rule {
        Survivorship::SourcePriority | Survivorship::Strictest | Survivorship::Verified => {
            [4, 0, 3, 1, 2]
        }
        Survivorship::MostFrequent | Survivorship::MostComplete | Survivorship::Ask => {
            [0, 1, 2, 3, 4]
        }
        Survivorship::MostRecent | Survivorship::KeepAll | Survivorship::Oldest => [0, 3, 1, 2, 4],
    };
    order
        .iter()
        .filter_map(|place| ties.get(*place))
        .find(|(differs, _)| *differs)
        .map_or(TIE_ALPHABET, |(_, code)| code)
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

fn standing<'a>(
    field: &'a Field<'_>,
    position: usize,
    attribute: &Attribute,
    rules: &Rules,
) -> Standing<'a> {
    let candidate = &field.candidates[position];
    let voices: Vec<_> = field.same[position]
        .iter()
        .chain(&field.parts[position])
        .flat_map(|one| &field.candidates[*one].mentions)
        .collect();
    let time = |mention: &&crate::candidate::Mention<'a>| {
        time_of(mention).map(|time| (time, Reverse(mention.group)))
    };
    let trust = |mention: &crate::candidate::Mention<'a>| rules.rank_of(mention.by.source);
    let own = &candidate.mentions;
    Standing {
        tier: candidate.tier,
        sources: sources(voices.iter().copied()).len(),
        records: records(voices.iter().copied()).len(),
        latest: voices.iter().filter_map(time).max(),
        latest_own: own.iter().filter_map(|mention| time(&mention)).max(),
        earliest: voices.iter().filter_map(|mention| time_of(mention)).min(),
        priority: voices
            .iter()
            .map(|mention| trust(mention))
            .min()
            .unwrap_or(usize::MAX),
        priority_own: own.iter().map(trust).min().unwrap_or(usize::MAX),
        completeness: completeness(&candidate.value),
        own_mentions: own.len(),
        strictness: strictness(attribute, &candidate.value),
        proof: proof::of(attribute, field.mentions_of_same(position)),
        is_part: field.is_part[position],
        main_group: own
            .iter()
            .map(|mention| mention.group)
            .min()
            .unwrap_or(u8::MAX),
        value: &candidate.value,
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
            in_time(other.value, one.value)
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
        Survivorship::Oldest if is_time => in_time(one.value, other.value),
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
    value
        .chars()
        .filter(|character| character.is_alphanumeric())
        .fold((0, 0), |(all, beyond), character| {
            (all + 1, beyond + usize::from(!character.is_ascii()))
        })
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
