//! How much of a file is taken before it counts as a mistake or an attack.

/// Upper bounds that keep a laptop responsive whatever the file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Largest single cell, in bytes of UTF-8. A row with a larger one is set aside.
    pub cell_bytes: usize,
    /// Most columns a table may have.
    pub columns: usize,
    /// Most bytes one archive or workbook may unpack to.
    pub unpacked_bytes: u64,
    /// Most unpacked bytes for one packed byte, once a few megabytes are out.
    pub unpack_ratio: u64,
    /// Most memory, in bytes, that the parts of a workbook may take that are held whole.
    pub held_bytes: u64,
    /// Most files in one archive.
    pub members: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            cell_bytes: 1024 * 1024,
            columns: 4096,
            unpacked_bytes: 8 * 1024 * 1024 * 1024,
            unpack_ratio: 250,
            held_bytes: 1024 * 1024 * 1024,
            members: 1000,
        }
    }
}
