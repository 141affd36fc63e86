//! Addresses in SQL: street, unit, postcode and town together.

use super::conditions::{Group, both_have};
use super::sql::{SqlDialect, all, not, one_of};

pub(super) fn groups(dialect: SqlDialect) -> Vec<Group> {
    let streets = both_have(dialect, "streets");
    let postcodes = all(&[&not(&streets), &both_have(dialect, "postcodes")]);
    let cities = all(&[
        &not(&streets),
        &not(&both_have(dialect, "postcodes")),
        &both_have(dialect, "cities"),
    ]);
    let place = Place::of(dialect);
    vec![
        with_street(dialect, &place, &streets),
        only_postcode(&place, &postcodes),
        only_city(&place, &cities),
    ]
}

/// How postcodes and towns agree.
struct Place {
    same_postcode: String,
    near_postcode: String,
    same_city: String,
    near_city: String,
    loose_city: String,
    /// The same place, as far as one can tell.
    agrees: String,
}

impl Place {
    fn of(dialect: SqlDialect) -> Self {
        let same_postcode = dialect.overlap("postcodes_l", "postcodes_r");
        let slip = format!(
            "length(x) >= 4 AND length(y) >= 4 AND abs(length(x) - length(y)) <= 1 AND {} = 1",
            SqlDialect::edits("x", "y")
        );
        let near_postcode = dialect.both("postcodes", &slip);
        let same_city = dialect.overlap("cities_l", "cities_r");
        let near_city = dialect.both("towns", &dialect.near_items("text"));
        let loose_city = dialect.both("towns", &dialect.loose_items("text"));
        let like_city = one_of(&[&same_city, &near_city]);
        let (postcodes, cities) = (
            both_have(dialect, "postcodes"),
            both_have(dialect, "cities"),
        );
        let without = all(&[&not(&postcodes), &one_of(&[&not(&cities), &like_city])]);
        let with_slip = all(&[&near_postcode, &like_city]);
        let other = all(&[&postcodes, &not(&near_postcode), &same_city]);
        let agrees = one_of(&[&same_postcode, &without, &with_slip, &other]);
        Self {
            same_postcode,
            near_postcode,
            same_city,
            near_city,
            loose_city,
            agrees,
        }
    }
}

fn with_street(dialect: SqlDialect, place: &Place, compared: &str) -> Group {
    let mut group = Group::new("address", compared);
    let near = dialect.near_items("name");
    let loose = dialect.loose_items("name");
    let equal = "(x.text = y.text OR (x.name = y.name AND x.house = y.house))";
    let same_house = "x.house = y.house";
    let alike = one_of(&["x.name = y.name", &near]);
    let slip = one_of(&[
        &all(&[same_house, "x.house <> ''", &one_of(&[&alike, &loose])]),
        &all(&[
            &one_of(&["x.house = ''", "y.house = ''", same_house]),
            &alike,
        ]),
    ]);
    let street = |condition: &str| dialect.both("streets", condition);
    let (equal, house, slip, mistyped, other, loose) = (
        street(equal),
        street(&all(&[equal, "x.house <> ''"])),
        street(&slip),
        street(&all(&[&alike, &slip_of_number()])),
        street(&alike),
        street(&loose),
    );
    let agrees = &place.agrees;
    let unit = one_of(&[
        "x.text = y.text",
        &dialect.near_items("text"),
        &dialect.loose_items("text"),
    ]);
    let other_unit = all(&[
        &both_have(dialect, "units"),
        &not(&dialect.both("units", &unit)),
    ]);
    group.level(5, all(&[&equal, agrees, &other_unit]));
    let living =
        |people: &str| dialect.both("homes", &format!("x.key = y.key AND x.people >= {people}"));
    for (level, people) in [(4, "10"), (3, "5"), (2, "3")] {
        group.level(level, all(&[&equal, agrees, &living(people)]));
    }
    group.level(1, all(&[&equal, agrees]));
    group.level(7, house);
    group.level(10, equal);
    group.level(6, all(&[&slip, agrees]));
    group.level(10, slip);
    group.level(8, all(&[&mistyped, agrees]));
    group.level(10, mistyped);
    group.level(9, all(&[&other, agrees]));
    group.level(10, other);
    group.level(9, all(&[&loose, &place.same_postcode]));
    group.level(10, all(&[&loose, &not(agrees)]));
    group.steps(11, &place.same_postcode, "postcode_bits_l", &[11.0]);
    group.steps(13, &place.same_city, "city_bits_l", &[7.0]);
    group.level(15, "ELSE");
    group
}

/// Two house numbers that may be one, mistyped: equal but for a letter, two digits swapped, a digit more or less of
/// three and above, or another digit in front of the last two.
fn slip_of_number() -> String {
    let front = |side: &str| format!("substr({side}.number, 1, length({side}.number) - 2)");
    let longer = "length(x.number) <> length(y.number) \
                  AND greatest(length(x.number), length(y.number)) > 2";
    let swapped = "length(x.number) = length(y.number) AND levenshtein(x.number, y.number) = 2";
    let in_front = format!(
        "length(x.number) = length(y.number) AND length(x.number) > 2 AND {} <> {}",
        front("x"),
        front("y")
    );
    let one_edit = format!("{} = 1", SqlDialect::edits("x.number", "y.number"));
    one_of(&[
        "x.number = y.number",
        &all(&[
            &one_edit,
            &one_of(&[
                &all(&[longer]),
                &all(&[swapped]),
                &all(&[in_front.as_str()]),
            ]),
        ]),
    ])
}

fn only_postcode(place: &Place, compared: &str) -> Group {
    let mut group = Group::new("postcode", compared);
    group.steps(
        16,
        &place.same_postcode,
        "postcode_bits_l",
        &[7.0, 10.0, 13.0],
    );
    group.level(20, place.near_postcode.clone());
    group.level(21, place.same_city.clone());
    group.level(22, "ELSE");
    group
}

fn only_city(place: &Place, compared: &str) -> Group {
    let mut group = Group::new("city", compared);
    group.steps(23, &place.same_city, "city_bits_l", &[4.0, 8.0]);
    group.level(26, place.near_city.clone());
    group.level(27, place.loose_city.clone());
    group.level(28, "ELSE");
    group
}
