//! Postal addresses: taken whole from one record, compared as a whole.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rollcall_model::{Attribute, AttributeFamily, RecordId};

use crate::candidate::{Candidate, Field, Mention, records};
use crate::conflict;
use crate::kinship::Kinship;
use crate::standing::{decided_by, rank};
use crate::{Alternative, Conflict, GoldenValue, ONLY_VALUE, Rules, fold};

/// What the address of a customer turned out to be.
#[derive(Debug, Default)]
pub(crate) struct AgreedAddress {
    /// One value per part, all from one record.
    pub(crate) values: Vec<GoldenValue>,
    /// At most one disagreement, under [`Attribute::FullAddress`].
    pub(crate) conflict: Option<Conflict>,
}

type Parts<'a> = BTreeMap<&'a Attribute, Mention<'a>>;

/// An address and the records that hold it part for part.
type Held<'a> = (Parts<'a>, Vec<Mention<'a>>);

/// The parts by which two addresses are compared, folded; empty when not told.
#[derive(Debug)]
struct Fingerprint {
    street: String,
    postcode: String,
    city: String,
    country: String,
    /// All words of all parts but the country's, in an order of their own: an address that stood in one cell may be
    /// split in another way.
    words: String,
}

/// Chooses among the addresses of all records.
pub(crate) fn agree<'a>(mentions: &[(&'a Attribute, Mention<'a>)], rules: &Rules) -> AgreedAddress {
    let addresses = whole_addresses(mentions);
    let candidates: Vec<Candidate<'a>> = addresses.iter().map(candidate).collect();
    // One alone is compared with none, and few customers have several.
    let compared = addresses.iter().filter(|_| addresses.len() > 1);
    let fingerprints: Vec<Fingerprint> = compared.map(|(parts, _)| fingerprint(parts)).collect();
    let rule = rules
        .rule_for(&Attribute::Street)
        .in_order(&Attribute::Street);
    let field = Field::new(candidates, |one, other| {
        kinship(&fingerprints[one], &fingerprints[other])
    });
    let ranking = rank(&field, &Attribute::FullAddress, rule, rules);
    let ranked = ranking.positions.as_slice();
    let Some(winner) = ranked.first().copied() else {
        return AgreedAddress::default();
    };
    let code = if ranked.len() == 1 {
        ONLY_VALUE
    } else {
        decided_by(&field, &ranking, &Attribute::FullAddress, rule)
    };
    let conflict = find_conflict(&field, &fingerprints, ranked).map(|conflict| Conflict {
        winner: field.candidates[winner].value.clone().into_owned(),
        rule: code.to_owned(),
        ..conflict
    });
    AgreedAddress {
        values: golden_parts(&addresses, &field, ranked, rules, code),
        conflict,
    }
}

/// The distinct addresses, each with the records that hold it part for part. A record may hold
/// several, told apart by their group.
fn whole_addresses<'a>(mentions: &[(&'a Attribute, Mention<'a>)]) -> Vec<Held<'a>> {
    let mut by_record: BTreeMap<(RecordId, u8, usize), Parts<'a>> = BTreeMap::new();
    for (attribute, mention) in mentions {
        by_record
            .entry((mention.by.record, mention.group, mention.position))
            .or_default()
            .entry(attribute)
            .or_insert(*mention);
    }
    let mut distinct: BTreeMap<Vec<(&Attribute, &str)>, Held<'a>> = BTreeMap::new();
    for parts in by_record.into_values() {
        let content: Vec<(&Attribute, &str)> = parts
            .iter()
            .map(|(attribute, mention)| (*attribute, mention.value))
            .collect();
        let first = parts.values().next().copied();
        let entry = distinct.entry(content).or_insert((parts, Vec::new()));
        entry.1.extend(first);
    }
    distinct.into_values().collect()
}

