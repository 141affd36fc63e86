//! What each customer bought last, what goes with it and when they read, for messages that refer to it.

mod clock;

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use chrono::NaiveDateTime;
use rollcall_checks::{
    BasketLine, Baskets, LEAST_OPENINGS, LastBought, Openings, OrderState, TouchColumn,
    is_category_column, is_given_back_whole, same_product,
};
use rollcall_delivery::Personal;
use rollcall_model::{Attribute, CustomerId, RecordId, RunId, StandardValue, TableRole, grouped};
use rollcall_standardise::event_kind::EventKind;
use rollcall_store::{DecisionTable, Store, StoredLoad, StoredRun};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::check_book::{OrderBook, settle};
use crate::event_rows::{
    Refunded, amount_of, holds_tickets, order_hash, order_state, state_by_row, tables,
};
use crate::kept_answers::{Kept, kept, made_from_rows};
use crate::message_rows::MessageTable;
use crate::records::{self, day_of, first};
use crate::told_columns::{says_done, told_columns, touch_columns};
use crate::view::{Nothing, PersonalisationView, ProductView, SetComplement};
use crate::{Engine, EngineError, deals_told_again};
use clock::{clock_of, day_name};

/// Under this name the project keeps what goes with a product.
pub(crate) const COMPLEMENTS: &str = "complements";
/// Under this name a run keeps what is told of all its customers together.
const SUMMARY: &str = "personalisation";
/// So many products are told, those of most customers first.
const MOST_PRODUCTS: usize = 200;
const TOUCHED: &[&str] = &["project", "governance", "history"];

/// What people said goes with a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Complement {
    product: String,
    goes_with: String,
}

/// By what a product is the same as another.
type Complements = BTreeMap<String, Complement>;

/// What is known of every customer for it.
#[derive(Debug, Default)]
pub(crate) struct Known {
    bought: BTreeMap<CustomerId, LastBought>,
    openings: Openings,
    goes_with: Complements,
    /// Whether any table of orders has a column of the kind of product.
    tells_category: bool,
    /// Openings without an hour.
    without_hour: u64,
    /// Whether any table tells openings at all.
    tells_openings: bool,
}

impl Engine {
    /// What messages could refer to: products bought last, what goes with them, and when people read.
    ///
    /// # Errors
    /// When no project is open, nobody has been found yet or it cannot be read.
    pub fn personalisation(&self, _: Nothing) -> Result<PersonalisationView, EngineError> {
        let store = self.store()?;
        let Some(run) = store.current_run()? else {
            return Ok(view(&Summary::default(), &Complements::default()));
        };
        let made_from = made_from_rows(&store, &run)?;
        let told = self
            .personal
            .of(&store, made_from, |_| summary(&store, &run))?;
        Ok(view(&told, &complements(&store)?))
    }

    /// Says what goes with a product.
    ///
    /// # Errors
    /// When no product is named.
    pub fn set_complement(
        &self,
        request: SetComplement,
    ) -> Result<PersonalisationView, EngineError> {
        let store = self.store_for_change()?;
        let (product, goes_with) = (request.product.trim(), request.goes_with.trim());
        if product.is_empty() {
            return Err(EngineError::invalid("Say which product it goes with."));
        }
        let mut all = complements(&store)?;
        let told = if goes_with.is_empty() {
            all.remove(&same_product(product));
            format!("Nothing is said to go with “{product}”")
        } else {
            all.insert(
                same_product(product),
                Complement {
                    product: product.to_owned(),
                    goes_with: goes_with.to_owned(),
                },
            );
            format!("“{goes_with}” goes with “{product}”")
        };
        let text = serde_json::to_string(&all)?;
        let row = (!all.is_empty()).then(|| json!({ "name": COMPLEMENTS, "value": text }));
        let asked = json!({ "product": product, "goes_with": goes_with });
        self.commit(&store, "set_complement", told, asked, |edits| {
            let row = row.as_ref().and_then(|row| row.as_object().cloned());
            edits.set(DecisionTable::Setting, &[json!(COMPLEMENTS)], row)
        })?;
        self.tell_changed(TOUCHED);
        drop(store);
        self.personalisation(Nothing {})
    }
}

