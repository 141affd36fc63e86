//! Who is who: the pairs, the evidence, the verdicts.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AttributeView, Follows, HeldValue, Pace, RecordView, SourceMark};

/// What the last run found and how it decides.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MatchSummary {
    /// The run; nothing before the first.
    pub run: Option<i64>,
    /// When it ran.
    pub ran_at: Option<String>,
    /// Records compared.
    pub records: u64,
    /// Customers found.
    pub customers: u64,
    /// Customers besides of whom nothing is known but ids that machines read.
    pub known_only_by_id: u64,
    /// Pairs linked.
    pub linked: u64,
    /// Pairs that wait for a verdict.
    pub waiting: u64,
    /// Links within customers that are worth a look.
    pub tied: u64,
    /// Verdicts given.
    pub decided: u64,
    /// Pairs that need not be asked: they follow from verdicts or grouping by hand.
    pub implied: u64,
    /// Probability at which records are linked.
    pub link_threshold: f64,
    /// Probability from which a pair is shown for review.
    pub review_threshold: f64,
    /// Of the pairs linked, the share expected to be right, by the model itself.
    pub expected_precision: Option<f64>,
    /// Of the pairs of one person, the share expected to be linked, by the model itself.
    pub expected_recall: Option<f64>,
    /// Between what the first lies: how far the odds may be off, and chance.
    pub precision_between: Option<Between>,
    /// Between what the second lies; rows that have nothing in common with anybody are not known of.
    pub recall_between: Option<Between>,
    /// Histogram of match weights.
    pub histogram: Vec<WeightBar>,
    /// How careful to be, as it is set now: `strict`, `balanced` or `wide`.
    pub tier: String,
    /// How careful one can be, the most careful first.
    pub tiers: Vec<TierView>,
    /// Why the run does not follow from what is loaded, decided and set now.
    pub out_of_date: Option<String>,
    /// Blocking rules: what each found and cost.
    pub blocking: Vec<BlockingView>,
    /// What the training has to say, one sentence each.
    pub training: Vec<String>,
    /// Matching pairs expected among those that no rule brought together and that show anything alike.
    pub expected_lost: Option<f64>,
    /// Values many people share, or that are junk, and those people said something of; the first of them.
    pub standing: Vec<StandingView>,
    /// How many there are.
    pub standing_total: u64,
}

/// Both ends of an interval, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, TS)]
pub struct Between {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// A bar of the histogram of match weights; one bit wide.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct WeightBar {
    /// Lower edge in bits, prior included.
    pub from: f64,
    /// Compared pairs with such a weight.
    pub pairs: u64,
    /// Of them, those expected to be one person.
    pub expected_matches: f64,
}

/// How careful one can be.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TierView {
    /// `strict`, `balanced` or `wide`.
    pub tier: String,
    /// In a word.
    pub label: String,
    /// In a sentence: what it is for and what it takes to be the worse error.
    pub sentence: String,
    /// Match probability from which records are linked.
    pub link_threshold: f64,
}

/// Say how careful to be.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetTier {
    /// `strict`, `balanced` or `wide`.
    pub tier: String,
}

/// A blocking rule.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BlockingView {
    /// What it compares, in words.
    pub rule: String,
    /// Pairs it gives.
    pub pairs: u64,
    /// Pairs no earlier rule gave.
    pub new_pairs: u64,
    /// Matching pairs, as the model expects them, that no other rule gave: lost without this one.
    pub lost_without: f64,
    /// Pairs of its blocks that were too large to be compared; other rules may have given them.
    pub pairs_left_out: u64,
}

/// A value that does not point to one person.
#[derive(Debug, Clone, Serialize, TS)]
pub struct StandingView {
    /// The attribute.
    pub attribute: AttributeView,
    /// The value; blank where something was said of one that no row has now.
    pub value: String,
    /// `personal`, `household`, `shared` or `junk`: as somebody said, else as it was found.
    pub standing: String,
    /// Whether somebody said so.
    pub is_by_hand: bool,
    /// Why; blank where nobody did.
    pub reason: String,
    /// By what the value is known: give it back to say otherwise.
    pub mark: String,
    /// Records that hold it.
    pub records: u64,
    /// People behind it.
    pub people: u64,
}

/// Say whom a value belongs to, against what was found.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetStanding {
    /// The attribute it is a value of.
    pub attribute: String,
    /// The mark of the value, as it is told.
    #[serde(default)]
    pub mark: Option<String>,
    /// Or the value itself.
    #[serde(default)]
    pub value: Option<String>,
    /// `personal`, `household`, `shared` or `junk`; `null`, said outright, leaves it to what is found.
    #[serde(with = "super::said")]
    #[ts(as = "Option<String>")]
    pub standing: Option<String>,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

/// Ask for pairs.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct ListPairs {
    /// `waiting` (the default), `tied` (linked within a customer, worth a look), `decided`, `implied` (follows
    /// from what people said of others), `sampled` (drawn at random to tell precision and recall) or `all`.
    #[serde(default)]
    pub filter: Option<String>,
    /// First one to tell.
    #[serde(default)]
    pub offset: u64,
    /// At most so many; 500 at most.
    #[serde(default)]
    pub limit: Option<u64>,
    /// Only pairs with a record of this source, by its number.
    #[serde(default)]
    pub source: Option<i64>,
    /// And the other record of this one; the same number where both are to be of one source.
    #[serde(default)]
    pub other_source: Option<i64>,
    /// Only pairs that this speaks against by a bit at least, as `pair_choices` calls it.
    #[serde(default)]
    pub doubt: Option<String>,
    /// `matters` (the default: those that matter most first), `weight` (those most likely to be one person first) or
    /// `source` (by the names of both sources). Pairs drawn at random come as they were drawn.
    #[serde(default)]
    pub order: Option<String>,
}

