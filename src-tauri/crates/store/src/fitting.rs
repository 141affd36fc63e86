//! Which rows of a load fit what somebody asks for: all of them looked through once, side by side,
//! and remembered, so that every page comes at once.

use std::sync::Arc;
use std::thread::available_parallelism;

use rollcall_model::{Attribute, RecordId, StandardValue, ValueState};
use rusqlite::params;

use crate::row_text::{Needle, RowText};
use crate::{RowSet, Store, StoreError, StoredLoad, value_form};

/// More threads than this do not read faster.
const MOST_READERS: usize = 4;

/// The records a thread looks through at first, and at most: small pieces first, for those who stop soon.
/// Multiples of 64.
const SMALLEST: i64 = 512;
const LARGEST: i64 = 32_768;

/// Rows of a load by the best state of an attribute in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowsByState {
    /// A usable value.
    pub valid: Arc<RowSet>,
    /// No usable value, and one that cannot be.
    pub invalid: Arc<RowSet>,
    /// Nothing but fillers.
    pub placeholder: Arc<RowSet>,
    /// Nothing.
    pub blank: Arc<RowSet>,
}

impl Store {
    /// The rows of a load that fit. With `enough`, only the first ones: at least so many where there are.
    ///
    /// `fits` is asked row by row and gets memory to work in.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn rows_that_fit(
        &self,
        load: &StoredLoad,
        enough: Option<u64>,
        fits: impl Fn(RowText<'_>, &mut Vec<u8>) -> bool + Sync,
    ) -> Result<RowSet, StoreError> {
        let question = "SELECT record_id, cells FROM raw_row WHERE record_id BETWEEN ?1 AND ?2";
        let [found] = self.sort_rows(question, load, enough, |text, scratch| {
            Ok(fits(RowText(text), scratch).then_some(0))
        })?;
        Ok(found)
    }

    /// The same, remembered under a name until something is written. The name tells the question whole.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn known_rows_that_fit(
        &self,
        load: &StoredLoad,
        name: &str,
        fits: impl Fn(RowText<'_>, &mut Vec<u8>) -> bool + Sync,
    ) -> Result<Arc<RowSet>, StoreError> {
        let name = format!("{} {name}", load.load.0);
        self.kept_rows(&name, || self.rows_that_fit(load, None, fits))
    }