/// What is told of all customers of a run together: as it was kept, else read from every order and opening once.
pub(crate) fn summary(store: &Store, run: &StoredRun) -> Result<Summary, EngineError> {
    let made_from = made_from_rows(store, run)?;
    kept(store, run.run, SUMMARY, &made_from, || {
        Ok(Summary::of(&Known::read(store, run.run)?))
    })
}

/// Whether a text says what goes with products.
pub(crate) fn is_complements(text: &str) -> bool {
    serde_json::from_str::<Complements>(text).is_ok()
}

fn complements(store: &Store) -> Result<Complements, EngineError> {
    Ok(match store.setting(COMPLEMENTS)? {
        Some(kept) => serde_json::from_str(&kept)?,
        None => Complements::default(),
    })
}

impl Known {
    /// Reads the orders and openings of a run's customers.
    pub(crate) fn read(store: &Store, run: RunId) -> Result<Self, EngineError> {
        let members = store.memberships(run)?;
        let customer_of = |record: RecordId| {
            let place = members
                .binary_search_by_key(&record, |(one, _)| *one)
                .ok()?;
            members.get(place).map(|(_, customer)| *customer)
        };
        let only_by_id = store.customers_only_by_id(run)?;
        let mut known = Self {
            goes_with: complements(store)?,
            ..Self::default()
        };
        let mut baskets = Baskets::default();
        let mut books = Vec::new();
        let told_again = deals_told_again::rows(store)?;
        for (table, load) in tables(store, TableRole::Events)?.iter().enumerate() {
            let mut book = OrderBook::of(load.source, &load.table_name, amount_of(store, load)?);
            let mut refunded = Refunded::read(store, load)?;
            let (extras, messages) = known.extras(store, load, &customer_of)?;
            let mut extras = extras.into_iter().peekable();
            store.visit_standard::<EngineError>(load, |record| {
                if told_again.contains(&record.record) {
                    return Ok(ControlFlow::Continue(()));
                }
                // Both come in the order of the rows.
                while extras.next_if(|(one, _)| *one < record.record).is_some() {}
                let category = extras.next_if(|(one, _)| *one == record.record);
                let category = category.map(|(_, text)| text).unwrap_or_default();
                let customer = customer_of(record.record);
                known.add_opening(customer, &record.values, messages);
                let back = refunded.of(record.record);
                // An id that nobody can name makes no order somebody else's.
                let somebody = customer.filter(|one| only_by_id.binary_search(one).is_err());
                book.add(&record.values, back, somebody);
                baskets.add(&BasketLine {
                    source: load.source.0,
                    table: table as u32,
                    customer,
                    category: &category,
                    ..line(&record.values, back)
                });
                Ok(ControlFlow::Continue(()))
            })?;
            books.push(book);
        }
        // Money given back in one table can be that of an order in another.
        settle(&mut books);
        baskets.undo(|table, order| {
            let book = books.get(table as usize);
            book.is_some_and(|book| book.state_of(order_hash(order)) != OrderState::Real)
        });
        known.bought = baskets.by_customer();
        Ok(known)
    }

