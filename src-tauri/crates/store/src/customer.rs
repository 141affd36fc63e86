//! Customers of the run in use.

use rollcall_model::{CustomerId, RunId, SourceId};
use rusqlite::{OptionalExtension, Row, ToSql, params};

use crate::conflict::StoredConflict;
use crate::customer_filter::{
    CustomerFilter, MOST_PUT_IN_ORDER, conditions_of_at_most, count_customers, customer_conditions,
};
use crate::record::beginning_pattern;
use crate::{Store, StoreError};

/// A customer as lists and searches need it, with its golden record as JSON.
#[derive(Debug, Clone)]
pub struct StoredCustomer {
    /// The stable id.
    pub customer: CustomerId,
    /// Name, or the best identifier.
    pub name: String,
    /// By what a reader knows the customer; those with a name come first.
    pub known_by: KnownBy,
    /// Main e-mail.
    pub email: String,
    /// Main phone.
    pub phone: String,
    /// Town.
    pub city: String,
    /// Country.
    pub country: String,
    /// The countries the telephones point to where that is blank, in order, with blanks between.
    pub phone_countries: String,
    /// How many records.
    pub records: u64,
    /// The sources that know the customer, ascending.
    pub sources: Vec<SourceId>,
    /// How many attributes in conflict.
    pub conflicts: u64,
    /// The household, when more than one customer lives in it.
    pub household: Option<i64>,
    /// Time of the last purchase, if any is known.
    pub last_purchase: Option<String>,
    /// The agreed permissions and requests to be deleted: `email_consent=opted_in;sms_consent=never`.
    pub consents: String,
    /// The golden record, as JSON.
    pub golden: String,
}

/// By what a reader knows a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum KnownBy {
    /// A name.
    Name,
    /// An organisation, an address or a telephone.
    Contact,
    /// Only an id that machines read: a cookie, a device, a number in a system.
    Id,
}

/// How many customers of a run there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CustomerCounts {
    /// Customers with a name, an organisation, an e-mail address or a telephone: people.
    pub people: u64,
    /// Customers of whom nothing is known but ids that machines read. Several of them may be one
    /// person, and nothing would tell.
    pub known_only_by_id: u64,
}

impl CustomerCounts {
    /// All of them.
    #[must_use]
    pub const fn all(self) -> u64 {
        self.people + self.known_only_by_id
    }
}

/// Whom a filter lets through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Who {
    /// Every customer.
    #[default]
    Everybody,
    /// Those counted in [`CustomerCounts::people`].
    People,
    /// Those counted in [`CustomerCounts::known_only_by_id`].
    KnownOnlyById,
}

/// Whether a name holds a word, whatever stands between its words. SQL folds letters of English alone.
fn is_word_of(name: &str, folded: &str) -> bool {
    name.to_lowercase()
        .split(|character: char| !character.is_alphanumeric())
        .any(|part| part == folded)
}

/// What a word is found in.
#[derive(Debug, Clone, Copy, Default)]
struct Hits {
    is_name: bool,
    customers: i64,
}

/// A word that no more customers than this are found by tells who is meant.
const RARE: i64 = 5;

