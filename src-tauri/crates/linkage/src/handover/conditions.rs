//! What a comparison is made of there: for each group of levels the conditions, tried one after the other.

use super::sql::{SqlDialect, all, not, one_of};
use crate::comparison::{Comparison, ComparisonKind};

/// The levels of one group in the order in which they are tried; the last holds for whatever is left.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// The name of its column of levels.
    pub(super) name: String,
    /// The pairs that have nothing to compare here.
    pub(super) nothing: String,
    /// Levels by their number in the comparison, each with its condition; one may come up several times.
    pub(super) levels: Vec<(usize, String)>,
    /// Pairs whose likeness is explained by something else, and before which of the levels they are told.
    pub(super) explained: Option<(usize, String)>,
}

impl Group {
    pub(super) fn new(name: impl Into<String>, compared: &str) -> Self {
        Self {
            name: name.into(),
            nothing: not(compared),
            levels: Vec::new(),
            explained: None,
        }
    }

    pub(super) fn level(&mut self, level: usize, condition: impl Into<String>) {
        self.levels.push((level, condition.into()));
    }

    /// Levels from `first` on for the steps of a ladder of bits: the first below the lowest edge.
    pub(super) fn steps(&mut self, first: usize, condition: &str, bits: &str, edges: &[f64]) {
        for (step, edge) in edges.iter().enumerate() {
            self.level(first + step, format!("{condition} AND {bits} < {edge:.1}"));
        }
        self.level(first + edges.len(), condition);
    }
}

/// The groups of a comparison.
pub(super) fn groups(dialect: SqlDialect, comparison: &Comparison) -> Vec<Group> {
    match comparison.kind {
        ComparisonKind::Name => super::names::groups(dialect),
        ComparisonKind::MiddleName => middle_names(dialect),
        ComparisonKind::NameSuffix => vec![suffixes(dialect)],
        ComparisonKind::BirthDate => super::birth_dates::groups(),
        ComparisonKind::Gender => vec![genders(dialect)],
        ComparisonKind::Email => vec![super::emails::group(dialect)],
        ComparisonKind::Phone => vec![phones(dialect)],
        ComparisonKind::Address => super::addresses::groups(dialect),
        ComparisonKind::Organisation => vec![organisations(dialect)],
        ComparisonKind::Identifier(at) => vec![identifiers(dialect, at + 1)],
        ComparisonKind::Text(at) => vec![texts(dialect, at + 1)],
        ComparisonKind::Source => vec![lists(&comparison.sources)],
    }
}

/// Both records have something in this column of lists.
pub(super) fn both_have(dialect: SqlDialect, column: &str) -> String {
    let size = |side: &str| format!("{} > 0", dialect.size(&format!("{column}_{side}")));
    all(&[&size("l"), &size("r")])
}

fn middle_names(dialect: SqlDialect) -> Vec<Group> {
    let short = one_of(&["length(x.text) = 1", "length(y.text) = 1"]);
    let long = not(&short);
    let any_long = dialect.both("middles", &long);
    let both = both_have(dialect, "middles");
    let mut whole = Group::new("middle_name", &all(&[&both, &any_long]));
    let equal = dialect.both("middles", &all(&[&long, "x.text = y.text"]));
    let forms = dialect.overlap("middle_forms_l", "middle_forms_r");
    whole.level(1, one_of(&[&equal, &forms]));
    let alike = one_of(&[&dialect.near_items("text"), &dialect.loose_items("text")]);
    whole.level(2, dialect.both("middles", &all(&[&long, &alike])));
    whole.level(3, "ELSE");
    let mut initial = Group::new("middle_initial", &all(&[&both, &not(&any_long)]));
    let fits = dialect.both("middles", "substr(x.text, 1, 1) = substr(y.text, 1, 1)");
    initial.level(4, fits);
    initial.level(5, "ELSE");
    vec![whole, initial]
}

fn suffixes(dialect: SqlDialect) -> Group {
    let size = |side: &str| format!("{} > 0", dialect.size(&format!("suffixes_{side}")));
    let mut group = Group::new("name_suffix", &one_of(&[&size("l"), &size("r")]));
    group.level(1, dialect.overlap("suffixes_l", "suffixes_r"));
    group.level(2, both_have(dialect, "suffixes"));
    group.level(3, "ELSE");
    group
}

fn genders(dialect: SqlDialect) -> Group {
    let mut group = Group::new("gender", &both_have(dialect, "genders"));
    group.level(1, dialect.overlap("genders_l", "genders_r"));
    group.level(2, "ELSE");
    group
}