fn candidate<'a>((parts, mentions): &Held<'a>) -> Candidate<'a> {
    let has = |attribute: &Attribute| parts.contains_key(attribute);
    let has_street =
        has(&Attribute::Street) || has(&Attribute::PostBox) || has(&Attribute::FullAddress);
    let has_place = has(&Attribute::City) || has(&Attribute::Postcode);
    let tier = match (has_street, has_place) {
        (true, true) => 3,
        (true, false) => 2,
        (false, true) => 1,
        (false, false) => 0,
    };
    Candidate {
        value: Cow::Owned(shown(parts)),
        mentions: mentions.clone(),
        tier,
    }
}

/// The address in one line.
fn shown(parts: &Parts<'_>) -> String {
    let mut line = String::new();
    for (attribute, mention) in parts {
        if !line.is_empty() {
            let after_street = **attribute == Attribute::HouseNumber;
            line.push_str(if after_street { " " } else { ", " });
        }
        line.push_str(mention.value);
    }
    line
}

fn fingerprint(parts: &Parts<'_>) -> Fingerprint {
    let text = |attribute: &Attribute| parts.get(attribute).map_or("", |mention| mention.value);
    let street = [
        Attribute::Street,
        Attribute::HouseNumber,
        Attribute::PostBox,
    ]
    .iter()
    .map(text)
    .collect::<Vec<_>>()
    .join(" ");
    let street = if street.trim().is_empty() {
        text(&Attribute::FullAddress)
    } else {
        street.trim()
    };
    let country = fold::words(text(&Attribute::Country));
    Fingerprint {
        street: fold::street(street),
        postcode: fold::postcode(text(&Attribute::Postcode)),
        city: fold::words(text(&Attribute::City)),
        words: all_words(parts, &country),
        country,
    }
}

/// The words of every part but those that name the country, sorted. Fewer than three, or none with a figure, say too
/// little for two addresses to be the same by them, and give nothing.
fn all_words(parts: &Parts<'_>, country: &str) -> String {
    let whole: Vec<&str> = parts
        .iter()
        .filter(|(attribute, _)| ***attribute != Attribute::Country)
        .map(|(_, mention)| mention.value)
        .collect();
    let folded = fold::street(&whole.join(" "));
    let words: Vec<&str> = folded
        .split(' ')
        .filter(|word| country.is_empty() || *word != country)
        .collect();
    let has_figure = folded.bytes().any(|byte| byte.is_ascii_digit());
    if words.len() < 3 || !has_figure {
        return String::new();
    }
    words.join(" ")
}

fn kinship(one: &Fingerprint, other: &Fingerprint) -> Kinship {
    if one.has_same_words(other) {
        return Kinship::Same;
    }
    if contradict_in_parts(one, other) {
        return Kinship::Apart;
    }
    if one.fields().eq(other.fields()) || (one.is_full() && other.is_full()) {
        return Kinship::Same;
    }
    let shares = one
        .fields()
        .zip(other.fields())
        .any(|(left, right)| !left.is_empty() && left == right);
    if shares && one.richness() < other.richness() {
        Kinship::PartOf
    } else {
        Kinship::Apart
    }
}

/// Whether the two cannot be one address. Street and post code decide where both tell them; the
/// name of a town may be written in many ways and decides only where they do not.
fn contradict(one: &Fingerprint, other: &Fingerprint) -> bool {
    !one.has_same_words(other) && contradict_in_parts(one, other)
}

/// The same of two that are not known to be one by their words.
fn contradict_in_parts(one: &Fingerprint, other: &Fingerprint) -> bool {
    let differ = |left: &str, right: &str| !left.is_empty() && !right.is_empty() && left != right;
    if one.is_full() && other.is_full() {
        return one.street != other.street || one.postcode != other.postcode;
    }
    one.fields()
        .zip(other.fields())
        .any(|(left, right)| differ(left, right))
}

impl Fingerprint {
    fn is_full(&self) -> bool {
        !self.street.is_empty() && !self.postcode.is_empty()
    }

