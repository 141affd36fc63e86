//! What can be written after `rollcall`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};
use rollcall_words::Language;

use crate::{language, person};

/// Audits and unifies customer data on one laptop. Nothing leaves this computer.
#[derive(Debug, Parser)]
#[command(
    name = "rollcall",
    version,
    disable_help_subcommand = true,
    after_help = EXIT_CODES
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// The passphrase of an encrypted project is the first line of this file, or of standard input where
    /// it is -; asked at the terminal otherwise. A project that is made gets it.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) passphrase_file: Option<PathBuf>,
    /// Who does this, for the history; the user of this computer unless told.
    #[arg(long, global = true, value_name = "NAME", value_parser = person::given)]
    pub(crate) by: Option<String>,
    /// Tell results and write the report in this language, en or de; that of `ROLLCALL_LANGUAGE` unless told, else English.
    /// This help, names, codes and the data files stay as they are.
    #[arg(long, global = true, value_name = "LANGUAGE", value_parser = language::given)]
    pub(crate) language: Option<Language>,
}

/// How a command ends.
const EXIT_CODES: &str = "\
Exit codes: 0 when it is done, 1 when it failed (standard error tells why in one sentence), 2 when the command line makes no sense.";

/// How an audit ends where some of the files are not fit to be read.
const AUDIT_EXIT_CODES: &str = "\
Files that cannot be read are left out and told first; the exit code is 0 as long as one could be loaded, 1 when none could. With --json they stand under \"unreadable\".";

/// How linking ends where the ids are not what they should be.
const LINK_EXIT_CODES: &str = "\
An id may stand once in each file, and again in another one. One that stands twice in a file, or a row without one, is told and written all the same; the exit code is 0 then. With --json they stand under \"id_faults\".";

/// How a repair ends.
const REPAIR_EXIT_CODES: &str = "\
The exit code is 0 when the new project is there and sound, with what was lost told table by table; 1 when nothing could be recovered, or the new project is not sound. With --json the tables stand under \"tables\".";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Load exports, map, standardise, work out who is who, unify, and write what came of it.
    #[command(after_help = AUDIT_EXIT_CODES)]
    Audit(AuditArguments),
    /// Work out which rows of which files are one person, and nothing else.
    #[command(after_help = LINK_EXIT_CODES)]
    Link(LinkArguments),
    /// Tell what the checks of a project found.
    Check(CheckArguments),
    /// Write the report of a project: one page that prints well.
    Report(ReportArguments),
    /// Write the rows behind a number to a file, as the window does from the drawer of rows.
    Rows(RowsArguments),
    /// Hand a project over to other engines: tables, model, rules as SQL, and scripts that run them with Splink.
    Handover(HandoverArguments),
    /// Look at a project file, set its passphrase, or take along what people decided.
    #[command(subcommand)]
    Project(ProjectCommand),
    /// Lists of people: which there are, who is in one, its files.
    #[command(subcommand)]
    List(ListCommand),
    /// List, rename or delete recipes of your own, or save one from a table of a project.
    #[command(subcommand)]
    Recipes(RecipesCommand),
    /// List every command of the core, as the window uses them.
    Commands {
        /// As one JSON array.
        #[arg(long)]
        json: bool,
    },
    /// Run one command of the core on a project and print its reply as JSON.
    #[command(disable_help_flag = true)]
    Call {
        /// The command, as `rollcall commands` lists it.
        #[arg(required_unless_present = "help")]
        command: Option<String>,
        /// Tell what the command does and what its request is made of.
        #[arg(short, long)]
        help: bool,
        /// Its request as JSON; left out when it needs none.
        request: Option<String>,
        /// The project file.
        #[arg(long)]
        project: Option<PathBuf>,
        /// Folder of settings: where recipes of your own are. Without it none are known.
        #[arg(long, value_name = "DIR")]
        settings: Option<PathBuf>,
    },
}

impl Command {
    /// Whether it only tells what commands there are and what they take.
    pub(crate) fn is_help(&self) -> bool {
        matches!(self, Self::Commands { .. } | Self::Call { help: true, .. })
    }
}

/// What to audit.
#[derive(Debug, Args)]
pub(crate) struct AuditArguments {
    /// Files and folders to load; may be left out with --project, to work on what it holds.
    #[arg(required_unless_present = "project")]
    pub(crate) paths: Vec<PathBuf>,
    /// Keep everything in this project file; it is made if it is not there.
    #[arg(long, value_name = "FILE")]
    pub(crate) project: Option<PathBuf>,
    /// Write customers.csv, crosswalk.csv, coverage.csv, conflicts.csv, review.csv, problems.csv,
    /// `set_aside.csv` and report.html into this folder.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Load FILE as a newer export of a table the project holds, as in
    /// "Shopify · customers=april.csv"; may be given several times.
    #[arg(long, value_name = "TABLE=FILE", requires = "project", value_parser = newer_export)]
    pub(crate) newer_export_of: Vec<(String, PathBuf)>,
    /// What becomes of a file of what happened, such as orders, that is called and built like a table the project
    /// holds: `add` keeps the rows that stand, `replace` takes their place, `rule` adds where it holds hardly any of
    /// them and its days follow on or go before, and replaces else.
    #[arg(long, value_name = "HOW", value_enum, default_value_t = Again::Rule, hide_possible_values = true)]
    pub(crate) loads_again: Again,
    /// Take this for today, as in 2026-11-23.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) today: Option<NaiveDate>,
    /// Print the summary as one JSON object.
    #[arg(long)]
    pub(crate) json: bool,
}

