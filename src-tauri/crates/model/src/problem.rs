//! What is wrong, where, and what to do: data, not errors.

use serde::{Deserialize, Serialize};

/// A finding on a file, a table, a column, a row or a cell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Problem {
    /// Which situation it is.
    pub code: ProblemCode,
    /// How much it matters.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// What is wrong, one sentence that can be read aloud. Holds no personal data beyond the
    /// example the user's own file shows.
    pub message: String,
    /// What to do about it.
    pub hint: String,
    /// How many rows it touches; 1 for a single one, 0 for none in particular.
    pub count: u64,
}

/// Where a problem is, as far as it is known. Rows are numbered as a spreadsheet shows them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Place {
    /// File name, with the member of an archive after a slash.
    pub file: String,
    /// Sheet of a workbook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Row as a spreadsheet shows it, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
    /// Column header.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
}

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Good to know.
    Note,
    /// Something is off; the rest was used.
    Warning,
    /// A row or a file could not be used.
    Error,
}

macro_rules! problem_codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal;)+) => {
        /// The situations a problem can be.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum ProblemCode { $($(#[$doc])* $name,)+ }

        impl ProblemCode {
            /// Every situation.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The stable code.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// Reads what `code` wrote.
            pub fn parse(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }
        }
    };
}

problem_codes! {
    /// The file holds nothing.
    EmptyFile = "empty_file";
    /// The file has a header and no row under it.
    HeaderOnly = "header_only";
    /// The content is not what the name promises.
    NotThisFormat = "not_this_format";
    /// The file wants a password.
    Encrypted = "encrypted";
    /// The file ends before it should.
    Truncated = "truncated";
    /// The file would unpack to more than this program takes.
    TooLarge = "too_large";
    /// No reader for this kind of file.
    UnknownFormat = "unknown_format";
    /// The file cannot be read from the disk.
    Unreadable = "unreadable";
    /// A member of an archive points outside it.
    UnsafePath = "unsafe_path";
    /// A folder holds nothing that can be read.
    NothingToRead = "nothing_to_read";
    /// A cell is larger than this program takes.
    CellTooLarge = "cell_too_large";
    /// The table has very many columns.
    ManyColumns = "many_columns";
    /// Bytes that are no characters in the file's encoding.
    InvalidCharacters = "invalid_characters";
    /// Characters with the value zero.
    NulCharacters = "nul_characters";
    /// Two columns have the same header.
    DuplicateHeader = "duplicate_header";
    /// A column has no header.
    EmptyHeader = "empty_header";
    /// A row has more cells than the header.
    ExtraCells = "extra_cells";
    /// A row has fewer cells than the header.
    MissingCells = "missing_cells";
    /// A row that breaks off: its end is missing, and the other rows have theirs.
    CutOffRow = "cut_off_row";
    /// A row of totals, not of a customer.
    TotalsRow = "totals_row";
    /// The header stands again among the rows.
    RepeatedHeader = "repeated_header";
    /// A row without a value.
    BlankRow = "blank_row";
    /// Prose below the table, such as when and by whom it was made.
    Footer = "footer";
    /// Lines before the header.
    Preamble = "preamble";
    /// A quote that opens and never closes.
    OpenQuote = "open_quote";
    /// Sheets that are hidden in their workbook.
    HiddenSheet = "hidden_sheet";
    /// Numbers a spreadsheet has already rounded.
    RoundedNumber = "rounded_number";
    /// Text that was decoded wrongly before it came here.
    Mojibake = "mojibake";
    /// Day and month cannot be told apart in a column.
    AmbiguousDates = "ambiguous_dates";
    /// A value that cannot be what its column says.
    InvalidValue = "invalid_value";
    /// A filler instead of a value.
    PlaceholderValue = "placeholder_value";
    /// A value that belongs in another column.
    MisplacedValue = "misplaced_value";
    /// A date that has not come yet, or a birth too long ago.
    ImpossibleDate = "impossible_date";
    /// A day that has not come yet in a column that tells the past.
    FutureDate = "future_date";
    /// An age nobody reaches.
    ImpossibleAge = "impossible_age";
    /// A column whose values are written in more than one way.
    MixedFormats = "mixed_formats";
    /// Values that end within a word at the longest length of their column.
    CutOffValues = "cut_off_values";
    /// An address of a role, not of a person.
    RoleAddress = "role_address";
    /// An address made to be thrown away.
    DisposableAddress = "disposable_address";
    /// An address whose domain is one slip of the hand away from a common one.
    MistypedAddress = "mistyped_address";
    /// A consent column that says yes everywhere.
    DoubtfulConsent = "doubtful_consent";
    /// Two rows of a table with one record id.
    RepeatedRecordKey = "repeated_record_key";
    /// A value that very many different people share.
    SharedValue = "shared_value";
    /// A record that could not be compared with all others.
    NotCompared = "not_compared";
    /// A file that is loaded already, byte for byte.
    UnchangedFile = "unchanged_file";
    /// A file that was taken for a newer export of an earlier table.
    NewerExport = "newer_export";
    /// A file of what happened whose rows were added to those of other days.
    RowsAdded = "rows_added";
    /// A row that stands in the table it would be added to.
    StandsAlready = "stands_already";
    /// A file that may be a newer export of an earlier table, without its being sure.
    LikelyNewerExport = "likely_newer_export";
    /// A file that is an earlier export of a list than the one that is used.
    OlderExport = "older_export";
    /// A header that is not the one of the load before.
    HeaderChanged = "header_changed";
    /// A row of a person who was erased on request.
    ErasedPerson = "erased_person";
    /// A row from before what was purged because it was kept as long as agreed.
    PastRetention = "past_retention";
    /// A row that is not written as its format wants it.
    BrokenRow = "broken_row";
    /// A column nobody could place.
    UnmappedColumn = "unmapped_column";
    /// A table whose rows may be from one country, without its being sure.
    CountryUnsure = "country_unsure";
    /// Words for the status of orders that nobody knows.
    UnknownStatus = "unknown_status";
    /// Numbers and codes whose leading zero a spreadsheet has dropped.
    LostZero = "lost_zero";
    /// Rows of another table below the first one of a file.
    AnotherTable = "another_table";
    /// Orders that are told with different totals.
    TwoTotals = "two_totals";
    /// Times that name a zone which is one of several of that name.
    ZoneOfSeveral = "zone_of_several";
}

impl ProblemCode {
    /// Whether the rows it touches were set aside rather than loaded.
    pub fn is_about_set_aside_rows(self) -> bool {
        matches!(
            self,
            Self::CellTooLarge
                | Self::ExtraCells
                | Self::CutOffRow
                | Self::TotalsRow
                | Self::Footer
                | Self::BrokenRow
                | Self::RepeatedHeader
                | Self::BlankRow
                | Self::OpenQuote
                | Self::ErasedPerson
                | Self::PastRetention
                | Self::AnotherTable
                | Self::StandsAlready
        )
    }
}
