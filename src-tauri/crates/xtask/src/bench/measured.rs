//! What a program costs, measured from outside with one ruler for all.

use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Time between two looks at a running program.
const LOOK: Duration = Duration::from_millis(10);
/// Clock ticks of `/proc` in a second; Linux shows programs no other number.
const TICKS: f64 = 100.0;

/// What a program cost.
pub(crate) struct Measured {
    /// Whether it ended well.
    pub(crate) success: bool,
    /// Seconds from start to end.
    pub(crate) wall: f64,
    /// Processor seconds of it and of the programs it waited for, where the system tells.
    pub(crate) processor: Option<f64>,
    /// Largest resident memory in bytes, where the system tells.
    pub(crate) peak: Option<u64>,
}

/// Runs a program and looks at it until it ends.
pub(crate) fn measure(command: &mut Command) -> Measured {
    let begun = Instant::now();
    let mut measured = Measured {
        success: false,
        wall: 0.0,
        processor: None,
        peak: None,
    };
    let Ok(mut child) = command.stdin(Stdio::null()).spawn() else {
        return measured;
    };
    while !has_ended(&child, &mut measured) {
        sleep(LOOK);
    }
    measured.wall = begun.elapsed().as_secs_f64();
    measured.success = child.wait().is_ok_and(|status| status.success());
    if measured.processor.is_none() {
        measured.wall = begun.elapsed().as_secs_f64();
    }
    measured
}

/// Looks at a program; a program that has ended and was not waited for still tells its time.
fn has_ended(child: &Child, measured: &mut Measured) -> bool {
    let read = |name: &str| {
        std::fs::read_to_string(format!("/proc/{}/{name}", child.id())).unwrap_or_default()
    };
    if let Some(peak) = peak(&read("status")) {
        measured.peak = Some(peak);
    }
    match time(&read("stat")) {
        Some((state, processor)) => {
            measured.processor = Some(processor);
            state == 'Z'
        }
        // No such file: not Linux, so there is nothing to look at.
        None => true,
    }
}

/// The largest resident memory in bytes, from `/proc/PID/status`.
fn peak(status: &str) -> Option<u64> {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

/// The state and the processor seconds, from `/proc/PID/stat`.
fn time(stat: &str) -> Option<(char, f64)> {
    // The name of the program stands in brackets and may hold anything.
    let (_, fields) = stat.rsplit_once(')')?;
    let fields: Vec<&str> = fields.split_ascii_whitespace().collect();
    let state = fields.first()?.chars().next()?;
    let ticks: f64 = fields
        .get(11..15)?
        .iter()
        .filter_map(|ticks| ticks.parse::<f64>().ok())
        .sum();
    Some((state, ticks / TICKS))
}

#[cfg(test)]
mod tests {
    use super::{measure, peak, time};

    #[test]
    fn what_the_system_tells_is_read() {
        assert_eq!(peak("Name:\tx\nVmHWM:\t    2048 kB\n"), Some(2 << 20));
        assert_eq!(peak("Name:\tx\n"), None);
        let stat = "42 (a ) b) Z 1 2 3 4 5 6 7 8 9 10 150 50 20 30 0 0";
        assert_eq!(time(stat), Some(('Z', 2.5)));
        assert_eq!(time(""), None);
    }

    #[test]
    fn a_program_that_fails_or_is_not_there_is_no_success() {
        let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
        let run = |argument: &str| measure(std::process::Command::new(&cargo).arg(argument));
        assert!(run("--version").success);
        assert!(!run("no-such-task-at-all").success);
        assert!(!measure(&mut std::process::Command::new("no such program")).success);
    }
}
