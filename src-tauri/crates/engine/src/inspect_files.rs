//! Look into files before they are loaded.

use std::path::PathBuf;

use rollcall_intake::{
    Format, InputFile, Limits, OpenBook, Reading, SetAside, TablePlan, discover, plan_with, replan,
};
use rollcall_mapping::{Mapper, RecipeBook, Suggestion, TableSketch, suggest, suggest_with};
use rollcall_model::{Cell, DecimalMark, Place, Problem, ProblemCode, Severity, TableId};
use rollcall_standardise::{CountryVerdict, CountryVote};
use rollcall_store::Store;

use crate::audit::LoadsAgain;
use crate::destinations::{Destination, Fate, Given, Naming, sort_tables};
use crate::inventory::Marks;
use crate::own_recipes::KnownRecipe;
use crate::same_table;
use crate::view::{
    AsideRow, DecimalMarkView, EarlierTable, ImportChoice, InspectFiles, Inspection, ReadingView,
    TablePlanView,
};
use crate::{Engine, EngineError, Watch, own_files, own_recipes, problems};

/// Begins what is told of the country of rows that do not say it.
pub(crate) const COUNTRY_IS_READ: &str = "Rows that do not say their country are read as from";

/// A table that will be loaded: how it is read and what it seems to be.
pub(crate) struct PlannedTable {
    pub(crate) plan: TablePlan,
    pub(crate) suggestion: Suggestion,
    /// The recipe of the program that recognised it, by its id, whether it is used or was refused.
    pub(crate) recognised: Option<String>,
    pub(crate) problems: Vec<Problem>,
    pub(crate) by_hand: ByHand,
    /// It is not loaded: somebody left it out, or its sheet is hidden and nobody asked for it.
    pub(crate) left_out: bool,
}

/// What somebody chose for a table.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct ByHand {
    /// What its source is called.
    pub(crate) named: bool,
    /// How it is read.
    pub(crate) read: bool,
    /// The table it is a newer export of.
    pub(crate) newer_export_of: Option<TableId>,
    /// That it is no newer export of anything.
    pub(crate) own_table: bool,
}

impl Engine {
    /// Looks into files before they are loaded: tables, guesses, first rows.
    ///
    /// # Errors
    /// Never for what is wrong with a file: that is told in the reply.
    pub fn inspect_files(&self, request: InspectFiles) -> Result<Inspection, EngineError> {
        let paths: Vec<PathBuf> = request.paths.iter().map(PathBuf::from).collect();
        let open = self.store().ok();
        let recipes = self.known_recipes()?;
        let (tables, found) = plan_tables(
            open.as_deref(),
            &paths,
            (&request.choices, &recipes),
            Wanted::Everything,
            &mut OpenBook::default(),
            &crate::Silent,
        )?;
        let (earlier, fates) = match open.as_deref() {
            Some(store) => earlier_tables(store, &tables, &self.now())?,
            None => (Vec::new(), vec![None; tables.len()]),
        };
        Ok(Inspection {
            tables: tables
                .iter()
                .zip(&fates)
                .map(|(table, fate)| show(table, fate.as_ref(), &recipes))
                .collect(),
            earlier,
            problems: found
                .iter()
                .map(|problem| problems::show(problem, 0, None))
                .collect(),
        })
    }
}

/// The tables in use, and what becomes of each table found; nothing of one that is not loaded.
fn earlier_tables(
    store: &Store,
    tables: &[PlannedTable],
    now: &str,
) -> Result<(Vec<EarlierTable>, Vec<Option<Fate>>), EngineError> {
    let marks = Marks::read(store)?;
    let given = Given {
        store,
        now,
        naming: Naming::AsSuggested,
        said: &[],
        loads_again: LoadsAgain::ByRule,
    };
    let loaded: Vec<&PlannedTable> = tables.iter().filter(|table| !table.left_out).collect();
    let mut sorted = sort_tables(&given, &loaded, &mut OpenBook::default())?.into_iter();
    let fates = tables
        .iter()
        .map(|table| {
            let next = (!table.left_out).then(|| sorted.next());
            next.flatten().map(|sorted| sorted.fate)
        })
        .collect();
    let earlier = store
        .current_loads()?
        .iter()
        .map(|load| EarlierTable {
            table: load.table.0,
            name: same_table::name_of(&marks, load),
        })
        .collect();
    Ok((earlier, fates))
}

/// Which tables are planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// All there are, to be shown.
    Everything,
    /// Those that are loaded: hidden sheets are left out unless a choice names them.
    Chosen,
}

