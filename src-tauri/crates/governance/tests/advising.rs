//! Four answers lead to one of four approaches; a missing one leads to none.

use rollcall_governance::{
    Answers, Approach, Complexity, HardCases, Size, Skills, Stack, advise, vendor_questions,
};

fn answers(size: Size, skills: Skills, stack: Stack, complexity: Complexity) -> Answers {
    Answers {
        size: Some(size),
        skills: Some(skills),
        stack: Some(stack),
        complexity: Some(complexity),
    }
}

/// Every team there can be.
fn everybody() -> Vec<Answers> {
    let mut all = Vec::new();
    for size in Size::ALL {
        for skills in Skills::ALL {
            for stack in Stack::ALL {
                for complexity in Complexity::ALL {
                    all.push(answers(*size, *skills, *stack, *complexity));
                }
            }
        }
    }
    all
}

#[test]
fn g37_four_profiles_get_four_answers_and_a_missing_one_none() {
    for (profile, wanted) in [
        (
            answers(Size::Small, Skills::NoCode, Stack::Few, Complexity::Little),
            Approach::Direct,
        ),
        (
            answers(
                Size::Medium,
                Skills::Analysts,
                Stack::Warehouse,
                Complexity::Some,
            ),
            Approach::Warehouse,
        ),
        (
            answers(Size::Medium, Skills::NoCode, Stack::Many, Complexity::Some),
            Approach::Cdp,
        ),
        (
            answers(
                Size::Large,
                Skills::Engineers,
                Stack::Warehouse,
                Complexity::Much,
            ),
            Approach::Composable,
        ),
        // What the team can run comes before what would be nice.
        (
            answers(
                Size::Large,
                Skills::Engineers,
                Stack::Warehouse,
                Complexity::Little,
            ),
            Approach::Direct,
        ),
        (
            answers(
                Size::Large,
                Skills::Engineers,
                Stack::Many,
                Complexity::Much,
            ),
            Approach::Warehouse,
        ),
        (
            answers(
                Size::Large,
                Skills::Analysts,
                Stack::Warehouse,
                Complexity::Much,
            ),
            Approach::Warehouse,
        ),
        (
            answers(Size::Small, Skills::NoCode, Stack::Many, Complexity::Some),
            Approach::Direct,
        ),
    ] {
        let advice = advise(profile).expect("an answer to every question");
        assert_eq!(advice.approach, wanted, "{profile:?}");
        assert_eq!(advice.reasons.len(), 4, "a reason for each of the four");
    }
    let whole = answers(Size::Small, Skills::NoCode, Stack::Few, Complexity::Little);
    for (part, missing) in [
        (
            Answers {
                size: None,
                ..whole
            },
            "How large is the organisation?",
        ),
        (
            Answers {
                skills: None,
                ..whole
            },
            "What technical skills are available?",
        ),
        (
            Answers {
                stack: None,
                ..whole
            },
            "What tools are in use?",
        ),
        (
            Answers {
                complexity: None,
                ..whole
            },
            "How much complexity can the team manage?",
        ),
    ] {
        assert_eq!(advise(part), Err(vec![missing]));
    }
    assert_eq!(
        advise(Answers::default()).map_err(|missing| missing.len()),
        Err(4)
    );
}

#[test]
fn g39_a_warehouse_always_comes_with_the_way_back() {
    let told: Vec<String> = everybody()
        .into_iter()
        .filter_map(|one| advise(one).ok())
        .filter(|advice| advice.approach == Approach::Warehouse)
        .map(|advice| {
            format!(
                "{} {:?} {:?} {:?}",
                advice.next, advice.weekly, advice.costs, advice.first
            )
        })
        .collect();
    assert!(!told.is_empty());
    for text in told {
        assert!(
            text.contains("reverse ETL") && text.contains("way back"),
            "{text}"
        );
    }
    assert!(Approach::Warehouse.label().contains("reverse ETL"));
}

#[test]
fn g41_composable_is_never_for_a_team_without_engineers() {
    for one in everybody() {
        let advice = advise(one).expect("advice");
        if one.skills != Some(Skills::Engineers) {
            assert_ne!(advice.approach, Approach::Composable, "{one:?}");
            assert!(
                !format!("{advice:?}").to_lowercase().contains("composable"),
                "{one:?}"
            );
        }
    }
}

/// How many things a sentence asks for: what "then", "and" or another sentence adds is one more.
fn steps(text: &str) -> usize {
    let apart = text.replace("; then ", ". ").replace(", then ", ". ");
    let apart = apart.replace(", and ", ". ").replace("; ", ". ");
    apart
        .split(". ")
        .filter(|one| !one.trim().is_empty())
        .count()
}