/// What becomes of rows of what happened that come beside others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Again {
    Rule,
    Add,
    Replace,
}

/// Reads `Source · table=FILE`.
fn newer_export(text: &str) -> Result<(String, PathBuf), String> {
    match text.split_once('=') {
        Some((table, file)) if !table.trim().is_empty() && !file.is_empty() => {
            Ok((table.trim().to_owned(), PathBuf::from(file)))
        }
        _ => Err("write the table, an equals sign and the file".into()),
    }
}

/// What to hand over.
#[derive(Debug, Args)]
pub(crate) struct HandoverArguments {
    /// The project file.
    pub(crate) project: PathBuf,
    /// Write into this folder: empty, not there yet, or one that was handed over before.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Write over an earlier hand-over in that folder; it is refused otherwise.
    #[arg(long)]
    pub(crate) replace: bool,
}

/// Which checks to tell.
#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    /// The project file.
    pub(crate) project: PathBuf,
    /// The check, by its code such as `suppression` or `known_buyers`; all unless told.
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// Count that check in a window of so many days from now on; 0 for the days it has by itself.
    #[arg(long, value_name = "DAYS", requires = "name")]
    pub(crate) days: Option<u32>,
    /// So many messages within the window are too many from now on; 0 for the number the check has by itself.
    #[arg(long, value_name = "COUNT", requires = "name")]
    pub(crate) messages: Option<u32>,
    /// Count that month of the check from now on, as in 2026-10; `newest` for the newest again.
    #[arg(long, value_name = "MONTH", requires = "name")]
    pub(crate) month: Option<String>,
    /// As one JSON object.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Which rows to write where.
#[derive(Debug, Args)]
pub(crate) struct RowsArguments {
    /// The project file.
    pub(crate) project: PathBuf,
    /// The kind of number, such as `people`, `check`, `coverage`, `problem`, `load` or `set_aside`; `rollcall call
    /// rows_behind` takes the same kinds.
    pub(crate) kind: String,
    /// What the kind asks for, as in check=suppression, or check=pressure part="Autumn sale" for one of its campaigns, or
    /// source=1 attribute=email state=filled.
    #[arg(value_name = "NAME=VALUE", value_parser = named_value)]
    pub(crate) named: Vec<(String, String)>,
    /// The file to write: .xlsx for a workbook, else CSV.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// Only rows with this text somewhere.
    #[arg(long, value_name = "WORDS", default_value = "")]
    pub(crate) filter: String,
    /// In the order of this column, by its place from 0.
    #[arg(long, value_name = "COLUMN")]
    pub(crate) sort: Option<u32>,
    /// From the largest to the smallest.
    #[arg(long, requires = "sort")]
    pub(crate) descending: bool,
    /// As one JSON object.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Reads `NAME=VALUE`; the value may be blank.
fn named_value(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => {
            Ok((name.trim().to_owned(), value.to_owned()))
        }
        _ => Err("write a name, an equals sign and a value".into()),
    }
}

/// Which report to write where.
#[derive(Debug, Args)]
pub(crate) struct ReportArguments {
    /// The project file.
    pub(crate) project: PathBuf,
    /// The file to write: .html for the page, .xlsx for the tables behind it.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// Show examples of values as they stand in the files; they are masked otherwise.
    #[arg(long)]
    pub(crate) unmasked: bool,
}