/// Finds the tables in files and folders and guesses how each is read. The files of the open project
/// are left alone. A table that cannot be read
/// as a choice wants it is told; where everything is wanted it stays as it was guessed.
pub(crate) fn plan_tables(
    open: Option<&Store>,
    paths: &[PathBuf],
    (choices, recipes): (&[ImportChoice], &[KnownRecipe]),
    wanted: Wanted,
    book: &mut OpenBook,
    watch: &dyn Watch,
) -> Result<(Vec<PlannedTable>, Vec<Problem>), EngineError> {
    let limits = Limits::default();
    let (mut files, mut found) = discover(paths, &limits);
    if let Some(store) = open {
        let (own, others) = files.into_iter().partition(|file| store.owns(&file.path));
        files = others;
        found.extend(own.iter().map(note_own));
    }
    let mut tables = Vec::new();
    watch.stage("Looking into the files", "files");
    for (done, file) in files.iter().enumerate() {
        watch.check()?;
        let (plans, problems) = plan_with(file, &limits, book);
        if let [only] = plans.as_slice()
            && own_files::is_own(&only.header)
        {
            found.push(note_own_result(file));
            continue;
        }
        found.extend(problems);
        for plan in plans {
            let choice = choices.iter().find(|choice| choice.key == key(&plan));
            let left_out = choice.map_or(plan.hidden, |choice| choice.skip);
            if left_out && wanted == Wanted::Chosen {
                continue;
            }
            let guessed = (wanted == Wanted::Everything).then(|| plan.clone());
            match (planned(plan, choice, &limits, &mut found), guessed) {
                (Some(mut table), _) => {
                    if let Some(file) = choice.and_then(|choice| choice.own_recipe.as_deref()) {
                        own_recipes::use_recipe(&mut table, recipes, file)?;
                    }
                    tables.push(table);
                }
                (None, Some(guessed)) => tables.extend(planned(guessed, None, &limits, &mut found)),
                (None, None) => {}
            }
        }
        watch.progress(done as u64 + 1, Some(files.len() as u64));
    }
    Ok((tables, found))
}

/// Said of the open project, found among what is to be loaded.
fn note_own(file: &InputFile) -> Problem {
    let message = format!(
        "“{}” was left out: it is the project that is open.",
        file.label
    );
    left_out(file, message, "Nothing needs to be done.")
}

/// Said of a table this program wrote.
fn note_own_result(file: &InputFile) -> Problem {
    let message = format!(
        "“{}” was left out: it is a result Rollcall wrote.",
        file.label
    );
    left_out(
        file,
        message,
        "Nothing needs to be done. A folder of its own for results keeps them apart from the exports.",
    )
}

fn left_out(file: &InputFile, message: String, hint: &str) -> Problem {
    Problem {
        code: ProblemCode::NotThisFormat,
        severity: Severity::Note,
        place: Place {
            file: file.label.clone(),
            ..Place::default()
        },
        message,
        hint: hint.to_owned(),
        count: 0,
    }
}

fn planned(
    plan: TablePlan,
    choice: Option<&ImportChoice>,
    limits: &Limits,
    found: &mut Vec<Problem>,
) -> Option<PlannedTable> {
    let mut problems = Vec::new();
    let is_hidden = plan.hidden;
    let plan = match choice.and_then(|choice| choice.reading.as_ref()) {
        Some(reading) => {
            let (again, more) = replan(&plan, &read_choice(reading, &plan.reading), limits);
            problems.extend(more);
            if again.is_none() {
                found.append(&mut problems);
            }
            again?
        }
        None => plan,
    };
    let rows: Vec<Vec<String>> = plan.sample.iter().map(|row| texts(&row.cells)).collect();
    let label = label(&plan);
    let sketch = TableSketch {
        file: &label,
        sheet: plan.sheet.as_deref(),
        headers: &plan.header,
        rows: &rows,
    };
    let mut suggestion = suggest(&sketch);
    let recognised = suggestion.mapping.recipe.clone();
    if recognised.is_some() && choice.is_some_and(|choice| choice.no_recipe == Some(true)) {
        suggestion = suggest_with(&RecipeBook::default(), &sketch);
    }
    settle_country(&plan, &mut suggestion);
    let name = choice
        .and_then(|choice| choice.source_name.as_deref())
        .map(str::trim)
        .filter(|name| !name.is_empty());
    if let Some(name) = name {
        name.clone_into(&mut suggestion.source_name);
    }
    Some(PlannedTable {
        plan,
        suggestion,
        recognised,
        problems,
        by_hand: ByHand {
            named: name.is_some(),
            read: choice.is_some_and(|choice| choice.reading.is_some()),
            newer_export_of: choice
                .and_then(|choice| choice.newer_export_of)
                .map(TableId),
            own_table: choice.is_some_and(|choice| choice.own_table == Some(true)),
        },
        left_out: choice.map_or(is_hidden, |choice| choice.skip),
    })
}

/// The country of rows that do not say it: used where nothing in the sample speaks against it, else
/// offered beside the table.
fn settle_country(plan: &TablePlan, suggestion: &mut Suggestion) {
    let mapper = Mapper::new(&suggestion.mapping);
    let mut vote = CountryVote::new();
    for row in &plan.sample {
        let cells: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
        vote.add(&mapper.apply(&cells));
    }
    let Some(CountryVerdict {
        country,
        sure,
        reason,
    }) = vote.verdict(&plan.header)
    else {
        return;
    };
    if sure {
        suggestion.role_reason = format!(
            "{} {COUNTRY_IS_READ} {country}: {reason}",
            suggestion.role_reason
        );
        suggestion.mapping.default_country = Some(country);
        return;
    }
    suggestion.problems.push(Problem {
        code: ProblemCode::CountryUnsure,
        severity: Severity::Note,
        place: plan.place(),
        message: format!(
            "Rows that do not say their country may be from {country}, but that is not sure. {reason}"
        ),
        hint: "Choose the country of the table on the Mapping screen if it is right; until then national telephone numbers stay as they are."
            .into(),
        count: 0,
    });
}

