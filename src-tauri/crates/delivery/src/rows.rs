//! Many rows of cells in little memory.

/// Rows of equally many cells, kept in one text: a million rows fit where a million small texts
/// would not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rows {
    width: usize,
    text: String,
    /// Where each row begins.
    starts: Vec<usize>,
    /// Where each cell ends, counted from where its row begins.
    ends: Vec<u32>,
    /// The columns that are left, where some were taken out.
    left: Option<Vec<usize>>,
}

impl Rows {
    /// No rows yet, of `width` cells each.
    pub fn new(width: usize) -> Self {
        Self {
            width,
            ..Self::default()
        }
    }

    /// Adds a row; missing cells are blank, further ones are left out.
    pub fn push<'c>(&mut self, cells: impl IntoIterator<Item = &'c str>) {
        let mut cells = cells.into_iter();
        let start = self.text.len();
        self.starts.push(start);
        for _ in 0..self.width {
            self.text.push_str(cells.next().unwrap_or_default());
            self.ends.push((self.text.len() - start) as u32);
        }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.ends.len().checked_div(self.width).unwrap_or(0)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One row, counted from 0; nothing when there is no such row.
    pub fn get(&self, row: usize) -> Option<Vec<&str>> {
        (row < self.len()).then(|| match &self.left {
            Some(left) => left.iter().map(|column| self.cell(row, *column)).collect(),
            None => (0..self.width)
                .map(|column| self.cell(row, column))
                .collect(),
        })
    }

    /// Every row in order.
    pub fn iter(&self) -> impl Iterator<Item = Vec<&str>> {
        (0..self.len()).filter_map(|row| self.get(row))
    }

    /// The same rows with only the columns at these positions. No cell is copied for that.
    pub(crate) fn keep_columns(self, columns: &[usize]) -> Self {
        Self {
            left: Some(columns.to_vec()),
            ..self
        }
    }

    fn cell(&self, row: usize, column: usize) -> &str {
        if column >= self.width {
            return "";
        }
        let start = self.starts.get(row).copied().unwrap_or_default();
        let end_of = |cell: usize| start + self.ends.get(cell).map_or(0, |end| *end as usize);
        let cell = row * self.width + column;
        let from = match column {
            0 => start,
            _ => end_of(cell - 1),
        };
        self.text.get(from..end_of(cell)).unwrap_or_default()
    }
}
