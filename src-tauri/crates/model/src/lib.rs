//! The vocabulary of Rollcall: the words every room of the house uses, and nothing else.
//!
//! Ids, the common schema ([`Attribute`]), what stood in a file ([`Cell`]), what was made of it
//! ([`StandardValue`]), how columns become attributes ([`Mapping`]) and what is wrong with any of
//! them ([`Problem`]). Plain data: no file, no SQL, no clock.

#[macro_use]
mod coded;

mod asked_right;
mod attribute;
mod cell;
mod dated_answer;
mod id;
mod mapping;
mod moment;
mod number;
mod packed;
mod problem;
mod region;
mod said_at;
mod source;
mod value;

pub use asked_right::{
    ASKS_ACCESS_AND_DELETION, ASKS_ACCESS_AND_OBJECTION, ASKS_RESTRICTION_AND_OBJECTION,
    AskedRight, RESTRICTED, asked_rights, is_asked_right,
};
pub use attribute::{Attribute, AttributeFamily, SCHEMA_EDITION, Target};
pub use cell::{Cell, TypedCell};
pub use dated_answer::DatedAnswer;
pub use id::{
    ColumnIndex, CustomerId, DeliveryId, JobId, LoadId, OperationId, RecordId, RunId, SourceId,
    TableId,
};
pub use mapping::{Assignment, ColumnMapping, Mapping, MappingState, Transformation};
pub use moment::{Moment, in_time};
pub use number::{
    DecimalMark, FEW_IN_WORDS, SHOWN_FROM, column_letters, grouped, grouped_number, grouped_or_few,
};
pub use packed::{Packed, Unpacked};
pub use problem::{Place, Problem, ProblemCode, Severity};
pub use region::PrivacyRegion;
pub use said_at::{asks_deletion, dated_by, is_deletion_request, keeps_withdrawals_apart, said_at};
pub use source::{Duty, Party, SystemKind, TableRole, Team, TeamPart};
pub use value::{ConsentState, DateOrder, StandardValue, Unknown, ValueState};
