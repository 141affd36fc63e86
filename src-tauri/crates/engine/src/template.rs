//! Fill my template: the header row of somebody's own file is what a list is to look like.

mod dialect;
mod words;

use std::collections::BTreeMap;
use std::path::Path;

use rollcall_delivery::{
    Column, ColumnSource, ConsentRule, Destination, FileFormat, Hashing, LAST_PURCHASE, Purpose,
    RegionRule, Tier, write_text,
};
use rollcall_intake::{Limits, TablePlan, discover, plan, replan};
use rollcall_mapping::{TableSketch, attribute_choices, suggest};
use rollcall_model::{Attribute, AttributeFamily, ColumnMapping, MappingState, Transformation};

use crate::ending::Written;
use crate::inspect_files::{label, texts};
use crate::known_names::unknown_attribute;
use crate::upload_views::destination_view;
use crate::view::{
    AttributeView, DestinationView, KeepTemplate, ReadTemplate, TemplateChoice, TemplateColumn,
    TemplateView,
};
use crate::{Engine, EngineError};

/// From here on a suggestion is used without asking, as when a file is loaded.
const SURE: f64 = 0.7;

impl Engine {
    /// What a file of headers asks for.
    ///
    /// # Errors
    /// When the file cannot be read as a table of text or XLSX.
    pub fn read_template(&self, request: ReadTemplate) -> Result<TemplateView, EngineError> {
        let template = Template::read(Path::new(&request.path))?;
        let columns: Vec<TemplateColumn> = template.matches.iter().map(Match::view).collect();
        Ok(TemplateView {
            name: template.name.clone(),
            dialect: dialect::sentence(&template.plan),
            open: columns.iter().filter(|column| !column.sure).count() as u64,
            columns,
            choices: attribute_choices()
                .into_iter()
                .map(|choice| choice.attribute)
                .filter(can_be_filled)
                .map(|attribute| AttributeView {
                    code: attribute.code(),
                    label: attribute.label(),
                    family: attribute.family().code().to_owned(),
                })
                .collect(),
        })
    }

    /// Keeps a file of headers as a destination.
    ///
    /// # Errors
    /// When the file cannot be read, nothing of it can be filled, a name is taken, or the disk refuses.
    pub fn keep_template(&self, request: KeepTemplate) -> Result<DestinationView, EngineError> {
        let file = Path::new(&request.path);
        let today = self.today().to_string();
        let destination = destination_of(file, &today, Some(&request.name), &request.columns)?;
        let known = self.upload_recipes()?.destinations;
        if known.iter().any(|one| one.code == destination.code) {
            return Err(EngineError::invalid(format!(
                "There is a destination called like \"{}\" already. Choose another name.",
                request.name.trim()
            )));
        }
        let place = match &request.to {
            Some(path) => path.into(),
            None => self.place_of_own_recipe(&destination.code)?,
        };
        if let Ok(store) = self.store() {
            crate::targets::keep_off_project(&store, &place)?;
        }
        crate::targets::keep_off_inputs(&[file.to_path_buf()], &place)?;
        Written::Toml.fits(&place)?;
        write_text(&place, &destination.to_text()?)?;
        self.tell_changed(&["project"]);
        Ok(destination_view(&destination))
    }
}

/// The destination a file of headers asks for, with what somebody said about its columns.
///
/// # Errors
/// When the file cannot be read, a choice names no column or attribute, or nothing can be filled.
pub(crate) fn destination_of(
    file: &Path,
    today: &str,
    name: Option<&str>,
    choices: &[TemplateChoice],
) -> Result<Destination, EngineError> {
    let mut template = Template::read(file)?;
    for choice in choices {
        template.choose(choice)?;
    }
    let name = name.map(str::trim).filter(|name| !name.is_empty());
    template.destination(today, name)
}

/// A file of headers, with what each column would hold.
struct Template {
    name: String,
    plan: TablePlan,
    file: FileFormat,
    matches: Vec<Match>,
}

/// What a column would hold.
struct Match {
    column: usize,
    header: String,
    attribute: Option<Attribute>,
    is_sure: bool,
    reason: String,
    transformation: Transformation,
    /// What stands in the column in the rows of the file.
    cells: Vec<String>,
}

