//! The rules about which value wins, as SQL views over what was handed over.

use std::collections::BTreeMap;
use std::fmt::Write;

use rollcall_golden::{Rules, Survivorship};
use rollcall_model::{Attribute, SourceId};

use super::Handing;
use super::columns::{plain_name, texts};
use super::mapping_sql::literal;
use super::tables::write_whole;
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
-- Said in SQL are the rule of each attribute and, where it leaves two values equal, the order of the others. Not
-- said: that spellings of one value count as one, that an address is taken whole from one record, that a part of a
-- value gives way to the whole, and the time and origin of a consent.
";

/// Writes `survivorship.sql` and the values set by hand.
pub(super) fn write(handing: &Handing<'_>) -> Result<(), EngineError> {
    write_overrides(handing)?;
    let rules = rules_of(handing.store)?;
    let marks = Marks::read(handing.store)?;
    let mut text = BEGINNING.to_owned();
    text.push_str(&said(&rules, |source| marks.of(source).name));
    let mut attributes: Vec<&Attribute> = handing
        .tables
        .iter()
        .flat_map(|table| &table.mapped)
        .chain(&MADE)
        .filter(|attribute| Rules::is_unified(attribute))
        .collect();
    attributes.sort();
    attributes.dedup();
    let mut named: BTreeMap<String, &Attribute> = BTreeMap::new();
    for attribute in attributes {
        let mut name = plain_name(&attribute.code());
        while named.contains_key(&name) {
            name.push('_');
        }
        text.push_str(&view(&name, attribute, rules.rule_for(attribute)));
        named.insert(name, attribute);
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

fn write_overrides(handing: &Handing<'_>) -> Result<(), EngineError> {
    let (mut customers, mut attributes, mut values) = (Vec::new(), Vec::new(), Vec::new());
    for one in handing.store.overrides()? {
        customers.push(one.customer.label());
        attributes.push(one.attribute.clone());
        values.push(one.value.clone());
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
    max(crosswalk.as_of) AS latest, min(CASE WHEN crosswalk.as_of = '' THEN '9999' ELSE crosswalk.as_of END) AS earliest,
    min({trusted}) AS trusted, length(standard_values.value) AS letters
FROM standard_values JOIN crosswalk ON crosswalk.record_id = standard_values.record_id
WHERE crosswalk.customer_id <> ''
GROUP BY crosswalk.customer_id, standard_values.attribute, standard_values.value;
"
    )
}

fn view(name: &str, attribute: &Attribute, rule: Survivorship) -> String {
    let mut text = String::new();
    let code = literal(&attribute.code());
    let order = order(attribute, rule);
    let _ = writeln!(text, "\n-- {}: {}", attribute.label(), rule.sentence());
    let _ = writeln!(
        text,
        "CREATE TEMPORARY VIEW golden_{name} AS
SELECT ranked.customer_id, coalesce(overrides.value, ranked.value) AS value
FROM (
    SELECT customer_id, value, row_number() OVER (PARTITION BY customer_id ORDER BY {order}) AS place
    FROM said WHERE attribute = {code}
) ranked
LEFT JOIN overrides ON overrides.customer_id = ranked.customer_id AND overrides.attribute = {code}
WHERE ranked.place = 1;"
    );
    text
}

/// By what values are put in order, the winner first.
fn order(attribute: &Attribute, rule: Survivorship) -> String {
    let date = matches!(attribute, Attribute::CreatedAt);
    match rule {
        Survivorship::SourcePriority => {
            "trusted, latest DESC, sources DESC, records DESC, letters DESC, value"
        }
        Survivorship::MostRecent | Survivorship::KeepAll => {
            "latest DESC, sources DESC, records DESC, letters DESC, trusted, value"
        }
        Survivorship::MostFrequent => {
            "sources DESC, records DESC, letters DESC, trusted, latest DESC, value"
        }
        Survivorship::MostComplete => {
            "letters DESC, sources DESC, records DESC, trusted, latest DESC, value"
        }
        Survivorship::Oldest if date => "value, sources DESC, records DESC, trusted",
        Survivorship::Oldest => {
            "earliest, sources DESC, records DESC, letters DESC, trusted, value"
        }
        Survivorship::Strictest => {
            "CASE value WHEN 'opted_out' THEN 1 WHEN 'complained' THEN 0 WHEN 'opted_in' THEN 3 ELSE 2 END, latest DESC, value"
        }
    }
    .to_owned()
}
