//! What mends a finding here, as far as it can be mended here: how its column or table is read. What only the system
//! a file came from can put right has no such offer.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_model::{LoadId, Mapping, ProblemCode, TableId};
use rollcall_store::{Store, StoredProblem};

use crate::EngineError;
use crate::mapping_view::order_code;
use crate::standardise_load::CHOOSE_ORDER;
use crate::view::ProblemFix;

/// How the loads in use are read.
pub(super) struct Fixes {
    read: BTreeMap<LoadId, (TableId, Mapping)>,
    /// The situations for which rows of a load are set aside that nobody mended.
    aside: BTreeSet<(LoadId, String)>,
}

/// Where a finding of some situation can be mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Where {
    /// In how its column is read.
    Column,
    /// In the order of day and month of its column.
    DateOrder,
    /// In how its table is read.
    Table,
    /// Row by row, where they were set aside.
    Aside,
    /// Not here.
    Elsewhere,
}

fn place_of(code: ProblemCode) -> Where {
    match code {
        ProblemCode::AmbiguousDates => Where::DateOrder,
        ProblemCode::DoubtfulConsent
        | ProblemCode::FutureDate
        | ProblemCode::ImpossibleAge
        | ProblemCode::ImpossibleDate
        | ProblemCode::InvalidValue
        | ProblemCode::MisplacedValue
        | ProblemCode::RepeatedRecordKey
        | ProblemCode::UnknownStatus
        | ProblemCode::UnmappedColumn => Where::Column,
        ProblemCode::CountryUnsure | ProblemCode::HeaderChanged | ProblemCode::ZoneOfSeveral => {
            Where::Table
        }
        ProblemCode::BrokenRow
        | ProblemCode::CellTooLarge
        | ProblemCode::CutOffRow
        | ProblemCode::ExtraCells
        | ProblemCode::Footer
        | ProblemCode::OpenQuote
        | ProblemCode::TotalsRow => Where::Aside,
        _ => Where::Elsewhere,
    }
}

impl Fixes {
    pub(super) fn read(store: &Store) -> Result<Self, EngineError> {
        let mut read = BTreeMap::new();
        for load in store.current_loads()? {
            if let Some(stored) = store.mapping(load.table)? {
                read.insert(load.load, (load.table, stored.mapping));
            }
        }
        let aside = store.aside_counts()?.into_iter();
        Ok(Self {
            read,
            aside: aside.map(|(load, code, _)| (load, code)).collect(),
        })
    }

    /// What mends a finding; nothing where nothing here does, or its load is not in use any more.
    pub(super) fn of(&self, problem: &StoredProblem) -> Option<ProblemFix> {
        let load = problem.load?;
        let (table, mapping) = self.read.get(&load)?;
        let place = match place_of(problem.finding.code) {
            // Dates that contradict each other and can each be read one way only are not helped by an order.
            Where::DateOrder if problem.finding.hint != CHOOSE_ORDER => Where::Elsewhere,
            // Nothing is left to mend.
            Where::Aside if !self.has_aside(load, problem.finding.code) => Where::Elsewhere,
            place => place,
        };
        let fix = |kind: &str| ProblemFix {
            kind: kind.to_owned(),
            table: table.0,
            column: None,
            attribute: None,
            group: 0,
            date_order: None,
        };
        let header = problem.finding.place.column.as_deref();
        let mut called = mapping
            .columns
            .iter()
            .filter(|column| header == Some(column.header.as_str()));
        // A finding knows its column by the header alone: of several called so, nobody can tell which one it is about.
        let column = called.next().filter(|_| called.next().is_none());
        match (place, column) {
            (Where::Elsewhere, _) => None,
            (Where::Aside, _) => Some(fix("aside")),
            (Where::DateOrder, Some(column)) if column.target.is_some() => {
                let target = column.target.as_ref()?;
                Some(ProblemFix {
                    column: Some(column.column),
                    attribute: Some(target.attribute.code()),
                    group: target.group,
                    date_order: column.date_order.map(|order| order_code(order).to_owned()),
                    ..fix("date_order")
                })
            }
            (Where::Column | Where::DateOrder, Some(column)) => Some(ProblemFix {
                column: Some(column.column),
                ..fix("column")
            }),
            (Where::Column | Where::DateOrder | Where::Table, _) => Some(fix("table")),
        }
    }

    fn has_aside(&self, load: LoadId, code: ProblemCode) -> bool {
        self.aside.contains(&(load, code.code().to_owned()))
    }
}
