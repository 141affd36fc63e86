//! What each team has to do with each rule and source.

use rollcall_governance::Rule;
use rollcall_model::{Team, TeamPart};
use rollcall_store::{Store, StoredRaci, Subject};
use serde_json::json;

use crate::inventory::Marks;
use crate::rules::RuleBook;
use crate::view::{Nothing, RaciRow, RaciTable, SetTeamPart, TeamView};
use crate::{Engine, EngineError};

impl Engine {
    /// What each team has to do with each rule and source, and what nobody is accountable for.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn raci(&self, _: Nothing) -> Result<RaciTable, EngineError> {
        read(&*self.store()?)
    }

    /// Says what a team has to do with a rule or a source. Only one team can be accountable.
    ///
    /// # Errors
    /// When the rule, source, team or part is not known, or another team is accountable already.
    pub fn set_team_part(&self, request: SetTeamPart) -> Result<RaciTable, EngineError> {
        let store = self.store_for_change()?;
        let team = team(&request.team)?;
        let (subject, label) = subject(&store, &request)?;
        let part = match request.part.trim() {
            "" => None,
            code => Some(TeamPart::parse(code).ok_or_else(|| EngineError::NotFound {
                what: "part of a team",
                name: code.to_owned(),
            })?),
        };
        if part == Some(TeamPart::Accountable) {
            refuse_second(&store, &subject, team, &label)?;
        }
        let row = StoredRaci {
            subject,
            team: team.code().to_owned(),
            part: part.map(|part| part.code().to_owned()).unwrap_or_default(),
        };
        let sentence = match part {
            Some(part) => format!(
                "{} is {} for {label}",
                team.label(),
                part.label().to_lowercase()
            ),
            None => format!("{} has no part in {label}", team.label()),
        };
        let asked = json!({ "subject": row.subject, "team": row.team, "part": row.part });
        self.commit(
            &store,
            "set_team_part",
            sentence,
            asked,
            |edits| match part {
                Some(_) => edits.agree(&row),
                None => edits.withdraw(&row),
            },
        )?;
        self.tell_changed(&["project", "governance", "history"]);
        read(&store)
    }
}

/// The team of a code.
pub(crate) fn team(code: &str) -> Result<Team, EngineError> {
    Team::parse(code).ok_or_else(|| EngineError::NotFound {
        what: "team",
        name: code.to_owned(),
    })
}

/// The teams as screens show them.
pub(crate) fn teams() -> Vec<TeamView> {
    Team::ALL
        .iter()
        .map(|team| TeamView {
            team: team.code().to_owned(),
            label: team.label().to_owned(),
        })
        .collect()
}

/// The team that is accountable for a rule: its own, or else the one of its source. Blank while none is.
pub(crate) fn accountable(parts: &[StoredRaci], rule: &Rule) -> String {
    let of = |subject: &Subject| accountable_for(parts, &subject.code());
    of(&Subject::Rule(rule.code()))
        .or_else(|| of(&Subject::Source(rule.source()?.0)))
        .map_or_else(String::new, |team| team.label().to_owned())
}

fn accountable_for(parts: &[StoredRaci], subject: &str) -> Option<Team> {
    parts
        .iter()
        .find(|one| one.subject == subject && one.part == TeamPart::Accountable.code())
        .and_then(|one| Team::parse(&one.team))
}

fn refuse_second(store: &Store, subject: &str, team: Team, label: &str) -> Result<(), EngineError> {
    match accountable_for(&store.agreed::<StoredRaci>()?, subject) {
        Some(other) if other != team => Err(EngineError::invalid(format!(
            "{} is accountable for {label} already, and only one team can be. Make {} responsible, or take the word from {} first.",
            other.label(),
            team.label(),
            other.label()
        ))),
        _ => Ok(()),
    }
}

fn subject(store: &Store, request: &SetTeamPart) -> Result<(String, String), EngineError> {
    match (request.source, &request.rule) {
        (Some(number), None) => {
            let known = store.sources()?;
            let source = known
                .into_iter()
                .find(|source| source.source.0 == number)
                .ok_or_else(|| EngineError::NotFound {
                    what: "source",
                    name: number.to_string(),
                })?;
            Ok((Subject::Source(number).code(), source.name))
        }
        (None, Some(code)) => {
            let book = RuleBook::read(store)?;
            let rule = book.rule(code)?;
            let label = format!("“{}”", book.question(&rule));
            Ok((Subject::Rule(rule.code()).code(), label))
        }
        _ => Err(EngineError::invalid("Name either a source or a rule.")),
    }
}

fn read(store: &Store) -> Result<RaciTable, EngineError> {
    let parts = store.agreed::<StoredRaci>()?;
    let cells = |subject: &str| -> Vec<String> {
        Team::ALL
            .iter()
            .map(|team| {
                let mine = |one: &&StoredRaci| one.subject == subject && one.team == team.code();
                parts
                    .iter()
                    .find(mine)
                    .map(|one| one.part.clone())
                    .unwrap_or_default()
            })
            .collect()
    };
    let mut rows: Vec<RaciRow> = Marks::read(store)?
        .all()
        .iter()
        .map(|mark| RaciRow {
            rule: None,
            cells: cells(&Subject::Source(mark.source).code()),
            label: mark.name.clone(),
            source: Some(mark.clone()),
        })
        .collect();
    let sources = rows.len();
    let book = RuleBook::read(store)?;
    rows.extend(book.all(store)?.into_iter().map(|acting| {
        let code = acting.rule.code();
        RaciRow {
            source: None,
            cells: cells(&Subject::Rule(code.clone()).code()),
            label: book.question(&acting.rule),
            rule: Some(code),
        }
    }));
    let is_open = |row: &RaciRow| {
        !row.cells
            .iter()
            .any(|cell| cell == TeamPart::Accountable.code())
    };
    let open_sources = rows[..sources].iter().filter(|row| is_open(row)).count();
    let open_rules = rows[sources..].iter().filter(|row| is_open(row)).count();
    let told = |open: usize, of: usize, what: &str| {
        (open > 0).then(|| format!("No team is accountable for {open} of {of} {what}."))
    };
    let rules = rows.len() - sources;
    Ok(RaciTable {
        teams: teams(),
        gaps: told(open_sources, sources, "sources")
            .into_iter()
            .chain(told(open_rules, rules, "rules"))
            .collect(),
        open: (open_sources + open_rules) as u64,
        rows,
    })
}
