//! Lists out: who is in, who is out and why, and the file.

mod book;
mod bought;
mod chosen;
mod conditions;
mod count;
mod deeds;
mod given_back;
mod happened;
mod kept;
mod known;
mod named;
mod order_lines;
mod overlap;
mod permissions;
mod prepared;
mod products;
mod saved;
mod seen;
mod source_lists;
mod stamp;
mod suppression;
mod window_text;
mod written;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rollcall_checks::Window;
use rollcall_delivery::{Destination, LAST_PURCHASE, ObeyedRule, Person, Prepared};
use rollcall_golden::{GoldenRecord, Survivorship};
use rollcall_model::{Attribute, AttributeFamily, ConsentState, Party, RunId, SourceId};
use rollcall_store::{
    Store, StoredCustomer, StoredDelivery, StoredList, StoredListVersion, StoredRun,
};

use crate::source_files::SourceFile;
use crate::upload_views::destination_view;
use crate::view::{
    DeliveryView, DestinationView, ListPreview, ListView, Lists, Nothing, PreviewList,
};
use crate::{Engine, EngineError, audit_files};
use chosen::Asked;
use known::{LISTS, ListPurpose};
use prepared::MadeTo;

pub(crate) use book::LastFacts;
pub(crate) use bought::{Purchase, RowOfOne, RowsOfTable, purchases};
pub(crate) use conditions::cents;
pub(crate) use deeds::{SignUps, said, sign_up_columns};
pub(crate) use kept::{keep_with_run, made_from as made_from_values, what_tables_tell};
pub(crate) use known::is_people_purpose;
pub(crate) use named::Named;
pub(crate) use saved::{out_of_date, version_in_force};
pub(crate) use source_lists::merge_list_of;

/// What stands behind the name of a list in that of the file of those left out.
pub(crate) const LEFT_OUT: &str = "-left-out.csv";
/// Window of lists that have one, unless told.
const DAYS: u32 = 30;
/// So many rows of a list are shown.
const SHOWN: usize = 20;
/// So many people are named for a reason to be left out.
const EXAMPLES: usize = 5;
/// Destination of lists that are tables for people and programs.
const TABLE: &str = "table";

impl Engine {
    /// The lists and the destinations.
    ///
    /// # Errors
    /// When the project cannot be read.
    pub fn lists(&self, _: Nothing) -> Result<Lists, EngineError> {
        let recipes = self.upload_recipes()?;
        let destinations = recipes.destinations;
        let lists = LISTS
            .iter()
            .map(|list| ListView {
                code: list.code.into(),
                name: list.name.into(),
                sentence: list.sentence.into(),
                purpose: list.purpose.code().into(),
                windowed: list.is_windowed,
                saved: None,
                version: None,
                destinations: if list.purpose == ListPurpose::Table {
                    vec![TABLE.into()]
                } else {
                    fit_for(&destinations, list.purpose)
                },
            })
            .chain(self.source_views()?)
            .chain(self.saved_views(&destinations)?)
            .collect();
        let mut shown: Vec<DestinationView> = destinations.iter().map(destination_view).collect();
        shown.extend(source_lists::destinations());
        shown.push(DestinationView {
            code: TABLE.into(),
            name: "CSV table".into(),
            warnings: Vec::new(),
            columns: Vec::new(),
            source_note: "Our own file.".into(),
            extension: "csv".into(),
            purposes: Vec::new(),
        });
        Ok(Lists {
            lists,
            destinations: shown,
            refused_recipes: recipes.refused,
        })
    }

    /// Who is in a list, who is out, and why.
    ///
    /// # Errors
    /// When the list or destination is not known, or nobody has been found yet.
    pub fn preview_list(&self, request: PreviewList) -> Result<ListPreview, EngineError> {
        let store = self.store()?;
        let asked = Asked::find(&store, &request.list, request.draft.as_ref())?;
        let run = run_in_use(&store)?;
        if let Some(file) = SourceFile::of_code(&asked.code) {
            return source_lists::preview(&store, &run, file, &request, self.language());
        }
        let stamp = stamp::now(&store, &run)?;
        if asked.purpose == ListPurpose::Table {
            return audit_files::preview(&store, run.run, &asked.code, stamp, self.language());
        }
        let window = self.window(&store, run.run, request.days, request.today.as_deref())?;
        let recipe = self.upload_recipe(&request.destination)?;
        let chosen = self.chosen(&store, &run, &asked, window.window)?;
        let prepared = self.prepared(&store, &run, &asked, &chosen, &recipe, MadeTo::Show)?;
        let warnings = warnings_of(&store, &run, &prepared)?;
        Ok(ListPreview {
            chosen: prepared::everybody(&prepared),
            // Each row has its part; only the first rows are there.
            rows: prepared.parts.len() as u64,
            left_out: count::left_out(&prepared),
            columns: prepared.header.clone(),
            sample: prepared
                .rows
                .iter()
                .map(|row| row.into_iter().map(str::to_owned).collect())
                .collect(),
            warnings,
            window: asked.window_told(&window),
            checked_against: stamp
                .checked
                .iter()
                .map(|one| one.source.name.clone())
                .collect(),
            stamp,
        })
    }