    /// The rows of a load in which some cell holds a text, in any case; every row for a blank one.
    /// Remembered until something is written.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn rows_with(&self, load: &StoredLoad, wanted: &str) -> Result<Arc<RowSet>, StoreError> {
        let needle = Needle::new(wanted);
        self.known_rows_that_fit(load, &format!("with {wanted}"), |row, scratch| {
            wanted.is_empty() || needle.is_in_row(row, scratch)
        })
    }

    /// The rows of a load by the state of an attribute: the best of its values. A usable value of one of
    /// its `parts` counts as one of its own. Remembered until something is written.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn rows_by_state(
        &self,
        load: &StoredLoad,
        attribute: &Attribute,
        parts: &[Attribute],
    ) -> Result<RowsByState, StoreError> {
        const ORDER: [ValueState; 4] = [
            ValueState::Valid,
            ValueState::Invalid,
            ValueState::Placeholder,
            ValueState::Blank,
        ];
        let name = |state: ValueState| {
            let code = attribute.code();
            format!("{} state {state:?} of {code}", load.load.0)
        };
        let known = ORDER.map(|state| self.remembered_rows(&name(state)));
        if let [Some(valid), Some(invalid), Some(placeholder), Some(blank)] = known {
            return Ok(RowsByState {
                valid,
                invalid,
                placeholder,
                blank,
            });
        }
        let writes = self.connections.writes();
        let forms = self
            .connections
            .read(|connection| self.forms.read(connection))?;
        // By the number of a form: the place of its state in the order, past the end for other attributes.
        let places: Vec<usize> = forms
            .iter()
            .map(|form| {
                let is_own = form.target.attribute == *attribute;
                let is_part =
                    form.state == ValueState::Valid && parts.contains(&form.target.attribute);
                let place = ORDER.iter().position(|state| *state == form.state);
                place.filter(|_| is_own || is_part).unwrap_or(ORDER.len())
            })
            .collect();
        let question =
            "SELECT record_id, content FROM standard_record WHERE record_id BETWEEN ?1 AND ?2";
        let nothing = ORDER.len() - 1;
        let sets = self.sort_rows(question, load, None, |content, _| {
            let best = if content.starts_with(b"[[") {
                let text = String::from_utf8_lossy(content);
                best_of(&value_form::decode(&text, &forms)?, attribute, parts, ORDER)
            } else {
                value_form::numbers(content)
                    .filter_map(|number| places.get(number.checked_sub(1)?).copied())
                    .min()
            };
            Ok(Some(best.unwrap_or(nothing).min(nothing)))
        })?;
        let sets = sets.map(Arc::new);
        for (state, set) in ORDER.into_iter().zip(&sets) {
            self.remember_rows(name(state), writes, Arc::clone(set));
        }
        let [valid, invalid, placeholder, blank] = sets;
        Ok(RowsByState {
            valid,
            invalid,
            placeholder,
            blank,
        })
    }

    /// Puts each row into one of some sets, or none. Pieces of the load are looked through side by side;
    /// with `enough` it ends once the sets together hold so many.
    fn sort_rows<const SETS: usize>(
        &self,
        question: &str,
        load: &StoredLoad,
        enough: Option<u64>,
        place: impl Fn(&[u8], &mut Vec<u8>) -> Result<Option<usize>, StoreError> + Sync,
    ) -> Result<[RowSet; SETS], StoreError> {
        let readers = available_parallelism().map_or(1, usize::from);
        let readers = readers.min(MOST_READERS);
        let mut sets = std::array::from_fn(|_| RowSet::over(load.first, load.last));
        let mut next = load.first.0;
        let mut size = SMALLEST;
        while next <= load.last.0 {
            let mut pieces = Vec::with_capacity(readers);
            while pieces.len() < readers && next <= load.last.0 {
                let last = load.last.0.min(next.saturating_add(size - 1));
                pieces.push([next, last]);
                next = last.saturating_add(1);
            }
            size = (2 * size).min(LARGEST);
            let read = |piece| self.sort_piece(question, piece, &place);
            let found: Vec<Result<Vec<_>, StoreError>> = std::thread::scope(|scope| {
                let others = pieces.split_off(1.min(pieces.len()));
                let others: Vec<_> = others
                    .into_iter()
                    .map(|piece| scope.spawn(move || read(piece)))
                    .collect();
                let mut found: Vec<_> = pieces.into_iter().map(read).collect();
                found.extend(others.into_iter().map(|thread| {
                    thread
                        .join()
                        .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
                }));
                found
            });
            for piece in found {
                for (record, set) in piece? {
                    if let Some(set) = sets.get_mut::<usize>(set) {
                        set.insert(record);
                    }
                }
            }
            let so_far: u64 = sets.iter().map(RowSet::len).sum();
            if enough.is_some_and(|enough| so_far >= enough) {
                break;
            }
        }
        Ok(sets)
    }

    fn sort_piece(
        &self,
        question: &str,
        piece: [i64; 2],
        place: &impl Fn(&[u8], &mut Vec<u8>) -> Result<Option<usize>, StoreError>,
    ) -> Result<Vec<(RecordId, usize)>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(question)?;
            let mut rows = statement.query(params![piece[0], piece[1]])?;
            let mut scratch = Vec::new();
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                let text = row.get_ref(1)?.as_bytes().map_err(rusqlite::Error::from)?;
                if let Some(set) = place(text, &mut scratch)? {
                    found.push((RecordId(row.get(0)?), set));
                }
            }
            Ok(found)
        })
    }
}

fn best_of(
    values: &[StandardValue],
    attribute: &Attribute,
    parts: &[Attribute],
    order: [ValueState; 4],
) -> Option<usize> {
    let states = values.iter().filter_map(|value| {
        let is_part = value.state == ValueState::Valid && parts.contains(&value.target.attribute);
        (value.target.attribute == *attribute || is_part).then_some(value.state)
    });
    states
        .filter_map(|state| order.iter().position(|known| *known == state))
        .min()
}
