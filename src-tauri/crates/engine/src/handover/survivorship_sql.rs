//! The rules about which value wins, as SQL views over what was handed over.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use rollcall_golden::{Rules, Survivorship};
use rollcall_model::{Attribute, CustomerId, SourceId};

use super::Handing;
use super::columns::{plain_name, texts};
use super::mapping_sql::literal;
use super::tables::write_whole;
use super::times::{NO_TIME, is_time};
use crate::EngineError;
use crate::inventory::Marks;
use crate::survivorship::rules_of;

const BEGINNING: &str = "\
-- Which value wins where records of one customer differ: the rules of the project, a view an attribute.
--
-- The views read the tables crosswalk, standard_values and overrides, loaded from the Parquet files of those names.
-- They run on SQLite, DuckDB and Spark. Put your own clusters in place of crosswalk.customer_id to agree on values
-- of other customers.
--
-- Said in SQL are the rule of each attribute and, where it leaves two values equal, the order of the others; a value
-- set by hand comes before them all, and holds where no row says anything; a blank one says that there is none. Times
-- are put in order by their seconds since 1970 (as_of_seconds, value_seconds), as if they were UTC where no zone is
-- known. Not said: that spellings of one value count as one, that an address is taken whole from one record, that a
-- part of a value gives way to the whole, the time and origin of a consent, what is known to work (the most recent
-- stands in), and under the rule to ask, which values contradict each other: any two leave it open.
";

/// Writes `survivorship.sql` and the values set by hand.
pub(super) fn write(handing: &Handing<'_>) -> Result<(), EngineError> {
    let overrides = overrides(handing)?;
    write_overrides(handing, &overrides)?;
    let rules = rules_of(handing.store)?;
    let marks = Marks::read(handing.store)?;
    let mut text = BEGINNING.to_owned();
    text.push_str(&said(&rules, |source| marks.of(source).name));
    let attributes: BTreeSet<Attribute> = handing
        .tables
        .iter()
        .flat_map(|table| table.mapped.iter().cloned())
        .chain(MADE)
        .chain(
            overrides
                .keys()
                .filter_map(|(_, code)| Attribute::parse(code)),
        )
        .filter(Rules::is_unified)
        .collect();
    let mut names: BTreeSet<String> = BTreeSet::new();
    for attribute in &attributes {
        let mut name = plain_name(&attribute.code());
        while names.contains(&name) {
            name.push('_');
        }
        text.push_str(&view(&name, attribute, rules.rule_for(attribute)));
        names.insert(name);
    }
    handing.write_text("survivorship.sql", &text)?;
    Ok(())
}

/// Attributes that standardising makes out of others.
const MADE: [Attribute; 6] = [
    Attribute::GivenName,
    Attribute::FamilyName,
    Attribute::BirthDate,
    Attribute::Street,
    Attribute::City,
    Attribute::Postcode,
];

/// What people set by hand, by customer and code of the attribute.
type Overrides = BTreeMap<(CustomerId, String), String>;

/// What was set by hand for the customers of the run, as golden records obey it: of two words on one attribute the
/// later holds, and whoever is in no load now is nobody's customer.
fn overrides(handing: &Handing<'_>) -> Result<Overrides, EngineError> {
    let mut held = Overrides::new();
    for one in handing.store.overrides()? {
        let customer = handing.store.customer(handing.run.run, one.customer)?;
        if customer.is_some() {
            let value = one.value.trim().to_owned();
            held.insert((one.customer, one.attribute), value);
        }
    }
    Ok(held)
}

fn write_overrides(handing: &Handing<'_>, overrides: &Overrides) -> Result<(), EngineError> {
    let (mut customers, mut attributes, mut values) = (Vec::new(), Vec::new(), Vec::new());
    for ((customer, attribute), value) in overrides {
        customers.push(customer.label());
        attributes.push(attribute.clone());
        values.push(value.clone());
    }
    let rows = values.len() as u64;
    let columns = [
        texts("customer_id", customers),
        texts("attribute", attributes),
        texts("value", values),
    ];
    write_whole(handing, "overrides.parquet", &columns, rows)
}

