//! The little SQL that comparisons are made of, as `DuckDB` and Spark write it.

use serde::{Deserialize, Serialize};

/// A database that runs what is handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SqlDialect {
    /// `DuckDB`, from version 1.3 on.
    DuckDb,
    /// Apache Spark, from version 3.5 on, with the functions that Splink brings along.
    Spark,
}

/// How many times a letter is told apart: its first, second … place in a text. Later ones are not counted.
pub(super) const LETTER_SETS: usize = 6;

impl SqlDialect {
    /// Both.
    pub const ALL: [Self; 2] = [Self::DuckDb, Self::Spark];

    /// Its name in Splink.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::DuckDb => "duckdb",
            Self::Spark => "spark",
        }
    }

    /// Whether the condition holds for an item of the list, which it calls `item`.
    pub(super) fn any(self, list: &str, item: &str, condition: &str) -> String {
        match self {
            Self::DuckDb => format!("(len(list_filter({list}, lambda {item}: {condition})) > 0)"),
            Self::Spark => format!("exists({list}, {item} -> {condition})"),
        }
    }

    /// Whether the condition holds for an item `x` of one list and an item `y` of the other.
    pub(super) fn crossed(self, left: &str, right: &str, condition: &str) -> String {
        self.any(left, "x", &self.any(right, "y", condition))
    }

    /// The same for the lists of a column in the left and the right record.
    pub(super) fn both(self, column: &str, condition: &str) -> String {
        self.crossed(&format!("{column}_l"), &format!("{column}_r"), condition)
    }

    /// Whether two lists share an item.
    pub(super) fn overlap(self, left: &str, right: &str) -> String {
        match self {
            Self::DuckDb => format!("list_has_any({left}, {right})"),
            Self::Spark => format!("arrays_overlap({left}, {right})"),
        }
    }

    /// Whether a list holds an item.
    pub(super) fn holds(self, list: &str, item: &str) -> String {
        match self {
            Self::DuckDb => format!("list_contains({list}, {item})"),
            Self::Spark => format!("array_contains({list}, {item})"),
        }
    }

    /// How many items a list has.
    pub(super) fn size(self, list: &str) -> String {
        match self {
            Self::DuckDb => format!("len({list})"),
            Self::Spark => format!("size({list})"),
        }
    }

    /// How many items two lists without repetition share.
    fn shared(self, left: &str, right: &str) -> String {
        match self {
            Self::DuckDb => format!("len(list_intersect({left}, {right}))"),
            Self::Spark => format!("size(array_intersect({left}, {right}))"),
        }
    }

    pub(super) fn starts(self, text: &str, with: &str) -> String {
        match self {
            Self::DuckDb => format!("starts_with({text}, {with})"),
            Self::Spark => format!("startswith({text}, {with})"),
        }
    }

    pub(super) fn ends(self, text: &str, with: &str) -> String {
        match self {
            Self::DuckDb => format!("ends_with({text}, {with})"),
            Self::Spark => format!("endswith({text}, {with})"),
        }
    }

    /// The words of a text.
    pub(super) fn words(self, text: &str) -> String {
        match self {
            Self::DuckDb => format!("string_split({text}, ' ')"),
            Self::Spark => format!("split({text}, ' ')"),
        }
    }

    /// Insertions, deletions, substitutions and swaps of neighbours between two texts.
    pub(super) fn edits(a: &str, b: &str) -> String {
        format!("damerau_levenshtein({a}, {b})")
    }

    fn jaro_winkler(self, a: &str, b: &str) -> String {
        match self {
            Self::DuckDb => format!("jaro_winkler_similarity({a}, {b})"),
            Self::Spark => format!("jaro_winkler({a}, {b})"),
        }
    }

    /// Whether two different texts are one slip of the pen apart.
    pub(super) fn near(self, a: &str, b: &str) -> String {
        let (edits, alike) = (Self::edits(a, b), self.jaro_winkler(a, b));
        let longer = format!("greatest(length({a}), length({b}))");
        format!(
            "({longer} >= 4 AND abs(length({a}) - length({b})) < {longer} / 2 AND ({edits} = 1 \
             OR ({longer} >= 8 AND {edits} = 2) OR ({longer} >= 5 AND {alike} >= 0.93)))"
        )
    }

    /// Whether two texts are somewhat alike, given how many letters they share.
    fn loose(self, a: &str, b: &str, shared: &str) -> String {
        let (edits, alike) = (Self::edits(a, b), self.jaro_winkler(a, b));
        let longer = format!("greatest(length({a}), length({b}))");
        let both = format!("(length({a}) + length({b}))");
        format!(
            "({longer} >= 3 AND 10 * {shared} >= 3 * {both} AND (40 * {shared} >= 17 * {both} \
             OR {alike} >= 0.84 OR {edits} = 1 OR ({longer} >= 5 AND {edits} <= 2)))"
        )
    }

    /// [`near`](Self::near) for a column of single texts.
    pub(super) fn near_words(self, a: &str, b: &str) -> String {
        self.near(a, b)
    }

    /// [`loose`](Self::loose) for columns of single texts, whose letters stand in a list beside them.
    pub(super) fn loose_words(self, column: &str) -> String {
        let (a, b) = (format!("{column}_l"), format!("{column}_r"));
        let shared = self.shared(
            &format!("{column}_letters_l"),
            &format!("{column}_letters_r"),
        );
        self.loose(&a, &b, &shared)
    }

    /// [`loose`](Self::loose) for the texts of `x` and `y` of two lists, whose letters stand beside them as sets of
    /// bits.
    pub(super) fn loose_items(self, member: &str) -> String {
        let sets = (1..=LETTER_SETS).map(|set| {
            let both = format!("x.letters{set} & y.letters{set}");
            match self {
                Self::DuckDb => format!("CAST(bit_count({both}) AS INTEGER)"),
                Self::Spark => format!("bit_count({both})"),
            }
        });
        let shared = format!("({})", sets.collect::<Vec<_>>().join(" + "));
        self.loose(&format!("x.{member}"), &format!("y.{member}"), &shared)
    }

    /// [`near`](Self::near) for the texts of `x` and `y` of two lists.
    pub(super) fn near_items(self, member: &str) -> String {
        self.near(&format!("x.{member}"), &format!("y.{member}"))
    }
}

/// All of the conditions.
pub(super) fn all(conditions: &[&str]) -> String {
    format!("({})", conditions.join(" AND "))
}

/// One of the conditions.
pub(super) fn one_of(conditions: &[&str]) -> String {
    format!("({})", conditions.join(" OR "))
}

pub(super) fn not(condition: &str) -> String {
    format!("(NOT {condition})")
}
