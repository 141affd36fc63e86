//! What is otherwise between two mappings of one table: every load keeps its own, most of them alike.

use rollcall_model::{ColumnMapping, Mapping, MappingState};

use crate::carry_over::{by_name, name_of};

/// What is otherwise between two mappings of one table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadingChange {
    /// The table, or a column that both have, is read in another way.
    Read,
    /// What both have is read alike, but columns that are read came or went.
    Columns,
}

/// What is otherwise in a later mapping of a table; nothing where both read the same, whatever stands around it.
#[must_use]
pub fn reading_change(before: &Mapping, now: &Mapping) -> Option<ReadingChange> {
    let is_table_alike = before.role == now.role
        && before.default_country == now.default_country
        && before.constants == now.constants;
    if !is_table_alike {
        return Some(ReadingChange::Read);
    }
    let mut waiting = by_name(before);
    let mut came = false;
    for column in &now.columns {
        let same = waiting.get_mut(&name_of(&column.header));
        match same.and_then(Vec::pop) {
            Some(earlier) if !are_read_alike(earlier, column) => return Some(ReadingChange::Read),
            Some(_) => {}
            None => came |= column.target.is_some(),
        }
    }
    let mut gone = waiting.values().flatten();
    let went = gone.any(|column| column.target.is_some());
    (came || went).then_some(ReadingChange::Columns)
}

/// Whether two columns are read to the same values: where they stand, how sure it is and why changes nothing, but what
/// is in doubt counts for less.
fn are_read_alike(one: &ColumnMapping, other: &ColumnMapping) -> bool {
    let is_in_doubt = |column: &ColumnMapping| column.state == MappingState::Unsure;
    one.target == other.target
        && one.transformation == other.transformation
        && one.date_order == other.date_order
        && one.is_left_out() == other.is_left_out()
        && is_in_doubt(one) == is_in_doubt(other)
}

#[cfg(test)]
mod tests {
    use super::{ReadingChange, reading_change};
    use rollcall_model::{
        Attribute, ColumnMapping, Mapping, MappingState, TableRole, Target, Transformation,
    };

    fn column(column: usize, header: &str, attribute: Option<Attribute>) -> ColumnMapping {
        ColumnMapping {
            column,
            header: header.to_owned(),
            target: attribute.map(Target::from),
            transformation: Transformation::Keep,
            confidence: 0.9,
            reason: String::new(),
            state: MappingState::Suggested,
            date_order: None,
        }
    }

    fn mapping(columns: &[(&str, Option<Attribute>)]) -> Mapping {
        let columns = columns.iter().enumerate();
        Mapping {
            role: TableRole::Customers,
            columns: columns
                .map(|(place, (header, attribute))| column(place, header, attribute.clone()))
                .collect(),
            default_country: None,
            constants: Vec::new(),
            recipe: None,
        }
    }

    #[test]
    fn the_same_columns_in_another_order_are_read_alike() {
        let before = mapping(&[
            ("E-mail", Some(Attribute::Email)),
            ("Phone", Some(Attribute::Phone)),
            ("Colour", None),
        ]);
        let mut now = mapping(&[
            ("Colour", None),
            ("Phone", Some(Attribute::Phone)),
            ("e-mail ", Some(Attribute::Email)),
        ]);
        assert_eq!(reading_change(&before, &before), None);
        assert_eq!(reading_change(&before, &now), None);
        // Somebody confirmed what was suggested, and nothing is read to anything else by it.
        now.columns[1].confidence = 1.0;
        now.columns[1].state = MappingState::Confirmed;
        assert_eq!(reading_change(&before, &now), None);
        now.columns[1].state = MappingState::Unsure;
        assert_eq!(reading_change(&before, &now), Some(ReadingChange::Read));
    }

    #[test]
    fn another_meaning_and_other_columns_are_told_apart() {
        let before = mapping(&[
            ("E-mail", Some(Attribute::Email)),
            ("Number", Some(Attribute::Phone)),
        ]);
        let meant = mapping(&[
            ("E-mail", Some(Attribute::Email)),
            ("Number", Some(Attribute::Postcode)),
        ]);
        assert_eq!(reading_change(&before, &meant), Some(ReadingChange::Read));
        let fewer = mapping(&[("E-mail", Some(Attribute::Email))]);
        for (then, now) in [(&before, &fewer), (&fewer, &before)] {
            assert_eq!(reading_change(then, now), Some(ReadingChange::Columns));
        }
        // A column nobody reads changes nothing.
        let more = mapping(&[("E-mail", Some(Attribute::Email)), ("Colour", None)]);
        assert_eq!(reading_change(&fewer, &more), None);
        let mut elsewhere = before.clone();
        elsewhere.default_country = Some("AT".to_owned());
        assert_eq!(
            reading_change(&before, &elsewhere),
            Some(ReadingChange::Read)
        );
    }
}
