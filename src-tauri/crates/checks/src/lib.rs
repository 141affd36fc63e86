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
//! | [`link_keys`] | the records of one person | by what each two sources know the person |
//! | [`RecentPurchasers`] | purchases | [`SuppressionList`]: who must not get a winback message |
//! | [`Campaigns`] | messages and purchases | who had just bought ([`CampaignReach`]), who got too many ([`Pressed`]) |
//! | [`Groups`] | who is in which campaign, audience or list | [`Shared`]: in how many, and with whom in common |
//! | [`Orders`] | rows of orders | orders by month: placed, cancelled, tests |
//! | [`Journeys`] | touches and purchases | [`CreditShares`]: who gets the credit, by five rules |
//! | [`Cohorts`] | purchases | customers by first month, who is drifting away |
//! | [`Bridge`] | a number, what is counted off it, where it should lead | the steps, and what is not known |
//! | [`ColumnTally`] | the cells of one column | [`ColumnProfile`]: how it is filled, its values, shapes and anomalies |
//! | [`standings`] | the records of one person | which still hold an old detail |
//! | [`changed_details`], [`second_records`], [`DeadAddressTally`] | records now and in the load before | decay |
//! | [`people_between`] | the customer of each record in two runs | who joined, parted, moved, appeared and went |
//! | [`score`] | what is wrong, of how many | [`Score`]: readiness, and where each point went |
//! | [`Agreement`] | the answers of two people to the same pairs | how far they agree |
//! | [`sampled_precision`], [`sampled_recall`] | what a person said of a random sample of pairs | precision and recall with their intervals |
//! | [`EmailOnlyTally`] | the e-mails of each record and its customer | [`EmailOnly`]: our people beside e-mail's |
//!
//! "We do not know" is never a zero: a cell of the coverage matrix is either
//! [`CoverageCell::Known`] or [`CoverageCell::Unknown`] with the reason.

mod agreement;
mod attribution;
mod bridge;
mod campaigns;
mod channel;
mod cohorts;
mod coverage;
mod decay;
mod detail;
mod email_only;
mod link_keys;
mod matrix;
mod measure;
mod orders;
mod overlap;
mod people_between;
mod profile;
mod purchasers;
mod readiness;
mod sample;
mod shared;
mod stale;
mod total_rows;
mod wilson;

pub use agreement::Agreement;
pub use attribution::{ChannelCredit, CreditRule, CreditShares, Journeys};
pub use bridge::{Bridge, Step};
pub use campaigns::{CampaignReach, Campaigns, Message, Pressed, RecentBuyer};
pub use channel::{DIRECT, TouchColumn, channel};
pub use cohorts::{Cohort, Cohorts, Drifting};
pub use coverage::{AttributeCoverage, CoverageTally};
pub use decay::{DeadAddressTally, changed_details, says_dead, second_records};
pub use detail::Detail;
pub use email_only::{EmailOnly, EmailOnlyTally, TornApart};
pub use link_keys::{LinkKey, link_keys};
pub use matrix::{CoverageCell, CoverageMatrix, SourceStanding};
pub use measure::{Measure, Ratio};
pub use orders::{MonthOfOrders, OrderState, Orders, counts_orders};
pub use overlap::{Intersection, Overlap, OverlapTally};
pub use people_between::{PartOf, PeopleBetween, PeopleChange, PeopleGroup, people_between};
pub use profile::{
    About, Anomaly, AnomalyKind, AnomalyRows, ColumnCount, ColumnFinding, ColumnKind,
    ColumnProfile, ColumnTally, DayRange, FigureRange, Lengths, PersonalClass, TopValue, Words,
    compare_columns, look, shape,
};
pub use purchasers::{
    NotAPurchase, Purchase, RecentPurchaser, RecentPurchasers, SuppressionList, Window,
};
pub use readiness::{Part, Score, ScoredFinding, ScoredPart, Weighed, score};
pub use sample::{Estimate, Stratum, sampled_precision, sampled_recall};
pub use shared::{Groups, Shared, SharedGroups, SharedPair};
pub use stale::{Standing, Statement, standings};
pub use total_rows::{ReportCell, total_rows};
pub use wilson::{Interval, interval_at_95};
