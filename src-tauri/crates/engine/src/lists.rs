//! Lists out: who is in, who is out and why, and the file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::NaiveDate;
use rollcall_checks::Window;
use rollcall_delivery::{
    Destination, LAST_PURCHASE, Person, Prepared, Purpose, deliver, manifest_path, prepare,
};
use rollcall_golden::GoldenRecord;
use rollcall_model::{
    Attribute, AttributeFamily, ConsentState, CustomerId, RecordId, RunId, grouped,
};
use rollcall_store::{CustomerFilter, Operation, Store, StoredCustomer, StoredDelivery, StoredRun};
use serde_json::json;

use crate::delivery_record::{Written, keep_delivered};
use crate::inventory::Marks;
use crate::records::day_of;
use crate::said_no::SaidNo;
use crate::targets::keep_off_project;
use crate::upload_views::destination_view;
use crate::view::{
    DeliverList, DeliveryView, DestinationView, LeftOut, ListPreview, ListView, Lists, Nothing,
    PreviewList,
};
use crate::{Engine, EngineError, audit_files, basis, records, upload_views};

/// Window of lists that have one, unless told.
const DAYS: u32 = 30;
/// So many people are named for a reason to be left out.
const EXAMPLES: usize = 5;
/// Destination of lists that are tables for people and programs.
const TABLE: &str = "table";

/// A list the program knows.
struct KnownList {
    code: &'static str,
    name: &'static str,
    sentence: &'static str,
    purpose: ListPurpose,
    is_windowed: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ListPurpose {
    Contact,
    Suppress,
    Table,
}

impl ListPurpose {
    /// What the rows of such a list are for.
    fn of_rows(self) -> Purpose {
        match self {
            Self::Suppress => Purpose::Suppress,
            Self::Contact | Self::Table => Purpose::Contact,
        }
    }
}

const LISTS: [KnownList; 6] = [
    KnownList {
        code: "recent_purchasers",
        name: "Recent purchasers",
        sentence: "Everybody who bought within the window, in any system: leave them out of winback and acquisition campaigns.",
        purpose: ListPurpose::Suppress,
        is_windowed: true,
    },
    KnownList {
        code: "customers",
        name: "All customers",
        sentence: "Everybody who may be written to, one row a customer, with the agreed values.",
        purpose: ListPurpose::Contact,
        is_windowed: false,
    },
    KnownList {
        code: "crosswalk",
        name: "Crosswalk",
        sentence: "Which row of which source is which customer.",
        purpose: ListPurpose::Table,
        is_windowed: false,
    },
    KnownList {
        code: "conflicts",
        name: "Conflicts",
        sentence: "Where sources disagree, what each says, what the rule chose and who decides.",
        purpose: ListPurpose::Table,
        is_windowed: false,
    },
    KnownList {
        code: "review",
        name: "Pairs to settle",
        sentence: "The pairs of records nobody is sure about, with the evidence in a sentence.",
        purpose: ListPurpose::Table,
        is_windowed: false,
    },
    KnownList {
        code: "problems",
        name: "Problems",
        sentence: "What is wrong with the data, where, and what to do.",
        purpose: ListPurpose::Table,
        is_windowed: false,
    },
];

impl Engine {
    /// The lists and the destinations.
    ///
    /// # Errors
    /// Never in practice.
    pub fn lists(&self, _: Nothing) -> Result<Lists, EngineError> {
        let recipes = self.upload_recipes()?;
        let destinations = recipes.destinations;
        let lists = LISTS
            .iter()
            .map(|list| ListView {
                code: list.code.into(),
                name: list.name.into(),
                sentence: list.sentence.into(),
                purpose: match list.purpose {
                    ListPurpose::Contact => "contact",
                    ListPurpose::Suppress => "suppress",
                    ListPurpose::Table => "table",
                }
                .into(),
                windowed: list.is_windowed,
                destinations: if list.purpose == ListPurpose::Table {
                    vec![TABLE.into()]
                } else {
                    destinations
                        .iter()
                        .filter(|one| one.purposes.contains(&list.purpose.of_rows()))
                        .map(|one| one.code.clone())
                        .collect()
                },
            })
            .collect();
        let mut shown: Vec<DestinationView> = destinations.iter().map(destination_view).collect();
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
        let list = known(&request.list)?;
        let run = run_in_use(&store)?.run;
        if list.purpose == ListPurpose::Table {
            return audit_files::preview(&store, run, list.code);
        }
        let window = self.window(&store, run, request.days, request.today.as_deref())?;
        let destination = self.upload_recipe(&request.destination)?;
        let prepared = prepare_list(&store, run, list, &destination, window.window)?;
        let left: usize = prepared.left_out.values().map(Vec::len).sum();
        Ok(ListPreview {
            chosen: prepared.people + left as u64,
            rows: prepared.rows.len() as u64,
            left_out: prepared
                .left_out
                .iter()
                .map(|(reason, customers)| LeftOut {
                    reason: reason.label().to_owned(),
                    customers: customers.len() as u64,
                    examples: customers
                        .iter()
                        .take(EXAMPLES)
                        .map(|customer| customer.label())
                        .collect(),
                })
                .collect(),
            columns: prepared.header.clone(),
            sample: prepared
                .rows
                .iter()
                .take(20)
                .map(|row| row.into_iter().map(str::to_owned).collect())
                .collect(),
            warnings: prepared.warnings.clone(),
            window: if list.is_windowed {
                window_text(&window)
            } else {
                String::new()
            },
            checked_against: checked_against(&store)?,
        })
    }

