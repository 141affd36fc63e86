//! All that was counted of a column, before anybody says what it is mapped to.

use chrono::{Datelike, NaiveDate};
use rollcall_model::Attribute;
use serde::{Deserialize, Serialize};

use super::days::DayCount;
use super::kind::ColumnKind;
use super::lengths::{CutOff, Lengths};
use super::tally::About;
use super::values::{Distinct, TopValue};
use super::{ColumnFinding, ColumnProfile, FigureRange, Marked, PersonalClass, anomaly};

/// What was counted of one column of one load. Its profile follows from it and the mapping, so that
/// another mapping does not mean counting again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ColumnCount {
    /// The day it was counted: days to come lie behind it.
    pub(super) today: NaiveDate,
    pub(super) rows: u64,
    pub(super) filled: u64,
    pub(super) distinct: Distinct,
    pub(super) top: Vec<TopValue>,
    pub(super) shapes: Vec<(String, u64)>,
    pub(super) code_families: Vec<(String, u64)>,
    pub(super) lengths: Option<Lengths>,
    pub(super) cut_off: Option<CutOff>,
    pub(super) days: DayCount,
    pub(super) figures: Option<FigureRange>,
    pub(super) looks: [u64; ColumnKind::ALL.len()],
    pub(super) rounded: Marked,
    pub(super) decimal_commas: Marked,
    pub(super) decimal_points: Marked,
    pub(super) ages_too_high: u64,
}

impl ColumnCount {
    /// What the column holds under a mapping, and what of it people should be told among the
    /// findings.
    pub fn profile(&self, about: &About) -> (ColumnProfile, Vec<ColumnFinding>) {
        let kind = self.kind(about);
        let days = (kind == ColumnKind::Date)
            .then(|| self.days.range(about.order))
            .flatten();
        let mut profile = ColumnProfile {
            column: about.column,
            header: about.header.clone(),
            attribute: about.attribute.as_ref().map(Attribute::code),
            rows: self.rows,
            filled: self.filled,
            valid: None,
            // An estimate is never more than there can be.
            distinct: self.distinct.values.min(self.filled),
            once: self.distinct.once.min(self.filled),
            is_exact: self.distinct.is_exact,
            top: self.top.clone(),
            shapes: self.shapes.clone(),
            lengths: self.lengths,
            figures: self.figures.filter(|_| kind == ColumnKind::Number),
            class: self.class(about, kind, days.map(|days| (days.oldest, days.newest))),
            days,
            kind,
            looks: ColumnKind::ALL
                .into_iter()
                .zip(self.looks)
                .filter(|(_, rows)| *rows > 0)
                .collect(),
            anomalies: Vec::new(),
        };
        let (anomalies, findings) = anomaly::find(self, about, &profile);
        profile.anomalies = anomalies;
        (profile, findings)
    }

    pub(super) fn looking_like(&self, kind: ColumnKind) -> u64 {
        self.looks[kind as usize]
    }

    /// What nine in ten filled cells are.
    fn kind(&self, about: &About) -> ColumnKind {
        use ColumnKind::{Choice, Code, Date, Email, Number, Phone, Text, Web, Words};
        if self.filled == 0 {
            return ColumnKind::Empty;
        }
        let is_most = |kinds: &[ColumnKind]| {
            let rows: u64 = kinds.iter().map(|kind| self.looking_like(*kind)).sum();
            rows * 10 >= self.filled * 9
        };
        let alone = [Date, Email, Web, Phone]
            .into_iter()
            .find(|kind| is_most(&[*kind]));
        if let Some(kind) = alone {
            return kind;
        }
        let is_phone = about.attribute == Some(Attribute::Phone)
            || self.looking_like(Phone) * 2 >= self.filled;
        if is_phone && is_most(&[Phone, Number, Code]) {
            return Phone;
        }
        if self.distinct.values == 2 && self.filled > 4 {
            return Choice;
        }
        if is_most(&[Number]) {
            return Number;
        }
        if is_most(&[Words]) {
            return Words;
        }
        if is_most(&[Code, Number]) {
            return Code;
        }
        Text
    }

    /// What the column tells about a person: by what it is mapped to, else by what stands in it.
    fn class(
        &self,
        about: &About,
        kind: ColumnKind,
        days: Option<(NaiveDate, NaiveDate)>,
    ) -> PersonalClass {
        let mapped = about.attribute.as_ref().and_then(PersonalClass::of);
        if let Some(class) = mapped {
            return class;
        }
        let is_birth = |(oldest, newest): (NaiveDate, NaiveDate)| {
            let year = self.today.year();
            oldest.year() < year - 40 && newest.year() < year - 12
        };
        match kind {
            ColumnKind::Email | ColumnKind::Phone => PersonalClass::Contact,
            ColumnKind::Date if days.is_some_and(is_birth) => PersonalClass::BirthDate,
            _ => PersonalClass::None,
        }
    }
}