    /// The kinds of products that stand in a table, row by row, and what its rows can tell of messages besides; notes
    /// the openings its cells tell.
    fn extras(
        &mut self,
        store: &Store,
        load: &StoredLoad,
        customer_of: &dyn Fn(RecordId) -> Option<CustomerId>,
    ) -> Result<(Vec<(RecordId, String)>, MessageTable), EngineError> {
        let columns = told_columns(store, load)?;
        let category = columns
            .iter()
            .find(|(_, header)| is_category_column(header))
            .map(|(place, _)| *place);
        // What is opened in a helpdesk is a ticket.
        let is_helpdesk = holds_tickets(store, load)?;
        let touches: Vec<usize> = touch_columns(store, load)?
            .into_iter()
            .filter(|(_, column)| match column {
                TouchColumn::Opened => !is_helpdesk,
                TouchColumn::Clicked => true,
                TouchColumn::Source | TouchColumn::Medium | TouchColumn::ClickId => false,
            })
            .map(|(place, _)| place)
            .collect();
        self.tells_category |= category.is_some();
        self.tells_openings |= !touches.is_empty();
        let messages = MessageTable::read(store, load)?.beside(!touches.is_empty());
        let mut categories = Vec::new();
        if category.is_none() && touches.is_empty() {
            return Ok((categories, messages));
        }
        store.visit_rows::<EngineError>(load, |raw| {
            let text = |place: usize| {
                let cell = raw.cells.get(place);
                cell.map(|cell| cell.text.trim()).unwrap_or_default()
            };
            if let Some(kind) = category.map(text).filter(|kind| !kind.is_empty()) {
                categories.push((raw.record, kind.to_owned()));
            }
            // Opened and clicked of one message are one time somebody read it: the first that has an hour.
            let told = touches.iter().map(|place| text(*place));
            let said = told.filter(|text| says_done(text));
            let times: Vec<Option<NaiveDateTime>> = said.map(clock_of).collect();
            if let (false, Some(customer)) = (times.is_empty(), customer_of(raw.record)) {
                match times.into_iter().flatten().next() {
                    Some(at) => self.openings.add(customer, at),
                    None => self.without_hour += 1,
                }
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok((categories, messages))
    }

    /// Notes a row that is an opening or a click itself, or whose status says that its message was opened: when, no
    /// status tells.
    fn add_opening(
        &mut self,
        customer: Option<CustomerId>,
        values: &[StandardValue],
        messages: MessageTable,
    ) {
        let kind = records::event_kind(values);
        let is_row = matches!(kind, Some(EventKind::Opened | EventKind::Clicked));
        if !is_row && messages.row(values).is_none_or(|row| !row.is_opened()) {
            return;
        }
        self.tells_openings = true;
        let Some(customer) = customer else { return };
        let time = first(values, &Attribute::EventTime).filter(|_| is_row);
        match time.and_then(clock_of) {
            Some(at) => self.openings.add(customer, at),
            None => self.without_hour += 1,
        }
    }

    /// What a list adds to a customer.
    pub(crate) fn of(&self, customer: CustomerId) -> Vec<(Attribute, String)> {
        let mut told: Vec<(Personal, String)> = Vec::new();
        if let Some(bought) = self.bought.get(&customer) {
            let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
            told.extend([
                (Personal::LastProduct, bought.last_product.clone()),
                (Personal::LastCategory, bought.last_category.clone()),
                (Personal::LastProducts, bought.last_products.join("; ")),
                (Personal::LastPieces, bought.last_pieces.to_string()),
                (Personal::TimesBought, bought.times_bought.to_string()),
                (Personal::Orders, bought.orders.to_string()),
                (
                    Personal::FirstBought,
                    day(bought.first_day).unwrap_or_default(),
                ),
                (
                    Personal::LastBought,
                    day(bought.last_day).unwrap_or_default(),
                ),
            ]);
            let goes_with = self.goes_with.get(&same_product(&bought.last_product));
            // Nobody is offered what they have.
            if let Some(one) = goes_with.filter(|one| !bought.has(&one.goes_with)) {
                told.push((Personal::GoesWith, one.goes_with.clone()));
            }
        }
        let best = self.openings.best_time(customer);
        if let Some(weekday) = best.weekday {
            told.push((Personal::BestWeekday, day_name(weekday).into()));
        }
        if let Some(hour) = best.hour {
            told.push((Personal::BestHour, hour.to_string()));
        }
        if self.tells_openings {
            told.push((Personal::Openings, best.openings.to_string()));
        }
        told.into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(what, text)| (what.attribute(), text))
            .collect()
    }
}

/// What a row tells of goods, of whose money a column of it says so much was given back; whose they are and of which
/// kind is told besides.
fn line(values: &[StandardValue], refunded: f64) -> BasketLine<'_> {
    let quantity: Option<f64> =
        first(values, &Attribute::Quantity).and_then(|text| text.parse().ok());
    let product = first(values, &Attribute::Product).or_else(|| first(values, &Attribute::Sku));
    let order = first(values, &Attribute::OrderId).unwrap_or_default();
    let goes_back = records::gives_back(values) || quantity.is_some_and(|pieces| pieces < 0.0);
    let is_real = order_state(values) == OrderState::Real;
    // A return that was called off sent nothing back.
    let is_sent_back = goes_back && is_real && product.is_some();
    let is_undone = if goes_back {
        // What tells neither goods nor money tells of the whole order.
        is_real
            && product.is_none()
            && refunded <= 0.0
            && first(values, &Attribute::Amount).is_none()
    } else if order.is_empty() {
        state_by_row(values, refunded) != OrderState::Real
    } else {
        !is_real || records::undone_order(values).is_some()
    };
    // Of a row whose money all went back nothing was kept, whatever became of the rest of its order.
    let paid: Option<f64> = first(values, &Attribute::Amount).and_then(|text| text.parse().ok());
    let is_kept = !goes_back && !is_given_back_whole(paid.unwrap_or(0.0), refunded, false);
    BasketLine {
        source: 0,
        table: 0,
        order,
        customer: None,
        day: first(values, &Attribute::EventTime)
            .and_then(day_of)
            .filter(|_| !goes_back || is_sent_back),
        is_undone: is_undone || records::is_not_bought_yet(values),
        is_sent_back,
        product: product
            .filter(|_| is_kept || is_sent_back)
            .unwrap_or_default(),
        category: "",
        quantity: if is_sent_back {
            quantity.map_or(f64::MAX, f64::abs)
        } else {
            quantity.unwrap_or(1.0)
        },
    }
}

/// What is told of all customers together, before anybody said what goes with a product.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Summary {
    /// What was bought last, by what a product is the same as another.
    products: BTreeMap<String, ProductView>,
    customers: u64,
    with_category: u64,
    openers: u64,
    with_best_time: u64,
    tells_category: bool,
    tells_openings: bool,
    without_hour: u64,
}

