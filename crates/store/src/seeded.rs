//! Deliberate bugs to test that the fault harness detects them. Compiled only for it, and inactive unless the
//! environment names one.

/// The environment variable that names a bug.
const NAME: &str = "PLUMBLINE_SEEDED_BUG";

/// Whether this bug is active.
pub(crate) fn is(bug: &str) -> bool {
    std::env::var(NAME).is_ok_and(|asked| asked == bug)
}
