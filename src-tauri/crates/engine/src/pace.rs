//! How fast somebody judges, from the times of their verdicts.

use chrono::DateTime;
use rollcall_store::Store;

use crate::EngineError;
use crate::view::Pace;

/// A pace is told from so many verdicts on; fewer say little.
const ENOUGH: usize = 20;
/// So many verdicts are looked at, the newest.
const MOST: u64 = 60;
/// A longer time between two verdicts was a break, in seconds.
const BREAK: i64 = 120;

/// How fast somebody judged lately; nothing before there are enough verdicts.
pub(crate) fn pace(store: &Store, who: &str) -> Result<Option<Pace>, EngineError> {
    Ok(of_times(&store.judged_at(who, MOST)?))
}

/// The pace of verdicts at these times, the newest first.
fn of_times(times: &[String]) -> Option<Pace> {
    if times.len() < ENOUGH {
        return None;
    }
    let read = |time: &String| DateTime::parse_from_rfc3339(time).ok();
    let seconds: Vec<i64> = times
        .windows(2)
        .filter_map(|two| Some((read(two.first()?)? - read(two.get(1)?)?).num_seconds()))
        .filter(|seconds| (0..=BREAK).contains(seconds))
        .collect();
    if seconds.is_empty() {
        return None;
    }
    Some(Pace {
        seconds_each: seconds.iter().sum::<i64>() as f64 / seconds.len() as f64,
        verdicts: times.len() as u64,
    })
}

#[cfg(test)]
mod tests {
    use super::of_times;

    fn times(count: usize, every: i64) -> Vec<String> {
        let begin = chrono::DateTime::UNIX_EPOCH;
        let at = |index: usize| begin + chrono::Duration::seconds(every * index as i64);
        (0..count)
            .rev()
            .map(|index| at(index).to_rfc3339())
            .collect()
    }

    #[test]
    fn a_pace_is_told_once_there_are_enough_verdicts() {
        assert!(of_times(&times(19, 4)).is_none());
        let pace = of_times(&times(20, 4)).expect("a pace");
        assert!((pace.seconds_each - 4.0).abs() < 1e-9);
        assert_eq!(pace.verdicts, 20);
    }

    #[test]
    fn a_break_is_no_length_of_a_verdict() {
        let mut with_break = times(20, 6);
        with_break.insert(0, "1970-01-02T00:00:00+00:00".to_owned());
        let pace = of_times(&with_break).expect("a pace");
        assert!((pace.seconds_each - 6.0).abs() < 1e-9);
    }
}