/// The levels of values that are equal, by how many people share them.
fn by_people(group: &mut Group, dialect: SqlDialect, column: &str) {
    for (level, people) in [
        (1, "x.people <= 1"),
        (2, "x.people = 2"),
        (3, "x.people BETWEEN 3 AND 4"),
    ] {
        let condition = format!("x.text = y.text AND {people}");
        group.level(level, dialect.both(column, &condition));
    }
    group.level(4, dialect.both(column, "x.text = y.text"));
}

fn phones(dialect: SqlDialect) -> Group {
    let mut group = Group::new("phone", &both_have(dialect, "phones"));
    by_people(&mut group, dialect, "phones");
    let tail = "x.tail = y.tail AND length(x.text) >= 8 AND length(y.text) >= 8";
    group.level(
        4,
        dialect.both(
            "phones",
            &format!("{tail} AND greatest(x.people, y.people) > 2"),
        ),
    );
    group.level(5, dialect.both("phones", tail));
    let slip = format!(
        "length(x.text) >= 6 AND length(y.text) >= 6 AND greatest(x.people, y.people) <= 2 \
         AND NOT (x.series AND y.series) AND {} AND {} = 1",
        near_lengths(),
        SqlDialect::edits("x.text", "y.text")
    );
    group.level(6, dialect.both("phones", &slip));
    group.level(7, "ELSE");
    group
}

/// The lengths of `x` and `y` differ by one at most: seen before their edits are counted.
fn near_lengths() -> &'static str {
    "abs(length(x.text) - length(y.text)) <= 1"
}

fn identifiers(dialect: SqlDialect, number: usize) -> Group {
    let column = format!("identifier_{number}");
    let mut group = Group::new(&column, &both_have(dialect, &column));
    by_people(&mut group, dialect, &column);
    let slip = format!(
        "NOT (x.series AND y.series) AND length(x.text) > 5 AND length(y.text) > 5 AND {} AND {} = 1",
        near_lengths(),
        SqlDialect::edits("x.text", "y.text")
    );
    group.level(5, dialect.both(&column, &slip));
    group.level(6, "ELSE");
    group
}

/// One text is the beginning of the other.
fn begins(dialect: SqlDialect) -> String {
    one_of(&[
        &dialect.starts("x.text", "y.text"),
        &dialect.starts("y.text", "x.text"),
    ])
}

fn organisations(dialect: SqlDialect) -> Group {
    let mut group = Group::new("organisation", &both_have(dialect, "organisations"));
    group.level(
        1,
        dialect.both("organisations", "x.text = y.text AND x.bits < 10.0"),
    );
    group.level(2, dialect.both("organisations", "x.text = y.text"));
    let starts = all(&[
        "least(length(x.text), length(y.text)) > 4",
        &begins(dialect),
    ]);
    let alike = one_of(&[&starts, &dialect.near_items("text")]);
    group.level(3, dialect.both("organisations", &alike));
    group.level(4, "ELSE");
    group
}

fn texts(dialect: SqlDialect, number: usize) -> Group {
    let column = format!("text_{number}");
    let mut group = Group::new(&column, &both_have(dialect, &column));
    for (level, edge) in [(1, "3.0"), (2, "6.0"), (3, "9.0")] {
        let condition = format!("x.text = y.text AND x.bits < {edge}");
        group.level(level, dialect.both(&column, &condition));
    }
    group.level(4, dialect.both(&column, "x.text = y.text"));
    let near = dialect.near_items("text");
    let slip =
        format!("{near} AND (length(x.text) > 6 OR x.text = translate(x.text, '0123456789', ''))");
    group.level(5, dialect.both(&column, &slip));
    let starts = all(&[
        "least(length(x.text), length(y.text)) > 1",
        &begins(dialect),
    ]);
    let word = dialect.any(
        &dialect.words("x.text"),
        "word",
        &all(&[
            "length(word) > 2",
            &dialect.holds(&dialect.words("y.text"), "word"),
        ]),
    );
    group.level(6, dialect.both(&column, &one_of(&[&starts, &word])));
    let alike = one_of(&[&near, &dialect.loose_items("text")]);
    group.level(7, dialect.both(&column, &alike));
    group.level(8, "ELSE");
    group
}

/// Where both records stand in one list, by the list.
fn lists(own: &[u32]) -> Group {
    let mut group = Group::new("list", "(list_l >= 0 AND list_r >= 0)");
    group.level(1, "list_l <> list_r");
    for (place, list) in own.iter().enumerate() {
        group.level(2 + place, format!("list_l = {list}"));
    }
    group.level(2 + own.len(), "ELSE");
    group
}
