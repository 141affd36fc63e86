//! The suggestion for a table: what it is, where it comes from, what each column means.

use rollcall_model::{
    Attribute, ColumnMapping, Mapping, MappingState, Place, Problem, ProblemCode, Severity,
    SystemKind, TableRole, Target, column_letters,
};

use crate::children::{set_births_aside, take_children};
use crate::claims::settle_claims;
use crate::clock::join_clocks;
use crate::consent_log::ConsentLog;
use crate::content::Profile;
use crate::dated_answers::{tell_confirmations, tell_withdrawals};
use crate::decide::{Surroundings, View, decide};
use crate::doubts::doubt;
use crate::fold::{Folded, fold};
use crate::happening::{lists_refunds, tell_deals, tell_happening};
use crate::header_words::Meaning;
use crate::keys::settle_keys;
use crate::recipe::{Recipe, RecipeBook};
use crate::remark::guess_written;
use crate::role::{Evidence, role_of};
use crate::same_requests::settle_same_requests;
use crate::source_name::{NamedFile, member_of, read_name};
use crate::two_families::join_family_names;
use crate::type_prefix::without_types;
use crate::whose_name::settle_names;
use crate::{by_recipe, notes, own_columns, tickets};

/// More rows would not change what a column looks like.
const MOST_ROWS: usize = 1000;

/// What is known of a table before it is loaded.
#[derive(Debug, Clone, Copy)]
pub struct TableSketch<'a> {
    /// The file's label, with the member of an archive after a slash.
    pub file: &'a str,
    /// The sheet of a workbook.
    pub sheet: Option<&'a str>,
    /// The header.
    pub headers: &'a [String],
    /// Some rows, about a thousand at most; more are not looked at.
    pub rows: &'a [Vec<String>],
}

/// What a table seems to be and how it would be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// What each column means; one entry a column.
    pub mapping: Mapping,
    /// The source, such as `Shopify`; tables of one source share it.
    pub source_name: String,
    /// What kind of system the source is.
    pub system: SystemKind,
    /// The table in its source, such as `orders`; the same next month.
    pub table_name: String,
    /// Why the table has its role, in a sentence.
    pub role_reason: String,
    /// Why the source is called so and of that kind, in a sentence.
    pub system_reason: String,
    /// What somebody should know before loading.
    pub problems: Vec<Problem>,
}

/// Suggests how a table is read, with the recipes that come with the program.
pub fn suggest(sketch: &TableSketch<'_>) -> Suggestion {
    suggest_with(RecipeBook::builtin(), sketch)
}

/// Suggests how a table is read, with the recipes of a project.
pub fn suggest_with(book: &RecipeBook, sketch: &TableSketch<'_>) -> Suggestion {
    suggest_as(book, sketch, None)
}

/// Suggests how a table is read, of which a person may have said what it is about. A recipe for another role than theirs
/// is not believed.
pub(crate) fn suggest_as(
    book: &RecipeBook,
    sketch: &TableSketch<'_>,
    said: Option<TableRole>,
) -> Suggestion {
    let mut views = views_of(sketch);
    let folded: Vec<Folded> = views.iter().map(|view| view.folded.clone()).collect();
    take_children(&mut views);
    let fits = |role: TableRole| said.is_none_or(|said| said == role);
    let evidence = Evidence::of(&views);
    let lists_deals = evidence.deals().are_listed();
    // Deals come with the columns of their people, which alone are another export.
    let recipe = book
        .recognise(&folded)
        .filter(|one| fits(one.role) && (!lists_deals || one.role != TableRole::Customers));
    let named = read_name(sketch.file, sketch.sheet);
    let lists_bounces = named.lists_bounces();
    let lists_refunds = recipe.is_none() && lists_refunds(sketch, &views);
    let named = named.of_newsletter_tool(evidence.has(&[Attribute::ConsentTime]));
    let log = (recipe.is_none() && fits(TableRole::Consents))
        .then(|| ConsentLog::of(&views, &evidence))
        .flatten();
    let statements = log.as_ref().filter(|_| !evidence.lists_messages());
    let (found, role_reason) = match recipe {
        _ if statements.is_some() => (TableRole::Consents, ConsentLog::role_reason()),
        Some(recipe) => (recipe.role, reason_of(recipe)),
        None => role_of(&evidence, &named),
    };
    let role = said.unwrap_or(found);
    let mut columns = Vec::with_capacity(views.len());
    let mut fixed = Vec::with_capacity(views.len());
    let mut after_street = false;
    for view in &views {
        let known = own_columns::decide(view)
            .or_else(|| recipe.and_then(|recipe| by_recipe::decide(recipe, view, &folded)));
        fixed.push(known.is_some());
        let around = Surroundings {
            role,
            evidence: &evidence,
            after_street,
            lists_bounces,
            lists_refunds,
            neighbours: neighbours(&views, view.column),
        };
        let of_log = || log.as_ref()?.decide(view, sketch.rows);
        let column = known
            .or_else(of_log)
            .unwrap_or_else(|| decide(view, &around));
        after_street = gives(&column, &Attribute::Street);
        columns.push(column);
    }
    if let Some(log) = statements {
        log.settle_others(&views, &mut columns);
    }
    tell_confirmations(&views, &mut columns, &fixed, role);
    tell_withdrawals(&views, &mut columns, &fixed);
    notes::hear(&views, &mut columns, sample(sketch), (role, &evidence));
    settle_same_requests(&views, &mut columns, &fixed, sample(sketch));
    settle_keys(&views, &mut columns, &fixed, role);
    join_clocks(&views, &mut columns);
    join_family_names(&views, &mut columns, &fixed);
    set_births_aside(&views, &mut columns, &fixed);
    doubt(&views, &mut columns, &fixed, &evidence, role);
    settle_claims(&views, &mut columns, &fixed);
    settle_names(&views, &mut columns, &fixed, sketch.rows, role);

    let mut mapping = Mapping {
        role,
        columns,
        default_country: None,
        constants: Vec::new(),
        recipe: recipe.map(|recipe| recipe.id.clone()),
    };
    let mut problems = Vec::new();
    let named = if log.is_some() {
        // In a log every row says what it says, whatever the file is called.
        NamedFile {
            meaning: None,
            ..named
        }
    } else {
        named
    };
    let table = constants_of_file(
        sketch,
        recipe,
        (&named, evidence.has_requests()),
        &mut mapping,
        &mut problems,
    );
    if lists_deals {
        tell_deals(&mut mapping);
    } else if recipe.is_none() {
        tell_happening(sketch, &views, &evidence, &mut mapping);
    }
    let (source_name, system, system_reason) = source_of(sketch, recipe, &named, &folded, &mapping);
    note_open_columns(sketch, &mapping, &mut problems);
    Suggestion {
        table_name: table
            .unwrap_or_else(|| recipe.map_or(named.table, |recipe| recipe.table.clone())),
        mapping,
        source_name,
        system,
        role_reason,
        system_reason,
        problems,
    }
}

