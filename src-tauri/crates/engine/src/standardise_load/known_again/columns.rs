//! The columns of two loads of a table: which have a value of its own in every row, and which rows are known by them.

use std::collections::BTreeMap;
use std::collections::hash_map::Entry;

use foldhash::HashMap;
use rollcall_model::{Cell, Mapping, RecordId};
use rollcall_store::StoredLoad;

use super::agreement::{Meaning, Said, is_same_person};

/// Among so many rows one may have no value, or that of another row.
const ROWS_PER_GAP: u64 = 50;
/// Fewer rows with the same value prove nothing, nor do columns of fewer values.
const FEWEST_SHARED: u64 = 3;

/// A value as it is compared.
pub(super) fn value_of(text: &str) -> u64 {
    let hash = blake3::hash(text.as_bytes());
    u64::from_le_bytes(hash.as_bytes()[..8].try_into().unwrap_or_default())
}

/// The whole numbers of a column, as far as they tell whether it only counts its rows.
#[derive(Default)]
struct Numbers {
    least: i64,
    most: i64,
    last: i64,
    /// From the number before to the last one.
    step: i64,
    /// Rows with a number, rows as far from theirs before as that one was, and rows with something else.
    seen: u64,
    steady: u64,
    others: u64,
}

impl Numbers {
    fn add(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let Ok(number) = text.trim_matches(['#', '.', ')']).parse::<i64>() else {
            self.others += 1;
            return;
        };
        if self.seen == 0 {
            (self.least, self.most) = (number, number);
        } else {
            let step = number.saturating_sub(self.last);
            self.steady += u64::from(step != 0 && step == self.step);
            self.step = step;
        }
        self.least = self.least.min(number);
        self.most = self.most.max(number);
        self.last = number;
        self.seen += 1;
    }

    /// Whether they are numbers one after another in whatever order, or go up by the same step from row to row. Rows
    /// that were set aside were counted too.
    fn count_rows(&self, set_aside: u64) -> bool {
        let spare = self.seen / ROWS_PER_GAP;
        let are_numbers = self.seen > 0 && self.others * ROWS_PER_GAP <= self.seen;
        let are_close = self.most.abs_diff(self.least) < self.seen + spare + set_aside;
        let are_steady = self.steady + 2 + 2 * spare >= self.seen;
        are_numbers && (are_close || are_steady)
    }
}

/// The values of a column in one load, each with the row that alone has it.
#[derive(Default)]
struct Values {
    rows: HashMap<u64, Option<RecordId>>,
    blank: u64,
    /// Rows with a value that stood already.
    repeated: u64,
}

impl Values {
    fn add(&mut self, record: RecordId, text: &str) {
        if text.is_empty() {
            self.blank += 1;
            return;
        }
        match self.rows.entry(value_of(text)) {
            Entry::Vacant(free) => {
                free.insert(Some(record));
            }
            Entry::Occupied(mut taken) => {
                taken.insert(None);
                self.repeated += 1;
            }
        }
    }

    fn alone(&self, value: u64) -> Option<RecordId> {
        *self.rows.get(&value)?
    }

    /// Whether every row of so many has a value of its own, but for gaps.
    fn are_own(&self, rows: u64) -> bool {
        (self.blank + self.repeated) * ROWS_PER_GAP <= rows
    }

    /// Whether two rows that have the same one hardly have it by chance: at most two share one, on average.
    fn are_many(&self) -> bool {
        let distinct = self.rows.len() as u64;
        distinct >= FEWEST_SHARED && distinct >= self.repeated
    }

    /// Whether they cannot be many any more, however the other rows of so many go on.
    fn are_few(&self, rows: u64) -> bool {
        self.repeated * 2 > rows
    }
}

/// A column that stands in both loads.
struct Column {
    /// Its place in the load before, and now.
    places: (usize, usize),
    meaning: Meaning,
    before: Values,
    now: Values,
    /// What tells whether it only counts rows, before and now.
    numbers: (Numbers, Numbers),
    /// Whether its values are many and do not only count rows, so that two rows hardly share one by chance.
    is_telling: bool,
    /// Whether every row has a value of its own, so that rows can be known by it.
    is_own: bool,
    /// Rows of both loads that share its value, those among them that say what they said or are of one person, and
    /// those that are known again by it: rows of now with rows of before.
    shared: u64,
    agreed: u64,
    known: Vec<(RecordId, RecordId)>,
}