/// File and member, as problems and lineage show them.
pub(crate) fn label(plan: &TablePlan) -> String {
    match &plan.member {
        Some(member) => format!("{}/{member}", plan.file.label),
        None => plan.file.label.clone(),
    }
}

/// Names a table of a file in requests.
fn key(plan: &TablePlan) -> String {
    format!(
        "{}\u{1f}{}",
        label(plan),
        plan.sheet.as_deref().unwrap_or_default()
    )
}

pub(crate) fn texts(cells: &[Cell]) -> Vec<String> {
    cells.iter().map(|cell| cell.text.clone()).collect()
}

fn show(table: &PlannedTable, fate: Option<&Fate>, recipes: &[KnownRecipe]) -> TablePlanView {
    let plan = &table.plan;
    let suggestion = &table.suggestion;
    let mut named = (&suggestion.source_name, &suggestion.table_name);
    let (newer_export_of, told) = match fate {
        Some(Fate::LeftOut(holder, why)) => (*holder, vec![why.clone()]),
        Some(Fate::Goes(destination)) => {
            let renewed = match destination {
                Destination::Renews(renewed) => Some(renewed.table),
                Destination::Joins { table, joined } => {
                    named = (&joined.called.0, table);
                    None
                }
                Destination::Own { source, table, .. } => {
                    named = (source, table);
                    None
                }
            };
            (renewed, same_table::tell(table, destination))
        }
        None => (None, Vec::new()),
    };
    TablePlanView {
        key: key(plan),
        file: label(plan),
        sheet: plan.sheet.clone(),
        hidden: plan.hidden,
        reading: show_reading(&plan.reading),
        header: plan.header.clone(),
        raw_lines: plan.raw_lines.clone(),
        sample: plan
            .sample
            .iter()
            .take(20)
            .map(|row| texts(&row.cells))
            .collect(),
        aside: plan.aside.iter().map(aside_row).collect(),
        recognised: table.recognised.as_deref().and_then(recipe_name),
        skipped: plan.skipped_preamble.clone(),
        source_name: named.0.clone(),
        system: suggestion.system.code().to_owned(),
        table_name: named.1.clone(),
        role: suggestion.mapping.role.code().to_owned(),
        role_reason: suggestion.role_reason.clone(),
        newer_export_of: newer_export_of.map(|table| table.0),
        own_recipes: own_recipes::offers(recipes, &plan.header),
        problems: table
            .problems
            .iter()
            .chain(&suggestion.problems)
            .chain(&told)
            .map(|problem| problems::show(problem, 0, None))
            .collect(),
    }
}

fn aside_row(row: &SetAside) -> AsideRow {
    AsideRow {
        row: row.row,
        text: row.text.clone(),
        reason: row.reason.clone(),
    }
}

/// What people call a recipe of the program: the system and its table.
fn recipe_name(id: &str) -> Option<String> {
    let mut recipes = RecipeBook::builtin().recipes().iter();
    let recipe = recipes.find(|recipe| recipe.id == id)?;
    Some(format!("{} · {}", recipe.source, recipe.table))
}

fn show_reading(reading: &Reading) -> ReadingView {
    let format = serde_json::to_value(reading.format).ok();
    ReadingView {
        format: format
            .and_then(|value| value.as_str().map(str::to_owned))
            .unwrap_or_default(),
        encoding: reading.encoding.clone(),
        delimiter: reading.delimiter.map(String::from),
        quote: reading.quote.map(String::from),
        header_row: reading.header_row,
        decimal_mark: reading.decimal_mark.map(|mark| match mark {
            DecimalMark::Comma => DecimalMarkView::Comma,
            DecimalMark::Point => DecimalMarkView::Point,
        }),
        totals_are_rows: reading.totals_are_rows,
        one_table: reading.one_table,
    }
}

fn read_choice(choice: &ReadingView, guess: &Reading) -> Reading {
    let format: Option<Format> = serde_json::from_value(choice.format.clone().into()).ok();
    Reading {
        format: format.unwrap_or(guess.format),
        encoding: choice.encoding.clone(),
        delimiter: choice
            .delimiter
            .as_deref()
            .and_then(|text| text.chars().next()),
        quote: choice.quote.as_deref().and_then(|text| text.chars().next()),
        header_row: choice.header_row,
        decimal_mark: choice.decimal_mark.map(|mark| match mark {
            DecimalMarkView::Comma => DecimalMark::Comma,
            DecimalMarkView::Point => DecimalMark::Point,
        }),
        totals_are_rows: choice.totals_are_rows,
        one_table: choice.one_table,
    }
}
