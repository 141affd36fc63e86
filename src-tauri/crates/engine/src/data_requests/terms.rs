//! How long an answer to a request may take: what people set for a region, what is assumed of the law there,
//! and the rule the project agreed on.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rollcall_governance::{RequestRegion, RequestTerm, Rule, days_of};
use rollcall_store::{DecisionTable, Store, StoredCustomer, StoredDataRequest};
use serde_json::json;

use super::{TOUCHED, read};
use crate::lives_in::{self, LivesIn};
use crate::rules::RuleBook;
use crate::view::{DataRequests, RequestTermView, SetRequestTerm};
use crate::{Engine, EngineError};

/// What the settings begin with.
const SETTING: &str = "request_term:";

/// The terms in force.
pub(super) struct Terms {
    set: BTreeMap<RequestRegion, RequestTerm>,
    book: RuleBook,
}

impl Terms {
    pub(super) fn read(store: &Store) -> Result<Self, EngineError> {
        let set = store.settings(SETTING)?;
        Ok(Self {
            set: set
                .iter()
                .filter_map(|(name, value)| {
                    let region = RequestRegion::parse(name.strip_prefix(SETTING)?)?;
                    Some((region, RequestTerm::parse(value)?))
                })
                .collect(),
            book: RuleBook::read(store)?,
        })
    }

    fn of(&self, region: RequestRegion) -> RequestTerm {
        self.set
            .get(&region)
            .copied()
            .unwrap_or_else(|| region.term())
    }

    /// The last day for an answer and why: the earlier of the region's term and of what people agreed on, where they
    /// agree on anything of such requests.
    pub(super) fn due(
        &self,
        region: RequestRegion,
        rule: Option<&Rule>,
        received: NaiveDate,
    ) -> (NaiveDate, String) {
        let term = self.of(region);
        let by_region = term.due(received);
        let agreed = rule.and_then(|rule| {
            let acting = self.book.acting(rule);
            let days = days_of(&acting.choice)?;
            Some((RequestTerm::Days(days).due(received), acting.sentence))
        });
        let earlier = agreed.filter(|(day, _)| *day < by_region);
        earlier.unwrap_or_else(|| {
            (
                by_region,
                format!("{}: {}.", region.label(), term.in_words()),
            )
        })
    }

    /// The last day for an answer had people agreed on so many days.
    pub(super) fn due_within(
        &self,
        region: RequestRegion,
        days: u32,
        received: NaiveDate,
    ) -> NaiveDate {
        let agreed = RequestTerm::Days(days).due(received);
        agreed.min(self.of(region).due(received))
    }

    pub(super) fn views(&self) -> Vec<RequestTermView> {
        RequestRegion::ALL
            .iter()
            .map(|region| {
                let term = self.of(*region);
                RequestTermView {
                    region: region.code().into(),
                    label: region.label().into(),
                    term: term.code(),
                    in_words: term.in_words(),
                    is_assumed: !self.set.contains_key(region),
                }
            })
            .collect()
    }
}

/// From what it is known where whoever asks lives, where it is not an address that tells it.
pub(super) fn known_from(row: &StoredDataRequest, customer: Option<&StoredCustomer>) -> String {
    if !row.asker.is_empty() && !row.country.is_empty() {
        return lives_in::by_phone(&row.country);
    }
    let Some(customer) = customer else {
        return String::new();
    };
    let now = LivesIn::of(&customer.country, &customer.phone_countries);
    // It is told of the country that was known when the request came.
    if now.country == row.country {
        now.told()
    } else {
        String::new()
    }
}

impl Engine {
    /// Says how long an answer to a request may take where somebody lives, or goes back to what is assumed.
    ///
    /// # Errors
    /// When there is no such region, or the term is none.
    pub fn set_request_term(&self, request: SetRequestTerm) -> Result<DataRequests, EngineError> {
        let store = self.store_for_change()?;
        let region =
            RequestRegion::parse(&request.region).ok_or_else(|| EngineError::NotFound {
                what: "region",
                name: request.region.clone(),
            })?;
        let term = request
            .term
            .as_deref()
            .map(|text| {
                RequestTerm::parse(text).ok_or_else(|| {
                    EngineError::invalid(format!(
                        "“{text}” is no time. Write it as days:30 or months:1."
                    ))
                })
            })
            .transpose()?;
        let name = format!("{SETTING}{}", region.code());
        let row = term.map(|term| json!({ "name": name, "value": term.code() }));
        let told = format!(
            "Requests of people are answered within {} ({})",
            term.unwrap_or_else(|| region.term()).in_words(),
            region.label()
        );
        let asked = json!({ "region": region.code(), "term": request.term, "reason": request.reason.trim() });
        self.commit(&store, "set_request_term", told, asked, |edits| {
            let row = row.as_ref().and_then(|row| row.as_object().cloned());
            edits.set(DecisionTable::Setting, &[json!(name)], row)
        })?;
        self.tell_changed(TOUCHED);
        read(&store, &self.done_in_files, self.today())
    }
}
