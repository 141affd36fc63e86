//! Which customers are meant: by words, sources, conflicts.

use rollcall_model::{CustomerId, RunId, SourceId};
use rusqlite::{Connection, ToSql};

use crate::customer::{KnownBy, Who, encode_sources};
use crate::record::like_pattern;
use crate::{StoreError, number_typed};

/// Which customers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CustomerFilter {
    /// Words that must all be found, the last one as a beginning.
    pub query: String,
    /// Only customers this source knows.
    pub source: Option<SourceId>,
    /// Only customers both sources know.
    pub also: Option<SourceId>,
    /// Only customers known to exactly these sources.
    pub exactly: Option<Vec<SourceId>>,
    /// Only customers in conflict.
    pub conflicts_only: bool,
    /// Only customers with at least so many records.
    pub records_at_least: u64,
    /// Only customers of this household.
    pub household: Option<i64>,
    /// Only customers one source alone knows.
    pub one_source_only: bool,
    /// Those of most records first.
    pub largest_first: bool,
    /// People, ids nobody can name, or both.
    pub who: Who,
}

/// The words of a search as FTS5 wants them: each quoted, the last one as a beginning. A telephone number is looked for
/// in every way it may be held, too.
fn search_words(query: &str) -> Option<String> {
    let words: Vec<String> = query
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| format!("\"{word}\""))
        .collect();
    if words.is_empty() {
        return None;
    }
    let all = format!("{}*", words.join(" "));
    let numbers = number_typed::ways(query);
    if numbers.is_empty() {
        return Some(all);
    }
    let numbers: Vec<String> = numbers.iter().map(|one| format!("\"{one}\"*")).collect();
    Some(format!("({all}) OR {}", numbers.join(" OR ")))
}

/// The words of a filter that asks for nothing but words.
pub(crate) fn only_words(filter: &CustomerFilter) -> Option<String> {
    let nothing_else = CustomerFilter {
        query: filter.query.clone(),
        ..CustomerFilter::default()
    };
    let is_number = CustomerId::parse(&filter.query).is_some();
    search_words(&filter.query).filter(|_| *filter == nothing_else && !is_number)
}

/// So many hits of a search are put in order; of more of them, those found first, until somebody pages
/// beyond. Exact names are always among them.
pub(crate) const MOST_PUT_IN_ORDER: u64 = 5_000;

/// How many customers are under a filter.
pub(crate) fn count_customers(
    connection: &Connection,
    run: RunId,
    filter: &CustomerFilter,
) -> Result<u64, StoreError> {
    // Where the customers of one run are all there is, the index of words knows how many are found.
    if let Some(words) = only_words(filter)
        && !has_another_run(connection, run)?
    {
        let mut statement = connection
            .prepare_cached("SELECT count(*) FROM customer_search WHERE words MATCH ?1")?;
        return Ok(statement.query_row([words], |row| row.get::<_, i64>(0))? as u64);
    }
    let (conditions, values) = customer_conditions(run, filter);
    let parameters: Vec<&dyn ToSql> = values.iter().map(AsRef::as_ref).collect();
    let total: i64 = connection
        .prepare_cached(&format!(
            "SELECT count(*) FROM customer c WHERE {conditions}"
        ))?
        .query_row(parameters.as_slice(), |row| row.get(0))?;
    Ok(total as u64)
}

fn has_another_run(connection: &Connection, run: RunId) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM customer WHERE run_id < ?1) OR EXISTS (SELECT 1 FROM customer WHERE run_id > ?1)",
    )?;
    Ok(statement.query_row([run.0], |row| row.get(0))?)
}

pub(crate) fn customer_conditions(
    run: RunId,
    filter: &CustomerFilter,
) -> (String, Vec<Box<dyn ToSql>>) {
    conditions_of_at_most(run, filter, None)
}

/// Conditions that all hold, with their values.
#[derive(Default)]
struct Conditions {
    texts: Vec<String>,
    values: Vec<Box<dyn ToSql>>,
}

impl Conditions {
    fn add(&mut self, text: &str, value: impl ToSql + 'static) {
        self.texts.push(text.to_owned());
        self.values.push(Box::new(value));
    }
}

/// The conditions of a filter; of the hits of its words at most so many, and all of that very name.
pub(crate) fn conditions_of_at_most(
    run: RunId,
    filter: &CustomerFilter,
    most: Option<u64>,
) -> (String, Vec<Box<dyn ToSql>>) {
    let mut conditions = Conditions::default();
    conditions.add("c.run_id = ?", run.0);
    if let Some(customer) = CustomerId::parse(&filter.query) {
        conditions.add("c.customer_id = ?", customer.0);
    } else if let Some(words) = search_words(&filter.query) {
        let found = "SELECT rowid FROM customer_search WHERE words MATCH ?";
        match most {
            None => conditions.add(&format!("c.customer_row IN ({found})"), words),
            Some(most) => {
                let of_that_name = "SELECT customer_row FROM customer WHERE run_id = ? AND known_by IN (0, 1, 2) AND name = ? COLLATE NOCASE";
                conditions.add(
                    &format!(
                        "c.customer_row IN (SELECT * FROM ({found} LIMIT {most}) UNION {of_that_name})"
                    ),
                    words,
                );
                conditions.values.push(Box::new(run.0));
                conditions
                    .values
                    .push(Box::new(filter.query.trim().to_owned()));
            }
        }
    } else if !filter.query.trim().is_empty() {
        conditions.add(
            "c.name LIKE ? ESCAPE '\\'",
            like_pattern(filter.query.trim()),
        );
    }
    for source in [filter.source, filter.also].into_iter().flatten() {
        conditions.add("c.sources LIKE ?", format!("%,{},%", source.0));
    }
    if let Some(sources) = &filter.exactly {
        conditions.add("c.sources = ?", encode_sources(sources));
    }
    if filter.one_source_only {
        // A comma before, between and after them.
        conditions
            .texts
            .push("c.sources NOT LIKE '%,%,%,%'".to_owned());
    }
    if filter.conflicts_only {
        // Said outright and as likely, so that the index of those in conflict by name is used and not the one by number.
        conditions.texts.push("likely(c.conflicts > 0)".to_owned());
    }
    if filter.records_at_least > 0 {
        conditions.add("c.records >= ?", filter.records_at_least as i64);
    }
    if let Some(household) = filter.household {
        conditions.add("c.household = ?", household);
    }
    match filter.who {
        Who::Everybody => {}
        Who::People => conditions.add("c.known_by < ?", KnownBy::Id as i64),
        Who::KnownOnlyById => conditions.add("c.known_by = ?", KnownBy::Id as i64),
    }
    (conditions.texts.join(" AND "), conditions.values)
}

#[cfg(test)]
mod tests {
    use super::search_words;

    #[test]
    fn words_cannot_break_the_search() {
        assert_eq!(
            search_words("anne mar").as_deref(),
            Some("\"anne\" \"mar\"*")
        );
        assert_eq!(
            search_words("o'brien \" OR 1").as_deref(),
            Some("\"o\" \"brien\" \"OR\" \"1\"*")
        );
        assert_eq!(search_words(" -- "), None);
        assert_eq!(
            search_words("+44 7700 900123").as_deref(),
            Some("(\"44\" \"7700\" \"900123\"*) OR \"447700900123\"*")
        );
    }
}
