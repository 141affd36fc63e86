//! E-mail addresses in SQL, and whether a mailbox is made of a name.

use super::conditions::{Group, both_have};
use super::sql::{SqlDialect, all, not, one_of};

pub(super) fn group(dialect: SqlDialect) -> Group {
    let mut group = Group::new("email", &both_have(dialect, "emails"));
    let personal = "NOT x.role AND NOT y.role";
    by_people(&mut group, dialect, personal);
    let domain_slip = format!(
        "(length(x.domain) > 4 AND length(y.domain) > 4 AND x.domain_digits = y.domain_digits \
         AND abs(length(x.domain) - length(y.domain)) <= 1 AND {} <= 1)",
        SqlDialect::edits("x.domain", "y.domain")
    );
    let pair = |condition: &str| format!("{personal} AND {condition}");
    let same_local = "x.local = y.local AND x.domain <> y.domain";
    group.level(
        6,
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
        (7, slip),
        (8, format!("{elsewhere} AND x.providers >= 5")),
        (9, format!("{elsewhere} AND x.providers BETWEEN 3 AND 4")),
        (10, elsewhere),
        (11, alike),
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
    group.level(12, "ELSE");
    group
}

/// The levels of mailboxes that are the same, by how many people are behind them and whether they are written alike.
fn by_people(group: &mut Group, dialect: SqlDialect, personal: &str) {
    let most = "greatest(x.people, y.people)";
    let same = format!("x.leads_to = y.leads_to AND {personal}");
    for (level, condition) in [
        (
            1,
            "x.text = y.text AND x.people <= 1 AND NOT x.role".to_owned(),
        ),
        (2, format!("{same} AND {most} = 2")),
        (3, format!("{same} AND {most} BETWEEN 3 AND 4")),
        (4, format!("(x.text = y.text OR ({same} AND {most} > 4))")),
        (5, same.clone()),
    ] {
        group.level(level, dialect.both("emails", &condition));
    }
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
    let made = all(&[
        &alike,
        &made_of_names(dialect, "l", "r"),
        &made_of_names(dialect, "r", "l"),
    ]);
    one_of(&[&made, &all(&[&not(&alike), &own])])
}

/// A record has a mailbox made of its name; where it lacks the given or the family name, of the other record's.
fn made_of_names(dialect: SqlDialect, own: &str, other: &str) -> String {
    let boxes = format!("mailboxes_{own}");
    let spelt = |side: &str| {
        MailboxFit::any(
            dialect,
            &format!("spellings_{side}"),
            &boxes,
            "NOT y.digits",
        )
    };
    let (given, family) = (format!("given_{own}"), format!("family_{own}"));
    let of_own = spelt(own);
    let of_other = all(&[&format!("{given} = '' AND {family} = ''"), &spelt(other)]);
    let mixed = all(&[
        &format!("(({given} = '') <> ({family} = ''))"),
        &dialect.any(
            &boxes,
            "y",
            &all(&["NOT y.digits", &MailboxFit::of_mixed(dialect, own, other)]),
        ),
    ]);
    one_of(&[&of_own, &of_other, &mixed])
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

    /// Whether a mailbox `y` fits a record's own given and the other's family name, or the other way round, where it
    /// lacks the one: as they are written, by a part of the family name, or by a name the given one is a form of.
    fn of_mixed(dialect: SqlDialect, own: &str, other: &str) -> String {
        let of = |name: &str, column: &str| {
            format!("CASE WHEN {name}_{own} <> '' THEN {column}_{own} ELSE {column}_{other} END")
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
    use super::{HEAD, MailboxFit, group, made_of_names};
    use crate::handover::sql::SqlDialect;

    /// Level 0 is "nothing to compare", the last of the comparison tells that the names explain the likeness.
    #[test]
    fn every_level_is_told_once_and_the_best_first() {
        for dialect in SqlDialect::ALL {
            let group = group(dialect);
            let levels: Vec<usize> = group.levels.iter().map(|(level, _)| *level).collect();
            assert_eq!(levels, (1..=12).collect::<Vec<_>>());
            let (before, _) = group.explained.expect("names can explain it");
            assert_eq!(levels[before], 7, "slips before the @ can be explained");
        }
    }

    #[test]
    fn each_mailbox_is_read_by_the_names_of_its_own_record_first() {
        for dialect in SqlDialect::ALL {
            for (own, other) in [("l", "r"), ("r", "l")] {
                let condition = made_of_names(dialect, own, other);
                assert!(
                    !condition.contains(&format!("mailboxes_{other}")),
                    "{condition}"
                );
                let place = |side: &str| {
                    let found = condition.find(&format!("spellings_{side}"));
                    found.expect("the names of both are asked")
                };
                assert!(place(own) < place(other), "{condition}");
                let lacks_both = format!("given_{own} = '' AND family_{own} = ''");
                assert!(condition.contains(&lacks_both), "{condition}");
            }
        }
    }

    /// `mike` and `michael.aldwell` beside another `michaelaldwell`: the mailbox is made of what the one is short for.
    #[test]
    fn a_mailbox_of_two_halves_of_a_name_may_spell_a_form_or_a_part_of_it() {
        for dialect in SqlDialect::ALL {
            let condition = MailboxFit::of_mixed(dialect, "l", "r");
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