    /// What was written, when, and whether it is still true.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn list_deliveries(&self, _: Nothing) -> Result<Vec<DeliveryView>, EngineError> {
        let store = self.store()?;
        let state = stamp::State::read(&store)?;
        let today = self.today();
        let destinations = self.upload_recipes()?.destinations;
        Ok(store
            .deliveries()?
            .into_iter()
            .map(|one| {
                let stamp: stamp::Stamp = serde_json::from_str(&one.stamp).unwrap_or_default();
                let age = stamp::age(&one.written_at, today);
                let stale_because = state.stale_because(&one, &stamp, age);
                DeliveryView {
                    delivery: one.delivery.0,
                    list: name_of_delivered(&one),
                    version: one.list_version,
                    destination: destinations
                        .iter()
                        .find(|destination| destination.code == one.destination)
                        .map_or_else(
                            || source_lists::name_of_destination(&one.destination),
                            |destination| destination.name.clone(),
                        ),
                    files: one.paths,
                    written_at: one.written_at,
                    by: one.who,
                    rules: rules_told(&one.rules),
                    rows: one.rows,
                    left_out: serde_json::from_str(&one.left_out).unwrap_or_default(),
                    sha256: one.sha256,
                    run: one.run,
                    stale: !stale_because.is_empty(),
                    stale_because,
                    age_days: age,
                    unchecked: state.unchecked(&stamp),
                    warnings: Vec::new(),
                    checked: stamp
                        .checked
                        .into_iter()
                        .map(|one| format!("{} ({})", one.name, one.loaded_on))
                        .collect(),
                }
            })
            .collect())
    }

    /// The tables of sources, as they are offered beside all other lists; none without a project.
    fn source_views(&self) -> Result<Vec<ListView>, EngineError> {
        match self.store() {
            Ok(store) => source_lists::views(&store),
            Err(_) => Ok(Vec::new()),
        }
    }

    /// The lists people made, as they are offered beside those of the program; none without a project.
    fn saved_views(&self, destinations: &[Destination]) -> Result<Vec<ListView>, EngineError> {
        let Ok(store) = self.store() else {
            return Ok(Vec::new());
        };
        let names = saved::names(&store)?;
        let versions: Vec<StoredListVersion> = store.agreed()?;
        let lists: Vec<StoredList> = store.agreed()?;
        let mut views = Vec::new();
        for list in lists.into_iter().filter(|one| one.removed_at.is_none()) {
            let Some(version) = version_in_force(&versions, list.list_id) else {
                continue;
            };
            let purpose = ListPurpose::of_people(&version.purpose)?;
            views.push(ListView {
                code: saved::code(list.list_id),
                name: list.name,
                sentence: saved::whole_sentence(&saved::condition_of(version)?, &names),
                purpose: version.purpose.clone(),
                windowed: false,
                saved: Some(list.list_id),
                version: Some(version.version),
                destinations: fit_for(destinations, purpose),
            });
        }
        Ok(views)
    }

    /// The window a list covers. Unless a day is named it ends on the day of the last purchase that
    /// is loaded: exports are older than today, and a window without any data in it finds nobody.
    fn window(
        &self,
        store: &Store,
        run: RunId,
        days: Option<u32>,
        today: Option<&str>,
    ) -> Result<Measured, EngineError> {
        let named = today.map(str::trim).filter(|text| !text.is_empty());
        let (end, is_from_data) = if let Some(text) = named {
            let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| {
                EngineError::invalid(format!("\"{text}\" is not a day like 2026-11-23."))
            })?;
            (day, false)
        } else {
            let last = self.last_day_bought(store, run)?;
            (last.unwrap_or_else(|| self.today()), last.is_some())
        };
        Ok(Measured {
            window: Window::ending(end, days.unwrap_or(DAYS)),
            is_from_data,
        })
    }

    /// The day of the last purchase that is loaded, where one is; days to come are none.
    pub(crate) fn last_day_bought(
        &self,
        store: &Store,
        run: RunId,
    ) -> Result<Option<NaiveDate>, EngineError> {
        let tomorrow = self.today().succ_opt().unwrap_or(NaiveDate::MAX);
        let last = store.last_purchase_before(run, &tomorrow.to_string())?;
        Ok(last.and_then(|day| day.parse().ok()))
    }
}

