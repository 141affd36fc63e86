//! What looks odd about a column, in words with their denominator.

use rollcall_model::{Attribute, ProblemCode, RecordId, grouped};
use serde::{Deserialize, Serialize};

use super::count::ColumnCount;
use super::days::FormCount;
use super::kind::ColumnKind;
use super::tally::About;
use super::{ColumnProfile, PersonalClass, Words};

/// A value that stands in fewer rows is not worth a word.
const FEWEST_ROWS: u64 = 5;
/// A value among mostly different ones stands out from one row in so many.
const STANDS_OUT: u64 = 200;

/// Something odd about a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anomaly {
    /// Which oddity it is.
    pub kind: AnomalyKind,
    /// One sentence with its numbers.
    pub sentence: String,
    /// The rows behind it, where they can be told by one value or shape.
    pub rows: Option<AnomalyRows>,
}

/// The oddities of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnomalyKind {
    /// A filler stands in many rows.
    Filler,
    /// One value stands out among mostly different ones.
    StandsOut,
    /// Every row says the same.
    Constant,
    /// Every row says something else.
    Unique,
    /// Several formats share the column.
    MixedFormats,
    /// The longest values end within a word.
    CutOff,
    /// Numbers a spreadsheet has rounded.
    Rounded,
    /// Days still to come.
    ToCome,
    /// Ages over 120 years.
    TooOld,
    /// Values that look like those of another column.
    Misplaced,
}

impl AnomalyKind {
    /// The stable code, such as `cut_off`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Filler => "filler",
            Self::StandsOut => "stands_out",
            Self::Constant => "constant",
            Self::Unique => "unique",
            Self::MixedFormats => "mixed_formats",
            Self::CutOff => "cut_off",
            Self::Rounded => "rounded",
            Self::ToCome => "to_come",
            Self::TooOld => "too_old",
            Self::Misplaced => "misplaced",
        }
    }
}

/// How the rows behind an oddity are found again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnomalyRows {
    /// Rows with this value.
    Value(String),
    /// Rows with a value that looks so.
    Look(ColumnKind),
}

/// Something about a column that belongs among the findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnFinding {
    /// Which situation it is.
    pub code: ProblemCode,
    /// One sentence with its numbers.
    pub sentence: String,
    /// Rows it touches.
    pub rows: u64,
    /// The first of them.
    pub records: Vec<RecordId>,
}