impl Column {
    fn at(places: (usize, usize), meaning: Meaning) -> Self {
        Self {
            places,
            meaning,
            before: Values::default(),
            now: Values::default(),
            numbers: (Numbers::default(), Numbers::default()),
            is_telling: true,
            is_own: true,
            shared: 0,
            agreed: 0,
            known: Vec::new(),
        }
    }

    /// Whether rows can be told from one another by it: what says who somebody is can differ though it has few values.
    fn is_of_use(&self) -> bool {
        self.is_telling || self.meaning.is_personal()
    }

    /// The row of before with whose value a row of now stands alone.
    fn pair(&self, record: RecordId, text: &str) -> Option<RecordId> {
        let value = value_of(text);
        let is_alone = self.now.alone(value) == Some(record);
        is_alone.then(|| self.before.alone(value)).flatten()
    }

    /// Whether it pairs most rows of the shorter load, and most of them with themselves.
    fn is_trusted(&self, shorter: u64) -> bool {
        self.shared >= FEWEST_SHARED && self.shared * 2 >= shorter && self.agreed * 2 >= self.shared
    }
}

/// The columns of two loads that can tell one row from another.
pub(super) struct Columns {
    all: Vec<Column>,
    /// Rows loaded and set aside, before and now.
    rows: (u64, u64),
    set_aside: (u64, u64),
    /// What stands in the columns in each row of before that does not stand any more as it was; nought where nothing does.
    gone: HashMap<RecordId, Box<[u64]>>,
}

impl Columns {
    pub(super) fn of(before: &StoredLoad, now: &StoredLoad, mapping: &Mapping) -> Self {
        let places = places(&before.header, &now.header).into_iter();
        Self {
            all: places
                .map(|places| Column::at(places, Meaning::at(mapping, places.1)))
                .collect(),
            rows: (before.rows_loaded, now.rows_loaded),
            set_aside: (before.rows_set_aside, now.rows_set_aside),
            gone: HashMap::default(),
        }
    }

    /// Takes a row of the load before in.
    pub(super) fn add_before(&mut self, record: RecordId, cells: &[Cell]) {
        let rows = self.rows.0;
        self.all.retain_mut(|column| {
            if column.is_telling {
                let text = text(cells, column.places.0);
                column.before.add(record, text);
                column.numbers.0.add(text);
                column.is_telling = !column.before.are_few(rows);
            }
            column.is_of_use()
        });
    }

    /// Leaves only columns of many values and those that say who somebody is, when all rows of the load before are in.
    pub(super) fn keep_own_before(&mut self) {
        let rows = self.rows.0;
        self.all.retain_mut(|column| {
            column.is_telling = column.is_telling && column.before.are_many();
            column.is_own = column.is_telling && column.before.are_own(rows);
            if !column.is_own {
                column.before = Values::default();
            }
            column.is_of_use()
        });
    }

    /// Takes a row of the load in.
    pub(super) fn add_now(&mut self, record: RecordId, cells: &[Cell]) {
        for column in &mut self.all {
            let text = text(cells, column.places.1);
            column.numbers.1.add(text);
            if column.is_own {
                column.now.add(record, text);
            }
        }
    }

    /// Leaves out what only counts rows, when all rows are in. Says whether rows can be known by any.
    pub(super) fn keep_own(&mut self) -> bool {
        let (rows, set_aside) = (self.rows.1, self.set_aside);
        self.all.retain_mut(|column| {
            let (before, now) = &column.numbers;
            let count_rows = before.count_rows(set_aside.0) && now.count_rows(set_aside.1);
            column.is_telling = column.is_telling && !count_rows;
            column.is_own = column.is_own && column.is_telling && column.now.are_own(rows);
            column.is_of_use()
        });
        self.all.len() > 1 && self.all.iter().any(|column| column.is_own)
    }

    /// Remembers a row of before that does not stand any more as it was.
    pub(super) fn remember(&mut self, record: RecordId, cells: &[Cell]) {
        let values = self
            .all
            .iter()
            .map(|column| told(text(cells, column.places.0)));
        self.gone.insert(record, values.collect());
    }

    /// Holds a row of now against those of before that share a value with it; `same` says word for word the same.
    pub(super) fn hold_against(
        &mut self,
        record: RecordId,
        cells: &[Cell],
        same: Option<RecordId>,
    ) {
        let texts: Vec<&str> = self
            .all
            .iter()
            .map(|column| text(cells, column.places.1))
            .collect();
        for (place, shown) in texts.iter().enumerate() {
            let own = self.all.get(place).filter(|column| column.is_own);
            let Some(before) = own.and_then(|column| column.pair(record, shown)) else {
                continue;
            };
            let is_known = same.is_none()
                && self
                    .gone
                    .get(&before)
                    .is_some_and(|values| is_same_person(&self.said(values, &texts), place));
            let Some(column) = self.all.get_mut(place) else {
                continue;
            };
            column.shared += 1;
            column.agreed += u64::from(is_known || same == Some(before));
            if is_known {
                column.known.push((record, before));
            }
        }
    }

