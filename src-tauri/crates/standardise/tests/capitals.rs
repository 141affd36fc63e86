//! Last names of several words in capitals, whichever end of the name they stand at.

use rollcall_standardise::name::{FullName, NameParts, split_full_name};

fn parts(name: &str) -> NameParts {
    match split_full_name(name, Some("FR")) {
        FullName::Person(parts) => parts,
        other => panic!("{name:?} is {other:?}"),
    }
}

#[test]
fn capitals_tell_the_last_name() {
    let cases: &[(&str, &str, &str, &str)] = &[
        ("LE GOFF Benoît", "Benoît", "", "Le Goff"),
        ("Benoît LE GOFF", "Benoît", "", "Le Goff"),
        (
            "DE LA ROCHEFOUCAULD Philippe",
            "Philippe",
            "",
            "de La Rochefoucauld",
        ),
        ("Philippe DE LA FONTAINE", "Philippe", "", "de La Fontaine"),
        (
            "de la ROCHEFOUCAULD Anne",
            "Anne",
            "",
            "de La Rochefoucauld",
        ),
        ("DU PONT Anne Marie", "Anne", "Marie", "du Pont"),
        ("VAN DER BERG Anna", "Anna", "", "van der Berg"),
        ("Anna VAN DER BERG", "Anna", "", "van der Berg"),
        ("van der BERG Anna", "Anna", "", "van der Berg"),
        ("VON SCHMIDT Karl", "Karl", "", "von Schmidt"),
        ("BEN SALAH Ahmed", "Ahmed", "", "Ben Salah"),
        ("AL SAYED Omar", "Omar", "", "al Sayed"),
        ("EL AMRANI Fatima", "Fatima", "", "el Amrani"),
        ("MC DONALD Ronald", "Ronald", "", "Mc Donald"),
        ("McDONALD Ronald", "Ronald", "", "McDonald"),
        ("Ronald MacDONALD", "Ronald", "", "MacDonald"),
        ("O'BRIEN Sean", "Sean", "", "O'Brien"),
        ("O' BRIEN Sean", "Sean", "", "O' Brien"),
        ("d'ARTAGNAN Charles", "Charles", "", "d'Artagnan"),
        ("D'ANGELO Maria", "Maria", "", "D'Angelo"),
        ("GARCÍA LÓPEZ María José", "María", "José", "García López"),
        ("GROß Anna", "Anna", "", "Groß"),
        ("SAINT-EXUPÉRY Antoine", "Antoine", "", "Saint-Exupéry"),
        ("LE GOFF J.-P. Benoît", "J.-P.", "Benoît", "Le Goff"),
        ("Van Morrison SMITH", "Van", "Morrison", "Smith"),
    ];
    for (name, given, middle, family) in cases {
        let got = parts(name);
        assert_eq!(
            (got.given.as_str(), got.middle.as_str(), got.family.as_str()),
            (*given, *middle, *family),
            "{name:?}"
        );
        assert_eq!(got.rule, "name.capitals", "{name:?}");
    }
}

#[test]
fn where_all_or_nothing_is_in_capitals_they_tell_nothing() {
    for name in [
        "LE GOFF BENOIT",
        "le goff benoit",
        "Anna van der Berg",
        "Anne J.P. Marsh",
        "DUPONT J.P.",
        "JP Morgan",
        "DUPONT Jean MARTIN",
        "Al Pacino",
    ] {
        assert_ne!(parts(name).rule, "name.capitals", "{name:?}");
    }
}

#[test]
fn behind_a_title_alone_stands_the_last_name() {
    let got = parts("Mme LE GOFF");
    assert_eq!((got.given.as_str(), got.family.as_str()), ("", "Le Goff"));
}
