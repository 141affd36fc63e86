//! Counting what the test runners report: cargo, vitest and node.

/// What a test writes, with its reason behind it, that could not run on this machine and so proves nothing.
/// The runner counts it as passed.
const NOT_RUN: &str = "NOT RUN HERE: ";

/// Tests that passed, that failed and that could not be run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// How many passed.
    pub(crate) passed: u64,
    /// How many failed.
    pub(crate) failed: u64,
    /// How many were not run, since something they need is absent.
    pub(crate) not_run: u64,
}

impl Tally {
    /// One check that is not made of tests.
    pub(crate) fn one(success: bool) -> Self {
        Self {
            passed: u64::from(success),
            failed: u64::from(!success),
            not_run: 0,
        }
    }

    /// Both together.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            not_run: self.not_run + other.not_run,
        }
    }

    /// As people read it; what was not run is told only where there is something.
    pub(crate) fn in_words(self) -> String {
        let not_run = match self.not_run {
            0 => String::new(),
            some => format!(", {some} not run here"),
        };
        format!("{} passed, {} failed{not_run}", self.passed, self.failed)
    }
}

/// What a runner reported. A runner that failed without naming a test, because it did not even
/// compile, counts as one failure; so does one that reports no test at all.
pub(crate) fn read(output: &str, success: bool) -> Tally {
    let tally = output
        .lines()
        .map(read_line)
        .fold(Tally::default(), Tally::and);
    // A test that could not run is no test that passed.
    let tally = Tally {
        passed: tally.passed.saturating_sub(tally.not_run),
        ..tally
    };
    let silent = tally == Tally::default();
    if (!success && tally.failed == 0) || silent {
        return tally.and(Tally::one(false));
    }
    tally
}

fn read_line(line: &str) -> Tally {
    let line = line.trim();
    // Behind the name of the test where tests run one after the other.
    if line.contains(NOT_RUN) {
        return Tally {
            not_run: 1,
            ..Tally::default()
        };
    }
    // cargo: `test result: ok. 12 passed; 0 failed; …`
    if let Some(rest) = line.strip_prefix("test result: ") {
        return Tally {
            passed: before(rest, "passed"),
            failed: before(rest, "failed"),
            not_run: 0,
        };
    }
    // vitest: `Tests  1 failed | 12 passed (13)`
    if let Some(rest) = line.strip_prefix("Tests ") {
        return Tally {
            passed: before(rest, "passed"),
            failed: before(rest, "failed"),
            not_run: 0,
        };
    }
    // node: `ℹ pass 12`, `# fail 0`; a test that was cancelled did not pass either
    let Some(rest) = line.strip_prefix("# ").or_else(|| line.strip_prefix("ℹ ")) else {
        return Tally::default();
    };
    let count = |word: &str| {
        rest.strip_prefix(word)
            .and_then(|number| number.trim().parse().ok())
            .unwrap_or(0)
    };
    Tally {
        passed: count("pass "),
        failed: count("fail ") + count("cancelled "),
        not_run: 0,
    }
}

/// The number that stands before a word.
fn before(text: &str, word: &str) -> u64 {
    let words: Vec<&str> = text
        .split([' ', ';', '|', '(', ')', '.'])
        .filter(|part| !part.is_empty())
        .collect();
    words
        .windows(2)
        .find(|pair| pair[1] == word)
        .and_then(|pair| pair[0].parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_runners_are_understood() {
        for (output, passed, failed) in [
            (
                "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 3 filtered out; finished in 0.1s",
                12,
                0,
            ),
            (
                "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out\ntest result: ok. 1 passed; 0 failed;",
                4,
                2,
            ),
            (
                " Test Files  2 passed (2)\n      Tests  9 passed (9)\n",
                9,
                0,
            ),
            ("      Tests  1 failed | 8 passed (9)\n", 8, 1),
            (
                "ℹ tests 7\nℹ suites 0\nℹ pass 6\nℹ fail 1\nℹ cancelled 0\nℹ skipped 0",
                6,
                1,
            ),
            ("# pass 4\n# fail 0\n# cancelled 1\n", 4, 1),
        ] {
            assert_eq!(
                read(output, failed == 0),
                Tally {
                    passed,
                    failed,
                    not_run: 0
                },
                "{output}"
            );
        }
    }

    #[test]
    fn a_runner_that_breaks_or_runs_nothing_is_a_failure() {
        assert_eq!(
            read("error: could not compile", false),
            Tally {
                passed: 0,
                failed: 1,
                not_run: 0
            }
        );
        assert_eq!(
            read("", true),
            Tally {
                passed: 0,
                failed: 1,
                not_run: 0
            }
        );
        assert_eq!(
            read("# pass 2\n# fail 0\n", false),
            Tally {
                passed: 2,
                failed: 1,
                not_run: 0
            }
        );
    }

    #[test]
    fn a_test_that_could_not_run_did_not_pass_and_is_told() {
        let output = "test shows_it ... \nNOT RUN HERE: LibreOffice is absent\nok\n\
            test result: ok. 3 passed; 0 failed; 0 ignored;";
        let tally = read(output, true);
        assert_eq!(
            tally,
            Tally {
                passed: 2,
                failed: 0,
                not_run: 1
            }
        );
        assert_eq!(tally.in_words(), "2 passed, 0 failed, 1 not run here");
        assert_eq!(Tally::one(true).in_words(), "1 passed, 0 failed");
    }
}
