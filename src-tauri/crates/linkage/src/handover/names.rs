//! Names in SQL: given and family name together, a lone one, one in the wrong field, one against an e-mail.

use super::conditions::Group;
use super::emails::MailboxFit;
use super::sql::{SqlDialect, all, not, one_of};
use crate::comparison::name_levels::{
    BY_MAIL, FAMILY_MAIL, FAMILY_ONLY, FULL_LADDER, GIVEN_MAIL, GIVEN_ONLY, LONE, OWN_FAMILY,
    OWN_GIVEN, SPELT, SPELT_LADDER, STARTS, STEPS, SWAPPED, SWAPPED_NEAR,
};

const GIVEN_BITS: &str = "least(given_bits_l, given_bits_r)";
const FAMILY_BITS: &str = "least(family_bits_l, family_bits_r)";

/// How names agree.
struct Names {
    given_equal: String,
    given_form: String,
    given_near: String,
    given_initial: String,
    given_loose: String,
    /// A given name of one is a middle name of the other.
    second_name: String,
    family_equal: String,
    family_near: String,
    family_part: String,
    family_loose: String,
    former: String,
    /// Each record has a mailbox that spells its own name and not the other's.
    given_spelt: String,
    family_spelt: String,
    /// A given name is the other's family name, or nearly.
    crossed_equal: [String; 2],
    crossed_near: [String; 2],
}

impl Names {
    fn of(dialect: SqlDialect) -> Self {
        let first_letters = |column: &str| {
            format!(
                "((length({column}_l) = 1 OR length({column}_r) = 1) \
                 AND substr({column}_l, 1, 1) = substr({column}_r, 1, 1))"
            )
        };
        let second = |one: &str, other: &str| {
            format!(
                "(length(given_{one}) > 2 AND {})",
                dialect.holds(&format!("middle_words_{other}"), &format!("given_{one}"))
            )
        };
        let part_of = |parts: &str, name: &str| dialect.holds(parts, name);
        let former = |one: &str, other: &str| {
            format!(
                "({one} <> '' AND {other} <> '' AND ({one} = {other} OR {}))",
                dialect.near_words(one, other)
            )
        };
        let crossed = |given: &str, family: &str| {
            let (given, name) = (format!("given_{given}"), format!("family_{family}"));
            let parts = part_of(&format!("family_parts_{family}"), &given);
            let near = one_of(&[&dialect.near_words(&given, &name), &parts]);
            (
                format!("({given} <> '' AND {given} = {name})"),
                format!("({given} <> '' AND {name} <> '' AND {near})"),
            )
        };
        let (left, right) = (crossed("l", "r"), crossed("r", "l"));
        let spelt = |name: &str| {
            let by = |one: &str, other: &str| {
                let (own, other) = (format!("{name}_{one}"), format!("{name}_{other}"));
                let spells = format!(
                    "contains(y.joined, {own}) \
                     AND (length({own}) > length({other}) OR NOT contains(y.joined, {other}))"
                );
                let mailbox = dialect.any(&format!("mailboxes_{one}"), "y", &spells);
                format!("length({own}) > 2 AND {mailbox}")
            };
            all(&[&by("l", "r"), &by("r", "l")])
        };
        Self {
            given_equal: "(given_l = given_r AND length(given_l) > 1)".to_owned(),
            given_form: dialect.overlap("given_forms_l", "given_forms_r"),
            given_near: dialect.near_words("given_l", "given_r"),
            given_initial: first_letters("given"),
            given_loose: dialect.loose_words("given"),
            second_name: one_of(&[&second("l", "r"), &second("r", "l")]),
            family_equal: "family_l = family_r".to_owned(),
            family_near: dialect.near_words("family_l", "family_r"),
            family_part: one_of(&[
                &part_of("family_parts_l", "family_r"),
                &part_of("family_parts_r", "family_l"),
                &dialect.overlap("family_parts_l", "family_parts_r"),
            ]),
            family_loose: one_of(&[&first_letters("family"), &dialect.loose_words("family")]),
            former: one_of(&[
                &former("former_l", "family_r"),
                &former("former_r", "family_l"),
                &former("former_l", "former_r"),
            ]),
            given_spelt: spelt("given"),
            family_spelt: spelt("family"),
            crossed_equal: [left.0, right.0],
            crossed_near: [left.1, right.1],
        }
    }