/// Why a table a recipe knows has its role.
fn reason_of(recipe: &Recipe) -> String {
    format!(
        "The {} export of {} holds {}, as its recipe says.",
        recipe.source,
        recipe.table,
        recipe.role.label().to_lowercase()
    )
}

/// The rows that are looked at.
fn sample<'a>(sketch: &TableSketch<'a>) -> &'a [Vec<String>] {
    let rows = sketch.rows;
    rows.get(..rows.len().min(MOST_ROWS)).unwrap_or_default()
}

fn views_of<'a>(sketch: &TableSketch<'a>) -> Vec<View<'a>> {
    let rows = sample(sketch);
    sketch
        .headers
        .iter()
        .zip(without_types(sketch.headers))
        .enumerate()
        .map(|(column, (header, named))| {
            let folded = fold(named);
            View {
                column,
                header,
                guess: guess_written(named, &folded),
                folded,
                profile: Profile::of(column, rows),
            }
        })
        .collect()
}

/// What the headers before and after a column say.
fn neighbours<'a>(views: &'a [View<'_>], column: usize) -> [Option<&'a Meaning>; 2] {
    let at = |position: Option<usize>| views.get(position?)?.clear_meaning();
    [at(column.checked_sub(1)), at(column.checked_add(1))]
}

fn gives(column: &ColumnMapping, attribute: &Attribute) -> bool {
    column
        .target
        .as_ref()
        .is_some_and(|target| target.attribute == *attribute)
}

/// Whether columns say of the rows whether their messages come back for good; not where most rows have nothing there, for
/// which the name of the file speaks.
fn tells_bounces(mapping: &Mapping, rows: &[Vec<String>]) -> bool {
    let columns = mapping.columns.iter();
    let telling: Vec<usize> = columns
        .filter(|column| gives(column, &Attribute::Bounced))
        .map(|column| column.column)
        .collect();
    let is_told = |row: &Vec<String>| {
        let mut cells = telling.iter().filter_map(|column| row.get(*column));
        cells.any(|cell| !cell.trim().is_empty())
    };
    let told = rows.iter().filter(|row| is_told(row)).count();
    !telling.is_empty() && told * 2 >= rows.len()
}