#[test]
fn g61_only_the_next_step_is_told() {
    let lean = advise(answers(
        Size::Small,
        Skills::NoCode,
        Stack::Few,
        Complexity::Some,
    ))
    .expect("advice");
    let staffed = advise(answers(
        Size::Large,
        Skills::Engineers,
        Stack::Warehouse,
        Complexity::Much,
    ))
    .expect("advice");
    assert_ne!(lean.next, staffed.next);
    for one in everybody() {
        let next = advise(one).expect("advice").next;
        assert_eq!(steps(next), 1, "{next}");
    }
    // The words that made two steps of it before.
    assert_eq!(steps("Get it running; then bring it in."), 2);
    assert_eq!(steps("Write it down, and get it running."), 2);
    assert_eq!(steps("Write it down. Get it running."), 2);
    for advice in [&lean, &staffed] {
        assert!(advice.next.len() < 160 && !advice.next.is_empty());
    }
    assert!(
        !lean.next.contains("warehouse") && !lean.next.contains("SQL"),
        "{}",
        lean.next
    );
}

#[test]
fn g62_every_advice_names_what_the_team_must_run_each_week() {
    for one in everybody() {
        let advice = advise(one).expect("advice");
        assert!(advice.weekly.len() >= 2, "{one:?}");
        assert!(!advice.first.is_empty() && !advice.costs.is_empty());
    }
}

#[test]
fn g40_a_question_to_a_vendor_has_a_case_of_this_project_behind_it() {
    assert_eq!(vendor_questions(&HardCases::default(), false), []);
    let cases = HardCases {
        shared_phones: 1_204,
        people: Some(7_000),
        people_by_email: Some(8_210),
        households: 17,
        consent_contradictions: 3,
        judged_apart: 4,
        ..HardCases::default()
    };
    let asked = vendor_questions(&cases, false);
    let told: Vec<(&str, u64)> = asked.iter().map(|one| (one.case, one.count)).collect();
    assert_eq!(
        told,
        [
            ("shared_phones", 1_204),
            ("email_only", 1_210),
            ("households", 17),
            ("consent_contradictions", 3),
            ("judged_apart", 4)
        ]
    );
    assert!(asked[0].question.starts_with("1,204 of our phone numbers"));
    assert!(asked[1].question.contains("8,210") && asked[1].question.contains("7,000"));
    let same = HardCases {
        people: Some(5),
        people_by_email: Some(5),
        ..HardCases::default()
    };
    assert_eq!(
        vendor_questions(&same, false),
        [],
        "no difference is no question"
    );
}

#[test]
fn questions_to_a_vendor_are_about_one_thing_or_several() {
    let asked = |count| {
        let cases = HardCases {
            shared_phones: count,
            known_only_by_id: count,
            unsure_pairs: count,
            conflicts: count,
            rows_set_aside: count,
            erased: count,
            ..HardCases::default()
        };
        let questions = vendor_questions(&cases, false).into_iter();
        questions.map(|one| one.question).collect::<Vec<String>>()
    };
    for (one, several, words) in [
        (
            "1 of our phone numbers belongs",
            "2 of our phone numbers belong",
            0,
        ),
        ("Of 1 customer we", "Of 2 customers we", 1),
        ("1 pair of our records", "2 pairs of our records", 2),
        (
            "Our systems disagree about 1 customer.",
            "Our systems disagree about 2 customers.",
            3,
        ),
        (
            "1 row of our exports cannot be read as it stands",
            "2 rows of our exports cannot be read as they stand",
            4,
        ),
        ("1 person asked", "2 people asked", 5),
    ] {
        assert!(asked(1)[words].starts_with(one), "{}", asked(1)[words]);
        assert!(asked(2)[words].starts_with(several), "{}", asked(2)[words]);
    }
}

/// Whatever stands around a count: it is no people that some of the questions count.
#[test]
fn questions_to_a_vendor_hide_small_counts_where_they_are_to() {
    let cases = HardCases {
        shared_phones: 1,
        shared_emails: 2,
        people: Some(3),
        people_by_email: Some(4),
        consent_contradictions: 1,
        known_only_by_id: 2,
        households: 3,
        unsure_pairs: 4,
        judged_apart: 1,
        conflicts: 2,
        rows_set_aside: 3,
        erased: 4,
    };
    let is_told = |question: &str| question.contains(['1', '2', '3', '4']);
    for one in vendor_questions(&cases, false) {
        assert!(is_told(&one.question), "the bait: {}", one.question);
    }
    let asked = vendor_questions(&cases, true);
    assert_eq!(asked.len(), 11);
    for one in asked {
        assert!(!is_told(&one.question), "{}", one.question);
        assert!(one.question.contains("fewer than 5"), "{}", one.question);
    }
}
