//! What the product makes real, sentence by sentence, in its own words.

use Home::{Checks, Governance, Linkage, Loading, Review};

/// The part of the product a sentence is made real in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Home {
    /// What comes in, and what is counted of it.
    Loading,
    /// Who is who.
    Linkage,
    /// Pairs to settle, agreed records and how far to trust them.
    Review,
    /// What people agree on, privacy and the workshop.
    Governance,
    /// Events, lists, checks and the report.
    Checks,
}

/// A sentence: its number, where it is at home, and what holds.
pub(super) struct Sentence {
    pub(super) number: u32,
    pub(super) home: Home,
    pub(super) says: &'static str,
}

const fn one(number: u32, home: Home, says: &'static str) -> Sentence {
    Sentence { number, home, says }
}

pub(super) const SENTENCES: &[Sentence] = &[
    one(
        1,
        Checks,
        "numbers that differ are led to one, step by step",
    ),
    one(
        2,
        Checks,
        "buyers the mail tool does not know as such are listed",
    ),
    one(3, Checks, "who bought a product is left out of its offer"),
    one(
        4,
        Loading,
        "what each two systems have in common is counted",
    ),
    one(5, Checks, "completeness is judged by a use case"),
    one(
        6,
        Loading,
        "the same export again changes what it changes and no more",
    ),
    one(7, Checks, "support requests meet purchases"),
    one(8, Checks, "a click and a sign-up are tied, or cannot be"),
    one(9, Loading, "who still holds an old address is told"),
    one(
        10,
        Loading,
        "each source tells its format, identifiers and age",
    ),
    one(
        11,
        Review,
        "five records are one person, with their conflicts",
    ),
    one(12, Loading, "the report says what it is not"),
    one(
        13,
        Loading,
        "audits are told as a line, and the next is due",
    ),
    one(14, Governance, "work by hand sums to hours"),
    one(15, Governance, "no cost without its inputs"),
    one(16, Checks, "a list tells what it was checked against"),
    one(17, Checks, "the same people are counted everywhere"),
    one(
        18,
        Checks,
        "lists that overlap and too many messages are told",
    ),
    one(19, Checks, "advertising to buyers costs what it costs"),
    one(20, Checks, "a list to leave people alone has its age"),
    one(21, Checks, "the quality of a seed list is counted"),
    one(22, Checks, "credit is shared out by every rule"),
    one(23, Checks, "who was won back after buying is named"),
    one(24, Checks, "people open in sales and support are listed"),
    one(25, Governance, "an incident is noted and reported"),
    one(26, Loading, "every kind of system is asked for"),
    one(27, Loading, "a system without a file is a hole"),
    one(28, Linkage, "every kind of identifier ties"),
    one(
        29,
        Loading,
        "identifiers are counted, and what many share links nobody",
    ),
    one(30, Review, "the effort left is told by the measured pace"),
    one(
        31,
        Loading,
        "the order of a date is settled by its column, or asked",
    ),
    one(
        32,
        Loading,
        "what stood in the file stays beside what was made of it",
    ),
    one(33, Loading, "what decays is measured each time"),
    one(34, Loading, "limits are checked on every import"),
    one(35, Checks, "files are written as each system wants them"),
    one(36, Checks, "a list that went nowhere says so"),
    one(37, Governance, "four answers lead to an approach"),
    one(38, Governance, "connections are counted"),
    one(39, Governance, "a warehouse comes with the way back"),
    one(
        40,
        Governance,
        "vendors are asked about cases of this project",
    ),
    one(41, Governance, "composable needs engineers"),
    one(42, Checks, "one list goes to every platform at once"),
    one(43, Checks, "a list that has grown old is marked"),
    one(
        44,
        Checks,
        "a message refers to the product and what goes with it",
    ),
    one(45, Checks, "the best hour is told of enough openings"),
    one(46, Checks, "what is known of a lead is told by source"),
    one(47, Governance, "what is put off is counted with its age"),
    one(48, Governance, "decisions are replaced, never edited"),
    one(49, Review, "e-mail alone stands beside all rules"),
    one(
        50,
        Linkage,
        "several addresses, visits and accounts are counted",
    ),
    one(51, Review, "persons to doubt are found"),
    one(
        52,
        Governance,
        "what is added after the freeze is asked for",
    ),
    one(53, Governance, "who was erased stays away"),
    one(54, Governance, "who has not signed is shown"),
    one(55, Governance, "a signature goes stale with its rule"),
    one(
        56,
        Governance,
        "four questions about every source, in order",
    ),
    one(57, Governance, "a use case is measured, a vision refused"),
    one(
        58,
        Review,
        "rules about identity are tried before they are adopted",
    ),
    one(59, Governance, "rules people agree on act"),
    one(60, Governance, "nothing personal is on the wall"),
    one(61, Governance, "only the next step is told"),
    one(62, Governance, "an approach names each week's work"),
    one(63, Governance, "one use case at a time"),
    one(64, Governance, "people are told apart by region of law"),
    one(65, Governance, "bought lists go to no advertising platform"),
    one(66, Checks, "three links pass, fail or have no file"),
    one(
        67,
        Governance,
        "what is measured grows by a point each time",
    ),
    one(68, Checks, "a list grows as sales do, or fails"),
    one(69, Checks, "purchases of a week meet its messages"),
    one(70, Checks, "several rules share one purchase"),
    one(71, Checks, "channels are ranked by what they gain"),
    one(
        72,
        Checks,
        "flows are compared before and after, of enough messages",
    ),
    one(73, Checks, "drifting is told against the own habit"),
    one(
        74,
        Checks,
        "retention is kept by cohort, and what more would be worth",
    ),
    one(75, Checks, "every figure opens its rows"),
    one(76, Checks, "what is not known stands first"),
];
