//! What to ask a vendor, from this project's own hard cases: a promise is easy to give in general and
//! hard to give about people one can count.

use rollcall_model::grouped_or_few;

/// What was found here that is hard to get right. A count of nought asks nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HardCases {
    /// Phone numbers that several people or households share.
    pub shared_phones: u64,
    /// E-mail addresses that several people or households share.
    pub shared_emails: u64,
    /// People found here; nothing before they are.
    pub people: Option<u64>,
    /// People there would be by e-mail alone.
    pub people_by_email: Option<u64>,
    /// Customers whose sources contradict each other about a consent.
    pub consent_contradictions: u64,
    /// Customers of whom nothing but ids of devices, cards or accounts is known.
    pub known_only_by_id: u64,
    /// Households: people who live together and must not become one.
    pub households: u64,
    /// Pairs nobody is sure about.
    pub unsure_pairs: u64,
    /// Pairs that look alike and of which people here said that they are two persons.
    pub judged_apart: u64,
    /// Customers whose sources disagree about a detail.
    pub conflicts: u64,
    /// Rows that could not be read.
    pub rows_set_aside: u64,
    /// People who were erased and must not come back.
    pub erased: u64,
}

/// One question, with what it is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VendorQuestion {
    /// Names the hard case, such as `shared_phones`.
    pub case: &'static str,
    /// How many there are here.
    pub count: u64,
    /// What to ask.
    pub question: String,
}

/// The questions, one for each hard case there is; on a projector small counts are hidden in their words.
pub fn vendor_questions(cases: &HardCases, hides_few: bool) -> Vec<VendorQuestion> {
    let told = |count: u64| grouped_or_few(count, hides_few);
    let people = about_people(cases, told).into_iter();
    people
        .chain(about_records(cases, told))
        .filter(|one| one.count > 0)
        .collect()
}

fn ask(case: &'static str, count: u64, question: String) -> VendorQuestion {
    VendorQuestion {
        case,
        count,
        question,
    }
}

/// A sentence about one, or about so many.
fn one_or(count: String, one: &str, many: impl FnOnce(String) -> String) -> String {
    if count == "1" {
        one.to_owned()
    } else {
        many(count)
    }
}

/// What is hard about telling people apart and together.
fn about_people(cases: &HardCases, told: impl Fn(u64) -> String) -> Vec<VendorQuestion> {
    let people = cases.people.unwrap_or_default();
    let by_email = cases.people_by_email.unwrap_or(people);
    vec![
        ask(
            "shared_phones",
            cases.shared_phones,
            one_or(
                told(cases.shared_phones),
                "1 of our phone numbers belongs to several people. Which of these people does your product merge, and who can see why?",
                |count| {
                    format!(
                        "{count} of our phone numbers belong to several people. Which of these people does your product merge, and who can see why?"
                    )
                },
            ),
        ),
        ask(
            "shared_emails",
            cases.shared_emails,
            one_or(
                told(cases.shared_emails),
                "1 of our e-mail addresses is used by several people. How does your product keep them apart?",
                |count| {
                    format!(
                        "{count} of our e-mail addresses are used by several people. How does your product keep them apart?"
                    )
                },
            ),
        ),
        ask(
            "email_only",
            cases.people.map_or(0, |people| people.abs_diff(by_email)),
            format!(
                "By e-mail alone we would count {} people; by all evidence we are {}. Load the same files: which number do you get, and which people differ?",
                told(by_email),
                told(people)
            ),
        ),
        ask(
            "households",
            cases.households,
            format!(
                "Households in which several of our customers live together: {}. How does your product keep a father and a son of one name apart?",
                told(cases.households)
            ),
        ),
        ask(
            "consent_contradictions",
            cases.consent_contradictions,
            format!(
                "{} of our customers said yes in one system and no in another. What does your product send them, and where does it write down why?",
                told(cases.consent_contradictions)
            ),
        ),
        ask(
            "known_only_by_id",
            cases.known_only_by_id,
            one_or(
                told(cases.known_only_by_id),
                "Of 1 customer we know only the id of a device, a card or an account. What happens to their history on the day they tell their name?",
                |count| {
                    format!(
                        "Of {count} customers we know only the id of a device, a card or an account. What happens to their history on the day they tell their name?"
                    )
                },
            ),
        ),
    ]
}

/// What is hard about the records themselves.
fn about_records(cases: &HardCases, told: impl Fn(u64) -> String) -> Vec<VendorQuestion> {
    vec![
        ask(
            "unsure_pairs",
            cases.unsure_pairs,
            one_or(
                told(cases.unsure_pairs),
                "1 pair of our records may or may not be one person. Does your product decide it, ask, or leave it, and can a wrong merge be taken back?",
                |count| {
                    format!(
                        "{count} pairs of our records may or may not be one person. Does your product decide them, ask, or leave them, and can a wrong merge be taken back?"
                    )
                },
            ),
        ),
        ask(
            "judged_apart",
            cases.judged_apart,
            format!(
                "Pairs of records that look alike, and of which our own people said that they are two persons: {}. Load both: does your product keep them apart, and does it remember what it was told?",
                told(cases.judged_apart)
            ),
        ),
        ask(
            "conflicts",
            cases.conflicts,
            one_or(
                told(cases.conflicts),
                "Our systems disagree about 1 customer. Which value does your product show, by whose rule, and can we change the rule for one attribute?",
                |count| {
                    format!(
                        "Our systems disagree about {count} customers. Which value does your product show, by whose rule, and can we change the rule for one attribute?"
                    )
                },
            ),
        ),
        ask(
            "rows_set_aside",
            cases.rows_set_aside,
            one_or(
                told(cases.rows_set_aside),
                "1 row of our exports cannot be read as it stands. Where does your product show what it left out?",
                |count| {
                    format!(
                        "{count} rows of our exports cannot be read as they stand. Where does your product show what it left out?"
                    )
                },
            ),
        ),
        ask(
            "erased",
            cases.erased,
            one_or(
                told(cases.erased),
                "1 person asked us to be deleted. How does your product keep them from coming back with the next sync?",
                |count| {
                    format!(
                        "{count} people asked us to be deleted. How does your product keep them from coming back with the next sync?"
                    )
                },
            ),
        ),
    ]
}
