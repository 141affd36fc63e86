//! Lists people make: conditions, versions, counts, the suppression folder.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::view::{AttributeView, LeftOut};

/// A condition of a list, or a group of them. What a kind does not ask for stays blank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ListCondition {
    /// `attribute`, `consent`, `consent_for` (a channel and a purpose), `event`, `spent`, `source`, `state`, `list`,
    /// `check`, or `all`, `any`, `none` of several.
    pub kind: String,
    /// Code of the attribute, channel, event (`purchase`, `message`, `visit`, `ticket`, `product`,
    /// `campaign_product`, `opened`, `clicked`, `sign_up`, `ad_click`) or state
    /// (`in_conflict`, `in_review`, `role_address`, `deletion_requested`, `only_by_id`, `in_household`, `link_in_doubt`);
    /// number of the source or list; code of the check; currency.
    #[serde(default)]
    pub subject: String,
    /// Attribute: `filled`, `empty`, `equals`, `one_of`, `starts_with`, `contains`, `before`, `since`.
    /// Consent: `said_yes`, `said_no`, `not_no`, `never_asked`, `undeliverable`; for a purpose `yes`, `no`,
    /// `unknown`. Event: `did`, `did_not`, `at_least`, `at_most`, `first_since`, `first_before`, `last_since`,
    /// `last_before`. Money: `at_least`, `at_most`. Source: `in`, `not_in`, `only_in`, `as_buyer`,
    /// `not_as_buyer`. State: `is`, `is_not`. List and check: `in`, `not_in`.
    #[serde(default)]
    pub test: String,
    /// Texts, a day (`YYYY-MM-DD`), a number of times or an amount to compare with.
    #[serde(default)]
    pub values: Vec<String>,
    /// Events and money: within so many days; nothing for at any time.
    #[serde(default)]
    pub days: Option<u32>,
    /// Events: part of the name of a campaign; of a product its number, or part of its name. Consent for a
    /// purpose: its code.
    #[serde(default)]
    pub named: String,
    /// The conditions of a group.
    #[serde(default)]
    pub conditions: Vec<ListCondition>,
}

/// A list that is not saved.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DraftList {
    /// `contact` or `suppress`.
    pub purpose: String,
    /// Who is in it.
    pub condition: ListCondition,
}

/// Save a list: a new one, or a new version of one that is there.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SaveList {
    /// The list to change; nothing for a new one.
    #[serde(default)]
    pub list: Option<i64>,
    /// What it is called.
    pub name: String,
    /// `contact` (people to write to) or `suppress` (people to leave alone).
    pub purpose: String,
    /// Who is in it.
    pub condition: ListCondition,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

/// Call a list otherwise.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RenameList {
    /// Its number.
    pub list: i64,
    /// What it is called from now on.
    pub name: String,
}

/// A list by its number.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ListNumber {
    /// Its number.
    pub list: i64,
}

/// The lists people made, and those that are ready to be taken.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SavedLists {
    /// Lists people made, by name.
    pub lists: Vec<SavedList>,
    /// Lists to begin from.
    pub templates: Vec<ListTemplate>,
    /// Attributes conditions can ask for: those any source knows.
    pub attributes: Vec<AttributeView>,
    /// Purposes conditions can ask for: those a statement of consent names.
    pub consent_purposes: Vec<ConsentPurpose>,
}

/// What somebody can be asked for permission for.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ConsentPurpose {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub label: String,
}

/// A list somebody made.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SavedList {
    /// Its number.
    pub list: i64,
    /// The code by which it is previewed and delivered, such as `saved:3`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its versions, the last one first; that one is in force.
    pub versions: Vec<ListVersionView>,
    /// So many files were written of it.
    pub deliveries: u64,
    /// When the last one was written; nothing for a list that was never used.
    pub last_delivered: Option<String>,
    /// Why the last one should be written again, one sentence each; nothing where it is still right.
    pub stale_because: Vec<String>,
}

/// One version of a list.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ListVersionView {
    /// Counted from 1.
    pub version: u32,
    /// `contact` or `suppress`.
    pub purpose: String,
    /// Who is in it, in a sentence.
    pub sentence: String,
    /// Who is in it.
    pub condition: ListCondition,
    /// Why it was made so.
    pub reason: String,
    /// Who made it.
    pub who: String,
    /// When.
    pub at: String,
}

/// A list to begin from.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ListTemplate {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it is good for.
    pub about: String,
    /// `contact` or `suppress`.
    pub purpose: String,
    /// Who is in it, in a sentence.
    pub sentence: String,
    /// Who is in it; nothing where a source it needs is not loaded.
    pub condition: Option<ListCondition>,
}

