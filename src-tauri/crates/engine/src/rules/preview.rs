//! What another choice would change, before it is made.

use rollcall_governance::{Rule, Term};
use rollcall_model::SourceId;

use super::acting::with_choice;
use super::{RuleBook, overdue};
use crate::inventory::Marks;
use crate::view::{PreviewChoice, RuleEffect};
use crate::{Engine, EngineError, survivorship};

impl Engine {
    /// What another choice of a rule would change: values of customers, or loads and rows that would be
    /// past their term.
    ///
    /// # Errors
    /// When there is no such rule, the choice is none of it, or nothing was worked out yet.
    pub fn preview_choice(&self, request: PreviewChoice) -> Result<RuleEffect, EngineError> {
        let store = self.store()?;
        let book = RuleBook::read(&store)?;
        let rule = book.rule(&request.rule)?;
        let choice = book.checked(&store, &rule, &request.choice)?;
        match &rule {
            Rule::Conflict(_) | Rule::SourceOrder | Rule::Consent => {
                survivorship::effect(&store, with_choice(&book.rules, &rule, &choice))
            }
            Rule::Retention(source) => {
                let term = Term::parse(&choice).unwrap_or(Term::Unlimited);
                let mark = Marks::read(&store)?.of(SourceId(source.0));
                let past = overdue::past(&store, &mark, term, self.today())?;
                let in_loads: u64 = past.loads.iter().map(|load| load.rows).sum();
                let alone: u64 = past.rows.iter().map(|one| one.rows).sum();
                Ok(RuleEffect {
                    sentence: overdue::told(&past.loads, &past.rows, past.staying),
                    changed: in_loads + alone,
                    ..nothing()
                })
            }
            Rule::Refresh(_) => Ok(RuleEffect {
                sentence: "No value changes. From then on it is told when a newer export is due."
                    .into(),
                ..nothing()
            }),
            Rule::Deletion | Rule::Access => Ok(RuleEffect {
                sentence: "No value changes. It says by when people who ask are answered.".into(),
                ..nothing()
            }),
        }
    }
}

fn nothing() -> RuleEffect {
    RuleEffect {
        sentence: String::new(),
        looked_at: 0,
        of: 0,
        changed: 0,
        examples: Vec::new(),
    }
}
