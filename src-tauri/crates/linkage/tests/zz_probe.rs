use fastrand::Rng;
use rollcall_linkage::*;
#[path = "estate/generator.rs"]
mod generator;
type Row = (u32, Vec<(usize, String)>);
fn set_of(rows: &[Row]) -> RecordSet {
    let mut builder = RecordSetBuilder::new(generator::fields());
    for (source, values) in rows {
        builder.begin(*source);
        for (f, v) in values {
            builder.value(*f, v);
        }
    }
    builder.finish()
}
#[test]
fn probe() {
    let people: usize = std::env::var("PEOPLE")
        .ok()
        .and_then(|v| v.parse().ok())
        .unwrap_or(4000);
    for seed in [21, 22] {
        let estate = generator::estate(people, seed, 1.0);
        let mut rows: Vec<(Row, u32)> = (0..estate.records.len())
            .map(|r| {
                (
                    (
                        estate.records.sources()[r],
                        estate.records.values(r as u32).values,
                    ),
                    estate.truth[r],
                )
            })
            .collect();
        Rng::with_seed(seed).shuffle(&mut rows);
        let (rows, truth): (Vec<Row>, Vec<u32>) = rows.into_iter().unzip();
        let set = set_of(&rows);
        let s = Settings::default();
        let a = link(&set, &Stated::default(), &s, &Unwatched).unwrap();
        let b = link(
            &set,
            &Stated::default(),
            &Settings {
                seed: 99,
                ..s.clone()
            },
            &Unwatched,
        )
        .unwrap();
        let l = pairwise_scores(&a.clusters, &b.clusters);
        println!(
            "seed {seed} other strangers: likeness {:.4}; F1 {:.4} {:.4}",
            l.f1,
            pairwise_scores(&truth, &a.clusters).f1,
            pairwise_scores(&truth, &b.clusters).f1
        );
        for new in [0.0, 0.02, 0.1] {
            let begin = (rows.len() as f64 * (1.0 - new)) as usize;
            let before = link(&set_of(&rows[..begin]), &Stated::default(), &s, &Unwatched).unwrap();
            let l0 = pairwise_scores(&a.clusters[..begin], &before.clusters);
            let left = Before {
                learnt: Learnt::from(&before.model),
                report: before.report.clone(),
                memory: before.memory.clone(),
            };
            let c = link_since(&set, &Stated::default(), &s, Some(left), &Unwatched).unwrap();
            let l = pairwise_scores(&a.clusters, &c.clusters);
            let mut bytes = before.memory.to_bytes();
            for b in &mut bytes[12..12 + 8 * begin] {
                *b ^= 0x5a;
            }
            let left = Before {
                learnt: Learnt::from(&before.model),
                report: before.report.clone(),
                memory: Memory::from_bytes(&bytes).unwrap(),
            };
            let d = link_since(&set, &Stated::default(), &s, Some(left), &Unwatched).unwrap();
            println!(
                "  all judged anew by the earlier model: likeness {:.4} F1 {:.4}; incremental against it {:.4} | {:?}",
                pairwise_scores(&a.clusters, &d.clusters).f1,
                pairwise_scores(&truth, &d.clusters).f1,
                pairwise_scores(&d.clusters, &c.clusters).f1,
                d.report.course.unwrap()
            );
            println!(
                "  new {new}: earlier rows alone {:.4} likeness {:.4} F1 {:.4} for {:.4} | reopened {} compared {} of {} | {:?} | told P {:.4}/{:.4} R {:.4}/{:.4}",
                l0.f1,
                l.f1,
                pairwise_scores(&truth, &c.clusters).f1,
                pairwise_scores(&truth, &a.clusters).f1,
                c.report.course.unwrap().reopened,
                c.report.course.unwrap().compared,
                a.report.compared_pairs,
                c.report.course.unwrap().whole,
                c.report.estimated_precision,
                a.report.estimated_precision,
                c.report.estimated_recall,
                a.report.estimated_recall
            );
        }
    }
}
