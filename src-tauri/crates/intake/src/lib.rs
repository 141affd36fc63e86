//! Files become tables, rows and problems: formats, dialects, encodings, archives.
//!
//! Three steps, each of which can be shown to the user before the next: [`discover`] finds the
//! files in what the user named, [`plan`] looks at a file and says which tables it holds and how
//! it would read them ([`replan`] after a switch was flipped), [`read_table`] streams the rows of
//! one table into a [`RowSink`]. What was in a cell stays as it was; what cannot be loaded is set
//! aside with its row number, its text and the reason.

mod another_table;
mod archive;
mod card_property;
mod card_table;
mod cell_kind;
mod compound;
mod content;
mod cut_off;
mod dialect;
mod discover;
mod displayed;
mod encoding;
mod error;
mod excerpt;
mod field;
mod header;
mod json_document;
mod json_row;
mod json_table;
mod labelled_table;
mod limits;
mod marked_book;
mod no_row;
mod ods_cells;
mod open_book;
mod opened;
mod package;
mod parquet_row;
mod parquet_table;
mod plan;
mod reading;
mod record;
mod row;
mod short_row;
mod sifter;
mod stacked_header;
mod table;
mod table_watch;
mod tags;
mod text_table;
mod whole_parts;
mod word_list;
mod work_folder;
mod workbook;

pub use discover::discover;
pub use error::IntakeError;
pub use limits::Limits;
pub use open_book::OpenBook;
pub use plan::{plan, plan_with, read_table, read_table_with, replan};
pub use reading::{Format, Reading};
pub use row::{RawRow, ReadSummary, RowSink, SetAside};
pub use table::{InputFile, TablePlan};
pub use work_folder::{WorkFolder, sweep_work_folders};
