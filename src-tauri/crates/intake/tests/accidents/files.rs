//! Accidents, and reading what they left.
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]
#![expect(
    clippy::print_stderr,
    reason = "the seed must be seen to be used again"
)]

use std::fs;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rollcall_intake::{InputFile, Limits, RawRow, RowSink, SetAside, plan, read_table};

const CASES: u64 = 250;
const SEED: u64 = 20_261_124;
/// Far more than any damaged file of a few kilobytes may take.
const LONGEST: Duration = Duration::from_secs(20);
/// What the process may grow by at its largest: the limits on one cell and one row, and slack.
const MEMORY_KIB: u64 = 512 * 1024;

/// What changes the meaning of a file where it is put.
const TOKENS: [&[u8]; 20] = [
    b"\"",
    b",",
    b";",
    b"\n",
    b"\r",
    b"\r\n",
    b"\0",
    b"\t",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"\xC3",
    b"[",
    b"{",
    b"}",
    b"\\",
    b"BEGIN:VCARD\n",
    b"<c r=\"XFD1048576\">",
    b"PK\x03\x04",
    b"\xFF\xFF\xFF\xFF",
    b"=",
];

#[derive(Default)]
struct Counting {
    rows: u64,
    set_aside: u64,
    last: u64,
    widths: Vec<usize>,
}

impl RowSink for Counting {
    fn row(&mut self, row: &RawRow) -> ControlFlow<()> {
        assert!(row.row > self.last || self.rows == 0, "rows come in order");
        self.last = row.row;
        self.rows += 1;
        if !self.widths.contains(&row.cells.len()) {
            self.widths.push(row.cells.len());
        }
        ControlFlow::Continue(())
    }

    fn set_aside(&mut self, _: SetAside) -> ControlFlow<()> {
        self.set_aside += 1;
        ControlFlow::Continue(())
    }
}

/// Makes a file a case and reads it. `ROLLCALL_FUZZ_CASES` and `ROLLCALL_FUZZ_SEED` ask for more cases or
/// for one again; the seed is printed at the beginning and where a case fails. Tells how many files gave a table.
pub(crate) fn read_cases(made: impl Fn(&mut fastrand::Rng) -> (String, Vec<u8>)) -> u64 {
    let asked = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let seed = asked("ROLLCALL_FUZZ_SEED").unwrap_or(SEED);
    let cases = asked("ROLLCALL_FUZZ_CASES").unwrap_or(CASES);
    eprintln!("ROLLCALL_FUZZ_SEED={seed} ROLLCALL_FUZZ_CASES={cases}");
    let folder = tempfile::tempdir().unwrap();
    let before = peak_kib();
    let mut read = 0;
    for case in seed..seed + cases {
        let (name, bytes) = made(&mut fastrand::Rng::with_seed(case));
        let path = folder.path().join(&name);
        fs::write(&path, &bytes).unwrap();
        let began = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| read_all(&path, &name, bytes.len())));
        let Ok(tables) = outcome else {
            panic!("ROLLCALL_FUZZ_SEED={case}, made of {name}: panicked or lost a row");
        };
        read += u64::from(tables > 0);
        assert!(
            began.elapsed() < LONGEST,
            "ROLLCALL_FUZZ_SEED={case}, made of {name}: {:?}",
            began.elapsed()
        );
        fs::remove_file(&path).unwrap();
    }
    if let (Some(before), Some(after)) = (before, peak_kib()) {
        assert!(
            after - before < MEMORY_KIB,
            "from ROLLCALL_FUZZ_SEED={seed} on the peak grew by {} KiB",
            after - before
        );
    }
    read
}

/// Reads every table of a file; how many were read to their end.
fn read_all(path: &Path, name: &str, bytes: usize) -> u64 {
    let mut read = 0;
    let file = InputFile {
        path: path.to_owned(),
        label: name.to_owned(),
        bytes: bytes as u64,
        modified: None,
    };
    let limits = Limits {
        unpacked_bytes: 32 * 1024 * 1024,
        ..Limits::default()
    };
    let (plans, problems) = plan(&file, &limits);
    assert!(
        !plans.is_empty() || !problems.is_empty(),
        "a file that gives nothing says why"
    );
    for problem in &problems {
        assert!(
            problem.message.ends_with('.'),
            "a finding is a sentence: {}",
            problem.message
        );
    }
    for plan in plans {
        let mut sink = Counting::default();
        let Ok(summary) = read_table(&plan, &limits, &mut sink) else {
            continue;
        };
        read += 1;
        assert_eq!(summary.rows_read, sink.rows + sink.set_aside);
        assert_eq!(
            (summary.rows_loaded, summary.rows_set_aside),
            (sink.rows, sink.set_aside)
        );
        assert!(sink.widths.iter().all(|width| *width == plan.header.len()));
    }
    read
}

/// A few accidents; what is put in comes from the others.
pub(crate) fn damage(bytes: &mut Vec<u8>, others: &[(String, Vec<u8>)], draw: &mut fastrand::Rng) {
    for _ in 0..draw.usize(1..=8) {
        let at = draw.usize(..=bytes.len());
        match draw.u8(0..7) {
            0 => bytes.truncate(at),
            1 if at < bytes.len() => bytes[at] = draw.u8(..),
            2 if at < bytes.len() => bytes[at] ^= 1 << draw.u8(0..8),
            3 => {
                let end = (at + draw.usize(..64)).min(bytes.len());
                bytes.drain(at..end);
            }
            4 => {
                let end = (at + draw.usize(..512)).min(bytes.len());
                let part = bytes[at..end].to_vec();
                bytes.splice(at..at, part);
            }
            5 => {
                let (_, other) = &others[draw.usize(..others.len())];
                let from = draw.usize(..=other.len());
                let to = (from + draw.usize(..256)).min(other.len());
                bytes.splice(at..at, other[from..to].iter().copied());
            }
            _ => {
                let token = TOKENS[draw.usize(..TOKENS.len())];
                bytes.splice(at..at, token.iter().copied());
            }
        }
    }
}

/// The files, in the order of their names; the largest take too long to go through hundreds of times.
pub(crate) fn corpus() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/hostile");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            (
                path.file_name().unwrap().to_string_lossy().into_owned(),
                fs::read(&path).unwrap(),
            )
        })
        .collect()
}

/// The most memory the process has held, where the system tells.
fn peak_kib() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