    /// Equal, forms of one name, or a slip apart.
    fn given_is_near(&self) -> String {
        one_of(&[&self.given_equal, &self.given_form, &self.given_near])
    }

    /// At least as alike as an initial.
    fn given_fits(&self) -> String {
        one_of(&[
            &self.given_equal,
            &self.given_form,
            &self.given_initial,
            &self.given_near,
        ])
    }

    /// Equal, a slip apart, or one part of the other.
    fn family_fits(&self) -> String {
        one_of(&[&self.family_equal, &self.family_part, &self.family_near])
    }

    fn crossed_anyhow(&self) -> String {
        let [a, b] = &self.crossed_equal;
        let [c, d] = &self.crossed_near;
        one_of(&[a, b, c, d])
    }
}

/// Given names are equal, forms of one or a slip apart.
pub(super) fn given_near(dialect: SqlDialect) -> String {
    Names::of(dialect).given_is_near()
}

/// Family names are equal, a slip apart or one part of the other.
pub(super) fn family_part(dialect: SqlDialect) -> String {
    Names::of(dialect).family_fits()
}

pub(super) fn groups(dialect: SqlDialect) -> Vec<Group> {
    let names = Names::of(dialect);
    let fit = MailboxFit::between(dialect);
    let given = "given_l <> '' AND given_r <> ''";
    let family = "family_l <> '' AND family_r <> ''";
    let only_given = format!("({given} AND NOT ({family}))");
    let only_family = format!("({family} AND NOT ({given}))");
    let lone = "((given_l <> '' AND family_l = '' AND given_r = '' AND family_r <> '') \
                OR (given_l = '' AND family_l <> '' AND given_r <> '' AND family_r = ''))";
    let has_box = |side: &str| format!("{} > 0", dialect.size(&format!("mailboxes_{side}")));
    let half = |part: &str| {
        one_of(&[
            &all(&[&format!("{part}_l = '' AND {part}_r <> ''"), &has_box("l")]),
            &all(&[&format!("{part}_l <> '' AND {part}_r = ''"), &has_box("r")]),
        ])
    };
    let nameless = |none: &str, named: &str| {
        all(&[
            &format!(
                "given_{none} = '' AND family_{none} = '' AND given_{named} <> '' AND family_{named} <> ''"
            ),
            &has_box(none),
        ])
    };
    let given_crossed = all(&[&not(&names.given_fits()), &names.crossed_anyhow()]);
    let family_crossed = all(&[&not(&names.family_fits()), &names.crossed_anyhow()]);
    let former = all(&[&not(&names.family_fits()), &names.former]);
    let crossed = one_of(&[
        lone,
        &all(&[&only_given, &given_crossed]),
        &all(&[&only_family, &family_crossed]),
    ]);
    let given_alone = all(&[&only_given, &not(&given_crossed)]);
    let family_alone = all(&[&only_family, &not(&family_crossed)]);
    let family_and_mail = all(&[&half("given"), &not(&former)]);
    vec![
        full(&names, &format!("({given} AND {family})")),
        given_only(&names, &all(&[&given_alone, &not(&half("family"))])),
        family_only(&names, &all(&[&family_alone, &not(&family_and_mail)])),
        in_another_place(&names, &crossed),
        by_mail(&fit, &one_of(&[&nameless("l", "r"), &nameless("r", "l")])),
        given_and_mail(&names, &fit, &all(&[&given_alone, &half("family")])),
        self::family_and_mail(&names, &fit, &all(&[&family_alone, &family_and_mail])),
    ]
}