impl Store {
    /// The customers of a run that have more than one record, in the order of their numbers.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn customers_of_several_records(&self, run: RunId) -> Result<Vec<CustomerId>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT customer_id FROM customer WHERE run_id = ?1 AND records > 1 ORDER BY customer_id",
            )?;
            let rows = statement.query_map([run.0], |row| Ok(CustomerId(row.get(0)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Whether a word is of somebody: a part of a name, or a word so rare that it tells who is meant.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn is_word_of_somebody(&self, word: &str) -> Result<bool, StoreError> {
        let Hits { is_name, customers } = self.hits_of(word)?;
        Ok(is_name || (1..=RARE).contains(&customers))
    }

    /// Whether a word is a part of somebody's name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn is_name_of_somebody(&self, word: &str) -> Result<bool, StoreError> {
        Ok(self.hits_of(word)?.is_name)
    }

    /// Who is found by a word; where it is found by many, the first of them are looked at.
    fn hits_of(&self, word: &str) -> Result<Hits, StoreError> {
        let mut hits = Hits::default();
        if !word.chars().all(char::is_alphanumeric) || word.is_empty() {
            return Ok(hits);
        }
        let folded = word.to_lowercase();
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT c.name
                 FROM (SELECT rowid FROM customer_search WHERE words MATCH ?1 LIMIT 1000) found
                 JOIN customer c ON c.customer_row = found.rowid",
            )?;
            let mut rows = statement.query([format!("\"{word}\"")])?;
            while let Some(row) = rows.next()? {
                let name: String = row.get(0)?;
                hits.customers += 1;
                if is_word_of(&name, &folded) {
                    hits.is_name = true;
                    break;
                }
            }
            Ok(hits)
        })
    }

    /// A page of customers, by name, with their number under the filter.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn customers(
        &self,
        run: RunId,
        filter: &CustomerFilter,
        offset: u64,
        limit: u64,
    ) -> Result<(Vec<StoredCustomer>, u64), StoreError> {
        self.connections.read(|connection| {
            let total = count_customers(connection, run, filter)?;
            // Whoever has exactly these words as name or address is meant first, then whoever's begin so.
            let query = filter.query.trim();
            let (exact, beginning) = (query, beginning_pattern(query));
            let most = (offset + limit <= MOST_PUT_IN_ORDER).then_some(MOST_PUT_IN_ORDER);
            let (conditions, values) = conditions_of_at_most(run, filter, most);
            let mut parameters: Vec<&dyn ToSql> = values.iter().map(AsRef::as_ref).collect();
            let hits_first = if query.is_empty() {
                String::new()
            } else {
                let number = parameters.len();
                parameters.push(&exact);
                parameters.push(&beginning);
                format!(
                    "CASE WHEN c.name = ?{0} COLLATE NOCASE OR c.email = ?{0} COLLATE NOCASE THEN 0 WHEN c.name LIKE ?{1} ESCAPE '\\' OR c.email LIKE ?{1} ESCAPE '\\' THEN 1 ELSE 2 END, ",
                    number + 1,
                    number + 2
                )
            };
            // A few customers are fetched and then put in order; going through all in order takes seconds.
            let few = if filter.household.is_some() { "+" } else { "" };
            let first = if filter.largest_first { "c.records DESC, " } else { "" };
            let mut statement = connection.prepare_cached(&format!(
                "SELECT * FROM customer c WHERE {conditions} ORDER BY {first}{hits_first}{few}c.known_by, c.name COLLATE NOCASE, c.customer_id LIMIT {limit} OFFSET {offset}"
            ))?;
            let customers =
                statement.query_map(parameters.as_slice(), read_customer)?.collect::<Result<_, _>>()?;
            Ok((customers, total))
        })
    }

    /// Goes through the customers under a filter, by id, until told to stop.
    ///
    /// # Errors
    /// When the file cannot be read, or what `visit` fails with.
    pub fn visit_customers<E: From<StoreError>>(
        &self,
        run: RunId,
        filter: &CustomerFilter,
        mut visit: impl FnMut(StoredCustomer) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut inner: Result<(), E> = Ok(());
        self.connections.read(|connection| {
            let (conditions, values) = customer_conditions(run, filter);
            let parameters: Vec<&dyn ToSql> = values.iter().map(AsRef::as_ref).collect();
            let mut statement = connection.prepare(&format!(
                "SELECT * FROM customer c WHERE {conditions} ORDER BY c.customer_id"
            ))?;
            let mut rows = statement.query(parameters.as_slice())?;
            while let Some(row) = rows.next()? {
                if let Err(error) = visit(read_customer(row)?) {
                    inner = Err(error);
                    break;
                }
            }
            Ok(())
        })?;
        inner
    }

    /// One customer.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn customer(
        &self,
        run: RunId,
        customer: CustomerId,
    ) -> Result<Option<StoredCustomer>, StoreError> {
        self.connections.read(|connection| {
            Ok(connection
                .prepare_cached("SELECT * FROM customer WHERE run_id = ?1 AND customer_id = ?2")?
                .query_row(params![run.0, customer.0], read_customer)
                .optional()?)
        })
    }

    /// The names of customers of a run, in the order they are asked for; blank where there is no such customer.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn customer_names(
        &self,
        run: RunId,
        customers: &[CustomerId],
    ) -> Result<Vec<String>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT name FROM customer WHERE run_id = ?1 AND customer_id = ?2",
            )?;
            let names = customers.iter().map(|customer| {
                let name = statement
                    .query_row(params![run.0, customer.0], |row| row.get::<_, String>(0))
                    .optional();
                name.map(Option::unwrap_or_default)
            });
            Ok(names.collect::<Result<_, _>>()?)
        })
    }

    /// The last day before this one on which anybody bought, `YYYY-MM-DD`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn last_purchase_before(
        &self,
        run: RunId,
        day: &str,
    ) -> Result<Option<String>, StoreError> {
        self.connections.read(|connection| {
            Ok(connection
                .prepare_cached(
                    "SELECT substr(max(last_purchase), 1, 10) FROM customer WHERE run_id = ?1 AND last_purchase < ?2",
                )?
                .query_row(params![run.0, day], |row| row.get(0))?)
        })
    }

    /// Puts a customer's golden record and conflicts in place of those there are, after a person
    /// set a value by hand.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn replace_customer(
        &self,
        run: RunId,
        customer: &StoredCustomer,
        conflicts: &[StoredConflict],
        words: &str,
    ) -> Result<(), StoreError> {
        self.connections.write(|transaction| {
            let row: i64 = transaction.query_row(
                "SELECT customer_row FROM customer WHERE run_id = ?1 AND customer_id = ?2",
                params![run.0, customer.customer.0],
                |row| row.get(0),
            )?;
            transaction.execute(
                "UPDATE customer SET name = ?2, email = ?3, phone = ?4, city = ?5, country = ?6, conflicts = ?7, golden = ?8, known_by = ?9, consents = ?10, phone_countries = ?11 WHERE customer_row = ?1",
                params![
                    row, customer.name, customer.email, customer.phone, customer.city, customer.country,
                    customer.conflicts as i64, customer.golden, customer.known_by as i64, customer.consents,
                    customer.phone_countries
                ],
            )?;
            crate::customer_facts::outdate(transaction, run, customer.customer)?;
            transaction.execute("DELETE FROM customer_search WHERE rowid = ?1", [row])?;
            transaction.execute("INSERT INTO customer_search (rowid, words) VALUES (?1, ?2)", params![row, words])?;
            transaction.execute(
                "DELETE FROM conflict WHERE run_id = ?1 AND customer_id = ?2",
                params![run.0, customer.customer.0],
            )?;
            for conflict in conflicts {
                transaction.execute(
                    "INSERT INTO conflict (run_id, customer_id, attribute, winner, rule, sources, content) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                    params![
                        run.0, conflict.customer.0, conflict.attribute, conflict.winner, conflict.rule,
                        encode_sources(&conflict.sources), conflict.content
                    ],
                )?;
            }
            Ok(())
        })
    }

    /// How many customers a run has, people and bare ids apart.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn customer_counts(&self, run: RunId) -> Result<CustomerCounts, StoreError> {
        self.figure("customers", run, |connection| {
            Ok(connection
                .prepare_cached(
                    "SELECT count(*) FILTER (WHERE known_by < ?2), count(*) FILTER (WHERE known_by = ?2)
                     FROM customer WHERE run_id = ?1",
                )?
                .query_row(params![run.0, KnownBy::Id as i64], |row| {
                    Ok(CustomerCounts {
                        people: row.get::<_, i64>(0)? as u64,
                        known_only_by_id: row.get::<_, i64>(1)? as u64,
                    })
                })?)
        })
    }

    /// Customers of a run of whom nothing is known but ids that machines read, in order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn customers_only_by_id(&self, run: RunId) -> Result<Vec<CustomerId>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT customer_id FROM customer WHERE run_id = ?1 AND known_by = ?2 ORDER BY customer_id",
            )?;
            let rows = statement.query_map(params![run.0, KnownBy::Id as i64], |row| {
                Ok(CustomerId(row.get(0)?))
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Customers of a run of whom any record tells a purchase that holds, in order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn customers_who_bought(&self, run: RunId) -> Result<Vec<CustomerId>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT customer_id FROM customer WHERE run_id = ?1 AND last_purchase IS NOT NULL ORDER BY customer_id",
            )?;
            let rows = statement.query_map([run.0], |row| Ok(CustomerId(row.get(0)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// How many people are known to exactly each combination of sources.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn source_combinations(&self, run: RunId) -> Result<Vec<(Vec<SourceId>, u64)>, StoreError> {
        self.figure("combinations", run, |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT sources, count(*) FROM customer WHERE run_id = ?1 AND known_by < ?2 GROUP BY sources ORDER BY 2 DESC, 1",
            )?;
            let combinations = statement
                .query_map([run.0, KnownBy::Id as i64], |row| {
                    Ok((decode_sources(&row.get::<_, String>(0)?), row.get::<_, i64>(1)? as u64))
                })?
                .collect::<Result<_, _>>()?;
            Ok(combinations)
        })
    }
}

