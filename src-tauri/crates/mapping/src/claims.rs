//! No two columns give one target in silence: the next group, or a question.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_model::{Attribute, ColumnMapping, MappingState, Target};

use crate::decide::View;
use crate::header_words::Qualifier;

/// Which of several addresses a header means, by whose it is, its number, and the words that set it
/// apart from another of the same kind; the smallest is the main one.
type Place = (u8, u32, usize);

const MOST_GROUPS: u8 = 9;
/// The place of an employer's address.
const EMPLOYER: u8 = 6;

/// Settles groups: parts of one address share one, further e-mails and phones take the next, and
/// what cannot be had twice stays with the surest column. `fixed` columns keep what a recipe gave.
pub(crate) fn settle_claims(views: &[View<'_>], columns: &mut [ColumnMapping], fixed: &[bool]) {
    let is_fixed = |column: usize| fixed.get(column).copied().unwrap_or(false);
    let families = Families::of(views, columns, fixed);
    let places = places(views, columns, fixed, &families);
    let mut taken: BTreeSet<Target> = columns
        .iter()
        .filter(|column| is_fixed(column.column))
        .filter_map(|column| column.target.clone())
        .collect();
    let mut order: Vec<usize> = (0..columns.len())
        .filter(|column| !is_fixed(*column))
        .collect();
    // Things one can have several of keep the order of the file, all others go to the surest.
    order.sort_by(|one, other| {
        let sure = |column: &usize| {
            let claim = columns.get(*column).map_or(0.0, claim_strength);
            claim + views.get(*column).map_or(0.0, leaning)
        };
        sure(other).total_cmp(&sure(one)).then(one.cmp(other))
    });
    for position in order {
        let (Some(view), Some(column)) = (views.get(position), columns.get_mut(position)) else {
            continue;
        };
        let Some(target) = column.target.clone() else {
            continue;
        };
        let wanted = if is_address_part(&target.attribute) {
            let place = families.place_of(view);
            if place.0 == EMPLOYER && places.len() > 1 {
                give_up(
                    column,
                    "The address of the employer, not of the person.",
                    MappingState::Unused,
                );
                continue;
            }
            Target {
                group: places.get(&place).copied().unwrap_or(0),
                ..target
            }
        } else {
            target
        };
        if let Some(free) = free_target(&wanted, view, &taken) {
            taken.insert(free.clone());
            column.target = Some(free);
        } else {
            let reason = format!(
                "This looks like {}, which another column already gives. Please say which of them it is.",
                wanted.attribute.label()
            );
            give_up(column, &reason, MappingState::Unsure);
        }
    }
}

fn claim_strength(column: &ColumnMapping) -> f64 {
    match &column.target {
        Some(target) if can_be_several(&target.attribute) => 2.0,
        Some(_) => column.confidence,
        None => 0.0,
    }
}

/// Of two columns that may be the same thing, what a word of theirs says: the price of one piece is less the amount of a
/// purchase than its total, and "last activity" less a time than "last activity date".
fn leaning(view: &View<'_>) -> f64 {
    const PRICES: [&str; 8] = [
        "price", "preis", "prix", "precio", "prezzo", "prijs", "preco", "cena",
    ];
    const TOTALS: [&str; 9] = [
        "total", "gesamt", "summe", "totale", "totaal", "sum", "order", "amount", "grand",
    ];
    const LAST: [&str; 8] = [
        "last", "letzte", "letzter", "derniere", "dernier", "ultima", "ultimo", "laatste",
    ];
    const DATES: [&str; 7] = [
        "date",
        "datum",
        "fecha",
        "data",
        "time",
        "zeit",
        "timestamp",
    ];
    let words = &view.folded.words;
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    if has(&PRICES) && !has(&TOTALS) {
        -0.04
    } else if has(&LAST) && has(&DATES) {
        0.04
    } else {
        0.0
    }
}

fn give_up(column: &mut ColumnMapping, reason: &str, state: MappingState) {
    column.target = None;
    column.state = state;
    column.confidence = column.confidence.min(0.5);
    reason.clone_into(&mut column.reason);
}

fn free_target(wanted: &Target, view: &View<'_>, taken: &BTreeSet<Target>) -> Option<Target> {
    if !taken.contains(wanted) {
        return Some(wanted.clone());
    }
    let for_another_address = [Qualifier::Shipping, Qualifier::Billing, Qualifier::Other]
        .iter()
        .any(|qualifier| view.is_about(*qualifier));
    let may = can_be_several(&wanted.attribute)
        || for_another_address
            && matches!(
                wanted.attribute,
                Attribute::GivenName | Attribute::FamilyName
            );
    if !may {
        return None;
    }
    (0..MOST_GROUPS)
        .map(|group| Target {
            attribute: wanted.attribute.clone(),
            group,
        })
        .find(|target| !taken.contains(target))
}

fn can_be_several(attribute: &Attribute) -> bool {
    matches!(
        attribute,
        Attribute::Email
            | Attribute::Phone
            | Attribute::Website
            | Attribute::Organisation
            | Attribute::OrganisationId
            | Attribute::SocialHandle
            | Attribute::ExternalId
            | Attribute::AccountId
            | Attribute::LoyaltyCard
            | Attribute::DeviceId
            | Attribute::CookieId
            | Attribute::HashedEmail
            | Attribute::Nickname
            | Attribute::MiddleName
            | Attribute::FullName
            | Attribute::EmailConsent
            | Attribute::SmsConsent
            | Attribute::PhoneConsent
            | Attribute::PostConsent
            | Attribute::Campaign
            | Attribute::CampaignKind
            | Attribute::Opened
            | Attribute::Clicked
    )
}

fn is_address_part(attribute: &Attribute) -> bool {
    matches!(
        attribute,
        Attribute::FullAddress
            | Attribute::Street
            | Attribute::HouseNumber
            | Attribute::Unit
            | Attribute::PostBox
            | Attribute::City
            | Attribute::Region
            | Attribute::Postcode
            | Attribute::PostcodeCity
            | Attribute::Country
    )
}

/// Every address of the table and its group; those of a recipe come first.
fn places(
    views: &[View<'_>],
    columns: &[ColumnMapping],
    fixed: &[bool],
    families: &Families,
) -> BTreeMap<Place, u8> {
    let mut first_free = 0;
    let mut places: BTreeSet<Place> = BTreeSet::new();
    for ((view, column), fixed) in views.iter().zip(columns).zip(fixed) {
        let Some(target) = column
            .target
            .as_ref()
            .filter(|target| is_address_part(&target.attribute))
        else {
            continue;
        };
        if *fixed {
            first_free = first_free.max(target.group.saturating_add(1));
        } else {
            places.insert(families.place_of(view));
        }
    }
    places
        .into_iter()
        .enumerate()
        .map(|(position, place)| {
            // Parts a recipe does not name but that say no other address belong to its first one.
            let group = if place == (0, 0, 0) && first_free > 0 {
                0
            } else {
                first_free.saturating_add(u8::try_from(position).unwrap_or(u8::MAX))
            };
            (place, group)
        })
        .collect()
}

/// Addresses of one kind that only the words beside them tell apart: `physical_city` and
/// `postal_city`, `POCity` and `SACity`.
struct Families(BTreeMap<(u8, u32), Vec<String>>);

impl Families {
    fn of(views: &[View<'_>], columns: &[ColumnMapping], fixed: &[bool]) -> Self {
        let mut parts: BTreeMap<(u8, u32), Vec<(&Attribute, &str)>> = BTreeMap::new();
        for ((view, column), fixed) in views.iter().zip(columns).zip(fixed) {
            let target = column.target.as_ref().map(|target| &target.attribute);
            if let Some(attribute) = target.filter(|one| !fixed && is_address_part(one)) {
                let beside = view
                    .guess
                    .as_ref()
                    .map_or("", |guess| guess.beside.as_str());
                parts
                    .entry(kind_of(view))
                    .or_default()
                    .push((attribute, beside));
            }
        }
        Self(
            parts
                .into_iter()
                .map(|(kind, parts)| (kind, apart(&parts)))
                .filter(|(_, families)| families.len() > 1)
                .collect(),
        )
    }

    fn place_of(&self, view: &View<'_>) -> Place {
        let kind = kind_of(view);
        let beside = view
            .guess
            .as_ref()
            .map_or("", |guess| guess.beside.as_str());
        let family = self
            .0
            .get(&kind)
            .and_then(|families| families.iter().position(|family| family == beside))
            .unwrap_or(0);
        (kind.0, kind.1, family)
    }
}

/// The words that begin at least two parts of an address, where one part stands under two of them.
fn apart(parts: &[(&Attribute, &str)]) -> Vec<String> {
    let mut families: Vec<String> = Vec::new();
    for (_, beside) in parts {
        let members = parts.iter().filter(|(_, other)| other == beside).count();
        if members > 1 && !families.iter().any(|family| family == beside) {
            families.push((*beside).to_owned());
        }
    }
    let is_doubled = parts
        .iter()
        .enumerate()
        .any(|(position, (attribute, beside))| {
            parts
                .iter()
                .skip(position + 1)
                .any(|(other, words)| other == attribute && words != beside)
        });
    if is_doubled { families } else { Vec::new() }
}

/// Whose address a header means and its number.
fn kind_of(view: &View<'_>) -> (u8, u32) {
    let rank = [
        (Qualifier::Employer, EMPLOYER),
        (Qualifier::Other, 5),
        (Qualifier::Shipping, 4),
        (Qualifier::Work, 3),
        (Qualifier::Company, 3),
        (Qualifier::Billing, 2),
        (Qualifier::Home, 1),
    ]
    .into_iter()
    .find(|(qualifier, _)| view.is_about(*qualifier))
    .map_or(0, |(_, rank)| rank);
    let number = view.guess.as_ref().map_or(0, |guess| {
        match guess.family.or(guess.number) {
            Some(number) if guess.family.is_some() && number > 1 => number,
            // A number at the end of a street is its line, and 1 is the first address anyway.
            Some(number)
                if guess.family.is_none() && (2..=3).contains(&number) && !is_line_number(view) =>
            {
                number
            }
            _ => 0,
        }
    });
    (rank, number)
}

/// `address_2` is the second line of one address, `city_2` the city of a second one.
fn is_line_number(view: &View<'_>) -> bool {
    let is_line = view.folded.words.iter().any(|word| {
        matches!(
            word.as_str(),
            "line"
                | "street"
                | "address"
                | "addr"
                | "strasse"
                | "adresse"
                | "adresszeile"
                | "direccion"
                | "indirizzo"
                | "adres"
                | "adresregel"
                | "endereco"
                | "ligne"
                | "linea"
        )
    });
    is_line
        && view
            .guess
            .as_ref()
            .is_some_and(|guess| guess.ends_in_number)
}
