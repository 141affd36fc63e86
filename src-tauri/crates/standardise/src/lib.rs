//! Values in one consistent form, one family of values a file.
//!
//! [`standardise_record`] takes the cells of one row, already assigned to attributes, and says what
//! each of them is: a usable value in one form, nothing, something that cannot be it, or a filler.
//! What stood in the cell and the rule that made the value stay beside it. The families can be used
//! alone: [`email`], [`phone`], [`name`], [`date`], [`address`], [`postcode`], [`country`],
//! [`consent`], [`order_status`], [`request_status`], [`event_kind`] and the rest.
//!
//! Pure: no file, no clock (today comes with the [`TableContext`]), no randomness.

pub mod address;
pub mod boolean;
pub mod bounce;
pub mod campaign;
pub mod consent;
mod correction;
pub mod country;
pub mod date;
pub mod deal_stage;
pub mod email;
pub mod event_kind;
pub mod gender;
pub mod identifier;
pub mod language;
pub mod money;
pub mod name;
pub mod order_status;
pub mod organisation;
pub mod phone;
pub mod placeholder;
pub mod postcode;
mod read_before;
mod record;
pub mod region;
pub mod request_status;
mod rule;
mod standardised;
mod table;
pub mod text;
pub mod time_zone;
mod word_lists;

pub use correction::{FilledCell, Rewriting, rewriting};
pub use country::{CountryVerdict, CountryVote, country_of};
pub use date::{DateOrderVerdict, DateOrderVote, LongAgoVote};
pub use record::{Heard, TableContext, standardise_record};
pub use rule::rule_sentence;
pub use standardised::Standardised;
