//! Numbers of passed and failed tests, from the output of both test runners.

use std::fmt;
use std::ops::AddAssign;

use anyhow::{Context, Result};
use serde::Deserialize;

/// Counted tests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Tests that passed.
    pub(crate) passed: usize,
    /// Tests that failed.
    pub(crate) failed: usize,
    /// Tests that were skipped.
    pub(crate) skipped: usize,
}

impl Tally {
    /// Parses a line that `cargo test` prints after each binary, such as `test result: ok. 12 passed; 0 failed; 1
    /// ignored; 0 measured; 3 filtered out; finished in 0.05s`.
    pub(crate) fn of_line(line: &str) -> Option<Self> {
        let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
        let mut counts = counts.split("; ").map(|count| count.split_once(' ').and_then(|(number, _)| number.parse().ok()));
        Some(Self { passed: counts.next()??, failed: counts.next()??, skipped: counts.next()?? })
    }

    /// Parses the output file of Playwright's JSON reporter.
    pub(crate) fn of_playwright(report: &str) -> Result<Self> {
        let Report { stats } = serde_json::from_str(report).context("Playwright's report is not as expected")?;
        Ok(Self { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped })
    }
}

#[derive(Deserialize)]
struct Report {
    stats: Stats,
}

#[derive(Deserialize)]
struct Stats {
    expected: usize,
    unexpected: usize,
    flaky: usize,
    skipped: usize,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(out, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_result_line_of_cargo_test_is_counted() {
        let line = "test result: FAILED. 11 passed; 2 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.05s";
        assert_eq!(Tally::of_line(line), Some(Tally { passed: 11, failed: 2, skipped: 1 }));
    }

    #[test]
    fn other_lines_are_not_counted() {
        for line in ["test a_test ... ok", "running 12 tests", "test result: unknown", ""] {
            assert_eq!(Tally::of_line(line), None, "{line}");
        }
    }

    #[test]
    fn a_browser_test_that_passes_only_sometimes_has_failed() {
        let report = r#"{"config":{},"stats":{"startTime":"","duration":1.5,"expected":7,"skipped":2,"unexpected":1,"flaky":1}}"#;
        assert_eq!(Tally::of_playwright(report).unwrap(), Tally { passed: 7, failed: 2, skipped: 2 });
    }

    #[test]
    fn the_closing_line_names_what_was_skipped_only_if_anything_was() {
        assert_eq!(Tally { passed: 3, failed: 0, skipped: 0 }.to_string(), "3 passed, 0 failed");
        assert_eq!(Tally { passed: 3, failed: 0, skipped: 1 }.to_string(), "3 passed, 0 failed, 1 skipped");
    }
}