    /// Writes a list to a file.
    ///
    /// # Errors
    /// When the list or destination is not known, nobody is left in it, or the disk refuses; no
    /// half file is left.
    pub fn deliver_list(&self, request: DeliverList) -> Result<DeliveryView, EngineError> {
        let store = self.store_for_change()?;
        let list = known(&request.list)?;
        let run = run_in_use(&store)?;
        let path = Path::new(&request.path);
        keep_off_project(&store, path)?;
        let written_at = self.now();
        let mut delivered = None;
        let (rows, sha256, left_out) = if list.purpose == ListPurpose::Table {
            let written = audit_files::write(&store, run.run, list.code, path)?;
            (written.rows, written.sha256, BTreeMap::new())
        } else {
            let window = self.window(&store, run.run, request.days, request.today.as_deref())?;
            let destination = self.upload_recipe(&request.destination)?;
            let prepared = prepare_list(&store, run.run, list, &destination, window.window)?;
            keep_off_project(&store, &manifest_path(path))?;
            let manifest = deliver(&prepared, path)?;
            let checked_against = checked_against(&store)?;
            Written {
                prepared: &prepared,
                manifest: &manifest,
                path,
                list: list.name,
                at: &written_at,
                checked_against: &checked_against,
            }
            .write_page()?;
            let hashes: Vec<&str> = manifest
                .files
                .iter()
                .map(|file| file.sha256.as_str())
                .collect();
            let left: BTreeMap<String, u64> = manifest
                .left_out
                .iter()
                .map(|(reason, count)| (reason.label().to_owned(), *count))
                .collect();
            let told = (manifest.rows, hashes.join(" "), left);
            delivered = Some(prepared);
            told
        };
        let delivery = StoredDelivery {
            delivery: rollcall_model::DeliveryId(0),
            list: list.code.into(),
            destination: request.destination.clone(),
            path: request.path.clone(),
            written_at,
            rows,
            left_out: serde_json::to_string(&left_out)?,
            sha256,
            run: Some(run.run.0),
            // What the people in the list follow from, not what has been decided since.
            basis: run.basis,
        };
        let number = store.add_delivery(&delivery)?;
        if let Some(prepared) = delivered {
            keep_delivered(&store, number, run.run, &prepared)?;
        }
        // Where to stays with the delivery: a path may quote a person.
        store.note(&Operation {
            kind: "deliver_list",
            sentence: format!("Wrote the list {}: {} rows", list.name, grouped(rows)),
            request: json!({ "list": list.code, "destination": delivery.destination, "sha256": delivery.sha256 }),
            who: &self.options.who,
            at: &delivery.written_at,
        })?;
        self.tell_changed(&["deliveries", "history"]);
        self.list_deliveries(Nothing {})?
            .into_iter()
            .find(|one| one.delivery == number.0)
            .ok_or(EngineError::NotFound {
                what: "delivery",
                name: number.to_string(),
            })
    }

    /// What was written, when, and whether it is still true.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn list_deliveries(&self, _: Nothing) -> Result<Vec<DeliveryView>, EngineError> {
        let store = self.store()?;
        let basis = basis::basis(&store)?;
        let destinations = self.upload_recipes()?.destinations;
        Ok(store
            .deliveries()?
            .into_iter()
            .map(|one| DeliveryView {
                delivery: one.delivery.0,
                list: LISTS
                    .iter()
                    .find(|list| list.code == one.list)
                    .map_or(one.list.clone(), |list| list.name.into()),
                destination: destinations
                    .iter()
                    .find(|destination| destination.code == one.destination)
                    .map_or_else(
                        || upload_views::name_of_file(&one.destination),
                        |destination| destination.name.clone(),
                    ),
                path: one.path,
                written_at: one.written_at,
                rows: one.rows,
                left_out: serde_json::from_str(&one.left_out).unwrap_or_default(),
                sha256: one.sha256,
                run: one.run,
                stale: one.basis != basis,
            })
            .collect())
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
            let tomorrow = self.today().succ_opt().unwrap_or(NaiveDate::MAX);
            let last = store
                .last_purchase_before(run, &tomorrow.to_string())?
                .and_then(|day| day.parse().ok());
            (last.unwrap_or_else(|| self.today()), last.is_some())
        };
        Ok(Measured {
            window: Window::ending(end, days.unwrap_or(DAYS)),
            is_from_data,
        })
    }
}

