//! Use cases: whether one can begin, by what is really there; and which names are none.

use rollcall_model::{Attribute, SystemKind, grouped};

/// The least share of rows of the best source that must hold a needed attribute: half of them. Below, most
/// people the use case is about are left out.
pub const LEAST_SHARE: f64 = 0.5;

/// What a use case needs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Kinds of systems.
    pub kinds: Vec<SystemKind>,
    /// Attributes.
    pub attributes: Vec<Attribute>,
}

/// Whether a kind of system is loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KindState {
    /// Something of it is.
    Loaded,
    /// It exists, and nothing of it is.
    NoFile,
    /// It does not exist here.
    Absent,
    /// Nobody has said whether it exists.
    NotAsked,
}

/// A kind of system as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindNow {
    /// The kind.
    pub kind: SystemKind,
    /// Whether it is loaded.
    pub state: KindState,
    /// Its sources that nobody owns, by name.
    pub ownerless: Vec<String>,
}

/// How one source of the needed kinds holds an attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttributeNow {
    /// The attribute.
    pub attribute: Attribute,
    /// The source, by name.
    pub source: String,
    /// Rows of tables that have such a column.
    pub rows: u64,
    /// Of them, those with a usable value.
    pub valid: u64,
}

/// Whether a use case can begin.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Readiness {
    /// Why not, one sentence each; ready where there is none.
    pub reasons: Vec<String>,
    /// What does not stand in the way but should be known, one sentence each.
    pub cautions: Vec<String>,
}

impl Readiness {
    /// Whether nothing stands in the way.
    pub fn is_ready(&self) -> bool {
        self.reasons.is_empty()
    }
}

/// Whether a use case can begin: every kind of system it needs is loaded and, of each attribute, some
/// source of these kinds holds a usable value in [`LEAST_SHARE`] of its rows.
pub fn readiness(wanted: &Wanted, kinds: &[KindNow], held: &[AttributeNow]) -> Readiness {
    let mut told = Readiness::default();
    if wanted.kinds.is_empty() {
        told.reasons
            .push("Nobody has said which systems it needs.".into());
    }
    if wanted.attributes.is_empty() {
        told.reasons
            .push("Nobody has said which attributes it needs.".into());
    }
    for kind in &wanted.kinds {
        let now = kinds.iter().find(|one| one.kind == *kind);
        let label = kind.label();
        match now.map_or(KindState::NotAsked, |now| now.state) {
            KindState::Loaded => {}
            KindState::NoFile => told.reasons.push(format!(
                "{label}: it exists, but nothing of it is loaded. Get an export of it."
            )),
            KindState::Absent => told.reasons.push(format!(
                "{label}: there is none here. Choose another source, or another use case."
            )),
            KindState::NotAsked => told.reasons.push(format!(
                "{label}: nobody has said yet whether there is one."
            )),
        }
        for source in now.map(|now| now.ownerless.as_slice()).unwrap_or_default() {
            told.cautions.push(format!("{source} has no owner."));
        }
    }
    for attribute in &wanted.attributes {
        told.reasons.extend(not_held(attribute, held));
    }
    told
}

/// Why an attribute is not held well enough, measured where it is held best.
fn not_held(attribute: &Attribute, held: &[AttributeNow]) -> Option<String> {
    let label = attribute.label();
    let share = |one: &AttributeNow| {
        if one.rows == 0 {
            0.0
        } else {
            one.valid as f64 / one.rows as f64
        }
    };
    let best = held
        .iter()
        .filter(|one| one.attribute == *attribute)
        .max_by(|one, other| share(one).total_cmp(&share(other)));
    let Some(best) = best else {
        return Some(format!("{label}: no source it needs has such a column."));
    };
    (share(best) < LEAST_SHARE).then(|| {
        format!(
            "{label}: {} holds it best, in {} of {} rows ({:.0} %); half of them are needed.",
            best.source,
            grouped(best.valid),
            grouped(best.rows),
            (share(best) * 100.0).floor()
        )
    })
}