fn full(names: &Names, compared: &str) -> Group {
    let mut group = Group::new("name", compared);
    let two_families = all(&[
        &not(&names.family_equal),
        &names.family_near,
        &names.given_is_near(),
        &names.family_spelt,
    ]);
    group.level(OWN_FAMILY, two_families);
    let given_alike = one_of(&[&names.given_form, &names.given_near]);
    let two_given = all(&[
        &names.family_equal,
        &not(&names.given_equal),
        &given_alike,
        &names.given_spelt,
    ]);
    group.level(OWN_GIVEN, two_given);
    let near = all(&[&not(&names.given_form), &names.given_near]);
    let initial = all(&[&not(&names.given_form), &names.given_initial]);
    let form = one_of(&[&names.given_form, &names.second_name]);
    for (row, given) in [
        (0, &names.given_equal),
        (2, &near),
        (3, &initial),
        (1, &form),
    ] {
        row_of(&mut group, names, row, given);
    }
    let family_differs = not(&one_of(&[&names.family_fits(), &names.former]));
    let [left, right] = &names.crossed_equal;
    let swapped = all(&[left, right, &family_differs]);
    group.steps(SWAPPED, &swapped, "full_bits_l", &[15.0, 21.0]);
    let [near_left, near_right] = &names.crossed_near;
    let nearly = all(&[
        &one_of(&[left, near_left]),
        &one_of(&[right, near_right]),
        &family_differs,
    ]);
    group.level(SWAPPED_NEAR, nearly);
    row_of(&mut group, names, 4, &names.given_loose);
    row_of(&mut group, names, 5, "");
    group
}

/// The levels of one likeness of given names; without a condition, of what is left.
fn row_of(group: &mut Group, names: &Names, row: usize, given: &str) {
    let part = one_of(&[&names.family_part, &names.former]);
    let columns = [
        names.family_equal.as_str(),
        &names.family_near,
        &part,
        &names.family_loose,
        "",
    ];
    for (column, family) in columns.into_iter().enumerate() {
        let condition = match (given, family) {
            ("", "") => {
                group.level(STARTS[row][column], "ELSE");
                continue;
            }
            ("", one) | (one, "") => one.to_owned(),
            // Whether texts are equal is seen at once; so it is asked first.
            (given, family) if column == 0 => all(&[family, given]),
            (given, family) => all(&[given, family]),
        };
        let (bits, edges) = ladder(row, column);
        let edges = edges.get(..STEPS[row][column] - 1).unwrap_or(edges);
        group.steps(STARTS[row][column], &condition, &bits, edges);
    }
}

/// By what bits a cell of likenesses is told apart, and at which edges.
fn ladder(row: usize, column: usize) -> (String, &'static [f64]) {
    let sum = || format!("{GIVEN_BITS} + {FAMILY_BITS}");
    match (STEPS[row][column], row, column) {
        (1, ..) => (String::new(), &[]),
        (_, 0, 0) => ("full_bits_l".to_owned(), &FULL_LADDER),
        (_, 4 | 5, _) => (FAMILY_BITS.to_owned(), &[7.0, 10.0]),
        (_, 3, _) => (FAMILY_BITS.to_owned(), &[6.0, 9.0, 12.0]),
        (_, _, 4) => (GIVEN_BITS.to_owned(), &[6.0, 9.0]),
        (2, ..) => (sum(), &[17.0]),
        (3, ..) => (sum(), &[14.0, 19.0]),
        _ => (sum(), &[13.0, 17.0, 21.0]),
    }
}

fn given_only(names: &Names, compared: &str) -> Group {
    let mut group = Group::new("given_name", compared);
    group.steps(
        GIVEN_ONLY,
        &names.given_equal,
        GIVEN_BITS,
        &[6.0, 9.0, 12.0],
    );
    group.level(GIVEN_ONLY + 4, names.given_form.clone());
    group.level(GIVEN_ONLY + 5, names.given_near.clone());
    group.level(GIVEN_ONLY + 6, names.given_initial.clone());
    group.level(GIVEN_ONLY + 7, names.given_loose.clone());
    group.level(GIVEN_ONLY + 8, "ELSE");
    group
}

