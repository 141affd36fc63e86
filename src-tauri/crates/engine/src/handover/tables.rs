//! The tables of the model: what is compared, verdicts, pairs to check by, how often values come.

use std::collections::BTreeMap;

use rollcall_delivery::{ParquetFile, ParquetValues};
use rollcall_linkage::{Model, SqlDialect, Stated};

use super::Handing;
use super::columns::{as_parquet, single, texts, whole};
use crate::EngineError;
use crate::run_linkage::Judged;

/// Records prepared in one go.
const BATCH: u32 = 20_000;

/// A column and what it holds.
pub(super) type Described = (String, String);

/// Writes what the comparisons look at; tells what each column holds.
pub(super) fn write_compared(handing: &Handing<'_>) -> Result<Vec<Described>, EngineError> {
    handing.watch.stage("Writing what is compared", "records");
    let all = handing.over.records();
    let empty = handing.over.columns(0..0);
    let described = empty
        .iter()
        .map(|column| (column.name.clone(), column.about.clone()))
        .collect();
    let empty: Vec<_> = empty.into_iter().map(as_parquet).collect();
    let mut file = ParquetFile::create(&handing.path("compared.parquet"), &empty)?;
    for from in (0..all).step_by(BATCH as usize) {
        handing.watch.check()?;
        handing
            .watch
            .progress(u64::from(from), Some(u64::from(all)));
        let to = (from + BATCH).min(all);
        let columns = handing.over.columns(from..to).into_iter().map(as_parquet);
        file.add(&columns.collect::<Vec<_>>(), u64::from(to - from))?;
    }
    file.finish()?;
    Ok(described)
}

/// How many pairs people said to be one person, and how many not.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said {
    pub(super) same: u64,
    pub(super) different: u64,
}

/// Writes people's word on pairs as the run obeyed it, verdicts and groups made by hand, and the rows that are somebody's
/// by their number alone, by the numbers of the records, the smaller first.
pub(super) fn write_verdicts(
    handing: &Handing<'_>,
    judged: &[Judged],
    stated: &Stated,
) -> Result<Said, EngineError> {
    let pair = |(one, other): (u32, u32)| {
        let (a, b) = (handing.number(one), handing.number(other));
        (a.min(b), a.max(b))
    };
    // What is said of a pair later here is the stronger word.
    let mut words: BTreeMap<(i64, i64), &str> = BTreeMap::new();
    for one in judged {
        words.insert(pair(one.nodes), &one.verdict);
    }
    for (word, nodes) in [("same", &stated.same), ("different", &stated.different)] {
        words.extend(nodes.iter().map(|&nodes| (pair(nodes), word)));
    }
    words.retain(|(a, b), _| a != b);
    let count = |word: &str| words.values().filter(|one| **one == word).count() as u64;
    let said = Said {
        same: count("same"),
        different: count("different"),
    };
    let left = words.keys().map(|pair| pair.0).collect();
    let right = words.keys().map(|pair| pair.1).collect();
    let verdicts: Vec<String> = words.values().map(|word| (*word).to_owned()).collect();
    let rows = verdicts.len() as u64;
    let columns = [
        whole("unique_id_l", left),
        whole("unique_id_r", right),
        texts("verdict", verdicts),
    ];
    write_whole(handing, "verdicts.parquet", &columns, rows)?;
    Ok(said)
}

/// Writes a sample of pairs with our own weights.
pub(super) fn write_pairs(handing: &Handing<'_>) -> Result<(), EngineError> {
    handing.watch.stage("Writing pairs to check by", "pairs");
    let pairs = handing.over.sample(super::SAMPLED);
    let settings = handing.over.settings(SqlDialect::DuckDb);
    let number = |of: fn(&rollcall_linkage::CheckedPair) -> u32| {
        pairs.iter().map(|pair| i64::from(of(pair))).collect()
    };
    let real = |of: fn(&rollcall_linkage::CheckedPair) -> f64| pairs.iter().map(of).collect();
    let mut columns = vec![
        whole("unique_id_l", number(|pair| pair.left)),
        whole("unique_id_r", number(|pair| pair.right)),
        single("weight", ParquetValues::Real(real(|pair| pair.weight))),
        single(
            "weight_of_two_classes",
            ParquetValues::Real(real(|pair| pair.weight_of_two_classes)),
        ),
        single(
            "exact",
            ParquetValues::Flag(pairs.iter().map(|pair| pair.exact).collect()),
        ),
    ];
    for (at, comparison) in settings.comparisons.iter().enumerate() {
        let bits = pairs
            .iter()
            .map(|pair| pair.bits.get(at).copied().unwrap_or(0.0));
        columns.push(single(
            &format!("bits_{}", comparison.output_column_name),
            ParquetValues::Real(bits.collect()),
        ));
    }
    write_whole(handing, "pairs.parquet", &columns, pairs.len() as u64)
}

/// Writes how many people hold each value that is not rare.
pub(super) fn write_frequencies(handing: &Handing<'_>, model: &Model) -> Result<(), EngineError> {
    let (mut kinds, mut values, mut people) = (Vec::new(), Vec::new(), Vec::new());
    for (kind, value, count) in model.frequencies.entries() {
        kinds.push(kind);
        values.push(value);
        people.push(i64::from(count));
    }
    let rows = people.len() as u64;
    let columns = [
        texts("kind", kinds),
        texts("value", values),
        whole("people", people),
    ];
    write_whole(handing, "frequencies.parquet", &columns, rows)
}

/// Writes a table in one go.
pub(super) fn write_whole(
    handing: &Handing<'_>,
    name: &str,
    columns: &[rollcall_delivery::ParquetColumn],
    rows: u64,
) -> Result<(), EngineError> {
    let mut file = ParquetFile::create(&handing.path(name), columns)?;
    file.add(columns, rows)?;
    file.finish()?;
    Ok(())
}
