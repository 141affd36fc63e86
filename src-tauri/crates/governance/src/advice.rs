//! Which approach fits, from exactly four answers: size, skills, what is in use, and how much
//! complexity the team can manage. The reasons are the field's own: what is fine at small scale, what
//! each step asks of a team, and that nobody should run more than they can.

use rollcall_model::coded;

coded! {
    /// How large the organisation is.
    Size {
        /// One team of a few people.
        Small = "small", "A few people, one team";
        /// Several teams.
        Medium = "medium", "Several teams";
        /// Many teams, several countries or brands.
        Large = "large", "A large organisation";
    }
}

coded! {
    /// What the team knows how to do.
    Skills {
        /// Nobody writes code or SQL.
        NoCode = "no_code", "Nobody writes code or SQL";
        /// Somebody writes SQL and keeps reports.
        Analysts = "analysts", "Somebody writes SQL";
        /// Dedicated data engineers.
        Engineers = "engineers", "Dedicated data engineers";
    }
}

coded! {
    /// What is in use.
    Stack {
        /// Up to five tools share data.
        Few = "few", "Up to five tools";
        /// More, without a warehouse.
        Many = "many", "More than five tools, no warehouse";
        /// A warehouse is in use.
        Warehouse = "warehouse", "A data warehouse is in use";
    }
}

coded! {
    /// How much the team can keep running.
    Complexity {
        /// Hardly any time.
        Little = "little", "Hardly any time each week";
        /// Some hours a week.
        Some = "some", "A few hours each week";
        /// People whose work it is.
        Much = "much", "People whose work it is";
    }
}

coded! {
    /// How customer data comes together.
    Approach {
        /// Tool to tool.
        Direct = "direct", "Direct connections";
        /// Into a warehouse and back.
        Warehouse = "warehouse", "ETL and warehouse with reverse ETL";
        /// One product for the whole loop.
        Cdp = "cdp", "Customer data platform";
        /// The best tool for each function.
        Composable = "composable", "Composable";
    }
}

/// The four answers; nothing where one is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Answers {
    /// How large the organisation is.
    pub size: Option<Size>,
    /// What the team knows how to do.
    pub skills: Option<Skills>,
    /// What is in use.
    pub stack: Option<Stack>,
    /// How much the team can keep running.
    pub complexity: Option<Complexity>,
}

/// What is advised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// Which approach.
    pub approach: Approach,
    /// Why, one sentence for each of the four answers.
    pub reasons: Vec<&'static str>,
    /// What the team must run each week.
    pub weekly: Vec<&'static str>,
    /// What it costs, in kind.
    pub costs: Vec<&'static str>,
    /// What must be true before it begins.
    pub first: Vec<&'static str>,
    /// The next step, and only that.
    pub next: &'static str,
}

/// The approach four answers lead to; the questions that are not answered where one is missing.
///
/// # Errors
/// The questions that have no answer.
pub fn advise(answers: Answers) -> Result<Advice, Vec<&'static str>> {
    let (Some(size), Some(skills), Some(stack), Some(complexity)) = (
        answers.size,
        answers.skills,
        answers.stack,
        answers.complexity,
    ) else {
        return Err(missing(answers));
    };
    let approach = approach(size, skills, stack, complexity);
    Ok(Advice {
        approach,
        reasons: vec![
            of_size(approach, size),
            of_skills(approach, skills),
            of_stack(approach, stack),
            of_complexity(approach, complexity),
        ],
        weekly: weekly(approach),
        costs: costs(approach),
        first: first(approach),
        next: next(approach, skills),
    })
}

fn missing(answers: Answers) -> Vec<&'static str> {
    [
        (answers.size.is_none(), "How large is the organisation?"),
        (
            answers.skills.is_none(),
            "What technical skills are available?",
        ),
        (answers.stack.is_none(), "What tools are in use?"),
        (
            answers.complexity.is_none(),
            "How much complexity can the team manage?",
        ),
    ]
    .into_iter()
    .filter_map(|(is_missing, question)| is_missing.then_some(question))
    .collect()
}

/// The rule. What the team can run comes before what would be nice: hardly any time is always direct
/// connections, and composable needs engineers, size, a warehouse and people whose work it is.
fn approach(size: Size, skills: Skills, stack: Stack, complexity: Complexity) -> Approach {
    let is_engineered = skills == Skills::Engineers;
    if complexity == Complexity::Little {
        return Approach::Direct;
    }
    if is_engineered
        && size == Size::Large
        && stack == Stack::Warehouse
        && complexity == Complexity::Much
    {
        return Approach::Composable;
    }
    let knows_sql = skills != Skills::NoCode;
    if knows_sql && stack == Stack::Warehouse || is_engineered && stack == Stack::Many {
        return Approach::Warehouse;
    }
    if stack != Stack::Few && size != Size::Small {
        return Approach::Cdp;
    }
    Approach::Direct
}

fn of_size(approach: Approach, size: Size) -> &'static str {
    match (approach, size) {
        (Approach::Direct, Size::Small) => "At small scale direct connections are fine.",
        (Approach::Direct, _) => {
            "More than one team is many for direct connections, but what follows decides."
        }
        (Approach::Warehouse, _) => {
            "A central store serves several questions at once, whatever the size."
        }
        (Approach::Cdp, _) => {
            "Several teams need the same profiles, which a platform gives each of them."
        }
        (Approach::Composable, _) => {
            "Composable setups tend to suit larger organisations, and this is one."
        }
    }
}