/// Pairs in the order asked for.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PairPage {
    /// The pairs.
    pub pairs: Vec<PairRow>,
    /// How many there are of what is asked for.
    pub total: u64,
    /// How many wait: without a verdict, between two customers.
    pub waiting: u64,
    /// How many are linked within a customer, without a verdict, and worth a look.
    pub tied: u64,
    /// How many are decided.
    pub decided: u64,
    /// How many follow from what people said of others; they are not asked.
    pub implied: u64,
    /// How fast you judge; nothing before there are 20 verdicts to measure.
    pub pace: Option<Pace>,
}

/// A pair in the queue.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PairRow {
    /// Its number.
    pub pair: i64,
    /// Name or best identifier of the left record.
    pub left: String,
    /// Name or best identifier of the right record.
    pub right: String,
    /// Source of the left record.
    pub left_source: SourceMark,
    /// Source of the right record.
    pub right_source: SourceMark,
    /// Match weight in bits, prior included: 0 is as likely as not.
    pub weight: f64,
    /// Match probability.
    pub probability: f64,
    /// Records whose customer hangs on it.
    pub impact: u64,
    /// `same`, `different` or `unsure`, once somebody said.
    pub verdict: Option<String>,
    /// Both records are one customer's now.
    pub tied: bool,
    /// Why it is asked: how doubtful it is and what hangs on it; blank of an older run.
    pub reason: String,
    /// Why it need not be asked; nothing where it does not follow.
    pub follows: Option<Follows>,
}

/// Which pair.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct PairNumber {
    /// Its number.
    pub pair: i64,
    /// Leave out what was said and found of it: the verdict, the note, the customers, their other records.
    #[serde(default)]
    pub blind: bool,
}

impl PairNumber {
    /// A pair with everything that is known of it.
    pub fn of(pair: i64) -> Self {
        Self { pair, blind: false }
    }
}

/// A pair side by side, with the evidence.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PairView {
    /// Its number.
    pub pair: i64,
    /// The left record.
    pub left: RecordView,
    /// The right record.
    pub right: RecordView,
    /// Attribute by attribute.
    pub lines: Vec<PairLine>,
    /// Why.
    pub explanation: ExplanationView,
    /// What somebody said.
    pub verdict: Option<String>,
    /// And noted.
    pub note: String,
    /// Records whose customer hangs on it.
    pub impact: u64,
    /// Why it is asked: how doubtful it is and what hangs on it; blank of an older run.
    pub reason: String,
    /// Why it need not be asked; nothing where it does not follow.
    pub follows: Option<Follows>,
    /// How many other records the people of both have; asked for with `pair_case`.
    pub others: u64,
    /// Whether it is known how common names and addresses are; an erasure takes that away until people are worked out
    /// again.
    pub names_counted: bool,
}

/// One attribute of both records.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PairLine {
    /// The attribute.
    pub attribute: AttributeView,
    /// Values on the left.
    pub left: Vec<String>,
    /// Values on the right.
    pub right: Vec<String>,
    /// `same`, `different` or `one_sided`.
    pub agreement: String,
    /// How many hold what stands here, where it is more than one; none of a pair judged blind.
    pub held: Vec<HeldValue>,
}

/// The evidence for or against a pair.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ExplanationView {
    /// In words.
    pub sentence: String,
    /// What holds before any evidence, in bits.
    pub prior: f64,
    /// The steps, strongest first.
    pub evidence: Vec<EvidenceView>,
    /// The match weight in bits: prior and steps added up.
    pub weight: f64,
    /// Match probability.
    pub probability: f64,
    /// Whether a verdict of a person, not the model, decided.
    pub stated: bool,
}

/// One step of evidence.
#[derive(Debug, Clone, Serialize, TS)]
pub struct EvidenceView {
    /// What was compared.
    pub comparison: String,
    /// How it agrees, in words.
    pub level: String,
    /// Value on the left.
    pub left: String,
    /// Value on the right.
    pub right: String,
    /// Bits for (above zero) or against (below zero).
    pub bits: f64,
    /// A hint, such as "this phone is on 6 people".
    pub note: Option<String>,
}

/// Settle a pair.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct JudgePair {
    /// The pair.
    pub pair: i64,
    /// `same`, `different` or `unsure`; `null`, said outright, takes the verdict back.
    #[serde(with = "super::said")]
    #[ts(as = "Option<String>")]
    pub verdict: Option<String>,
    /// Why, if somebody wants to say.
    #[serde(default)]
    pub note: String,
}

/// After a verdict.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct Judged {
    /// The next pair that waits.
    pub next: Option<i64>,
    /// How many wait.
    pub waiting: u64,
    /// How many are decided.
    pub decided: u64,
    /// How many follow from what people said of others; they are not asked.
    pub implied: u64,
}