/// Everything odd about a column alone.
pub(super) fn find(
    count: &ColumnCount,
    about: &About,
    profile: &ColumnProfile,
) -> (Vec<Anomaly>, Vec<ColumnFinding>) {
    if profile.filled == 0 {
        return (Vec::new(), Vec::new());
    }
    let findings: Vec<ColumnFinding> = [
        mixed_days(count, about, profile),
        mixed_marks(count, profile),
        mixed_codes(count, about, profile),
        cut_off(count, profile),
        rounded(count, profile),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut anomalies = common_values(&about.words, profile);
    anomalies.extend(spread(profile));
    anomalies.extend(findings.iter().map(|finding| Anomaly {
        kind: match finding.code {
            ProblemCode::CutOffValues => AnomalyKind::CutOff,
            ProblemCode::RoundedNumber => AnomalyKind::Rounded,
            _ => AnomalyKind::MixedFormats,
        },
        sentence: finding.sentence.clone(),
        rows: None,
    }));
    anomalies.extend(to_come(count, profile));
    anomalies.extend(too_old(count, about, profile));
    (anomalies, findings)
}

fn part(rows: u64, profile: &ColumnProfile) -> String {
    format!(
        "{} of {} values in \"{}\"",
        grouped(rows),
        grouped(profile.filled),
        profile.header
    )
}

/// Fillers and values that stand out among the commonest.
fn common_values(words: &Words, profile: &ColumnProfile) -> Vec<Anomaly> {
    let mostly_different = profile.distinct * 2 >= profile.filled;
    let points_to_one = matches!(
        profile.class,
        PersonalClass::Contact | PersonalClass::Identifier
    );
    let mut found = Vec::new();
    for top in &profile.top {
        let digits: String = top.value.chars().filter(char::is_ascii_digit).collect();
        let is_number = digits.len() >= 5 && !top.value.chars().any(char::is_alphabetic);
        // The first page of a web site is a page.
        let is_filler = ((words.is_filler)(&top.value) && top.value != "/")
            || (is_number
                && (words.is_filler_number)(&digits)
                && profile.kind != ColumnKind::Number);
        let stands_out = mostly_different
            && points_to_one
            && top.rows >= FEWEST_ROWS
            && top.rows * STANDS_OUT >= profile.filled;
        let kind = if is_filler {
            AnomalyKind::Filler
        } else if stands_out {
            AnomalyKind::StandsOut
        } else {
            continue;
        };
        let at_least = if top.is_exact { "" } else { "At least " };
        found.push(Anomaly {
            kind,
            sentence: format!("{at_least}{} are {}.", part(top.rows, profile), top.value),
            rows: Some(AnomalyRows::Value(top.value.clone())),
        });
    }
    found
}

/// One value everywhere, or another one in every row.
fn spread(profile: &ColumnProfile) -> Option<Anomaly> {
    let (kind, sentence) = match (profile.distinct, &profile.top[..]) {
        (1, [only, ..]) if profile.filled > 1 => (
            AnomalyKind::Constant,
            format!(
                "All {} values in \"{}\" are {}.",
                grouped(profile.filled),
                profile.header,
                only.value
            ),
        ),
        _ if profile.is_exact && profile.distinct == profile.filled && profile.filled >= 10 => (
            AnomalyKind::Unique,
            format!(
                "All {} values in \"{}\" are different.",
                grouped(profile.filled),
                profile.header
            ),
        ),
        _ => return None,
    };
    Some(Anomaly {
        kind,
        sentence,
        rows: None,
    })
}

/// Days written in more than one way.
fn mixed_days(
    count: &ColumnCount,
    about: &About,
    profile: &ColumnProfile,
) -> Option<ColumnFinding> {
    let mut forms: Vec<&FormCount> = count.days.forms.iter().collect();
    forms.sort_by(|left, right| right.rows.cmp(&left.rows).then(left.form.cmp(&right.form)));
    let (main, others) = forms.split_first()?;
    if profile.kind != ColumnKind::Date || others.is_empty() {
        return None;
    }
    let order = count.days.order(about.order);
    let told: Vec<String> = others
        .iter()
        .take(3)
        .map(|one| format!("{} are {}", grouped(one.rows), one.form.told(order)))
        .collect();
    Some(mixed(
        others.iter().map(|one| one.rows).sum(),
        others.iter().flat_map(|one| &one.records).copied(),
        format!(
            "{} are {}, but {}.",
            part(main.rows, profile),
            main.form.told(order),
            told.join(", ")
        ),
    ))
}

fn mixed(rows: u64, records: impl Iterator<Item = RecordId>, sentence: String) -> ColumnFinding {
    ColumnFinding {
        code: ProblemCode::MixedFormats,
        sentence,
        rows,
        records: records.take(super::KEPT_ROWS).collect(),
    }
}

/// Numbers with a decimal comma beside numbers with a decimal point.
fn mixed_marks(count: &ColumnCount, profile: &ColumnProfile) -> Option<ColumnFinding> {
    let (commas, points) = (&count.decimal_commas, &count.decimal_points);
    if profile.kind != ColumnKind::Number || commas.rows == 0 || points.rows == 0 {
        return None;
    }
    let (main, fewer, mark, other) = if commas.rows > points.rows {
        (commas, points, "comma", "point")
    } else {
        (points, commas, "point", "comma")
    };
    Some(mixed(
        fewer.rows,
        fewer.records.iter().copied(),
        format!(
            "{} have a decimal {mark}, but {} a decimal {other}.",
            part(main.rows, profile),
            grouped(fewer.rows)
        ),
    ))
}

/// Ids written in two ways: `C-1001` beside `1001`.
fn mixed_codes(
    count: &ColumnCount,
    about: &About,
    profile: &ColumnProfile,
) -> Option<ColumnFinding> {
    let is_id = matches!(
        about.attribute,
        Some(
            Attribute::RecordKey
                | Attribute::AccountId
                | Attribute::ExternalId
                | Attribute::LoyaltyCard
                | Attribute::OrderId
                | Attribute::Sku
        )
    );
    let families = &count.code_families;
    let [main, second, rest @ ..] = families.as_slice() else {
        return None;
    };
    let told: u64 = main.1 + second.1 + rest.first().map_or(0, |third| third.1);
    // Many families are no format at all: hexadecimal ids, say.
    let is_mixed = is_id && second.1 >= 2 && rest.len() < 2 && told * 100 >= profile.filled * 98;
    is_mixed.then(|| {
        mixed(
            told - main.1,
            std::iter::empty(),
            format!(
                "{} look like {}, but {} like {}.",
                part(main.1, profile),
                main.0,
                grouped(second.1),
                second.0
            ),
        )
    })
}

fn cut_off(count: &ColumnCount, profile: &ColumnProfile) -> Option<ColumnFinding> {
    if !matches!(
        profile.kind,
        ColumnKind::Words | ColumnKind::Text | ColumnKind::Email
    ) {
        return None;
    }
    let cut = count.cut_off.as_ref()?;
    Some(ColumnFinding {
        code: ProblemCode::CutOffValues,
        sentence: format!(
            "{} are exactly {} characters long, the longest there are, and most end within a word: they look cut off.",
            part(cut.rows, profile),
            cut.length
        ),
        rows: cut.rows,
        records: cut.records.clone(),
    })
}

fn rounded(count: &ColumnCount, profile: &ColumnProfile) -> Option<ColumnFinding> {
    let rounded = &count.rounded;
    (rounded.rows > 0).then(|| ColumnFinding {
        code: ProblemCode::RoundedNumber,
        sentence: format!(
            "{} were rounded by a spreadsheet, such as 1.23E+12: their last digits are lost.",
            part(rounded.rows, profile)
        ),
        rows: rounded.rows,
        records: rounded.records.clone(),
    })
}

fn to_come(count: &ColumnCount, profile: &ColumnProfile) -> Option<Anomaly> {
    let days = profile.days.filter(|days| days.to_come > 0)?;
    Some(Anomaly {
        kind: AnomalyKind::ToCome,
        sentence: format!("{} are after {}.", part(days.to_come, profile), count.today),
        rows: None,
    })
}

fn too_old(count: &ColumnCount, about: &About, profile: &ColumnProfile) -> Option<Anomaly> {
    let is_age = about.attribute == Some(Attribute::Age);
    (is_age && count.ages_too_high > 0).then(|| Anomaly {
        kind: AnomalyKind::TooOld,
        sentence: format!("{} are over 120 years.", part(count.ages_too_high, profile)),
        rows: None,
    })
}