impl Template {
    fn read(file: &Path) -> Result<Self, EngineError> {
        let plan = planned(file)?;
        let format = dialect::format_of(&plan)?;
        let rows: Vec<Vec<String>> = plan.sample.iter().map(|row| texts(&row.cells)).collect();
        let label = label(&plan);
        let suggestion = suggest(&TableSketch {
            file: &label,
            sheet: plan.sheet.as_deref(),
            headers: &plan.header,
            rows: &rows,
        });
        Ok(Self {
            name: file
                .file_stem()
                .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned()),
            matches: suggestion
                .mapping
                .columns
                .iter()
                .map(|column| Match::of(column, &rows))
                .collect(),
            file: format,
            plan,
        })
    }

    fn choose(&mut self, choice: &TemplateChoice) -> Result<(), EngineError> {
        let attribute = match &choice.attribute {
            None => None,
            Some(code) => {
                Some(Attribute::try_from(code.clone()).map_err(|_| unknown_attribute(code))?)
            }
        };
        let column = usize::try_from(choice.column).unwrap_or(usize::MAX);
        let Some(chosen) = self.matches.get_mut(column) else {
            return Err(EngineError::NotFound {
                what: "column",
                name: choice.column.to_string(),
            });
        };
        chosen.attribute = attribute;
        chosen.is_sure = true;
        Ok(())
    }

    fn destination(&self, today: &str, name: Option<&str>) -> Result<Destination, EngineError> {
        let mut used: BTreeMap<Attribute, usize> = BTreeMap::new();
        let columns: Vec<Column> = self
            .matches
            .iter()
            .map(|column| column.column(&mut used))
            .collect();
        if columns
            .iter()
            .all(|column| column.from == ColumnSource::Nothing)
        {
            return Err(EngineError::invalid(format!(
                "None of the headers of \"{}\" is known, so nothing could be filled. Say what its columns hold first.",
                self.name
            )));
        }
        let mails = Attribute::Email;
        let header_of_mail = columns
            .iter()
            .find(|column| column.from == ColumnSource::Attribute(mails.clone()))
            .map(|column| column.header.clone());
        let consent = vec![Attribute::EmailConsent];
        let name = name.unwrap_or(&self.name);
        Ok(Destination {
            code: code_of(name),
            name: name.to_owned(),
            page: String::new(),
            read_on: today.to_owned(),
            tier: Tier::Own,
            confidence: "made from the headers of your own file".to_owned(),
            system: name.to_owned(),
            purposes: vec![Purpose::Contact, Purpose::Suppress],
            blank_cells: "What a blank cell does there is for you to know; take it for a change."
                .to_owned(),
            notes: self.notes(),
            minimum_rows: None,
            own_data_only: false,
            rows_per_file: None,
            bytes_per_file: None,
            lead_rows: Vec::new(),
            one_row_per: None,
            one_file_per: None,
            forbidden: Vec::new(),
            hashing: if columns.iter().any(|column| column.hashed) {
                Hashing::Always
            } else {
                Hashing::Never
            },
            file: dialect::rules(&self.plan, self.file)?,
            consent: if header_of_mail.is_some() {
                ConsentRule {
                    given: consent,
                    not_refused: Vec::new(),
                }
            } else {
                ConsentRule {
                    given: Vec::new(),
                    not_refused: consent,
                }
            },
            regions: RegionRule::default(),
            identifiers: Vec::new(),
            contact_identifiers: header_of_mail
                .map(|header| vec![header])
                .into_iter()
                .collect(),
            columns,
        })
    }

    fn notes(&self) -> Vec<String> {
        let blank: Vec<&str> = self
            .matches
            .iter()
            .filter(|column| column.used().is_none())
            .map(|column| column.header.as_str())
            .collect();
        let mut notes = Vec::new();
        if !blank.is_empty() {
            notes.push(format!(
                "These columns stay blank, since nobody has said what they hold: {}.",
                blank.join(", ")
            ));
        }
        notes.extend(self.matches.iter().filter_map(Match::told_words));
        notes
    }
}

impl Match {
    fn of(column: &ColumnMapping, rows: &[Vec<String>]) -> Self {
        let cells = rows.iter().filter_map(|row| row.get(column.column));
        let attribute = column
            .target
            .as_ref()
            .map(|target| target.attribute.clone())
            .filter(can_be_filled);
        let is_sure = column.state != MappingState::Unsure && column.confidence >= SURE;
        Self {
            column: column.column,
            header: column.header.clone(),
            is_sure: attribute.is_some() && is_sure,
            attribute,
            reason: column.reason.clone(),
            transformation: column.transformation.clone(),
            cells: cells.cloned().collect(),
        }
    }

