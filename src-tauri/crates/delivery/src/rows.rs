//! Many rows of cells in little memory.

/// Rows of equally many cells, kept in one text: a million rows fit where a million small texts
/// would not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rows {
    width: usize,
    text: String,
    /// Where each cell ends.
    ends: Vec<usize>,
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
        for _ in 0..self.width {
            self.text.push_str(cells.next().unwrap_or_default());
            self.ends.push(self.text.len());
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
        (row < self.len()).then(|| {
            (row * self.width..(row + 1) * self.width)
                .map(|cell| self.cell(cell))
                .collect()
        })
    }

    /// Every row in order.
    pub fn iter(&self) -> impl Iterator<Item = Vec<&str>> {
        (0..self.len()).filter_map(|row| self.get(row))
    }

    /// The same rows with only the columns at these positions.
    pub(crate) fn keep_columns(&self, columns: &[usize]) -> Self {
        let mut kept = Self::new(columns.len());
        for row in self.iter() {
            kept.push(
                columns
                    .iter()
                    .map(|column| row.get(*column).copied().unwrap_or_default()),
            );
        }
        kept
    }

    fn cell(&self, cell: usize) -> &str {
        let start = match cell.checked_sub(1) {
            Some(before) => self.ends.get(before).copied().unwrap_or_default(),
            None => 0,
        };
        let end = self.ends.get(cell).copied().unwrap_or(start);
        self.text.get(start..end).unwrap_or_default()
    }
}
