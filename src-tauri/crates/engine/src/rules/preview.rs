//! What another choice would change, before it is made.

use rollcall_governance::{Rule, Term, days_of};
use rollcall_model::SourceId;

use super::acting::with_choice;
use super::{RuleBook, overdue};
use crate::inventory::Marks;
use crate::view::{PreviewChoice, RuleEffect};
use crate::{Engine, EngineError, data_requests, survivorship};

impl Engine {
    /// What another choice of a rule would change: values of customers, loads and rows that would be past their
    /// term, the days on which requests and exports would be due.
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
            Rule::Refresh(source) => {
                let days = days_of(&choice).unwrap_or_default();
                Ok(RuleEffect {
                    sentence: overdue::refresh_under(&store, *source, days, self.today())?,
                    ..nothing()
                })
            }
            Rule::Deletion | Rule::Access => {
                let days = days_of(&choice).unwrap_or_default();
                Ok(RuleEffect {
                    sentence: data_requests::told_under(&store, &rule, days, self.today())?,
                    ..nothing()
                })
            }
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
