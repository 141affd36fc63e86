//! The measures of the audit: what is there, who is where, who bought lately, and what matching on
//! e-mail alone would have got wrong.
//!
//! Every measure is an accumulator: feed it one row at a time in any order, then ask for the
//! result. Each keeps only counts and sets of ids or hashes, never the rows.
//!
//! | measure | feed it | ask for |
//! |---|---|---|
//! | [`CoverageTally`] | standardised rows per table | [`CoverageMatrix`]: sources × attributes |
//! | [`OverlapTally`] | the sources each customer is seen in | [`Overlap`]: sources × sources and their combinations |
//! | [`RecentPurchasers`] | purchases | [`SuppressionList`]: who must not get a winback message |
//! | [`Campaigns`] | messages and purchases | who had just bought ([`CampaignReach`]), who got too many ([`Pressed`]) |
//! | [`Orders`] | rows of orders | orders by month: placed, cancelled, tests |
//! | [`ColumnTally`] | the cells of one column | [`ColumnProfile`]: how it is filled, its values, shapes and anomalies |
//! | [`EmailOnlyTally`] | the e-mails of each record and its customer | [`EmailOnly`]: our people beside e-mail's |
//!
//! "We do not know" is never a zero: a cell of the coverage matrix is either
//! [`CoverageCell::Known`] or [`CoverageCell::Unknown`] with the reason.

mod campaigns;
mod coverage;
mod email_only;
mod matrix;
mod orders;
mod overlap;
mod profile;
mod purchasers;
mod total_rows;

pub use campaigns::{CampaignReach, Campaigns, Message, Pressed, RecentBuyer};
pub use coverage::{AttributeCoverage, CoverageTally};
pub use email_only::{EmailOnly, EmailOnlyTally};
pub use matrix::{CoverageCell, CoverageMatrix, SourceStanding};
pub use orders::{MonthOfOrders, OrderState, Orders, counts_orders};
pub use overlap::{Intersection, Overlap, OverlapTally};
pub use profile::{
    About, Anomaly, AnomalyKind, AnomalyRows, ColumnFinding, ColumnKind, ColumnProfile,
    ColumnTally, DayRange, FigureRange, Lengths, PersonalClass, TopValue, Words, compare_columns,
    look, shape,
};
pub use purchasers::{
    NotAPurchase, Purchase, PurchaseRules, RecentPurchaser, RecentPurchasers, SuppressionList,
    Window,
};
pub use total_rows::{ReportCell, total_rows};
