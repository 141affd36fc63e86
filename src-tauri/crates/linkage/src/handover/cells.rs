//! Columns of a table to write: single cells, lists, and lists of small records.

/// Values of one type, one after the other.
#[derive(Debug, Clone, PartialEq)]
pub enum Flat {
    /// Texts; an empty one stands where there is none.
    Text(Vec<String>),
    /// Whole numbers.
    Whole(Vec<i64>),
    /// Numbers.
    Real(Vec<f64>),
    /// Yes or no.
    Flag(Vec<bool>),
}

/// The cells of a column.
#[derive(Debug, Clone, PartialEq)]
pub enum Cells {
    /// One value a row.
    Single(Flat),
    /// A list a row, possibly empty.
    List {
        /// How many items each row has.
        lengths: Vec<u32>,
        /// All items.
        items: Flat,
    },
    /// A list of small records a row, possibly empty.
    Records {
        /// How many each row has.
        lengths: Vec<u32>,
        /// Their members by name.
        members: Vec<(&'static str, Flat)>,
    },
}

/// A named column.
#[derive(Debug, Clone, PartialEq)]
pub struct TableColumn {
    /// Its name.
    pub name: String,
    /// What it holds, in a sentence.
    pub about: String,
    /// Its cells.
    pub cells: Cells,
}

/// A list of texts a row in the making.
#[derive(Debug, Default)]
pub(super) struct TextLists {
    lengths: Vec<u32>,
    items: Vec<String>,
}

impl TextLists {
    pub(super) fn push<S: Into<String>>(&mut self, row: impl IntoIterator<Item = S>) {
        let before = self.items.len();
        self.items.extend(row.into_iter().map(Into::into));
        self.lengths.push((self.items.len() - before) as u32);
    }

    pub(super) fn finish(self) -> Cells {
        Cells::List {
            lengths: self.lengths,
            items: Flat::Text(self.items),
        }
    }
}

/// One member of a small record.
#[derive(Debug, Clone)]
pub(super) enum Member {
    Text(String),
    Whole(i64),
    Real(f64),
    Flag(bool),
}

impl From<&str> for Member {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// A list of small records a row in the making.
#[derive(Debug)]
pub(super) struct RecordLists {
    lengths: Vec<u32>,
    members: Vec<(&'static str, Flat)>,
    items: u32,
}

impl RecordLists {
    /// Starts with the members' names, each with an example of its type.
    pub(super) fn new(members: &[(&'static str, Member)]) -> Self {
        let members = members.iter().map(|(name, kind)| {
            let flat = match kind {
                Member::Text(_) => Flat::Text(Vec::new()),
                Member::Whole(_) => Flat::Whole(Vec::new()),
                Member::Real(_) => Flat::Real(Vec::new()),
                Member::Flag(_) => Flat::Flag(Vec::new()),
            };
            (*name, flat)
        });
        Self {
            lengths: Vec::new(),
            members: members.collect(),
            items: 0,
        }
    }

    /// Adds a record to the row begun; members of another type than told are left out.
    pub(super) fn push(&mut self, record: impl IntoIterator<Item = Member>) {
        for ((_, flat), member) in self.members.iter_mut().zip(record) {
            match (flat, member) {
                (Flat::Text(into), Member::Text(text)) => into.push(text),
                (Flat::Whole(into), Member::Whole(number)) => into.push(number),
                (Flat::Real(into), Member::Real(number)) => into.push(number),
                (Flat::Flag(into), Member::Flag(flag)) => into.push(flag),
                _ => {}
            }
        }
        self.items += 1;
    }

    pub(super) fn end_row(&mut self) {
        self.lengths.push(self.items);
        self.items = 0;
    }

    pub(super) fn finish(self) -> Cells {
        Cells::Records {
            lengths: self.lengths,
            members: self.members,
        }
    }
}
