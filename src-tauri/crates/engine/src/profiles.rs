//! What the columns of the tables hold, as it was counted.

use chrono::NaiveDate;
use rollcall_checks::{Anomaly, AnomalyRows, ColumnProfile, TopValue};
use rollcall_model::{Attribute, AttributeFamily, LoadId};
use rollcall_store::{Store, StoredLoad};

use crate::inventory::{Marks, attribute_view, format_of};
use crate::view::{
    AnomalyView, ColumnProfileView, CommonValue, Figure, Nothing, ProfileSummary, TableNumber,
    TableProfile,
};
use crate::{Engine, EngineError};

impl Engine {
    /// The tables, what they can be recognised by, how fresh they are and how many of their columns
    /// look odd.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn list_profiles(&self, _: Nothing) -> Result<Vec<ProfileSummary>, EngineError> {
        let store = self.store()?;
        let marks = Marks::read(&store)?;
        let summary = |load: &StoredLoad| {
            let columns = read(&store, load.load)?;
            Ok(summary(load, &columns, &marks, self.today()))
        };
        store.current_loads()?.iter().map(summary).collect()
    }

    /// What the columns of one table hold.
    ///
    /// # Errors
    /// When there is no such table.
    pub fn get_profile(&self, request: TableNumber) -> Result<TableProfile, EngineError> {
        let store = self.store()?;
        let marks = Marks::read(&store)?;
        let load = store
            .current_loads()?
            .into_iter()
            .find(|load| load.table.0 == request.table)
            .ok_or_else(|| EngineError::NotFound {
                what: "table",
                name: request.table.to_string(),
            })?;
        let columns = read(&store, load.load)?;
        Ok(TableProfile {
            summary: summary(&load, &columns, &marks, self.today()),
            columns: columns
                .into_iter()
                .map(|profile| show(profile, load.load))
                .collect(),
        })
    }
}

/// The profiles of a load; none while they have to be made.
pub(crate) fn read(store: &Store, load: LoadId) -> Result<Vec<ColumnProfile>, EngineError> {
    let kept = store.profiles(load)?;
    Ok(kept
        .iter()
        .map(|profile| serde_json::from_str(profile))
        .collect::<Result<_, _>>()?)
}

fn summary(
    load: &StoredLoad,
    columns: &[ColumnProfile],
    marks: &Marks,
    today: NaiveDate,
) -> ProfileSummary {
    let newest = columns
        .iter()
        .filter(|column| attribute(column).as_ref().is_some_and(tells_freshness))
        .filter_map(|column| column.days?.freshest)
        .max();
    let exported = day_in_name(&load.file, today);
    let mut identifiers = Vec::new();
    for column in columns.iter().filter(|column| column.filled > 0) {
        if let Some(attribute) = attribute(column).filter(recognises)
            && !identifiers.contains(&attribute)
        {
            identifiers.push(attribute);
        }
    }
    ProfileSummary {
        table: load.table.0,
        source: marks.of(load.source),
        name: load.table_name.clone(),
        load: load.load.0,
        file: load.file.clone(),
        format: format_of(&[load]),
        rows: load.rows_loaded,
        columns: load.header.len() as u64,
        counted: !columns.is_empty(),
        anomalies: columns
            .iter()
            .map(|column| column.anomalies.len() as u64)
            .sum(),
        identifiers: identifiers.iter().map(attribute_view).collect(),
        newest: newest.map(|day| day.to_string()),
        exported: exported.map(|day| day.to_string()),
        lag_days: newest
            .zip(exported)
            .map(|(newest, exported)| (exported - newest).num_days()),
    }
}

fn attribute(column: &ColumnProfile) -> Option<Attribute> {
    column.attribute.as_deref().and_then(Attribute::parse)
}

/// Whether the newest day of an attribute tells how fresh a table is.
fn tells_freshness(attribute: &Attribute) -> bool {
    attribute.family() == AttributeFamily::Lifecycle
        || matches!(
            attribute,
            Attribute::EventTime | Attribute::ConsentTime | Attribute::WithdrawalTime
        )
}

/// Whether somebody is recognised by an attribute.
fn recognises(attribute: &Attribute) -> bool {
    matches!(
        attribute.family(),
        AttributeFamily::Identifier | AttributeFamily::Contact
    )
}

