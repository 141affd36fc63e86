//! Who answers for what.

use rollcall_model::PrivacyRegion;
use serde_json::json;

use crate::{DecisionTable, Edits, Store, StoreError};

/// What somebody answers for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A source, by number.
    Source(i64),
    /// An attribute, by code.
    Attribute(String),
    /// A rule, such as `conflict:email`.
    Rule(String),
    /// A question of the agenda, such as `owner:3`.
    Question(String),
    /// A use case, by number.
    UseCase(i64),
    /// The privacy rules of a region.
    Region(PrivacyRegion),
}

impl Subject {
    /// As it is kept: `source:3`, `attribute:email`.
    pub fn code(&self) -> String {
        match self {
            Self::Source(number) => format!("source:{number}"),
            Self::Attribute(code) => format!("attribute:{code}"),
            Self::Rule(rule) => format!("rule:{rule}"),
            Self::Question(question) => format!("question:{question}"),
            Self::UseCase(number) => format!("use_case:{number}"),
            Self::Region(region) => format!("region:{}", region.code()),
        }
    }

    /// Reads what [`Subject::code`] wrote.
    pub fn parse(code: &str) -> Option<Self> {
        let (kind, rest) = code.split_once(':')?;
        match kind {
            "source" => rest.parse().ok().map(Self::Source),
            "attribute" => Some(Self::Attribute(rest.to_owned())),
            "rule" => Some(Self::Rule(rest.to_owned())),
            "question" => Some(Self::Question(rest.to_owned())),
            "use_case" => rest.parse().ok().map(Self::UseCase),
            "region" => PrivacyRegion::parse(rest).map(Self::Region),
            _ => None,
        }
    }
}

/// One duty of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredDuty {
    /// What for, as [`Subject::code`] writes it.
    pub subject: String,
    /// `owner`, `steward` or `decider`.
    pub duty: String,
    /// Who.
    pub person: String,
}

impl Store {
    /// Every duty.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn duties(&self) -> Result<Vec<StoredDuty>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection
                .prepare_cached("SELECT subject, duty, person FROM duty ORDER BY subject, duty")?;
            let duties = statement
                .query_map([], |row| {
                    Ok(StoredDuty {
                        subject: row.get(0)?,
                        duty: row.get(1)?,
                        person: row.get(2)?,
                    })
                })?
                .collect::<Result<_, _>>()?;
            Ok(duties)
        })
    }

    /// Every note: subject and text.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn notes(&self) -> Result<Vec<(String, String)>, StoreError> {
        self.connections.read(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT subject, text FROM note ORDER BY subject")?;
            let notes = statement
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<Result<_, _>>()?;
            Ok(notes)
        })
    }
}

impl Edits<'_> {
    /// Names who answers for something; a blank name takes it away.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_duty(
        &mut self,
        subject: &Subject,
        duty: &str,
        person: &str,
    ) -> Result<(), StoreError> {
        let subject = subject.code();
        let row = json!({ "subject": subject, "duty": duty, "person": person.trim() });
        let row = if person.trim().is_empty() {
            None
        } else {
            row.as_object().cloned()
        };
        self.set(DecisionTable::Duty, &[json!(subject), json!(duty)], row)
    }

    /// Notes something; a blank note takes it away.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_note(&mut self, subject: &Subject, text: &str) -> Result<(), StoreError> {
        let subject = subject.code();
        let row = json!({ "subject": subject, "text": text.trim() });
        let row = if text.trim().is_empty() {
            None
        } else {
            row.as_object().cloned()
        };
        self.set(DecisionTable::Note, &[json!(subject)], row)
    }
}