/// The view of everything said, with how far each source is believed.
fn said(rules: &Rules, name: impl Fn(SourceId) -> String) -> String {
    let order = rules.source_priority.iter().enumerate();
    let cases: Vec<String> = order
        .map(|(place, source)| format!("WHEN {} THEN {}", literal(&name(*source)), place + 1))
        .collect();
    let trusted = if cases.is_empty() {
        "1000".to_owned()
    } else {
        format!("CASE crosswalk.source {} ELSE 1000 END", cases.join(" "))
    };
    format!(
        "
-- Everything said of a customer, each value once: who says so, how often, first and last when, and the place of its
-- most trusted source.
CREATE TEMPORARY VIEW said AS
SELECT crosswalk.customer_id, standard_values.attribute, standard_values.value,
    count(DISTINCT crosswalk.source) AS sources, count(DISTINCT crosswalk.record_id) AS records,
    max(crosswalk.as_of_seconds) AS latest,
    min(CASE WHEN crosswalk.as_of_seconds = {NO_TIME} THEN {} ELSE crosswalk.as_of_seconds END) AS earliest,
    min(standard_values.value_seconds) AS value_seconds,
    min({trusted}) AS trusted, length(standard_values.value) AS letters
FROM standard_values JOIN crosswalk ON crosswalk.record_id = standard_values.record_id
WHERE crosswalk.customer_id <> ''
GROUP BY crosswalk.customer_id, standard_values.attribute, standard_values.value;
",
        // What is not known when is never the oldest.
        -NO_TIME
    )
}

fn view(name: &str, attribute: &Attribute, rule: Survivorship) -> String {
    let mut text = String::new();
    let code = literal(&attribute.code());
    let order = order(attribute, rule);
    let (different, alone) = if rule == Survivorship::Ask {
        (
            ",
        count(*) OVER (PARTITION BY customer_id) AS different",
            "ranked.different = 1 AND ",
        )
    } else {
        ("", "")
    };
    let _ = writeln!(text, "\n-- {}: {}", attribute.label(), rule.sentence());
    let _ = writeln!(
        text,
        "CREATE TEMPORARY VIEW golden_{name} AS
SELECT overrides.customer_id, overrides.value FROM overrides
WHERE overrides.attribute = {code} AND overrides.value <> ''
UNION ALL
SELECT ranked.customer_id, ranked.value
FROM (
    SELECT customer_id, value, row_number() OVER (PARTITION BY customer_id ORDER BY {order}) AS place{different}
    FROM said WHERE attribute = {code}
) ranked
WHERE ranked.place = 1 AND {alone}NOT EXISTS (
    SELECT 1 FROM overrides WHERE overrides.attribute = {code} AND overrides.customer_id = ranked.customer_id
);"
    );
    text
}

/// By what values are put in order, the winner first.
fn order(attribute: &Attribute, rule: Survivorship) -> &'static str {
    match rule {
        Survivorship::SourcePriority => {
            "trusted, latest DESC, sources DESC, records DESC, letters DESC, value"
        }
        Survivorship::MostRecent | Survivorship::KeepAll if is_time(attribute) => {
            "value_seconds DESC, value DESC"
        }
        Survivorship::MostRecent | Survivorship::KeepAll | Survivorship::Verified => {
            "latest DESC, sources DESC, records DESC, letters DESC, trusted, value"
        }
        Survivorship::MostFrequent | Survivorship::Ask => {
            "sources DESC, records DESC, letters DESC, trusted, latest DESC, value"
        }
        Survivorship::MostComplete => {
            "letters DESC, sources DESC, records DESC, trusted, latest DESC, value"
        }
        Survivorship::Oldest if is_time(attribute) => "value_seconds, value",
        Survivorship::Oldest => {
            "earliest, sources DESC, records DESC, letters DESC, trusted, value"
        }
        Survivorship::Strictest => {
            "CASE value WHEN 'opted_out' THEN 1 WHEN 'complained' THEN 0 WHEN 'opted_in' THEN 3 ELSE 2 END, latest DESC, value"
        }
    }
}
