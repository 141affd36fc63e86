//! Of how many customers all of it is known that a use case needs: judged use case by use case.

use rollcall_checks::{Complete, MOST_WANTED};
use rollcall_governance::TEMPLATES;
use rollcall_model::{Attribute, grouped};
use rollcall_store::StoredUseCase;

use super::wanted;
use crate::inventory::attribute_view;
use crate::view::{CheckPerson, CompleteAttribute, Nothing, UseCaseCompleteness};
use crate::{Engine, EngineError, check_book};

/// So many customers with a gap are named.
const MOST_PEOPLE: usize = 200;
/// Of fewer customers than so many a share says little.
const FEW: u64 = 30;

/// A use case or template, and what it needs.
struct Wanting {
    use_case: Option<i64>,
    template: Option<String>,
    name: String,
    wanted: Vec<Attribute>,
}

impl Engine {
    /// Of how many customers all of it is known that each use case and template needs.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn use_case_completeness(
        &self,
        _: Nothing,
    ) -> Result<Vec<UseCaseCompleteness>, EngineError> {
        let store = self.store()?;
        let cases: Vec<Wanting> = store
            .agreed::<StoredUseCase>()?
            .into_iter()
            .map(|one| Wanting {
                use_case: Some(one.use_case_id),
                template: None,
                wanted: wanted(&one).attributes,
                name: one.name,
            })
            .chain(TEMPLATES.iter().map(|one| Wanting {
                use_case: None,
                template: Some(one.code.into()),
                name: one.name.into(),
                wanted: one.attributes.to_vec(),
            }))
            .collect();
        let mut attributes: Vec<Attribute> = Vec::new();
        for attribute in cases.iter().flat_map(|one| &one.wanted) {
            if !attributes.contains(attribute) && attributes.len() < MOST_WANTED {
                attributes.push(attribute.clone());
            }
        }
        let run = store.current_run()?.map(|run| run.run);
        let codes: Vec<String> = attributes.iter().map(Attribute::code).collect();
        let made_from = format!(
            "{} {}",
            check_book::made_from(&store, run)?,
            codes.join(" ")
        );
        let known = self.completeness.of(&store, made_from, |_| {
            check_book::known(&store, &attributes)
        })?;
        let place = |attribute: &Attribute| {
            let mut all = attributes.iter();
            all.position(|one| one == attribute).unwrap_or(MOST_WANTED)
        };
        Ok(cases
            .into_iter()
            .map(|case| {
                let places: Vec<usize> = case.wanted.iter().map(place).collect();
                view(case, &known.complete(&places))
            })
            .collect())
    }
}

fn view(case: Wanting, told: &Complete) -> UseCaseCompleteness {
    let can_be_judged = told.customers > 0 && !case.wanted.is_empty();
    let few = told.customers < FEW;
    UseCaseCompleteness {
        sentence: sentence(&case, told, few),
        complete: can_be_judged.then_some(told.complete),
        customers: told.customers,
        few,
        attributes: case
            .wanted
            .iter()
            .zip(&told.known)
            .map(|(attribute, known)| CompleteAttribute {
                attribute: attribute_view(attribute),
                known: *known,
            })
            .collect(),
        lacking: told
            .lacking
            .iter()
            .filter(|_| can_be_judged)
            .take(MOST_PEOPLE)
            .map(|(customer, gaps)| CheckPerson {
                customer: customer.label(),
                why: format!("Not known: {}.", labels(&case.wanted, gaps)),
            })
            .collect(),
        use_case: case.use_case,
        template: case.template,
        name: case.name,
    }
}

fn sentence(case: &Wanting, told: &Complete, few: bool) -> String {
    if case.wanted.is_empty() {
        return "Cannot be judged: nobody has said which attributes it needs.".into();
    }
    if told.customers == 0 {
        return "Cannot be known yet: nobody has been found. Load the exports and work out who is who first.".into();
    }
    let share = told.complete as f64 / told.customers as f64 * 100.0;
    let share = if few {
        "; too few customers to go by the share".to_owned()
    } else {
        format!(" ({share:.1} %)")
    };
    let all: Vec<usize> = (0..case.wanted.len()).collect();
    format!(
        "Of {} of {} customers all of it is known: {}{share}.",
        grouped(told.complete),
        grouped(told.customers),
        labels(&case.wanted, &all)
    )
}

fn labels(wanted: &[Attribute], places: &[usize]) -> String {
    let told: Vec<String> = places
        .iter()
        .filter_map(|place| Some(wanted.get(*place)?.label().to_lowercase()))
        .collect();
    told.join(", ")
}
