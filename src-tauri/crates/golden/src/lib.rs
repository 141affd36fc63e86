//! One agreed record a customer: which value wins, who said so, and who disagrees.
//!
//! [`unify`] takes everything the records of one customer say ([`Contribution`]), the survivorship
//! [`Rules`] and the words of people ([`Override`]) and gives one [`GoldenRecord`]. Four promises
//! hold whatever comes in:
//!
//! - a value is never invented: it is one of the contributed values, or a person's own word;
//! - an address is taken whole from one record, never mixed from several;
//! - when sources disagree on consent, the strictest answer holds unless a person or a rule says
//!   otherwise;
//! - the order of the contributions changes nothing.
//!
//! ```
//! use rollcall_golden::{Contribution, Rules, unify};
//! use rollcall_model::{Attribute, RecordId, SourceId, StandardValue, TableId, ValueState};
//!
//! let email = |value: &str| {
//!     vec![StandardValue {
//!         target: Attribute::Email.into(),
//!         column: Some(0),
//!         raw: value.to_owned(),
//!         value: value.to_owned(),
//!         state: ValueState::Valid,
//!         rule: "email.lower".into(),
//!     }]
//! };
//! let (old, new) = (email("ada@example.com"), email("ada@example.org"));
//! let contribution = |record, values, as_of| Contribution {
//!     record: RecordId(record),
//!     source: SourceId(record),
//!     table: TableId(record),
//!     row: 2,
//!     as_of: Some(as_of),
//!     values,
//! };
//! let golden = unify(
//!     &[contribution(1, &old, "2023-01-05"), contribution(2, &new, "2025-06-30")],
//!     &Rules::default_rules(),
//!     &[],
//! );
//! assert_eq!(golden.value_of(&Attribute::Email), Some("ada@example.org"));
//! assert_eq!(golden.conflicts.len(), 1);
//! ```

mod address;
mod bounced;
mod candidate;
mod conflict;
mod contribution;
mod fold;
mod kinship;
mod later_word;
mod left_open;
mod proof;
mod record;
mod rules;
mod standing;
mod unify;

pub use contribution::{Contribution, Override};
pub use kinship::contradict;
pub use record::{Alternative, Conflict, ConflictValue, GoldenRecord, GoldenValue};
pub use rules::{ONLY_VALUE, OVERRIDE, Rules, Survivorship, WITH_CONSENT, rule_label};
pub use unify::unify;