    /// What the rows of the file call the answers in it.
    fn words(&self) -> BTreeMap<String, String> {
        self.used().map_or_else(BTreeMap::new, |attribute| {
            words::words_of(attribute, &self.transformation, &self.cells)
        })
    }

    fn told_words(&self) -> Option<String> {
        words::sentence(&self.header, self.used()?, &self.words())
    }

    fn used(&self) -> Option<&Attribute> {
        self.attribute.as_ref().filter(|_| self.is_sure)
    }

    fn view(&self) -> TemplateColumn {
        TemplateColumn {
            column: self.column as u64,
            header: self.header.clone(),
            attribute: self.attribute.as_ref().map(Attribute::code),
            label: self
                .attribute
                .as_ref()
                .map_or_else(String::new, Attribute::label),
            sure: self.is_sure,
            reason: match self.told_words() {
                Some(told) => format!("{} {told}", self.reason),
                None => self.reason.clone(),
            },
        }
    }

    /// A header that asks for the same again gets the next value.
    fn column(&self, used: &mut BTreeMap<Attribute, usize>) -> Column {
        let Some(attribute) = self.used() else {
            return Column::plain(&self.header, ColumnSource::Nothing);
        };
        let nth = used.entry(attribute.clone()).or_default();
        let mut column = Column::plain(&self.header, source_of(attribute));
        column.nth = *nth;
        column.words = self.words();
        *nth += 1;
        match attribute {
            Attribute::FullName | Attribute::PostcodeCity => {
                " ".clone_into(&mut column.joined_by);
            }
            Attribute::FullAddress => ", ".clone_into(&mut column.joined_by),
            Attribute::HashedEmail => {
                column.hashed = true;
                column.normalise = vec![
                    rollcall_delivery::Normaliser::Trim,
                    rollcall_delivery::Normaliser::Lower,
                    rollcall_delivery::Normaliser::Email,
                ];
            }
            _ => {}
        }
        column
    }
}

/// What golden records hold; ids of rows and events are somebody else's to know.
fn can_be_filled(attribute: &Attribute) -> bool {
    !matches!(
        attribute,
        Attribute::RecordKey | Attribute::AccountId | Attribute::MergedInto
    ) && !matches!(
        attribute.family(),
        AttributeFamily::Event | AttributeFamily::Custom
    )
}

fn source_of(attribute: &Attribute) -> ColumnSource {
    match attribute {
        Attribute::FullName => ColumnSource::Joined(vec![
            Attribute::GivenName,
            Attribute::MiddleName,
            Attribute::FamilyName,
        ]),
        Attribute::FullAddress => ColumnSource::Joined(vec![
            Attribute::Street,
            Attribute::Unit,
            Attribute::Postcode,
            Attribute::City,
            Attribute::Country,
        ]),
        Attribute::PostcodeCity => ColumnSource::Joined(vec![Attribute::Postcode, Attribute::City]),
        Attribute::HashedEmail => ColumnSource::Attribute(Attribute::Email),
        Attribute::LastPurchaseAt => {
            ColumnSource::Attribute(Attribute::Custom(LAST_PURCHASE.into()))
        }
        other => ColumnSource::Attribute(other.clone()),
    }
}

/// The first table of a file. A single row is its header.
fn planned(file: &Path) -> Result<TablePlan, EngineError> {
    let limits = Limits::default();
    let (files, mut problems) = discover(&[file.to_path_buf()], &limits);
    let mut plans = Vec::new();
    for found in &files {
        let (tables, more) = plan(found, &limits);
        plans.extend(tables);
        problems.extend(more);
    }
    let first = plans.into_iter().find(|plan| !plan.hidden);
    let Some(first) = first else {
        let why = problems.first().map_or_else(
            || "it holds no table".to_owned(),
            |problem| problem.message.clone(),
        );
        return Err(EngineError::invalid(format!(
            "\"{}\" cannot be used as a template: {why}",
            file.display()
        )));
    };
    if first.reading.header_row.is_some() {
        return Ok(first);
    }
    let mut reading = first.reading.clone();
    reading.header_row = Some(1);
    Ok(replan(&first, &reading, &limits).0.unwrap_or(first))
}

/// A code of letters and digits from a name.
fn code_of(name: &str) -> String {
    let folded: String = name
        .to_lowercase()
        .chars()
        .map(|one| if one.is_alphanumeric() { one } else { ' ' })
        .collect();
    let code = folded.split_whitespace().collect::<Vec<_>>().join("_");
    if code.is_empty() {
        "template".to_owned()
    } else {
        code
    }
}
