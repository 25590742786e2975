//! All computed numbers: progress, expected progress, pace, confidence, health. Formulas follow the product's
//! definition; they are computed in `f64`, folded in the order of ids, and compared with a tolerance of
//! [`TOLERANCE`].
//!
//! A measure's own numbers are in [`progress`] and [`expected`]; [`Standings::of`] rolls them up through the whole
//! organisation, and [`Incremental`] keeps the result up to date; [`Company`], [`TeamWeeks`], [`due`](due()) and [`history`](history()) are derived from the same
//! roll-up.

mod attention;
mod company;
mod due;
mod elapsed;
pub mod expected;
mod graph;
mod health;
mod history;
mod incremental;
mod index;
mod lists;
mod mean;
pub mod privacy;
pub mod progress;
mod roll_up;
mod silence;
#[cfg(test)]
pub(crate) mod sketch;
mod standing;
mod teams;
#[cfg(test)]
mod tests;

pub use attention::{Attention, Why};
pub use company::Company;
pub use due::{due, lacks_final_value};
pub use elapsed::Elapsed;
pub use health::{Cause, Confidence, Health, Pace, asks_for_note};
pub use history::{expected_line, expected_line_of, history};
pub use incremental::{Changed, Incremental};
pub use standing::{Standing, Standings};
pub use teams::{PastWeeks, TeamWeeks};

/// The tolerance of comparisons with thresholds.
pub const TOLERANCE: f64 = 1e-9;

/// Raw progress clamped to 0..1 for roll-ups.
pub const fn clamped(progress: f64) -> f64 {
    progress.clamp(0.0, 1.0)
}