/// Words that name a vision or a tool and no problem.
const VISIONS: &[&str] = &[
    "single customer view",
    "single view of the customer",
    "single view of customers",
    "one customer view",
    "one view of the customer",
    "unified customer view",
    "unified customer profile",
    "unified profile",
    "complete customer view",
    "360 degree",
    "360 view",
    "customer 360",
    "golden record",
    "customer data integration",
    "customer data platform",
    "single source of truth",
    "data quality",
    "data lake",
    "data warehouse",
    "einheitliche kundensicht",
    "ganzheitliche kundensicht",
    "kundendatenplattform",
    "360 grad",
];

/// Names that say nothing but such a word.
const BARE: &[&str] = &["cdp", "cdi", "mdm", "scv", "360", "data", "integration"];

/// Why a name is none for a use case; nothing where it may be one.
pub fn refused_name(name: &str) -> Option<&'static str> {
    let said = in_one(name);
    let is_vision = BARE.contains(&said.as_str())
        || VISIONS
            .iter()
            .any(|vision| format!(" {said} ").contains(&format!(" {} ", in_one(vision))));
    is_vision.then_some(
        "That is a broad vision, not a use case. Name a specific problem, such as “we are wasting money retargeting recent purchasers”.",
    )
}

/// The words of a name without marks and capitals, one and several of a thing alike.
fn in_one(name: &str) -> String {
    let words: Vec<String> = name
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| {
            let word = word.to_lowercase();
            let one = word.strip_suffix('s');
            let one = one.filter(|one| one.len() > 2 && !one.ends_with('s'));
            one.unwrap_or(&word).to_owned()
        })
        .collect();
    words.join(" ")
}

/// A use case to begin with.
#[derive(Debug, Clone, Copy)]
pub struct Template {
    /// Its code.
    pub code: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// The problem in a sentence.
    pub problem: &'static str,
    /// What shows that it is solved.
    pub measure: &'static str,
    /// The check that counts it on the files, by its code; blank where none does.
    pub check: &'static str,
    /// Kinds of systems it needs.
    pub kinds: &'static [SystemKind],
    /// Attributes it needs.
    pub attributes: &'static [Attribute],
}

/// The check that counts what shows that a use case is solved; blank where none does, as of every measure in other words
/// than those of a template.
pub fn check_of(measure: &str) -> &'static str {
    let template = TEMPLATES.iter().find(|one| one.measure == measure.trim());
    template.map_or("", |one| one.check)
}

/// The three everybody knows.
pub const TEMPLATES: &[Template] = &[
    Template {
        code: "retargeting_waste",
        name: "No ads to people who just bought",
        problem: "We are wasting money retargeting recent purchasers.",
        measure: "Share of the retargeting audience that bought in the last 30 days",
        check: "waste",
        kinds: &[SystemKind::Shop, SystemKind::AdPlatform],
        attributes: &[Attribute::Email, Attribute::OrderId, Attribute::EventTime],
    },
    Template {
        code: "post_purchase_mail",
        name: "Messages that fit the purchase",
        problem: "We cannot personalise post-purchase e-mails properly.",
        measure: "Open and click rate of post-purchase e-mails",
        check: "",
        kinds: &[SystemKind::Shop, SystemKind::EmailPlatform],
        attributes: &[
            Attribute::Email,
            Attribute::EmailConsent,
            Attribute::Product,
            Attribute::EventTime,
        ],
    },
    Template {
        code: "blind_sales_calls",
        name: "Sales calls with context",
        problem: "Our sales team goes into calls blind.",
        measure: "Share of open leads of whom a visit, a message or a ticket is known before the call",
        check: "leads",
        kinds: &[
            SystemKind::Crm,
            SystemKind::EmailPlatform,
            SystemKind::Support,
        ],
        attributes: &[Attribute::Email, Attribute::Phone, Attribute::EventTime],
    },
];
