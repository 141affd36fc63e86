//! Sentences that German says otherwise than word by word.

use crate::Language;

#[test]
fn german_names_what_it_speaks_of() {
    for (text, said) in [
        (
            "5 of 60 rows have an address in \"Customer E-mail\" whose domain is probably mistyped: gmial.com for gmail.com (5).",
            "in „Customer E-mail“ eine Adresse",
        ),
        (
            "family names are equal, a common one",
            "Familiennamen gleich, ein häufiger Name",
        ),
        (
            "bought and has not said yes to e-mail",
            "hat nicht Ja zu E-Mail gesagt",
        ),
        (
            "1 row of our exports cannot be read as it stands. Where does your product show what it left out?",
            "1 Zeile unserer Exporte ist so",
        ),
    ] {
        let told = Language::German.say(text);
        assert!(told.contains(said), "{text}: {told}");
    }
}