fn family_only(names: &Names, compared: &str) -> Group {
    let mut group = Group::new("family_name", compared);
    group.steps(
        FAMILY_ONLY,
        &names.family_equal,
        FAMILY_BITS,
        &[7.0, 10.0, 13.0],
    );
    group.level(FAMILY_ONLY + 4, names.family_near.clone());
    group.level(
        FAMILY_ONLY + 5,
        one_of(&[&names.family_part, &names.former]),
    );
    group.level(FAMILY_ONLY + 6, names.family_loose.clone());
    group.level(FAMILY_ONLY + 7, "ELSE");
    group
}

fn in_another_place(names: &Names, compared: &str) -> Group {
    let mut group = Group::new("name_in_another_place", compared);
    let either = |[left, right]: &[String; 2]| one_of(&[left, right]);
    group.level(LONE, either(&names.crossed_equal));
    group.level(LONE + 1, either(&names.crossed_near));
    group.level(LONE + 2, "ELSE");
    group
}

fn by_mail(fit: &MailboxFit, compared: &str) -> Group {
    let mut group = Group::new("name_and_email", compared);
    let full = "greatest(full_bits_l, full_bits_r)";
    group.steps(BY_MAIL, &fit.full, full, &SPELT_LADDER);
    let family = "greatest(family_bits_l, family_bits_r)";
    group.steps(BY_MAIL + SPELT, &fit.initial, family, &[8.0, 11.0]);
    group.level(BY_MAIL + SPELT + 3, fit.family.clone());
    group.level(BY_MAIL + SPELT + 4, fit.given.clone());
    group.level(BY_MAIL + SPELT + 5, fit.initials.clone());
    group.level(BY_MAIL + SPELT + 6, "ELSE");
    group
}

fn given_and_mail(names: &Names, fit: &MailboxFit, compared: &str) -> Group {
    let mut group = Group::new("given_name_and_email", compared);
    let agree = names.given_is_near();
    // A mailbox that spells but an initial tells two bits less.
    let only_initial = all(&[&not(&fit.full), &fit.initial]);
    let bits = format!(
        "greatest(full_bits_l, full_bits_r) - CASE WHEN {only_initial} THEN 2.0 ELSE 0.0 END"
    );
    let spelt = one_of(&[&fit.full, &fit.initial, &fit.family]);
    group.steps(GIVEN_MAIL, &all(&[&agree, &spelt]), &bits, &SPELT_LADDER);
    let named = "CASE WHEN family_l <> '' THEN given_bits_l ELSE given_bits_r END";
    group.steps(GIVEN_MAIL + SPELT, &agree, named, &[6.0, 9.0]);
    group.level(GIVEN_MAIL + SPELT + 3, fit.full.clone());
    group.level(GIVEN_MAIL + SPELT + 4, "ELSE");
    group
}

fn family_and_mail(names: &Names, fit: &MailboxFit, compared: &str) -> Group {
    let mut group = Group::new("family_name_and_email", compared);
    let agree = names.family_fits();
    // Of the ways a mailbox can fit, the family name comes before the given name alone.
    let only_family = all(&[&not(&fit.full), &not(&fit.initial), &fit.family]);
    let given = all(&[&not(&fit.initial), &not(&only_family), &fit.given]);
    let spelt = all(&[&agree, &one_of(&[&fit.full, &given])]);
    group.steps(
        FAMILY_MAIL,
        &spelt,
        "greatest(full_bits_l, full_bits_r)",
        &SPELT_LADDER,
    );
    let named = "CASE WHEN given_l <> '' THEN family_bits_l ELSE family_bits_r END";
    group.steps(
        FAMILY_MAIL + SPELT,
        &all(&[&agree, &fit.initial]),
        named,
        &[10.0],
    );
    group.steps(FAMILY_MAIL + SPELT + 2, &agree, named, &[7.0, 10.0]);
    group.level(FAMILY_MAIL + SPELT + 5, fit.full.clone());
    group.level(FAMILY_MAIL + SPELT + 6, "ELSE");
    group
}
