//! Street lines and whole addresses as they are written in Spain, France, Italy and Portugal.

use rollcall_standardise::address::{split_full_address, street_key, street_line};

#[test]
fn units_of_a_street_line_are_told_from_its_number() {
    for (line, street, unit) in [
        ("C/ Serrano, 17", "C/ Serrano, 17", ""),
        ("C/ Serrano, 17, pta. 7", "C/ Serrano, 17", "Puerta 7"),
        ("C/ Serrano 17, 3º B", "C/ Serrano 17", "3º B"),
        ("C/ Serrano 17 3ºB", "C/ Serrano 17", "3ºB"),
        ("C/ Serrano, 17 - 2º dcha.", "C/ Serrano, 17", "2º Dcha."),
        (
            "Avda. de la Paz 5, esc. B, piso 3, pta. 7",
            "Avda. de la Paz 5",
            "Esc B, Piso 3, Puerta 7",
        ),
        (
            "Avda. de la Paz 5 esc. b piso 3 pta. 7",
            "Avda. de la Paz 5",
            "Esc B, Piso 3, Puerta 7",
        ),
        ("Calle Mayor 12, bajo", "Calle Mayor 12", "Bajo"),
        ("Calle Mayor 12 bajo B", "Calle Mayor 12", "Bajo B"),
        (
            "Calle Mayor s/n, planta baja",
            "Calle Mayor s/n",
            "Planta Baja",
        ),
        ("Ctra. de Burgos, km 12,5", "Ctra. de Burgos, km 12,5", ""),
        (
            "12 bis rue du Port, 2e étage",
            "12 bis rue du Port",
            "2e étage",
        ),
        (
            "1 ter rue du Port, bât. C",
            "1 ter rue du Port",
            "Bâtiment C",
        ),
        ("Via Roma, 5/B, int. 3", "Via Roma, 5/B", "Int 3"),
        (
            "Via Roma 5/B scala A piano 2",
            "Via Roma 5/B",
            "Scala A, Piano 2",
        ),
        ("Rua do Porto 8, 2.º Esq", "Rua do Porto 8", "2.º Esq"),
        ("Rua do Porto 8, r/c", "Rua do Porto 8", "R/C"),
        // Words for units are streets' names, too.
        ("Calle Portal 5", "Calle Portal 5", ""),
        ("Via del Piano 7", "Via del Piano 7", ""),
        ("Calle del Bajo 4", "Calle del Bajo 4", ""),
        ("Rue de la Porte 3", "Rue de la Porte 3", ""),
    ] {
        let got = street_line(line, "", None).expect("a street");
        assert_eq!(
            (got.street.as_str(), got.unit.as_str()),
            (street, unit),
            "{line:?}"
        );
    }
}

/// The text, the country of the table, and street, unit, postal code, town and country in it.
type Whole = (
    &'static str,
    Option<&'static str>,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

const WHOLE: &[Whole] = &[
    ("C/ Serrano, 17", None, "C/ Serrano, 17", "", "", "", ""),
    ("Pl. Mayor, 178", None, "Pl. Mayor, 178", "", "", "", ""),
    (
        "Pl. Mayor, 178, Madrid",
        Some("ES"),
        "Pl. Mayor, 178",
        "",
        "",
        "Madrid",
        "",
    ),
    (
        "C/ Serrano, 17, 28001 Madrid",
        Some("ES"),
        "C/ Serrano, 17",
        "",
        "28001",
        "Madrid",
        "",
    ),
    (
        "C/ Serrano, 17, 3º B, 28001 Madrid, España",
        None,
        "C/ Serrano, 17",
        "3º B",
        "28001",
        "Madrid",
        "ES",
    ),
    (
        "C/ Serrano, 17, pta. 7",
        Some("ES"),
        "C/ Serrano, 17",
        "Puerta 7",
        "",
        "",
        "",
    ),
    (
        "C/ Serrano 17, piso 3, Madrid",
        None,
        "C/ Serrano 17",
        "Piso 3",
        "",
        "Madrid",
        "",
    ),
    (
        "C/ Serrano, 17 bajo, 28001 Madrid",
        Some("ES"),
        "C/ Serrano, 17",
        "Bajo",
        "28001",
        "Madrid",
        "",
    ),
    (
        "Avda. de la Paz, s/n, Sevilla",
        Some("ES"),
        "Avda. de la Paz, s/n",
        "",
        "",
        "Sevilla",
        "",
    ),
    (
        "Ctra. de Burgos, km 12,5, 28100 Alcobendas",
        Some("ES"),
        "Ctra. de Burgos, km 12,5",
        "",
        "28100",
        "Alcobendas",
        "",
    ),
    (
        "P.º de la Castellana, nº 100",
        Some("ES"),
        "P.º de la Castellana, nº 100",
        "",
        "",
        "",
        "",
    ),
    (
        "Via Roma, 5/B, 20121 Milano",
        Some("IT"),
        "Via Roma, 5/B",
        "",
        "20121",
        "Milano",
        "",
    ),
    (
        "12, rue du Port",
        Some("FR"),
        "12, rue du Port",
        "",
        "",
        "",
        "",
    ),
    (
        "12 bis, rue du Port, 2e étage, 69001 Lyon",
        Some("FR"),
        "12 bis, rue du Port",
        "2e étage",
        "69001",
        "Lyon",
        "",
    ),
    // A postal code is none of them.
    (
        "Schulstraße 5, Göttingen, 37430",
        Some("DE"),
        "Schulstraße 5",
        "",
        "37430",
        "Göttingen",
        "",
    ),
    (
        "12 Harbour Street, Miami, FL 33101",
        Some("US"),
        "12 Harbour Street",
        "",
        "33101",
        "Miami",
        "",
    ),
];

#[test]
fn a_number_in_a_part_of_its_own_is_no_town_and_no_country() {
    for (text, default, street, unit, postcode, city, country) in WHOLE {
        let got = split_full_address(text, *default).expect("an address");
        let found = [
            &got.street,
            &got.unit,
            &got.postcode,
            &got.city,
            &got.country,
        ];
        let expected = [street, unit, postcode, city, country];
        assert_eq!(
            found.map(String::as_str),
            expected.map(|one| *one),
            "{text:?}"
        );
    }
}

#[test]
fn a_street_is_the_same_however_its_type_is_shortened() {
    for (one, other) in [
        ("C/ Serrano, 17", "Calle Serrano 17"),
        ("Pl. Mayor, 178", "Plaza Mayor 178"),
        ("P.º de la Castellana, 100", "Paseo de la Castellana 100"),
        ("Avda. de la Paz, 5", "Avenida de la Paz 5"),
        ("Calle Mayor nº 3", "Calle Mayor, 3"),
        ("P.zza Garibaldi 3", "Piazza Garibaldi, 3"),
    ] {
        assert_eq!(street_key(one), street_key(other), "{one:?}");
    }
}