/// Sources as they are kept: `,1,3,`, so that one of them is found by `%,3,%`.
pub(crate) fn encode_sources(sources: &[SourceId]) -> String {
    let mut text = String::from(",");
    for source in sources {
        text.push_str(&source.0.to_string());
        text.push(',');
    }
    text
}

pub(crate) fn decode_sources(text: &str) -> Vec<SourceId> {
    text.split(',')
        .filter_map(|part| part.parse().ok().map(SourceId))
        .collect()
}

pub(crate) fn read_customer(row: &Row<'_>) -> rusqlite::Result<StoredCustomer> {
    Ok(StoredCustomer {
        customer: CustomerId(row.get("customer_id")?),
        name: row.get("name")?,
        known_by: match row.get::<_, i64>("known_by")? {
            0 => KnownBy::Name,
            1 => KnownBy::Contact,
            _ => KnownBy::Id,
        },
        email: row.get("email")?,
        phone: row.get("phone")?,
        city: row.get("city")?,
        country: row.get("country")?,
        phone_countries: row.get("phone_countries")?,
        records: row.get::<_, i64>("records")? as u64,
        sources: decode_sources(&row.get::<_, String>("sources")?),
        conflicts: row.get::<_, i64>("conflicts")? as u64,
        household: row.get("household")?,
        last_purchase: row.get("last_purchase")?,
        consents: row.get("consents")?,
        golden: row.get("golden")?,
    })
}