/// What the file's name says of every row, and the table it names.
fn constants_of_file(
    sketch: &TableSketch<'_>,
    recipe: Option<&Recipe>,
    (named, has_requests): (&NamedFile, bool),
    mapping: &mut Mapping,
    problems: &mut Vec<Problem>,
) -> Option<String> {
    let member = member_of(sketch.file);
    if let Some(recipe) = recipe.filter(|recipe| !recipe.files.is_empty()) {
        let name = format!("{member} {}", sketch.sheet.unwrap_or(""));
        let Some(meaning) = recipe.meaning_of_file(&name) else {
            problems.push(Problem {
                code: ProblemCode::DoubtfulConsent,
                severity: Severity::Warning,
                place: place(sketch, None),
                message: format!(
                    "The {} export tells the consent of its people by the file's name, and the name \"{member}\" does not say it.",
                    recipe.source
                ),
                hint: "Load the file under the name it was exported with, or say in the mapping which consent holds for all rows.".into(),
                count: 0,
            });
            return None;
        };
        mapping
            .constants
            .push((Target::from(meaning.to.clone()), meaning.value.clone()));
        return Some(meaning.table.clone());
    }
    if mapping.role == TableRole::Consents
        && let Some((attribute, value)) = &named.meaning
        && !(named.lists_bounces() && tells_bounces(mapping, sketch.rows))
    {
        let told = mapping
            .columns
            .iter()
            .filter_map(|column| column.target.as_ref())
            .filter(|target| target.attribute == *attribute)
            .map(|target| target.group)
            .max();
        // Everybody on a list of those who want to be left alone does, in whatever words.
        let group = match told {
            // Where rows say what they ask for, some may only ask what is kept.
            _ if has_requests && *attribute == Attribute::DeletionRequest => None,
            None => Some(0),
            Some(last) if has_requests && *value != "opted_in" => Some(last.saturating_add(1)),
            Some(_) => None,
        };
        if let Some(group) = group {
            let target = Target {
                attribute: attribute.clone(),
                group,
            };
            mapping.constants.push((target, (*value).to_owned()));
        }
    }
    None
}

fn source_of(
    sketch: &TableSketch<'_>,
    recipe: Option<&Recipe>,
    named: &NamedFile,
    folded: &[Folded],
    mapping: &Mapping,
) -> (String, SystemKind, String) {
    if let Some(recipe) = recipe {
        let signature = recipe.signature_in(sketch.headers, folded).join("\", \"");
        let reason = format!(
            "The columns \"{signature}\" stand together in exports of {}. {}",
            recipe.source, recipe.note
        );
        return (recipe.source.clone(), recipe.system, reason);
    }
    let (system, reason) = match (&named.system, &named.system_word) {
        (Some(system), Some(word)) => (
            *system,
            format!(
                "The file's name has the word \"{word}\", which points to: {}.",
                system.label()
            ),
        ),
        _ => system_by_columns(mapping),
    };
    (named.source.clone(), system, reason)
}

fn system_by_columns(mapping: &Mapping) -> (SystemKind, String) {
    let has = |attribute: &Attribute| {
        mapping
            .columns
            .iter()
            .any(|column| gives(column, attribute))
    };
    let (system, why) = if has(&Attribute::LoyaltyCard) {
        (SystemKind::Loyalty, "it has the numbers of loyalty cards")
    } else if has(&Attribute::CookieId) {
        (SystemKind::Website, "it has cookies")
    } else if has(&Attribute::DeviceId) {
        (SystemKind::App, "it has devices")
    } else if lists_tickets(mapping) {
        (
            SystemKind::Support,
            "its rows are what people asked support for",
        )
    } else if mapping.role == TableRole::Figures {
        (SystemKind::Analytics, "it is a report of totals")
    } else {
        return (
            SystemKind::Other,
            "Neither the file's name nor its columns say which system it comes from.".into(),
        );
    };
    (
        system,
        format!("Nothing in the file's name says it, but {why}."),
    )
}

/// Whether every row is said to be a ticket.
fn lists_tickets(mapping: &Mapping) -> bool {
    mapping.role == TableRole::Events
        && mapping.constants.iter().any(|(target, value)| {
            target.attribute == Attribute::EventKind && value == tickets::HAPPENING
        })
}

fn place(sketch: &TableSketch<'_>, column: Option<&str>) -> Place {
    Place {
        file: sketch.file.to_owned(),
        sheet: sketch.sheet.map(str::to_owned),
        row: None,
        column: column.map(str::to_owned),
    }
}

/// A column by its header, else by the letter a spreadsheet shows above it.
fn named(column: &ColumnMapping) -> String {
    if column.header.trim().is_empty() {
        format!("Column {}", column_letters(column.column))
    } else {
        format!("Column \"{}\"", column.header)
    }
}

/// Columns a person should look at, as one problem each.
fn note_open_columns(sketch: &TableSketch<'_>, mapping: &Mapping, problems: &mut Vec<Problem>) {
    for (header, question) in open_questions(mapping) {
        problems.push(Problem {
            code: ProblemCode::UnmappedColumn,
            severity: Severity::Note,
            place: place(sketch, Some(header)),
            message: question,
            hint: "Confirm or change it in the mapping.".into(),
            count: 0,
        });
    }
}

/// The columns of a mapping a person should look at: the header and the question, in a sentence.
pub fn open_questions(mapping: &Mapping) -> Vec<(&str, String)> {
    mapping
        .columns
        .iter()
        .filter(|column| column.state == MappingState::Unsure)
        .map(|column| {
            let question = format!("{} needs a look. {}", named(column), column.reason);
            (column.header.as_str(), question)
        })
        .collect()
}
