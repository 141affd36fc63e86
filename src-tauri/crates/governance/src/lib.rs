//! What people agree on around the data, as pure rules: no file, no clock, no SQL.
//!
//! | file | what it tells |
//! |---|---|
//! | [`Rule`], [`sentence`] | the rules there are, and the sentence each choice makes |
//! | [`since_signed`] | what changed since a set of rules was signed |
//! | [`readiness`], [`refused_name`], [`TEMPLATES`] | whether a use case can begin, and which names are none |
//! | [`advise`] | one of four approaches from four answers, or which answer is missing |
//! | [`vendor_questions`] | what to ask a vendor, from this project's own hard cases |
//! | [`count_links`] | how tangled the systems are |
//! | [`regime`] | which law about permissions is assumed where somebody lives |
//! | [`RequestTerm`], [`RequestRegion`] | how long a request of a person may take where they live |
//! | [`hours_a_month`], [`wasted`] | what it costs to keep data apart |

mod advice;
mod connections;
mod costs;
mod regime;
mod request_term;
mod rule;
mod sentence;
mod sign_off;
mod use_case;
mod vendor;

pub use advice::{Advice, Answers, Approach, Complexity, Size, Skills, Stack, advise};
pub use connections::{Link, LinkCount, LinkMeans, all_linked, count_links};
pub use costs::{Per, hours_a_month, wasted};
pub use regime::{Regime, regime};
pub use request_term::{RequestRegion, RequestTerm};
pub use rule::{Rule, RuleKind};
pub use sentence::{ConsentPath, Term, days_of, sentence};
pub use sign_off::{RuleAsRead, RuleChange, Standing, since_signed, standing};
pub use use_case::{
    AttributeNow, KindNow, KindState, LEAST_SHARE, Readiness, TEMPLATES, Template, Wanted,
    check_of, readiness, refused_name,
};
pub use vendor::{HardCases, VendorQuestion, vendor_questions};