/// The day a file name tells, such as `customers_2026-11-01.csv`; the last one where it tells several
/// and none that is still to come.
fn day_in_name(file: &str, today: NaiveDate) -> Option<NaiveDate> {
    let digits: Vec<(usize, char)> = file
        .char_indices()
        .filter(|(_, one)| one.is_ascii_digit())
        .collect();
    digits
        .windows(8)
        .filter_map(|eight| {
            let (first, last) = (eight[0].0, eight[7].0);
            // With signs between year, month and day, or without; never within a longer number.
            let written = file.get(first..=last)?;
            let plain: String = eight.iter().map(|(_, one)| one).collect();
            let sign = written.get(4..5)?;
            let is_parted = written.len() == 10
                && "-_.".contains(sign)
                && written.get(7..8) == Some(sign)
                && written.replace(sign, "") == plain;
            let is_whole = written.len() == 8 || is_parted;
            let is_alone = !ends_in_digit(file.get(..first)?)
                && !file
                    .get(last + 1..)?
                    .starts_with(|one: char| one.is_ascii_digit());
            let day = NaiveDate::parse_from_str(&plain, "%Y%m%d").ok()?;
            (is_whole && is_alone && day <= today).then_some(day)
        })
        .next_back()
}

fn ends_in_digit(text: &str) -> bool {
    text.ends_with(|one: char| one.is_ascii_digit())
}

fn show(profile: ColumnProfile, load: LoadId) -> ColumnProfileView {
    let column = profile.column;
    ColumnProfileView {
        column,
        attribute: attribute(&profile).as_ref().map(attribute_view),
        kind: profile.kind.code().to_owned(),
        class: profile.class.code().to_owned(),
        rows: profile.rows,
        filled: profile.filled,
        blank: profile.rows - profile.filled,
        valid: profile.valid,
        distinct: profile.distinct,
        once: profile.once,
        exact: profile.is_exact,
        top: profile.top.into_iter().map(common).collect(),
        shapes: profile
            .shapes
            .into_iter()
            .map(|(text, rows)| CommonValue {
                text,
                rows,
                exact: true,
            })
            .collect(),
        lengths: profile
            .lengths
            .map(|lengths| [lengths.shortest, lengths.median, lengths.longest]),
        days: profile
            .days
            .map(|days| [days.oldest.to_string(), days.newest.to_string()]),
        freshest: profile
            .days
            .and_then(|days| days.freshest)
            .map(|day| day.to_string()),
        numbers: profile
            .figures
            .map(|figures| [figures.smallest, figures.largest]),
        anomalies: profile
            .anomalies
            .into_iter()
            .map(|anomaly| show_anomaly(anomaly, load, column))
            .collect(),
        header: profile.header,
    }
}

fn common(top: TopValue) -> CommonValue {
    CommonValue {
        text: top.value,
        rows: top.rows,
        exact: top.is_exact,
    }
}

fn show_anomaly(anomaly: Anomaly, load: LoadId, column: usize) -> AnomalyView {
    let (which, what) = match anomaly.rows {
        Some(AnomalyRows::Value(value)) => ("value", value),
        Some(AnomalyRows::Look(kind)) => ("look", kind.code().to_owned()),
        None => ("", String::new()),
    };
    AnomalyView {
        kind: anomaly.kind.code().to_owned(),
        sentence: anomaly.sentence,
        figure: (!which.is_empty()).then(|| Figure::Column {
            load: load.0,
            column,
            which: which.to_owned(),
            what,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::day_in_name;

    #[test]
    fn the_day_of_an_export_in_its_name() {
        let today = "2026-11-23".parse().expect("a day");
        for (file, day) in [
            ("customers_2026-11-01.csv", Some("2026-11-01")),
            ("20261101_crm.xlsx", Some("2026-11-01")),
            ("crm 2026.10.31.csv", Some("2026-10-31")),
            ("crm_2026_10_31 (1).csv", Some("2026-10-31")),
            ("a_2026-01-01_to_2026-11-01.csv", Some("2026-11-01")),
            ("export.zip/crm_2026-11-02.csv", Some("2026-11-02")),
            ("customers.csv", None),
            ("orders_2026-13-01.csv", None),
            ("batch_120261101.csv", None),
            ("plan_2027-01-01.csv", None),
            ("2026_1_1_11_01.csv", None),
        ] {
            let told = day_in_name(file, today).map(|day| day.to_string());
            assert_eq!(told.as_deref(), day, "{file}");
        }
    }
}