fn of_skills(approach: Approach, skills: Skills) -> &'static str {
    match (approach, skills) {
        (Approach::Direct, Skills::NoCode) => {
            "Nobody writes code or SQL, and native connectors, Zapier or Make ask for neither."
        }
        (Approach::Direct, _) => "The skills are there; they are not what holds you back.",
        (Approach::Warehouse, _) => {
            "Somebody writes SQL, and a warehouse gives people who do a lot of flexibility."
        }
        (Approach::Cdp, Skills::NoCode) => {
            "Nobody writes SQL, and a platform handles the loop without building it from scratch."
        }
        (Approach::Cdp, _) => {
            "The skills to question the platform are there, and it spares building the loop from scratch."
        }
        (Approach::Composable, _) => {
            "There is a dedicated data engineering team to stitch the parts together and maintain them."
        }
    }
}

fn of_stack(approach: Approach, stack: Stack) -> &'static str {
    match (approach, stack) {
        (Approach::Direct, Stack::Few) => {
            "Few tools share data, so the connections can be counted."
        }
        (Approach::Direct, Stack::Many) => {
            "Mind the number of tools: with a dozen, direct connections become an unmaintainable tangle."
        }
        (Approach::Direct, Stack::Warehouse) => {
            "The warehouse can stay what it is for reports; do not build on it yet."
        }
        (Approach::Warehouse, Stack::Warehouse) => {
            "The warehouse is there; what is missing is the way back out of it."
        }
        (Approach::Warehouse, _) => {
            "Too many tools share data for direct connections, and the team can build a central store."
        }
        (Approach::Cdp, Stack::Warehouse) => {
            "A warehouse is there, but nobody writes SQL to get data back out of it."
        }
        (Approach::Cdp, _) => {
            "Too many tools share data for direct connections, and there is no warehouse."
        }
        (Approach::Composable, _) => {
            "The warehouse is there, and each other function can be chosen around it."
        }
    }
}

fn of_complexity(approach: Approach, complexity: Complexity) -> &'static str {
    match (approach, complexity) {
        (Approach::Direct, Complexity::Little) => {
            "There is hardly any time each week, and anything else would stand still: start with what the team can operate."
        }
        (Approach::Direct, _) => "The time there is goes further in a few connections kept well.",
        (Approach::Warehouse, _) => {
            "There is time each week to keep pipelines in and out of the store running."
        }
        (Approach::Cdp, _) => {
            "There is time each week for the real implementation effort a platform asks for."
        }
        (Approach::Composable, _) => {
            "It is somebody's work: more flexibility and control, but also more to stitch together and maintain."
        }
    }
}

fn weekly(approach: Approach) -> Vec<&'static str> {
    match approach {
        Approach::Direct => vec![
            "Look whether each connection still runs; a platform that changes its interface breaks it.",
            "Load the exports here and settle the pairs that wait.",
        ],
        Approach::Warehouse => vec![
            "Watch the pipelines into the warehouse and mend those that failed.",
            "Watch the way back: the reverse ETL that brings lists to the tools people use.",
            "Keep identity rules and their tests, and settle the pairs that wait.",
        ],
        Approach::Cdp => vec![
            "Look at the platform's errors of each source and destination.",
            "Look at its merges: profiles that joined two people, and people with two profiles.",
            "Keep audiences and consents in step with the rules agreed here.",
        ],
        Approach::Composable => vec![
            "Watch the pipelines into the warehouse.",
            "Keep the identity graph, its rules and its tests.",
            "Watch the way back: reverse ETL to each channel.",
            "Keep contracts, versions and interfaces of every part in step.",
        ],
    }
}

fn costs(approach: Approach) -> Vec<&'static str> {
    match approach {
        Approach::Direct => {
            vec!["Hours to keep each connection; they grow with every pair of tools."]
        }
        Approach::Warehouse => vec![
            "The store and the pipelines, by volume.",
            "Engineering for the way back: reverse ETL is another layer.",
        ],
        Approach::Cdp => vec![
            "A licence, mostly by profiles: every duplicate is paid for.",
            "Real implementation effort, by your own people too.",
        ],
        Approach::Composable => {
            vec!["A licence for each part, and a team that keeps them together."]
        }
    }
}

fn first(approach: Approach) -> Vec<&'static str> {
    let mut first = vec![
        "One use case is named and active.",
        "Every source it needs has an owner.",
        "The rules it needs are written down and signed.",
    ];
    match approach {
        Approach::Direct => first.push("Each connection has an owner."),
        Approach::Warehouse => {
            first.push("The way back is part of the plan: data that ends in the warehouse helps nobody who sends a message.");
        }
        Approach::Cdp => first.push(
            "The vendor has answered the questions made from your own hard cases, on your own data.",
        ),
        Approach::Composable => {
            first.push("Each part has an owner in engineering, and somebody answers for the whole.");
        }
    }
    first
}

/// The next step only. Composable is never in sight of a team without engineers.
fn next(approach: Approach, skills: Skills) -> &'static str {
    match (approach, skills) {
        (Approach::Direct, Skills::NoCode) => "Write down every connection with its owner.",
        (Approach::Direct, _) => "Get the one connection that the use case needs running well.",
        (Approach::Warehouse, _) => {
            "Bring one list back out: the use case's, to one tool, by reverse ETL."
        }
        (Approach::Cdp, _) => {
            "Ask two vendors the questions made from your hard cases, with an export of the sources the use case needs."
        }
        (Approach::Composable, _) => "Choose the one part the use case needs first.",
    }
}
