//! E-mail addresses in SQL, and whether a mailbox is made of a name.

use super::conditions::{Group, both_have, by_people};
use super::sql::{SqlDialect, all, not, one_of};

pub(super) fn group(dialect: SqlDialect) -> Group {
    let mut group = Group::new("email", &both_have(dialect, "emails"));
    by_people(&mut group, dialect, "emails", " AND NOT x.role");
    let personal = "NOT x.role AND NOT y.role";
    let domain_slip = format!(
        "(length(x.domain) > 4 AND length(y.domain) > 4 AND x.domain_digits = y.domain_digits \
         AND abs(length(x.domain) - length(y.domain)) <= 1 AND {} <= 1)",
        SqlDialect::edits("x.domain", "y.domain")
    );
    let pair = |condition: &str| format!("{personal} AND {condition}");
    let same_local = "x.local = y.local AND x.domain <> y.domain";
    group.level(
        5,
        dialect.both("emails", &pair(&format!("{same_local} AND {domain_slip}"))),
    );
    let can_be = "length(x.local) > 3 AND length(y.local) > 3 AND abs(length(x.local) - length(y.local)) <= 3 \
                  AND x.local <> y.local AND x.local_digits = y.local_digits";
    let (near, loose) = (dialect.near_items("local"), dialect.loose_items("local"));
    let same_place = one_of(&["x.domain = y.domain", &domain_slip]);
    let slip = one_of(&[
        "(x.local = y.local AND x.domain = y.domain)",
        &format!("(x.domain = y.domain AND {can_be} AND {near})"),
    ]);
    let elsewhere = format!("{same_local} AND length(x.local) > 2");
    let alike = format!(
        "{can_be} AND (({same_place} AND ({near} OR {loose})) OR ((x.local_digits <> '' OR length(x.local) > 6) AND {near}))"
    );
    let levels = [
        (6, slip),
        (7, format!("{elsewhere} AND x.providers >= 5")),
        (8, format!("{elsewhere} AND x.providers BETWEEN 3 AND 4")),
        (9, elsewhere),
        (10, alike),
    ]
    .map(|(level, condition)| (level, dialect.both("emails", &pair(&condition))));
    let any: Vec<&str> = levels
        .iter()
        .map(|(_, condition)| condition.as_str())
        .collect();
    group.explained = Some((
        group.levels.len(),
        all(&[&one_of(&any), &names_explain(dialect)]),
    ));
    for (level, condition) in levels {
        group.level(level, condition);
    }
    group.level(11, "ELSE");
    group
}

/// The likeness of two mailboxes says nothing more than the names do.
fn names_explain(dialect: SqlDialect) -> String {
    let given_alike = one_of(&[
        "given_l = ''",
        "given_r = ''",
        &super::names::given_near(dialect),
    ]);
    let family_alike = one_of(&[
        "family_l = ''",
        "family_r = ''",
        &super::names::family_part(dialect),
    ]);
    let alike = all(&[&given_alike, &family_alike]);
    let own = all(&["mailbox_of_own_name_l", "mailbox_of_own_name_r"]);
    let fits = |boxes: &str| {
        let of_left = MailboxFit::any(dialect, "spellings_l", boxes, "NOT y.digits");
        let of_right = all(&[
            "(given_l = '' AND family_l = '')",
            &MailboxFit::any(dialect, "spellings_r", boxes, "NOT y.digits"),
        ]);
        let mixed = all(&[
            "((given_l = '') <> (family_l = ''))",
            &dialect.any(
                boxes,
                "y",
                &all(&["NOT y.digits", &MailboxFit::of_mixed(dialect)]),
            ),
        ]);
        one_of(&[&of_left, &of_right, &mixed])
    };
    let made = all(&[&alike, &fits("mailboxes_l"), &fits("mailboxes_r")]);
    one_of(&[&made, &all(&[&not(&alike), &own])])
}

/// How a mailbox `y` fits a spelling `x` of a name.
pub(super) struct MailboxFit {
    pub(super) full: String,
    pub(super) initial: String,
    pub(super) family: String,
    pub(super) given: String,
    pub(super) initials: String,
}