    /// What a row of before and a row of now say in each column.
    fn said(&self, before: &[u64], now: &[&str]) -> Vec<Said> {
        let values = before.iter().zip(now);
        self.all
            .iter()
            .zip(values)
            .map(|(column, (value, text))| Said {
                meaning: column.meaning,
                is_telling: column.is_telling,
                is_blank: text.is_empty(),
                is_same: *value == told(text),
            })
            .collect()
    }

    /// The rows that the column knows again that agrees in most; of several the first.
    pub(super) fn best(self) -> Vec<(RecordId, RecordId)> {
        let shorter = self.rows.0.min(self.rows.1);
        let mut best: Option<Column> = None;
        for column in self.all {
            let is_better = best.as_ref().is_none_or(|best| column.agreed > best.agreed);
            if column.is_own && is_better && column.is_trusted(shorter) {
                best = Some(column);
            }
        }
        best.map(|column| column.known).unwrap_or_default()
    }
}

/// What stands in a cell; nought where nothing does.
fn told(text: &str) -> u64 {
    if text.is_empty() { 0 } else { value_of(text) }
}

fn text(cells: &[Cell], place: usize) -> &str {
    cells.get(place).map_or("", |cell| cell.text.trim())
}

/// Where the columns that bear one name in both headers stand in each.
fn places(before: &[String], now: &[String]) -> Vec<(usize, usize)> {
    let (before, now) = (named_once(before), named_once(now));
    let mut places: Vec<(usize, usize)> = before
        .iter()
        .filter_map(|(name, place)| Some(((*place)?, (*now.get(name)?)?)))
        .collect();
    places.sort_unstable();
    places
}

