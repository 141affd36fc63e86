//! One page of figures that stakeholders can ask about: each opens the rows behind it.

use rollcall_checks::Measure;

use crate::view::{CheckView, Figure, MeasureView, Nothing, Overview, ScoreLine, Scorecard};
use crate::{Engine, EngineError};

/// Of fewer than so many a share says little.
const FEW: u64 = 30;
/// The measures of the audit on the page of which each row is one that is counted, and what they are of.
const MEASURES: [(Measure, &str); 2] = [
    (Measure::RepeatedRecords, "records of customers"),
    (Measure::UnreachablePeople, "people"),
];
/// Old details are told one by one: a record that holds two of them is two rows.
const OLD: [(&str, &str); 3] = [
    ("email", "Old e-mail addresses still held"),
    ("phone", "Old telephone numbers still held"),
    ("address", "Old addresses still held"),
];
/// The checks on the page: those about people, each of whom can be named.
const CHECKS: [&str; 6] = [
    "suppression",
    "waste",
    "pressure",
    "after_no",
    "retention",
    "leads",
];

impl Engine {
    /// The scorecard.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn scorecard(&self, _: Nothing) -> Result<Scorecard, EngineError> {
        let overview = self.overview(Nothing {})?;
        let measures = self.measures(Nothing {})?.measures;
        let checks = self.check_book(Nothing {})?.checks;
        let mut figures = people(&overview);
        figures.extend(MEASURES.iter().filter_map(|(measure, of)| {
            let one = measures.iter().find(|one| one.measure == measure.code())?;
            Some(of_measure(one, of))
        }));
        let old = Measure::StaleDetails.code();
        let old = measures.iter().find(|one| one.measure == old);
        figures.extend(old.map(old_details).unwrap_or_default());
        figures.extend(CHECKS.iter().filter_map(|code| {
            let one = checks.iter().find(|one| one.check == *code)?;
            Some(of_check(one, overview.customers))
        }));
        Ok(Scorecard {
            sentence: sentence(&figures),
            figures,
        })
    }
}

fn people(overview: &Overview) -> Vec<ScoreLine> {
    let only_by_id = overview.known_only_by_id.unwrap_or(0);
    let unknown = "Not known: who is who has not been worked out yet.";
    let blank = |is_known: bool| if is_known { "" } else { unknown }.to_owned();
    let all = overview.customers;
    let named = all.map(|all| all - only_by_id.min(all));
    vec![
        ScoreLine {
            definition: "Customers with a name, an organisation, an e-mail address or a telephone, of all customers.".into(),
            figure: named.filter(|count| *count > 0).map(|_| Figure::People {}),
            found: named,
            among: all,
            of: "customers".into(),
            few: all.is_some_and(|all| all < FEW),
            unknown: blank(named.is_some()),
            ..line("people", "people", "People")
        },
        ScoreLine {
            definition: "Customers of whom nothing is known but the id of a device, a card or an account, of all customers.".into(),
            figure: all
                .filter(|_| only_by_id > 0)
                .map(|_| Figure::KnownOnlyById {}),
            found: all.map(|_| only_by_id),
            among: all,
            of: "customers".into(),
            few: all.is_some_and(|all| all < FEW),
            unknown: blank(all.is_some()),
            ..line("known_only_by_id", "people", "Known only by an id")
        },
    ]
}

fn of_measure(one: &MeasureView, of: &str) -> ScoreLine {
    ScoreLine {
        definition: one.definition.clone(),
        found: one.latest.map(|now| now.found),
        among: one.latest.map(|now| now.among),
        of: of.to_owned(),
        few: one.latest.is_some_and(|now| now.among < FEW),
        beyond: one.beyond,
        unknown: one.unknown.clone(),
        figure: one.figure.clone(),
        ..line(&one.measure, "data", &one.label)
    }
}

/// Records that still hold an old detail, detail by detail; one line where nothing is known of any.
fn old_details(one: &MeasureView) -> Vec<ScoreLine> {
    if one.latest.is_none() {
        return vec![of_measure(one, "records that can be compared")];
    }
    OLD.iter()
        .map(|(detail, label)| {
            let parts = one.parts.iter().filter(|part| part.detail == *detail);
            let (found, among) = parts.fold((0, 0), |(found, among), part| {
                (found + part.found, among + part.among)
            });
            let code = format!("{}:{detail}", one.measure);
            if among == 0 {
                return ScoreLine {
                    definition: one.definition.clone(),
                    unknown: "Not known: no two dated records of one person tell it.".into(),
                    ..line(&code, "data", label)
                };
            }
            ScoreLine {
                definition: one.definition.clone(),
                found: Some(found),
                among: Some(among),
                of: "records that can be compared".into(),
                few: among < FEW,
                figure: (found > 0).then(|| Figure::Measured {
                    measure: one.measure.clone(),
                    source: None,
                    detail: (*detail).to_owned(),
                }),
                ..line(&code, "data", label)
            }
        })
        .collect()
}

/// A check by the people behind it. Where it counts something else of them, such as messages, they are told of all
/// customers.
fn of_check(one: &CheckView, customers: Option<u64>) -> ScoreLine {
    let code = format!("check:{}", one.check);
    let Some(figure) = &one.figure else {
        return ScoreLine {
            definition: one.definition.clone(),
            unknown: one.sentence.clone(),
            owner: one.owner.clone(),
            ..line(&code, "works", &one.title)
        };
    };
    let is_of_people = figure.found == one.people_total;
    let (among, of, few) = if is_of_people {
        (Some(figure.among), figure.of.clone(), figure.few)
    } else {
        let few = customers.is_some_and(|all| all < FEW);
        (customers, "customers".to_owned(), few)
    };
    let definition = if is_of_people {
        one.definition.clone()
    } else {
        format!(
            "The people behind what the check found, of all customers. It counts: {}",
            one.definition
        )
    };
    ScoreLine {
        definition,
        found: Some(one.people_total),
        among,
        of,
        few,
        beyond: one.beyond,
        owner: one.owner.clone(),
        figure: (one.people_total > 0).then(|| Figure::Check {
            check: one.check.clone(),
            part: String::new(),
        }),
        ..line(&code, "works", &one.title)
    }
}

fn line(code: &str, part: &str, label: &str) -> ScoreLine {
    ScoreLine {
        code: code.into(),
        part: part.into(),
        label: label.into(),
        definition: String::new(),
        found: None,
        among: None,
        of: String::new(),
        unknown: String::new(),
        few: false,
        beyond: false,
        owner: String::new(),
        figure: None,
    }
}

fn sentence(figures: &[ScoreLine]) -> String {
    let unknown = figures.iter().filter(|one| one.found.is_none()).count();
    let beyond = figures.iter().filter(|one| one.beyond).count();
    let limits = match beyond {
        0 => "none is beyond what was agreed on".to_owned(),
        1 => "1 is beyond what was agreed on".to_owned(),
        many => format!("{many} are beyond what was agreed on"),
    };
    let known = figures.len() - unknown;
    match unknown {
        0 => format!("{known} figures, each with the rows behind it; {limits}."),
        _ => format!(
            "{known} figures, each with the rows behind it; {limits}. {unknown} cannot be known from these files."
        ),
    }
}