    fn fields(&self) -> impl Iterator<Item = &str> {
        [&self.street, &self.postcode, &self.city, &self.country]
            .into_iter()
            .map(String::as_str)
    }

    /// The same words in whatever order, with or without the country.
    fn has_same_words(&self, other: &Self) -> bool {
        if self.words.is_empty() || other.words.is_empty() {
            return false;
        }
        let mine = self.words.split(' ').filter(|word| *word != other.country);
        let theirs = other.words.split(' ').filter(|word| *word != self.country);
        self.words == other.words || mine.eq(theirs)
    }

    fn richness(&self) -> usize {
        self.fields()
            .zip([8, 4, 2, 1])
            .filter(|(text, _)| !text.is_empty())
            .map(|(_, weight)| weight)
            .sum()
    }
}

/// Addresses that cannot be one, among the main addresses of the records.
fn find_conflict(
    field: &Field<'_>,
    fingerprints: &[Fingerprint],
    ranked: &[usize],
) -> Option<Conflict> {
    if fingerprints.len() < 2 {
        return None;
    }
    let main: Vec<usize> = conflict::sides(field, ranked)
        .into_iter()
        .filter(|side| field.candidates[*side].tier > 0)
        .filter(|side| {
            field
                .mentions_of_same(*side)
                .any(|mention| mention.group == 0)
        })
        .collect();
    let sides: Vec<usize> = main
        .iter()
        .copied()
        .filter(|side| {
            main.iter()
                .any(|other| contradict(&fingerprints[*side], &fingerprints[*other]))
        })
        .collect();
    conflict::conflict(field, &Attribute::FullAddress, &sides)
}

fn golden_parts(
    addresses: &[Held<'_>],
    field: &Field<'_>,
    ranked: &[usize],
    rules: &Rules,
    rule: &str,
) -> Vec<GoldenValue> {
    let Some((winner, (parts, _))) = ranked
        .first()
        .and_then(|winner| Some((*winner, addresses.get(*winner)?)))
    else {
        return Vec::new();
    };
    let lead = field.candidates[winner]
        .lead(rules)
        .map(|mention| mention.by.record);
    parts
        .iter()
        .filter(|(attribute, _)| attribute.family() == AttributeFamily::Address)
        .map(|(attribute, mention)| {
            let mut held: Vec<(&str, Vec<RecordId>)> = Vec::new();
            for position in ranked {
                let Some(other) = addresses[*position].0.get(*attribute) else {
                    continue;
                };
                let holders = records(addresses[*position].1.iter());
                match held.iter_mut().find(|(value, _)| *value == other.value) {
                    Some((_, records)) => records.extend(holders),
                    None => held.push((other.value, holders)),
                }
            }
            for (_, records) in &mut held {
                records.sort_unstable();
                records.dedup();
            }
            let mut held = held.into_iter();
            // The winner ranks first, so its value is the first one held.
            let supporters = held.next().map(|(_, records)| records).unwrap_or_default();
            GoldenValue {
                attribute: (*attribute).clone(),
                value: mention.value.to_owned(),
                record: lead,
                column: addresses[winner]
                    .1
                    .iter()
                    .find(|one| Some(one.by.record) == lead)
                    .and_then(|one| column_of(one, attribute, mention.value)),
                rule: rule.to_owned(),
                supporters,
                others: held
                    .map(|(value, records)| Alternative {
                        value: value.to_owned(),
                        records,
                    })
                    .collect(),
            }
        })
        .collect()
}

/// The column in which the record of a mention holds a part of the same address.
fn column_of(
    mention: &Mention<'_>,
    attribute: &Attribute,
    value: &str,
) -> Option<rollcall_model::ColumnIndex> {
    mention
        .by
        .values
        .iter()
        .find(|one| {
            one.target.attribute == *attribute
                && one.target.group == mention.group
                && one.value == value
        })
        .and_then(|one| one.column)
}
