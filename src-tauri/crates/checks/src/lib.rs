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
//! | [`Campaigns`] | messages and purchases | who had just bought ([`CampaignReach`]), what each received ([`Receipts`]) and who got too many ([`Pressed`]), who had said no ([`AfterNo`]) |
//! | [`MessageLog`] | rows of send logs: sent, delivered, opened, clicked | which of them are one message ([`LoggedMessage`]) |
//! | [`Groups`] | who is in which campaign, audience or list | [`Shared`]: in how many, and with whom in common |
//! | [`MonthOfOrders`] | orders placed, cancelled, given back and tests of a month | how many are real |
//! | [`OrderMoney`] | the amounts on the rows of an order | what it comes to, by the order's amount or by its lines ([`AmountOf`]) |
//! | [`Journeys`] | touches and purchases | [`CreditShares`]: who gets the credit, by five rules |
//! | [`Signs`] | days of purchases, reading and visits | who drifts by which, and who before their purchases show it |
//! | [`Cohorts`] | purchases | customers by first month, who is drifting away |
//! | [`WhatIf`] | customers, who comes back, years | what a few points more would be worth |
//! | [`clicked_after`] | clicks on advertisements and purchases | how many were paid for people who had just bought |
//! | [`still_chased`] | an audience and purchases | who is advertised to after buying, and the share of the spending |
//! | [`flow_change`] | the messages of a flow by day | opened and clicked before and after it was changed |
//! | [`Openings`] | openings and clicks | at which weekday and hour somebody reads ([`BestTime`]) |
//! | [`Baskets`] | the lines of orders | what each customer bought last ([`LastBought`]) |
//! | [`LeadContext`] | leads, and what is known of anybody | what is known of open leads before a call |
//! | [`KnownOfCustomers`] | which attributes of a customer are known | of how many everything a use case needs is known |
//! | [`Bridge`] | a number, what is counted off it, where it should lead | the steps, and what is not known |
//! | [`ColumnTally`] | the cells of one column | [`ColumnProfile`]: how it is filled, its values, shapes and anomalies |
//! | [`standings`] | the records of one person | which still hold an old detail |
//! | [`changed_details`], [`second_records`], [`DeadAddressTally`] | records now and in the load before | decay |
//! | [`people_between`] | the customer of each record in two runs | who joined, parted, moved, appeared and went |
//! | [`score`] | what is wrong, of how many | [`Score`]: readiness, and where each point went |
//! | [`Agreement`] | the answers of two people to the same pairs | how far they agree |
//! | [`sampled_precision`], [`sampled_recall`] | what a person said of a random sample of pairs | precision and recall with their intervals |
//! | [`BuyerMark`], [`Requester`], [`Arrival`], [`in_both`], [`LINK_TESTS`] | what two systems say of the same people | whether they know of each other |
//! | [`AudienceList`], [`Behind`], [`SeedTally`], [`ListGrowth`] | the rows of a list made for a platform | whether it is still right |
//! | [`EmailOnlyTally`] | the e-mails of each record and its customer | [`EmailOnly`]: our people beside e-mail's |
//!
//! "We do not know" is never a zero: a cell of the coverage matrix is either
//! [`CoverageCell::Known`] or [`CoverageCell::Unknown`] with the reason.

mod agreement;
mod arrival;
mod attribution;
mod audience_list;
mod baskets;
mod best_time;
mod bridge;
mod buyer_mark;
mod campaigns;
mod channel;
mod clicked_after;
mod closing;
mod cohorts;
mod complete;
mod coverage;
mod decay;
mod detail;
mod drift;
mod email_only;
mod flow_change;
mod in_both;
mod lead_context;
mod link_keys;
mod link_test;
mod list_growth;
mod matrix;
mod measure;
mod message_log;
mod named_orders;
mod order_money;
mod orders;
mod overlap;
mod people_between;
mod profile;
mod purchasers;
mod readiness;
mod refund_columns;
mod requester;
mod sample;
mod seed_list;
mod shared;
mod stale;
mod still_chased;
mod total_rows;
mod what_if;
mod wilson;

pub use agreement::Agreement;
pub use arrival::{Arrival, ArrivalColumn, names_sign_up};
pub use attribution::{
    CREDIT_IS_A_RULE, ChannelCredit, CreditRule, CreditShares, Journeys, When, credit_rules,
};
pub use audience_list::{AudienceList, Behind};
pub use baskets::{BasketLine, Baskets, LastBought, is_category_column, same_product};
pub use best_time::{BestTime, LEAST_OPENINGS, Openings};
pub use bridge::{Bridge, Step};
pub use buyer_mark::BuyerMark;
pub use campaigns::{
    Address, AfterNo, CampaignReach, Campaigns, GotAgain, Hour, Message, PermissionSaid, Pressed,
    Receipt, Receipts, RecentBuyer, SaidOn, SendReach, WrittenTo,
};
pub use channel::{DIRECT, TouchColumn, channel, is_paid};
pub use clicked_after::{ClickedAfter, clicked_after};
pub use closing::is_closing_column;
pub use cohorts::{Cohort, Cohorts, Drifting};
pub use complete::{Complete, KnownOfCustomers};
pub use coverage::{AttributeCoverage, CoverageTally};
pub use decay::{
    DeadAddressTally, are_dead, changed_details, dead_addresses, says_dead, second_records,
};
pub use detail::Detail;
pub use drift::{DriftBySign, EarlySign, Sign, Signs};
pub use email_only::{EmailOnly, EmailOnlyTally, TornApart};
pub use flow_change::{
    BeforeAfter, FlowChange, FlowDay, LEAST_MESSAGES, Moved, flow_change, told_share,
};
pub use in_both::{InBoth, TeamTouch, in_both, is_closed};
pub use lead_context::{LeadContext, LeadField, LeadSheet, is_lead_column, is_open_lead};
pub use link_keys::{LinkKey, link_keys};
pub use link_test::{LINK_TESTS, LinkOutcome, LinkTest};
pub use list_growth::{ListGrowth, TOLERANCE_PERCENT, WeekOfGrowth};
pub use matrix::{CoverageCell, CoverageMatrix, SourceStanding};
pub use measure::{Measure, Ratio};
pub use message_log::{LoggedMessage, MessageLog, MessageSign, MessageWithRows};
pub use named_orders::{OrdersNamed, named_orders};
pub use order_money::{AmountOf, OrderMoney, RowMoney, given_back, is_given_back_whole};
pub use orders::{MonthOfOrders, OrderState, counts_orders};
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
pub use refund_columns::{is_given_back_column, speaks_of_refunds};
pub use requester::{Requester, Unlinked, is_dialled};
pub use sample::{Estimate, Stratum, sampled_precision, sampled_recall};
pub use seed_list::{SeedRow, SeedTally};
pub use shared::{Groups, Shared, SharedGroups, SharedPair};
pub use stale::{Standing, Statement, standings};
pub use still_chased::{StillChased, still_chased};
pub use total_rows::{ReportCell, total_rows};
pub use what_if::{WhatIf, WhatIfYear};
pub use wilson::{Interval, interval_at_95};
