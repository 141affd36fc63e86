//! The density guard, with a case built to trip it.

use rollcall_linkage::{Stated, weak_spots};

#[path = "estate/background.rs"]
mod background;
#[path = "estate/generator.rs"]
mod generator;

use background::{run, with_background};

const GIVEN: usize = 0;
const FAMILY: usize = 1;
const PHONE: usize = 6;
const TOWN: usize = 8;

/// The density guard: many records of which each is tied to some others by one weak value, phones that three
/// strangers share here and there, as a call centre's. Every pair is faint, and there are many of them, so that no
/// single bridge holds it together. What parts it is that clusters are judged by all their values: names that
/// contradict each other are added up over all members, while what is shared counts once.
#[test]
fn many_weak_ties_among_many_records_make_no_person() {
    let given = [
        "Aurelio",
        "Benedikt",
        "Cosima",
        "Dagmar",
        "Eberhard",
        "Filippa",
        "Gundula",
        "Hjalmar",
        "Isolde",
        "Jorinde",
        "Konradin",
        "Leonie",
        "Mathilde",
        "Nepomuk",
        "Ottilie",
        "Philomena",
        "Quirin",
        "Rosalind",
    ];
    let family = [
        "Abernathy",
        "Birkeland",
        "Czerny",
        "Dunsmore",
        "Eriksen",
        "Fairclough",
        "Gottlieb",
        "Hathaway",
        "Ibsen",
        "Jablonski",
        "Kowalczyk",
        "Lindgren",
        "Montague",
        "Nordstrom",
        "Oppenheim",
        "Prendergast",
        "Quayle",
        "Rasmussen",
    ];
    let count = given.len();
    let phones: Vec<String> = (0..count).map(|at| format!("44770091{at:04}")).collect();
    let towns = ["Holtby", "Pelton", "Marwick"];
    let rows: Vec<Vec<(usize, &str)>> = (0..count)
        .map(|at| {
            let mut row = vec![
                (GIVEN, given[at]),
                (FAMILY, family[at]),
                (TOWN, towns[at % 3]),
            ];
            // Every phone is on three records and every record has three: a thin web without a bridge.
            for step in [0, 1, 5] {
                row.push((PHONE, phones[(at + step) % count].as_str()));
            }
            row
        })
        .collect();
    let rows: Vec<(u32, &[(usize, &str)])> =
        rows.iter().map(|values| (4, values.as_slice())).collect();
    let (records, numbers) = with_background(&rows);
    let linkage = run(&records, &Stated::default());
    let mut ties = Vec::new();
    for (at, &left) in (0_u32..).zip(&numbers) {
        for (other, &right) in (0_u32..).zip(&numbers).skip(at as usize + 1) {
            let phones = |record| -> Vec<String> {
                let values = records.values(record);
                values.of(PHONE).map(str::to_owned).collect()
            };
            let own = phones(left);
            if phones(right).iter().any(|phone| own.contains(phone)) {
                ties.push((at, other));
            }
        }
    }
    let spots = weak_spots(count as u32, &ties);
    assert_eq!(spots.pieces, 1, "the case holds together");
    assert!(
        spots.bridges.iter().all(Option::is_none),
        "and has no bridge"
    );
    assert!(ties.len() < count * (count - 1) / 2 / 2, "and is not dense");
    let mut clusters: Vec<u32> = numbers
        .iter()
        .map(|&row| linkage.clusters[row as usize])
        .collect();
    clusters.sort_unstable();
    clusters.dedup();
    assert_eq!(clusters.len(), count);
}
