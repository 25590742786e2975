//! Bugs that are put in on purpose, so that the fault harness is known to see them. Compiled only for it, and asleep unless the
//! environment names one.

/// The variable that names a bug.
const NAME: &str = "PLUMBLINE_SEEDED_BUG";

/// Whether this bug was asked for.
pub(crate) fn is(bug: &str) -> bool {
    std::env::var(NAME).is_ok_and(|asked| asked == bug)
}