/// What to know before a list goes out: what changed since people were found, then what the destination asks for.
fn warnings_of(
    store: &Store,
    run: &StoredRun,
    prepared: &Prepared,
) -> Result<Vec<String>, EngineError> {
    let mut warnings = stamp::changed_since(store, run)?;
    if !warnings.is_empty() {
        warnings.push("People were found before that. Find them again first.".into());
    }
    warnings.extend(prepared.warnings.iter().cloned());
    Ok(warnings)
}

/// A window and where its end comes from.
struct Measured {
    window: Window,
    is_from_data: bool,
}

/// The codes of the destinations that take lists for this.
fn fit_for(destinations: &[Destination], purpose: ListPurpose) -> Vec<String> {
    destinations
        .iter()
        .filter(|one| one.purposes.contains(&purpose.of_rows()))
        .map(|one| one.code.clone())
        .collect()
}

/// The rules a delivery obeys, as they are read; nothing where they were not noted.
fn rules_told(kept: &str) -> Option<Vec<String>> {
    let rules: Vec<ObeyedRule> = serde_json::from_str(kept).ok()?;
    let told = |one: ObeyedRule| {
        let sentence = one.sentence.trim_end_matches('.');
        format!("{sentence} (version {})", one.version)
    };
    Some(rules.into_iter().map(told).collect())
}

/// What a delivered list is called.
pub(crate) fn name_of_delivered(delivery: &StoredDelivery) -> String {
    match LISTS.iter().find(|list| list.code == delivery.list) {
        Some(known) => known.name.into(),
        None if delivery.list_name.is_empty() => delivery.list.clone(),
        None => delivery.list_name.clone(),
    }
}

fn run_in_use(store: &Store) -> Result<StoredRun, EngineError> {
    let run = store
        .current_run()?
        .ok_or_else(|| EngineError::NothingLoaded {
            message: "Nobody has been found yet. Load the exports and work out who is who first."
                .into(),
        })?;
    Ok(run)
}

/// The sources that were bought or borrowed.
pub(crate) fn bought_sources(store: &Store) -> Result<BTreeSet<SourceId>, EngineError> {
    let sources = store.sources()?.into_iter();
    Ok(sources
        .filter(|source| source.party == Party::Third.code())
        .map(|source| source.source)
        .collect())
}

/// A customer as the delivery room wants it: agreed values first, others behind them. The sources that
/// were bought or borrowed tell whether nobody else knows her.
pub(crate) fn person(
    customer: &StoredCustomer,
    bought: &BTreeSet<SourceId>,
) -> Result<Person, EngineError> {
    let golden: GoldenRecord = serde_json::from_str(&customer.golden)?;
    Ok(person_told(customer, golden, bought))
}

/// The same of a golden record that is read already.
fn person_told(
    customer: &StoredCustomer,
    golden: GoldenRecord,
    bought: &BTreeSet<SourceId>,
) -> Person {
    let mut values: BTreeMap<Attribute, Vec<String>> = BTreeMap::new();
    let mut consents = BTreeMap::new();
    for value in golden.values {
        if value.attribute.family() == AttributeFamily::Consent
            && let Some(state) = ConsentState::parse(&value.value)
        {
            consents.insert(value.attribute.clone(), state);
        }
        let all = value.each_once().into_iter().map(str::to_owned);
        values
            .entry(value.attribute.clone())
            .or_default()
            .extend(all);
    }
    let open = golden.conflicts.into_iter();
    let undecided = open
        .filter(|conflict| Survivorship::parse(&conflict.rule) == Some(Survivorship::Ask))
        .map(|conflict| conflict.attribute)
        .collect();
    if let Some(time) = &customer.last_purchase {
        values.insert(Attribute::Custom(LAST_PURCHASE.into()), vec![time.clone()]);
    }
    Person {
        customer: customer.customer,
        values,
        consents,
        barred: BTreeMap::new(),
        undecided,
        in_doubt: None,
        restricted: false,
        only_bought: !customer.sources.is_empty()
            && customer
                .sources
                .iter()
                .all(|source| bought.contains(source)),
    }
}