impl Kept for Summary {
    fn to_bytes(&self) -> Result<Vec<u8>, EngineError> {
        Ok(serde_json::to_vec(self)?)
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }
}

impl Summary {
    fn of(known: &Known) -> Self {
        let mut products: BTreeMap<String, ProductView> = BTreeMap::new();
        let mut with_category = 0;
        for bought in known.bought.values() {
            with_category += u64::from(!bought.last_category.is_empty());
            let one = products
                .entry(same_product(&bought.last_product))
                .or_insert_with(|| ProductView {
                    product: bought.last_product.clone(),
                    category: bought.last_category.clone(),
                    customers: 0,
                    goes_with: String::new(),
                });
            one.customers += 1;
        }
        Self {
            products,
            customers: known.bought.len() as u64,
            with_category,
            openers: known.openings.customers(),
            with_best_time: known.openings.with_best_hour(),
            tells_category: known.tells_category,
            tells_openings: known.tells_openings,
            without_hour: known.without_hour,
        }
    }
}

fn view(told: &Summary, goes_with: &Complements) -> PersonalisationView {
    let mut products = told.products.clone();
    for (key, said) in goes_with {
        let one = products.entry(key.clone()).or_insert_with(|| ProductView {
            product: said.product.clone(),
            category: String::new(),
            customers: 0,
            goes_with: String::new(),
        });
        one.goes_with.clone_from(&said.goes_with);
    }
    let all = products.len() as u64;
    let mut products: Vec<ProductView> = products.into_values().collect();
    products.sort_by(|one, other| {
        other
            .customers
            .cmp(&one.customers)
            .then(one.product.cmp(&other.product))
    });
    products.truncate(MOST_PRODUCTS);
    PersonalisationView {
        sentence: if told.customers == 0 {
            "Cannot be known from these files: no order with a product, a day and somebody is in them.".into()
        } else {
            format!(
                "Of {} customers the last product is known, of {} an hour at which they read.",
                grouped(told.customers),
                grouped(told.with_best_time)
            )
        },
        customers: told.customers,
        with_category: told.with_category,
        openers: told.openers,
        with_best_time: told.with_best_time,
        least_openings: LEAST_OPENINGS,
        unknown: unknown(told, goes_with),
        products_total: all,
        products,
    }
}

fn unknown(known: &Summary, goes_with: &Complements) -> Vec<String> {
    let mut told = Vec::new();
    if known.customers == 0 {
        told.push("What somebody bought is not known: an export of orders with their lines, product by product, would tell.".into());
    } else if !known.tells_category {
        told.push("What kind of product it is is not known: no table of orders has a column such as category or product type.".into());
    }
    if !known.tells_openings {
        told.push("When somebody reads is not known: no send log tells when a message was opened or clicked.".into());
    } else if known.without_hour > 0 {
        told.push(format!(
            "{} openings tell no hour and are not counted.",
            grouped(known.without_hour)
        ));
    }
    if goes_with.is_empty() {
        told.push("What goes with a product is for people to say: nobody has yet.".into());
    }
    told
}