/// The place of each name that stands once.
fn named_once(header: &[String]) -> BTreeMap<&str, Option<usize>> {
    let mut places: BTreeMap<&str, Option<usize>> = BTreeMap::new();
    for (place, name) in header.iter().enumerate() {
        let name = name.trim();
        let known = places.insert(name, Some(place));
        if known.is_some() || name.is_empty() {
            places.insert(name, None);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use foldhash::HashMap;
    use rollcall_model::{Cell, RecordId};

    use super::Meaning::{Family, Given, Other, Person, Shared};
    use super::{Column, Columns, Meaning, Numbers, Values, places};

    /// The rows of two loads under one header of no meaning that are known again, by their places from one on.
    fn known(before: &[&[&str]], now: &[&[&str]]) -> Vec<(i64, i64)> {
        known_by(&vec![Other; before[0].len()], before, now)
    }

    /// The same where the columns have a meaning.
    fn known_by(meanings: &[Meaning], before: &[&[&str]], now: &[&[&str]]) -> Vec<(i64, i64)> {
        let all = meanings.iter().enumerate();
        let mut columns = Columns {
            all: all
                .map(|(place, meaning)| Column::at((place, place), *meaning))
                .collect(),
            rows: (before.len() as u64, now.len() as u64),
            set_aside: (0, 0),
            gone: HashMap::default(),
        };
        let rows = |texts: &[&[&str]]| -> Vec<(RecordId, Vec<Cell>)> {
            let mut rows = Vec::new();
            for (number, row) in (1..).zip(texts) {
                let cells: Vec<Cell> = row.iter().map(|text| Cell::text(*text)).collect();
                rows.push((RecordId(number), cells));
            }
            rows
        };
        let (before, now) = (rows(before), rows(now));
        for (record, cells) in &before {
            columns.add_before(*record, cells);
        }
        columns.keep_own_before();
        for (record, cells) in &now {
            columns.add_now(*record, cells);
        }
        if !columns.keep_own() {
            return Vec::new();
        }
        for (record, cells) in &before {
            columns.remember(*record, cells);
        }
        for (record, cells) in &now {
            columns.hold_against(*record, cells, None);
        }
        let pairs = columns.best().into_iter();
        pairs.map(|(now, before)| (now.0, before.0)).collect()
    }

    #[test]
    fn columns_are_found_by_names_that_stand_once() {
        let header = |names: &[&str]| -> Vec<String> {
            names.iter().map(|name| (*name).to_owned()).collect()
        };
        let before = header(&["Card", "Name", "", "Note", "Note"]);
        let now = header(&["Name", "Note", "Card ", ""]);
        assert_eq!(places(&before, &now), [(0, 2), (1, 0)]);
    }

    #[test]
    fn a_value_of_two_rows_is_nobodys() {
        let mut values = Values::default();
        for (row, text) in (0..).zip(["A", "B", "B", "C"]) {
            values.add(RecordId(row), text);
        }
        let alone = ["A", "B", "C"].map(|text| values.alone(super::value_of(text)));
        assert_eq!(alone, [Some(RecordId(0)), None, Some(RecordId(3))]);
        assert!(!values.are_own(4));
        assert!(values.are_many());
    }

    #[test]
    fn numbers_one_after_another_count_rows() {
        let count = |texts: &[&str]| {
            let mut numbers = Numbers::default();
            for text in texts {
                numbers.add(text);
            }
            numbers.count_rows(0)
        };
        assert!(count(&["1", "2", "3", "4"]));
        assert!(count(&["003", "001", "004", "002"]), "in any order");
        assert!(count(&["#10", "#20", "#30", "#40"]), "in steps");
        assert!(!count(&["1007", "1011", "1012", "1040"]));
        assert!(!count(&["K1", "K2", "K3", "K4"]), "cards have letters");
        assert!(!count(&[]));
    }

    #[test]
    fn a_row_is_known_where_a_second_value_is_its_own() {
        let before: [&[&str]; 4] = [
            &["70", "Anne Marsh", "Leeds", "yes"],
            &["81", "Tom Kerr", "Leeds", "yes"],
            &["93", "Priya Shah", "Leeds", "yes"],
            &["99", "Lena Wolf", "Leeds", "yes"],
        ];
        // Number 93 went to somebody else: that both live in Leeds and say yes proves nothing.
        let now: [&[&str]; 4] = [
            &["99", "Lena Wolf", "York", "yes"],
            &["81", "Tom Kerr", "York", "no"],
            &["93", "Paul Hill", "Leeds", "yes"],
            &["70", "Anne Marsh", "Leeds", "no"],
        ];
        assert_eq!(known(&before, &now), [(1, 4), (2, 2), (4, 1)]);
    }

    #[test]
    fn a_locker_and_an_address_handed_on_within_a_family_know_nobody() {
        let meanings = [Other, Given, Family, Person, Shared];
        let before: [&[&str]; 4] = [
            &["70", "Anne", "Marsh", "anne@mail.example", "1 High Street"],
            &["81", "Tom", "Kerr", "tom@mail.example", "2 Low Street"],
            &["93", "Priya", "Shah", "priya@mail.example", "5 Hill Street"],
            &["99", "Lena", "Wolf", "lena@mail.example", "7 Mill Road"],
        ];
        // Anne moved, Tom has another address for e-mails, Lena another name; Raj has what was Priya's.
        let now: [&[&str]; 4] = [
            &["70", "Anne", "Marsh", "anne@mail.example", "3 York Street"],
            &["81", "Tom", "Kerr", "kerr@mail.example", "2 Low Street"],
            &["93", "Raj", "Shah", "raj@mail.example", "5 Hill Street"],
            &["99", "Lena", "Hill", "lena@mail.example", "7 Mill Road"],
        ];
        let again = [(1, 1), (2, 2), (4, 4)];
        assert_eq!(known_by(&meanings, &before, &now), again);
        // Nor does another number of a household, or where nothing tells who it is, an address.
        let with_hall = [Other, Given, Family, Person, Other];
        assert_eq!(known_by(&with_hall, &before, &now), again);
        let unnamed = [Other, Shared, Shared, Shared, Shared];
        assert!(known_by(&unnamed, &before, &now).is_empty());
    }

    #[test]
    fn numbers_that_only_count_the_rows_know_nobody() {
        let before: [&[&str]; 4] = [
            &["1", "Anne Marsh", "Leeds"],
            &["2", "Lena Wolf", "Leeds"],
            &["3", "Priya Shah", "Leeds"],
            &["4", "Tom Kerr", "Leeds"],
        ];
        let now: [&[&str]; 4] = [
            &["1", "Anne Marsh", "York"],
            &["2", "Paul Hill", "Leeds"],
            &["3", "Lena Wolf", "Leeds"],
            &["4", "Tom Kerr", "York"],
        ];
        assert!(known(&before, &now).is_empty());
    }
}