/// A window and where its end comes from.
struct Measured {
    window: Window,
    is_from_data: bool,
}

fn known(code: &str) -> Result<&'static KnownList, EngineError> {
    LISTS
        .iter()
        .find(|list| list.code == code)
        .ok_or_else(|| EngineError::NotFound {
            what: "list",
            name: code.to_owned(),
        })
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

fn prepare_list(
    store: &Store,
    run: RunId,
    list: &KnownList,
    destination: &Destination,
    window: Window,
) -> Result<Prepared, EngineError> {
    if !destination.purposes.contains(&list.purpose.of_rows()) {
        return Err(EngineError::invalid(format!(
            "{} does not take the list {}. Choose another destination.",
            destination.name, list.name
        )));
    }
    let filter = CustomerFilter {
        bought_from: list.is_windowed.then(|| window.from.to_string()),
        ..CustomerFilter::default()
    };
    let mut people = Vec::new();
    let mut bought_later = BTreeSet::new();
    store.visit_customers::<EngineError>(run, &filter, |customer| {
        let last = customer.last_purchase.as_deref().and_then(day_of);
        if list.is_windowed && last.is_some_and(|day| day > window.until) {
            bought_later.insert(customer.customer);
        }
        people.push(person(&customer)?);
        Ok(())
    })?;
    let mut kept = Vec::with_capacity(people.len());
    for person in people {
        if !bought_later.contains(&person.customer)
            || bought_within(store, run, person.customer, window)?
        {
            kept.push(person);
        }
    }
    let purpose = list.purpose.of_rows();
    let mut open = Vec::new();
    if purpose == Purpose::Contact {
        let said_no = SaidNo::read(store, run)?;
        for person in &mut kept {
            person.barred = said_no.barred(person);
            person.in_doubt = said_no.in_doubt(person.customer);
        }
        open = said_no.open_questions();
    }
    let mut prepared = prepare(kept.into_iter(), destination, purpose);
    prepared.warnings.splice(0..0, open);
    Ok(prepared)
}

/// Whether one of a customer's purchases, not only the latest, falls into a window: a date of the
/// future, mistyped, must not hide what was bought last week.
fn bought_within(
    store: &Store,
    run: RunId,
    customer: CustomerId,
    window: Window,
) -> Result<bool, EngineError> {
    let records: Vec<RecordId> = store
        .members(run, customer)?
        .iter()
        .map(|member| member.record)
        .collect();
    Ok(store.standard_records(&records)?.iter().any(|record| {
        records::purchase_time(&record.values)
            .and_then(day_of)
            .is_some_and(|day| window.from <= day && day <= window.until)
    }))
}

/// A customer as the delivery room wants it: agreed values first, others behind them.
pub(crate) fn person(customer: &StoredCustomer) -> Result<Person, EngineError> {
    let golden: GoldenRecord = serde_json::from_str(&customer.golden)?;
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
    if let Some(time) = &customer.last_purchase {
        values.insert(Attribute::Custom(LAST_PURCHASE.into()), vec![time.clone()]);
    }
    Ok(Person {
        customer: customer.customer,
        values,
        consents,
        barred: BTreeMap::new(),
        in_doubt: None,
    })
}

fn window_text(measured: &Measured) -> String {
    let window = measured.window;
    let days = format!(
        "{} to {}",
        window.from.format("%-d %B %Y"),
        window.until.format("%-d %B %Y")
    );
    if measured.is_from_data {
        format!("{days}, counted back from the last purchase that is loaded")
    } else {
        days
    }
}

/// The sources a list was checked against: all that are loaded.
fn checked_against(store: &Store) -> Result<Vec<String>, EngineError> {
    let marks = Marks::read(store)?;
    let loads = store.current_loads()?;
    Ok(marks
        .all()
        .iter()
        .filter(|mark| loads.iter().any(|load| load.source.0 == mark.source))
        .map(|mark| mark.name.clone())
        .collect())
}