/// What to link.
#[derive(Debug, Args)]
pub(crate) struct LinkArguments {
    /// Files and folders; each file is a source of its own.
    #[arg(required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// Header of the column that names the records; it is no evidence.
    #[arg(long, value_name = "COLUMN")]
    pub(crate) id: String,
    /// The file to write: `record_id,cluster_id` for every record.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// Keep everything in this project file.
    #[arg(long, value_name = "FILE")]
    pub(crate) project: Option<PathBuf>,
    /// Print the summary as one JSON object.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RecipesCommand {
    /// Tell the recipes, and which files among them cannot be read.
    List {
        #[command(flatten)]
        place: RecipePlace,
        /// As one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Save how a table of a project is read.
    Save {
        /// The project file.
        #[arg(long, value_name = "FILE")]
        project: PathBuf,
        /// Its table, as `Source · table`.
        #[arg(long, value_name = "TABLE")]
        table: String,
        /// What the recipe is called.
        name: String,
        #[command(flatten)]
        place: RecipePlace,
    },
    /// Call a recipe otherwise.
    Rename {
        /// Its name, or that of its file.
        recipe: String,
        /// What it is called from now on.
        name: String,
        #[command(flatten)]
        place: RecipePlace,
    },
    /// Delete a recipe; what was loaded with it stays as it is.
    Delete {
        /// Its name, or that of its file.
        recipe: String,
        #[command(flatten)]
        place: RecipePlace,
    },
}

/// Where recipes are.
#[derive(Debug, Args)]
pub(crate) struct RecipePlace {
    /// Folder of settings instead of the window's.
    #[arg(long, value_name = "DIR")]
    pub(crate) settings: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ProjectCommand {
    /// What a project holds.
    Info {
        /// The project file.
        file: PathBuf,
        /// As one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Write what people decided in a project to a file, or take in what was decided in another one.
    Decisions {
        /// The project file.
        file: PathBuf,
        #[command(flatten)]
        way: DecisionsWay,
    },
    /// Encrypt a project with a passphrase. A forgotten one cannot be recovered by anybody.
    Encrypt {
        /// The project file.
        file: PathBuf,
        #[command(flatten)]
        new: NewPassphrase,
    },
    /// Give an encrypted project another passphrase.
    ChangePassphrase {
        /// The project file.
        file: PathBuf,
        #[command(flatten)]
        new: NewPassphrase,
    },
    /// Take the passphrase of a project away: anybody who has the file can read it then.
    Decrypt {
        /// The project file.
        file: PathBuf,
    },
    /// Look at every page of a project file and every promise it makes.
    Verify {
        /// The project file.
        file: PathBuf,
        /// As one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// The backups of a project: when each is of, its size, and the last entry of its history.
    Backups {
        /// The project file.
        file: PathBuf,
        /// As one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Put a backup in the place of a project; what was there becomes a backup of its own.
    Restore {
        /// The project file, whether it can be opened or not.
        file: PathBuf,
        /// The backup, as `rollcall project backups` lists it.
        backup: String,
    },
    /// Take what can still be read of a damaged project into a new one, and tell what was kept and what was lost.
    #[command(after_help = REPAIR_EXIT_CODES)]
    Repair {
        /// The damaged project file; it is only read.
        file: PathBuf,
        /// The new project file; it must not be there yet.
        #[arg(long, value_name = "NEW")]
        out: PathBuf,
        /// As one JSON object.
        #[arg(long)]
        json: bool,
    },
}

/// Where decisions go, or where they come from.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct DecisionsWay {
    /// Write the decisions of the project to this file.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Take in the decisions of this file, as far as they fit.
    #[arg(long, value_name = "FILE")]
    pub(crate) take: Option<PathBuf>,
}

/// The passphrase a project is to get.
#[derive(Debug, Args)]
pub(crate) struct NewPassphrase {
    /// The new passphrase is the first line of this file, or of standard input where it is -; asked at the
    /// terminal otherwise.
    #[arg(long, value_name = "FILE")]
    pub(crate) new_passphrase_file: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ListCommand {
    /// The lists of a project: those of the program and those people made.
    Show {
        /// The project file.
        file: PathBuf,
        /// As JSON: lists people made with their conditions and versions, and those to begin from.
        #[arg(long)]
        json: bool,
    },
    /// Who would be in a file, who not, and why.
    Preview {
        #[command(flatten)]
        list: ListArguments,
        /// The destination, such as `plain_csv`.
        #[arg(long, value_name = "DESTINATION", default_value = "plain_csv")]
        to: String,
        /// As one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Write a list to a file.
    Deliver {
        #[command(flatten)]
        list: ListArguments,
        /// The destination, such as `meta_customer_list`; for a corrected file (`cleaned`, or `cleaned:3` for one
        /// table) `people` or `upload`, each also with `+form` (values in one form) and `+filled` (blank cells filled).
        #[arg(long, value_name = "DESTINATION", default_value = "plain_csv")]
        to: String,
        /// The file to write.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Also write who is left out, and why, to a file beside it.
        #[arg(long)]
        left_out: bool,
    },
    /// Write one list of people to leave alone for every platform, into one folder with a manifest.
    Suppress {
        #[command(flatten)]
        list: ListArguments,
        /// Only for these destinations; may be given several times.
        #[arg(long, value_name = "DESTINATION")]
        to: Vec<String>,
        /// The folder; it is made where it is not there.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
}

/// Which list of which project.
#[derive(Debug, Args)]
pub(crate) struct ListArguments {
    /// The project file.
    pub(crate) file: PathBuf,
    /// The list, by its code or its name.
    pub(crate) list: String,
    #[command(flatten)]
    pub(crate) window: ListWindow,
}

/// Which days count.
#[derive(Debug, Args)]
pub(crate) struct ListWindow {
    /// Days looked back, for lists that have a window.
    #[arg(long, value_name = "DAYS")]
    pub(crate) days: Option<u32>,
    /// Count days back from this one; the last purchase that is loaded unless told.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) today: Option<NaiveDate>,
}

fn day(text: &str) -> Result<NaiveDate, String> {
    text.parse()
        .map_err(|_| "write the day as year-month-day, as in 2026-11-23".to_owned())
}
