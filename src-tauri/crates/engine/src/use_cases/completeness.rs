//! Of how many customers all of it is known that a use case needs: judged use case by use case.

use rollcall_checks::Complete;
use rollcall_governance::TEMPLATES;
use rollcall_model::{Attribute, grouped};
use rollcall_store::StoredUseCase;

use super::wanted;
use crate::inventory::attribute_view;
use crate::kept_answers::made_from_rows;
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
        let Some(run) = store.current_run()? else {
            let nobody = |case: Wanting| {
                let told = Complete {
                    known: vec![0; case.wanted.len()],
                    ..Complete::default()
                };
                view(case, &told)
            };
            return Ok(cases.into_iter().map(nobody).collect());
        };
        let made_from = made_from_rows(&store, &run)?;
        let known = self
            .completeness
            .of(&store, made_from, |_| check_book::known(&store, &run))?;
        let place = |attribute: &Attribute| {
            let mut all = known.attributes.iter();
            // What no row tells is known of nobody.
            all.position(|one| one == attribute).unwrap_or(usize::MAX)
        };
        let places: Vec<Vec<usize>> = cases
            .iter()
            .map(|case| case.wanted.iter().map(place).collect())
            .collect();
        // Ids that nobody can name are told apart from customers, by what is agreed on now.
        let only_by_id = store.customers_only_by_id(run.run)?;
        let told = known.of.complete(&places, &only_by_id, MOST_PEOPLE);
        let both = cases.into_iter().zip(&told);
        Ok(both.map(|(case, told)| view(case, told)).collect())
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
