//! The project as a whole.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::SourceMark;

/// Make a new project.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CreateProject {
    /// Where the file goes; it must not exist yet.
    pub path: String,
    /// What people call it.
    pub name: String,
}

/// Open a project.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct OpenProject {
    /// The project file.
    pub path: String,
}

/// What the start screen needs.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AppInfo {
    /// Version of the program.
    pub version: String,
    /// Whether the sample project can be made here.
    pub sample_available: bool,
    /// Projects opened lately, newest first.
    pub recent: Vec<RecentProject>,
    /// Path of the project that is open now.
    pub open: Option<String>,
    /// Path of a project that was to be opened and waits for its passphrase.
    pub locked: Option<String>,
    /// Folder suggested for new projects.
    pub projects_folder: String,
}

/// A project opened before.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RecentProject {
    /// Its file.
    pub path: String,
    /// Its name.
    pub name: String,
    /// When it was last opened.
    pub opened_at: String,
    /// Whether the file is still there.
    #[serde(default)]
    pub exists: bool,
}

/// The open project, with what waits for a person on each screen.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ProjectSummary {
    /// Its file.
    pub path: String,
    /// Its name.
    pub name: String,
    /// When it was made.
    pub created_at: String,
    /// Grows with every change of state.
    pub revision: u64,
    /// Sources in the inventory.
    pub sources: u64,
    /// Tables loaded.
    pub tables: u64,
    /// Rows loaded, over all current loads.
    pub rows: u64,
    /// Rows set aside.
    pub rows_set_aside: u64,
    /// Customers, once who is who has been worked out.
    pub customers: Option<u64>,
    /// Why the people shown do not follow from what is loaded and decided now; nothing when they do.
    pub out_of_date: Option<String>,
    /// What waits for a person.
    pub waiting: Waiting,
    /// What undo would take back, in words.
    pub undo: Option<String>,
    /// What redo would do again, in words.
    pub redo: Option<String>,
    /// Whether the file is encrypted with a passphrase.
    pub encrypted: bool,
    /// Whether personal data is masked in every reply.
    pub presenting: bool,
}

/// Begins or ends presenting.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct SetPresenting {
    /// Whether personal data is masked from now on.
    pub on: bool,
}

/// Choose a language.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetLanguage {
    /// `en` or `de`.
    pub language: String,
}

/// What waits for a person, screen by screen.
#[derive(Debug, Clone, Copy, Default, Serialize, TS)]
pub struct Waiting {
    /// Columns that wait for an answer: nobody is sure what they are, or what words in them mean.
    pub mapping: u64,
    /// Problems that are warnings or errors.
    pub quality: u64,
    /// Pairs to settle.
    pub matches: u64,
    /// Customers with values that disagree.
    pub conflicts: u64,
    /// Sources without an owner, conflicting attributes without a decider, open questions and actions, changes
    /// of the scope nobody decided on, outdated signatures, requests of people.
    pub governance: u64,
    /// Of these, requests of people that are open.
    pub requests: u64,
    /// Of these, requests that stand in loaded files and that nobody has taken up.
    pub requests_in_files: u64,
    /// Measures that are beyond the limit agreed.
    pub checks: u64,
    /// Lists whose last file is out of date.
    pub lists: u64,
}

/// The first thing a person sees: how many people there really are.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Overview {
    /// The one true sentence, such as "12,031 rows in 9 sources are 4,012 people".
    pub headline: String,
    /// Rows that tell about a person.
    pub person_rows: u64,
    /// Rows that tell about nobody in particular (figures, rows without any attribute of a person).
    pub other_rows: u64,
    /// Customers found; nothing before the first run.
    pub customers: Option<u64>,
    /// Of them, those of whom nothing is known but ids that machines read; the others are people.
    pub known_only_by_id: Option<u64>,
    /// Pairs of records that nobody is sure about; each could make two customers one.
    pub unsure_pairs: u64,
    /// How many people matching on the e-mail address alone would give; rows that name nobody are none.
    pub email_only_customers: Option<u64>,
    /// From each source's own number to the unified one.
    pub bridge: Vec<BridgeStep>,
    /// What matters most: what could not be read, what is beyond a limit, then by points of readiness
    /// times people touched.
    pub findings: Vec<Finding>,
    /// What changed since the run before; nothing before the first run.
    pub since: Option<SinceLast>,
    /// The one thing to do next.
    pub next: Option<NextStep>,
}

/// What changed since the run before.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SinceLast {
    /// When that run was; nothing where there is none to compare with.
    pub ran_at: Option<String>,
    /// What to know where nothing is told: that this run is the first, or that nothing changed; blank otherwise.
    pub sentence: String,
    /// What changed, a sentence each.
    pub changes: Vec<ChangeSince>,
}

/// One thing that changed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ChangeSince {
    /// What, with how many now and then.
    pub sentence: String,
    /// The screen it leads to.
    pub screen: String,
    /// Which part of the screen; blank for all of it.
    pub part: String,
}

/// One source's own count and what is behind it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BridgeStep {
    /// The source.
    pub source: SourceMark,
    /// Rows about people in it: its own number.
    pub rows: u64,
    /// People behind these rows.
    pub people: u64,
    /// People no other source knows.
    pub only_here: u64,
}

/// Something a person should know, with where to look.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Finding {
    /// `error`, `warning` or `note`.
    pub severity: String,
    /// One sentence.
    pub sentence: String,
    /// What to do.
    pub action: String,
    /// Who answers for it; blank while nobody does.
    pub owner: String,
    /// Whole points of readiness it costs; nothing where it is no part of the score.
    pub points: Option<u32>,
    /// Screen to go to, such as `quality`.
    pub screen: String,
    /// The rows behind it, when there are some.
    pub figure: Option<super::Figure>,
    /// The code of the list that says what to do about it, such as `merge:3`, when there is one.
    pub list: Option<String>,
    /// The active use case, by name, where it needs this put right.
    pub needed_for: Option<String>,
}

/// The one primary next step.
#[derive(Debug, Clone, Serialize, TS)]
pub struct NextStep {
    /// What the button says.
    pub label: String,
    /// Screen it leads to.
    pub screen: String,
}

/// A long work has begun.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct JobStarted {
    /// Its number, for progress and cancelling.
    pub job: i64,
}

/// A long work as the tray shows it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct JobView {
    /// Its number.
    pub job: i64,
    /// What it does, such as "Loading 9 files".
    pub title: String,
    /// `running`, `finished`, `failed` or `cancelled`.
    pub state: String,
    /// The stage it is in, such as "Comparing pairs".
    pub stage: String,
    /// How far the stage is.
    pub done: u64,
    /// How far the stage goes, when that is known.
    pub total: Option<u64>,
    /// What it counts: rows, pairs, bytes.
    pub unit: String,
    /// Milliseconds since it began.
    pub elapsed: u64,
    /// Milliseconds that are probably left, once enough is known.
    pub left: Option<u64>,
    /// What came of it, once finished.
    pub outcome: Option<String>,
    /// What went wrong, once failed: sentence and hint.
    pub error: Option<String>,
}

/// Which job.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct JobNumber {
    /// Its number.
    pub job: i64,
}

/// What a surface is told without asking.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// A job went on or ended.
    Job {
        /// Where it stands.
        job: JobView,
    },
    /// Something changed; replies made from these tags are old.
    Changed {
        /// The tags.
        tags: Vec<String>,
        /// The project's revision now.
        revision: u64,
    },
}
