//! The readiness score as a table: what is wrong, and what it costs.

use proptest::prelude::*;
use rollcall_checks::{Part, Ratio, Score, Weighed, score};

/// Weight, wrong of how many (nothing: not known), and the findings as (wrong, people).
type Line = (u32, Option<(u64, u64)>, &'static [(u64, u64)]);

fn scored(lines: &[Line]) -> Score {
    let parts: Vec<Part> = lines
        .iter()
        .map(|(weight, measured, findings)| Part {
            weight: *weight,
            measured: measured.map(|(found, among)| Ratio { found, among }),
            findings: findings
                .iter()
                .map(|(found, people)| Weighed {
                    found: *found,
                    people: *people,
                })
                .collect(),
        })
        .collect();
    score(&parts)
}

#[test]
fn what_is_wrong_costs_its_share_of_the_points() {
    let clean = Some((0, 10));
    let half = Some((5, 10));
    let unknown = None;
    let cases: &[(&str, &[Line], Option<u32>, &[(u32, u32)])] = &[
        (
            "nothing is known",
            &[(15, unknown, &[]), (10, unknown, &[])],
            None,
            &[(0, 0), (0, 0)],
        ),
        (
            "nothing is wrong",
            &[(15, clean, &[]), (10, clean, &[])],
            Some(100),
            &[(60, 0), (40, 0)],
        ),
        (
            "half of one is wrong",
            &[(15, half, &[(5, 5)]), (10, clean, &[])],
            Some(70),
            &[(60, 30), (40, 0)],
        ),
        (
            "what is not known is left out, neither nought nor full",
            &[(15, half, &[(5, 5)]), (10, unknown, &[])],
            Some(50),
            &[(100, 50), (0, 0)],
        ),
        (
            "nothing to have a share of is not known",
            &[(15, half, &[(5, 5)]), (10, Some((0, 0)), &[])],
            Some(50),
            &[(100, 50), (0, 0)],
        ),
        (
            "the least wrong keeps it from a hundred",
            &[(15, Some((1, 1_000_000)), &[(1, 1)])],
            Some(99),
            &[(100, 1)],
        ),
        (
            "everything is wrong",
            &[
                (15, Some((10, 10)), &[(10, 10)]),
                (10, Some((3, 3)), &[(3, 3)]),
            ],
            Some(0),
            &[(60, 60), (40, 40)],
        ),
    ];
    for (name, lines, expected, parts) in cases {
        let got = scored(lines);
        assert_eq!(got.score, *expected, "{name}");
        let points: Vec<(u32, u32)> = got
            .parts
            .iter()
            .map(|part| (part.worth, part.lost))
            .collect();
        assert_eq!(points, *parts, "{name}");
    }
}

#[test]
fn the_loss_of_a_part_is_carried_by_its_findings_and_ranked_by_points_times_people() {
    let got = scored(&[
        (50, Some((8, 10)), &[(6, 10), (2, 1_000)]),
        (50, Some((1, 10)), &[(1, 20)]),
    ]);
    assert_eq!(got.score, Some(55));
    let lost: Vec<Vec<u32>> = got
        .parts
        .iter()
        .map(|part| part.findings.iter().map(|finding| finding.lost).collect())
        .collect();
    assert_eq!(lost, [vec![30, 10], vec![5]]);
    let rank = |part: usize, finding: usize| got.parts[part].findings[finding].rank;
    assert!(rank(0, 1) > rank(0, 0), "fewer points, many more people");
    assert!(rank(0, 0) > rank(1, 0));
}

proptest! {
    #[test]
    fn score_and_losses_are_always_a_hundred(
        parts in prop::collection::vec((1_u32..30, prop::option::of((0_u64..50, 0_u64..50)), prop::collection::vec((0_u64..9, 0_u64..99), 0..4)), 1..10)
    ) {
        let parts: Vec<Part> = parts
            .into_iter()
            .map(|(weight, measured, findings)| Part {
                weight,
                measured: measured.map(|(found, more)| Ratio { found, among: found + more }),
                findings: findings.into_iter().map(|(found, people)| Weighed { found, people }).collect(),
            })
            .collect();
        let got = score(&parts);
        let worth: u32 = got.parts.iter().map(|part| part.worth).sum();
        let lost: u32 = got.parts.iter().map(|part| part.lost).sum();
        match got.score {
            None => prop_assert_eq!(worth + lost, 0),
            Some(score) => {
                prop_assert_eq!(worth, 100);
                prop_assert_eq!(score + lost, 100);
            }
        }
        for (part, scored) in parts.iter().zip(&got.parts) {
            prop_assert!(scored.lost <= scored.worth);
            let carried: u32 = scored.findings.iter().map(|finding| finding.lost).sum();
            if part.findings.iter().any(|finding| finding.found > 0) {
                prop_assert_eq!(carried, scored.lost);
            }
        }
    }
}