/// Count a list while it is being made.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CountList {
    /// The list.
    pub draft: DraftList,
    /// Also tell who this destination would leave out, and why; takes longer.
    #[serde(default)]
    pub destination: Option<String>,
    /// The day from which days are counted back; the last purchase that is loaded unless told.
    #[serde(default)]
    pub today: Option<String>,
}

/// How many a list has, condition by condition.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ListCount {
    /// Who is in it, in a sentence.
    pub sentence: String,
    /// All customers there are.
    pub customers: u64,
    /// How many of them its conditions choose.
    pub chosen: u64,
    /// What each condition leaves, in their order; those of a group stand after it.
    pub steps: Vec<ListStep>,
    /// From which day days are counted back, in words; blank where none are.
    pub window: String,
    /// Who of those chosen the destination would leave out; empty where none was named.
    pub left_out: Vec<LeftOut>,
}

/// What one condition leaves.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ListStep {
    /// Its place in its group, and before it the places of the groups around it.
    pub path: Vec<u32>,
    /// The condition, in plain words.
    pub sentence: String,
    /// So many customers meet it by itself.
    pub alone: u64,
    /// So many are left after it and those before it; nothing within a group.
    pub left: Option<u64>,
    /// Of so many the data does not tell; they are not in.
    pub unknown: u64,
    /// Why the data tells it of nobody, and what would; or how many were sent nothing of which it asks what they did
    /// with it. Blank where there is neither.
    pub because: String,
}

/// See who is left out of a list for a reason.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ListLeftOut {
    /// Code of the list; blank for a draft.
    #[serde(default)]
    pub list: String,
    /// A list that is not saved.
    #[serde(default)]
    pub draft: Option<DraftList>,
    /// Code of the destination.
    pub destination: String,
    /// The reason, in the words the preview gives; everybody left out unless told.
    #[serde(default)]
    pub reason: Option<String>,
    /// Window in days, for lists that have one.
    #[serde(default)]
    pub days: Option<u32>,
    /// The day from which days are counted back.
    #[serde(default)]
    pub today: Option<String>,
    /// How many to skip.
    #[serde(default)]
    pub offset: u64,
    /// How many to return.
    pub limit: u64,
}

/// People who are left out of a list.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LeftOutPage {
    /// So many there are.
    pub total: u64,
    /// The page.
    pub people: Vec<LeftOutPerson>,
}

/// Somebody who is left out.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LeftOutPerson {
    /// Their id.
    pub customer: String,
    /// Their name, or what else they are known by.
    pub name: String,
    /// Why, in words.
    pub reason: String,
}

/// Write one suppression list for several platforms into one folder.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DeliverSuppression {
    /// Code of the list: recent purchasers, or a saved list to leave people alone.
    pub list: String,
    /// Codes of the destinations; all of them unless told.
    #[serde(default)]
    pub destinations: Option<Vec<String>>,
    /// Window in days, for lists that have one.
    #[serde(default)]
    pub days: Option<u32>,
    /// The day from which days are counted back; the last purchase that is loaded unless told.
    #[serde(default)]
    pub today: Option<String>,
    /// The folder; it is made where it is not there.
    pub folder: String,
}

/// A folder of suppression files.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SuppressionDelivered {
    /// The folder.
    pub folder: String,
    /// The manifest in it.
    pub manifest: String,
    /// The same people stand behind every file: so many.
    pub people: u64,
    /// What was written, destination by destination.
    pub files: Vec<SuppressionFile>,
}

/// The same people for one platform.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SuppressionFile {
    /// Name of the destination.
    pub destination: String,
    /// The file, or where there are several the name they begin with; nothing where the destination could
    /// find none of them.
    pub path: Option<String>,
    /// How many people are in which file and what to set when it is uploaded, one sentence a part; nothing
    /// where the destination asks for one file only.
    pub parts: Vec<String>,
    /// Rows in it.
    pub rows: u64,
    /// So many of the same people are not in it, by reason.
    pub left_out: Vec<LeftOut>,
    /// SHA-256 of the file, or of each part of it.
    pub sha256: String,
}

/// What the lists people made have in common.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub struct ListOverlap {
    /// People in one of the lists, in two, in three …
    pub in_how_many: Vec<u64>,
    /// Two lists with people in common, those with most first.
    pub pairs: Vec<ListPair>,
    /// People who are in exactly these lists, the commonest combinations first.
    pub together: Vec<ListTogether>,
}

/// Two lists.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ListPair {
    /// Name of the one.
    pub one: String,
    /// Name of the other.
    pub other: String,
    /// People in both.
    pub both: u64,
    /// People in the one.
    pub in_one: u64,
    /// People in the other.
    pub in_other: u64,
}

/// Several lists.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ListTogether {
    /// Their names.
    pub lists: Vec<String>,
    /// People who are in all of these and in no other.
    pub people: u64,
}
