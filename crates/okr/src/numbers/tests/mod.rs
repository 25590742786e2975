//! Tests of the numbers, from worked examples to whole organisations.

mod clocks;
mod company;
mod health;
mod history;
mod naive;
mod roll_up;
mod teams;
mod worked_examples;

/// Asserts that two numbers are equal except for rounding.
#[track_caller]
fn assert_near(is: Option<f64>, wanted: f64) {
    assert!(is.is_some_and(|is| (is - wanted).abs() < 1e-12), "{is:?} instead of {wanted}");
}
