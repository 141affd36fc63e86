//! Of the names in a row, whose the row is: those of coaches, contacts and clerks stand beside many people each.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_model::{Attribute, ColumnMapping, MappingState, TableRole};

use crate::decide::{View, unused, used};
use crate::detect::Kind;

/// Fewer rows with both tell nothing.
const FEWEST_ROWS: usize = 12;
/// A name that stands beside so many of what is each person's own is not the name of these people.
const MANY: f64 = 3.0;
/// What is a person's own stands beside so many names at most.
const OWN: f64 = 1.2;
/// So many of the values of a column of names look like names.
const SOME: f64 = 0.3;

/// The people of a firm.
const STAFF: [&str; 18] = [
    "mitarbeiter",
    "mitarbeiterin",
    "mitarbeitende",
    "mitarbeitender",
    "mitarbeitername",
    "beschaftigte",
    "beschaftigter",
    "angestellte",
    "angestellter",
    "employee",
    "employees",
    "staff",
    "employe",
    "empleado",
    "empleada",
    "dipendente",
    "medewerker",
    "funcionario",
];

/// Sets aside a column of whole names each of which stands beside many people, told apart by their addresses for e-mail or
/// by another name, and takes the name that goes with the person instead. A name of "employee" alone is the row's.
pub(crate) fn settle_names(
    views: &[View<'_>],
    columns: &mut [ColumnMapping],
    fixed: &[bool],
    rows: &[Vec<String>],
    role: TableRole,
) {
    let is_free = |column: usize| !fixed.get(column).copied().unwrap_or(false);
    let emails: Vec<usize> = giving(columns, &Attribute::Email);
    let names = giving(columns, &Attribute::FullName);
    let set_aside: Vec<usize> = views
        .iter()
        .filter(|view| is_name_of_somebody_else(view, columns) && is_free(view.column))
        .map(|view| view.column)
        .collect();
    let others = |name: usize| {
        let beside = names
            .iter()
            .chain(&set_aside)
            .filter(move |it| **it != name);
        emails.first().into_iter().chain(beside).copied()
    };
    let shared: Vec<usize> = names
        .iter()
        .copied()
        .filter(|name| is_free(*name))
        .filter(|name| others(*name).any(|other| stands_beside_many(rows, *name, other)))
        .collect();
    let left = names.iter().copied().find(|name| !shared.contains(name));
    let parts = [Attribute::GivenName, Attribute::FamilyName];
    let is_named = parts.iter().any(|part| !giving(columns, part).is_empty());
    let varies = |name: &usize| {
        let mut emails = emails.iter();
        !emails.any(|email| stands_beside_many(rows, *name, *email))
    };
    let stands_in = set_aside
        .iter()
        .copied()
        .find(varies)
        .filter(|_| role == TableRole::Customers && left.is_none() && !is_named);
    if left.is_none() && !is_named && stands_in.is_none() {
        // A name of many is better than none.
        return;
    }
    for &name in &shared {
        columns[name] = unused(
            name,
            views[name].header,
            "Each of these names stands beside many people: it is of somebody who looks after them and not of the one in the row.",
        );
    }
    if let Some(own) = stands_in {
        let reason = format!(
            "The header \"{}\" names a person, and no other column names whom the row is about.",
            views[own].header
        );
        columns[own] = used(&views[own], Attribute::FullName, 0.8, reason);
    }
    // What was the second name is the first now.
    let first = left.filter(|_| !shared.is_empty() && !is_named);
    if let Some(target) = first.and_then(|name| columns[name].target.as_mut()) {
        target.group = 0;
    }
}

/// The columns that give an attribute.
fn giving(columns: &[ColumnMapping], attribute: &Attribute) -> Vec<usize> {
    let gives = |column: &&ColumnMapping| {
        let target = column.target.as_ref();
        target.is_some_and(|target| target.attribute == *attribute)
    };
    columns
        .iter()
        .filter(gives)
        .map(|column| column.column)
        .collect()
}

/// Whether a column that is not used holds names under a header of somebody else's.
fn is_name_of_somebody_else(view: &View<'_>, columns: &[ColumnMapping]) -> bool {
    let is_unused = columns
        .get(view.column)
        .is_some_and(|column| column.target.is_none() && column.state == MappingState::Unused);
    let profile = &view.profile;
    let looks = [Kind::FullName, Kind::GivenName, Kind::FamilyName];
    is_unused
        && is_of_staff(&view.folded.words)
        && looks.iter().any(|kind| profile.share(*kind) >= SOME)
}

/// Whether a header is called after the people of a firm and nothing else: whoever is "in charge" of a deal is not its
/// person.
fn is_of_staff(words: &[String]) -> bool {
    let is_one = |word: &String| STAFF.contains(&word.as_str());
    words.iter().any(is_one)
        && words
            .iter()
            .all(|word| is_one(word) || word == "name" || word.len() <= 2)
}

/// Whether each value of a column stands beside many of another, each of which stands beside hardly more than one.
fn stands_beside_many(rows: &[Vec<String>], name: usize, other: usize) -> bool {
    let mut beside: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut back: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut told = 0;
    for row in rows {
        let cell = |column: usize| row.get(column).map_or("", |cell| cell.trim());
        let (name, other) = (cell(name), cell(other));
        if name.is_empty() || other.is_empty() {
            continue;
        }
        told += 1;
        beside.entry(name).or_default().insert(other);
        back.entry(other).or_default().insert(name);
    }
    let mean = |of: &BTreeMap<&str, BTreeSet<&str>>| {
        let pairs: usize = of.values().map(BTreeSet::len).sum();
        pairs as f64 / of.len().max(1) as f64
    };
    told >= FEWEST_ROWS && mean(&beside) >= MANY && mean(&back) <= OWN
}

#[cfg(test)]
mod tests {
    use rollcall_model::Attribute;

    use crate::{TableSketch, suggest};

    const GIVEN: [&str; 8] = [
        "Anna", "Bernd", "Clara", "David", "Elena", "Frank", "Greta", "Heinz",
    ];
    const FAMILY: [&str; 5] = ["Maier", "Huber", "Schulz", "Vogt", "Kern"];

    /// Forty people, each with an address of their own, beside three others who look after them.
    fn names_of(headers: &[&str]) -> Vec<(String, u8)> {
        const LOOKING_AFTER: [&str; 3] = ["Monika Berger", "Georg Leitner", "Heidi Sommer"];
        let cell = |header: &str, row: usize| match header {
            "Firma" | "Company" | "Verein" | "Abteilung" => {
                ["Isar GmbH", "Alpin AG"][row % 2].to_owned()
            }
            "E-Mail" => format!("{}.{}@post.example", GIVEN[row % 8], FAMILY[row / 8]),
            "Ansprechpartner" | "HR contact" | "Trainer" | "Kontaktperson" | "Coach" => {
                LOOKING_AFTER[row % 3].to_owned()
            }
            _ => format!("{} {}", GIVEN[row % 8], FAMILY[row / 8]),
        };
        let rows: Vec<Vec<String>> = (0..40)
            .map(|row| headers.iter().map(|header| cell(header, row)).collect())
            .collect();
        let headers: Vec<String> = headers.iter().map(|one| (*one).to_owned()).collect();
        let sketch = TableSketch {
            file: "people.csv",
            sheet: None,
            headers: &headers,
            rows: &rows,
        };
        let columns = suggest(&sketch).mapping.columns.into_iter();
        columns
            .filter_map(|column| {
                let target = column.target?;
                (target.attribute == Attribute::FullName).then_some((column.header, target.group))
            })
            .collect()
    }

    #[test]
    fn the_name_that_goes_with_the_person_is_the_persons() {
        for (headers, name) in [
            (
                ["Firma", "Ansprechpartner", "Mitarbeiter/in", "E-Mail"].as_slice(),
                "Mitarbeiter/in",
            ),
            (&["Company", "HR contact", "Employee", "E-Mail"], "Employee"),
            (
                &["Verein", "Trainer", "Teilnehmer/in", "E-Mail"],
                "Teilnehmer/in",
            ),
            (&["Kontaktperson", "Mitglied", "E-Mail"], "Mitglied"),
            (
                &["Firma", "Name Mitarbeiter/in", "E-Mail"],
                "Name Mitarbeiter/in",
            ),
            (&["Company", "Employee name", "E-Mail"], "Employee name"),
            (&["Company", "Employee name", "Coach"], "Employee name"),
        ] {
            assert_eq!(names_of(headers), [(name.to_owned(), 0)], "{headers:?}");
        }
    }

    #[test]
    fn a_contact_who_is_the_only_one_of_a_row_stays_its_person() {
        let headers: Vec<String> = ["Firma", "Ansprechpartner", "E-Mail"]
            .map(str::to_owned)
            .to_vec();
        let rows: Vec<Vec<String>> = (0..40)
            .map(|row| {
                let firm = row / 2;
                let (given, family) = (GIVEN[row % 8], FAMILY[row / 8]);
                vec![
                    format!("Firma {firm} GmbH"),
                    format!("{given} {family}"),
                    format!("kontakt{row}@firma{firm}.example"),
                ]
            })
            .collect();
        let sketch = TableSketch {
            file: "firms.csv",
            sheet: None,
            headers: &headers,
            rows: &rows,
        };
        let mapping = suggest(&sketch).mapping;
        let target = mapping.columns[1].target.as_ref().expect("it is used");
        assert_eq!((&target.attribute, target.group), (&Attribute::FullName, 0));
    }
}
