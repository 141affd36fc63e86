//! What is planted where: `planted.csv` for tests, `README.md` for people.

use std::fmt::Write as _;
use std::path::Path;

use crate::Options;
use crate::files::{Dialect, EstateError, TextTable, at};
use crate::planted::Trap;

const README: &str = include_str!("../data/README-of-the-estate.md");

/// Writes both.
pub(crate) fn write(traps: &[Trap], options: &Options, out: &Path) -> Result<(), EstateError> {
    let mut table = TextTable::create(&out.join("planted.csv"), Dialect::PLAIN)?;
    table.row(&["trap", "person_ids", "where", "must_happen"])?;
    let mut list = String::new();
    for trap in traps {
        let persons = trap.persons.join(" ");
        table.row(&[trap.name, &persons, &trap.place, &trap.expected])?;
        // Writing to a string cannot fail.
        let _ = write!(
            list,
            "### {}\n\nWhere: {}.\n\n",
            trap.name.replace('_', " "),
            trap.place
        );
        if !persons.is_empty() {
            let _ = write!(list, "Who: `{}`.\n\n", trap.persons.join("`, `"));
        }
        let _ = write!(
            list,
            "What must happen: {}.\n\n",
            trap.expected.trim_end_matches('.')
        );
    }
    table.finish()?;
    let text = README
        .replace("{traps}", list.trim_end())
        .replace("{customers}", &options.customers.to_string())
        .replace("{seed}", &options.seed.to_string());
    let path = out.join("README.md");
    std::fs::write(&path, text).map_err(at(&path))
}