impl MailboxFit {
    /// Of a given and a family name.
    fn of(dialect: SqlDialect, given: &str, family: &str) -> Self {
        let holds = |name: &str| format!("(length({name}) > 2 AND contains(y.joined, {name}))");
        let (has_given, has_family) = (holds(given), holds(family));
        let first = |name: &str| format!("substr({name}, 1, 1)");
        let (g, f) = (first(given), first(family));
        let at_an_end = |name: &str, initial: &str| {
            let (starts, ends) = (
                all(&[
                    &dialect.starts("y.words", initial),
                    &dialect.ends("y.words", name),
                ]),
                all(&[
                    &dialect.starts("y.words", name),
                    &dialect.ends("y.words", initial),
                ]),
            );
            all(&[
                &format!("length(y.joined) = length({name}) + 1"),
                &one_of(&[&starts, &ends]),
            ])
        };
        let alone = |name: &str| {
            one_of(&[
                &format!("length(y.joined) <= length({name}) + 2"),
                &format!("contains(concat(' ', y.words, ' '), concat(' ', {name}, ' '))"),
            ])
        };
        Self {
            full: all(&[&has_given, &has_family]),
            initial: one_of(&[
                &all(&[&has_family, &at_an_end(family, &g)]),
                &all(&[&has_given, &at_an_end(given, &f)]),
            ]),
            family: all(&[&has_family, &alone(family)]),
            given: all(&[&has_given, &alone(given)]),
            initials: all(&[
                "length(y.joined) = 2",
                &format!("{g} <> {f}"),
                &one_of(&[
                    &dialect.starts("y.words", &g),
                    &dialect.starts("y.words", &f),
                ]),
                &one_of(&[&dialect.ends("y.words", &f), &dialect.ends("y.words", &g)]),
            ]),
        }
    }

    /// Whether the mailboxes of one record fit the name of the other, by kind of fit.
    pub(super) fn between(dialect: SqlDialect) -> Self {
        let one = Self::of(dialect, "x.given", "x.family");
        let either = |condition: &str| {
            one_of(&[
                &dialect.crossed("spellings_l", "mailboxes_r", condition),
                &dialect.crossed("spellings_r", "mailboxes_l", condition),
            ])
        };
        Self {
            full: either(&one.full),
            initial: either(&one.initial),
            family: either(&one.family),
            given: either(&one.given),
            initials: either(&one.initials),
        }
    }

    fn at_all(&self) -> String {
        one_of(&[
            &self.full,
            &self.initial,
            &self.family,
            &self.given,
            &self.initials,
        ])
    }

    /// Whether a mailbox fits a spelling in any way.
    fn any(dialect: SqlDialect, spellings: &str, boxes: &str, further: &str) -> String {
        let fits = Self::of(dialect, "x.given", "x.family").at_all();
        dialect.crossed(spellings, boxes, &all(&[further, &fits]))
    }

    /// Whether a mailbox `y` fits the one's given and the other's family name, where each lacks the other: as they are
    /// written, by a part of the family name, or by a name the given one is a form of.
    fn of_mixed(dialect: SqlDialect) -> String {
        let of = |name: &str, column: &str| {
            format!("CASE WHEN {name}_l <> '' THEN {column}_l ELSE {column}_r END")
        };
        let given = format!("({})", of("given", "given"));
        let family = format!("({})", of("family", "family"));
        let parts = of("family", "family_parts");
        let forms = of("given", "given_forms");
        let fits = |given: &str, family: &str| Self::of(dialect, given, family).at_all();
        all(&[
            &format!("{given} <> ''"),
            &format!("{family} <> ''"),
            &one_of(&[
                &fits(&given, &family),
                &dialect.any(&parts, "x", &fits(&given, "x")),
                &dialect.any(&forms, "x", &all(&[SHIPPED, &fits(HEAD, &family)])),
            ]),
        ])
    }
}

/// Forms that were learnt are pairs of names (`anna = anja`), and no mailbox is read by them.
const SHIPPED: &str = "NOT contains(x, '=')";
/// The name itself, of a name with its number before it.
const HEAD: &str = "substr(x, instr(x, ' ') + 1)";

#[cfg(test)]
mod tests {
    use super::{HEAD, MailboxFit};
    use crate::handover::sql::SqlDialect;

    /// `mike` and `michael.aldwell` beside another `michaelaldwell`: the mailbox is made of what the one is short for.
    #[test]
    fn a_mailbox_of_two_halves_of_a_name_may_spell_a_form_or_a_part_of_it() {
        for dialect in SqlDialect::ALL {
            let condition = MailboxFit::of_mixed(dialect);
            assert!(condition.contains(HEAD), "{condition}");
            for list in ["given_forms", "family_parts"] {
                assert!(
                    condition.contains(&format!("THEN {list}_l ELSE {list}_r END")),
                    "{condition}"
                );
            }
        }
    }
}
