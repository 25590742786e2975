//! The check-ins of a key result: time, reading and confidence. All but the first and last values are random.

use okr::numbers::{Confidence, Pace};
use okr::{Reading, Ticks};
use rand_chacha::ChaCha8Rng;

use crate::chance::{below, happens, share, within};
use crate::model::{Course, Gauge, Now, Shape, Text};

/// A check-in without its time, author and note.
pub(crate) struct Beat {
    /// Its week, from 1.
    pub(crate) week: u8,
    pub(crate) reading: Reading,
    /// 0 to 10.
    pub(crate) confidence: u8,
}

/// The weeks in which a key result can have check-ins, and the expected progress.
pub(crate) struct Weeks<'a> {
    /// The last complete week.
    pub(crate) over: u8,
    /// Whether its owner has checked in already in the running week, which follows.
    pub(crate) prompt: bool,
    /// The expected progress at the end of a week, 0 to 1.
    pub(crate) expected: &'a dyn Fn(u8) -> f64,
}

/// The check-ins of a key result, in order.
pub(crate) fn beats(gauge: &Gauge, course: &Course, weeks: &Weeks, chance: &mut ChaCha8Rng) -> Vec<Beat> {
    let on = schedule(course, weeks, chance);
    let Some(&last) = on.last() else { return Vec::new() };
    let end = confidence_at_the_end(gauge, course, weeks, chance);
    on.into_iter()
        .map(|week| {
            let time = f64::from(week) / f64::from(last);
            Beat { week, reading: reading(gauge, course, weeks, week, time, chance), confidence: confidence(end, time, chance) }
        })
        .collect()
}

/// The weeks with check-ins: nearly all of them, until the check-ins stop.
fn schedule(course: &Course, weeks: &Weeks, chance: &mut ChaCha8Rng) -> Vec<u8> {
    if course.never {
        return Vec::new();
    }
    let last = match course.silent {
        0 if weeks.prompt => weeks.over + 1,
        0 => weeks.over,
        // Silent for n weeks: no check-in in the running week, nor in the n − 1 before it.
        silent => (weeks.over + 1).saturating_sub(silent).max(1),
    };
    match course.at_most {
        Some(count) => {
            let mut on: Vec<u8> = (1..=count).map(|nth| (last * nth / count.max(1)).max(1)).collect();
            on.dedup();
            on
        }
        None => (1..=last).filter(|&week| week == last || !happens(chance, 0.12)).collect(),
    }
}

fn reading(gauge: &Gauge, course: &Course, weeks: &Weeks, week: u8, time: f64, chance: &mut ChaCha8Rng) -> Reading {
    match gauge {
        &Gauge::Metric { baseline, target, .. } => {
            let begin = course.from.unwrap_or(baseline);
            let value = match course.now {
                Now::Value(now) => begin + (now - begin) * (way(course.shape, time) + shaken(time, chance)),
                Now::Pace(pace) => baseline + (target - baseline) * pace * (weeks.expected)(week) * (1.0 + shaken(time, chance)),
            };
            let decimals = match course.now {
                Now::Value(now) => [baseline, target, now].map(decimals).into_iter().fold(0, i32::max),
                Now::Pace(_) => fitting_decimals(target - baseline),
            };
            // Measures that start at 0 or above never become negative.
            let value = if baseline >= 0.0 && target >= 0.0 { value.max(0.0) } else { value };
            Reading::Number(rounded(value, decimals))
        }
        Gauge::Keep { lower, upper, .. } => {
            let Now::Value(now) = course.now else { return Reading::Number(lower.or(*upper).unwrap_or(0.0)) };
            let begin = course.from.unwrap_or(now);
            let value = begin + (now - begin) * (way(course.shape, time) + 2.0 * shaken(time, chance));
            let decimals = [Some(now), Some(begin), *lower, *upper].into_iter().flatten().map(decimals).fold(0, i32::max);
            Reading::Number(rounded(value, decimals))
        }
        Gauge::Milestones(steps) => {
            let reached = course.reached.iter().filter(|&&at| at <= week).count();
            Reading::Steps(Ticks::by_place((0..steps.len()).map(|step| step < reached)))
        }
        Gauge::Done { .. } => Reading::Done(course.reached.iter().any(|&at| at <= week)),
    }
}

/// The share of the progress at a share of the time: 0 at the beginning, 1 at the end.
fn way(shape: Shape, time: f64) -> f64 {
    match shape {
        Shape::Steady => time,
        Shape::Early => 1.0 - (1.0 - time).powf(2.2),
        Shape::Late => time.powf(2.4),
        // A dip around three fifths of the time that is recovered by the end.
        Shape::Dip => time - 0.3 * (-((time - 0.6) / 0.13).powi(2)).exp() * (1.0 - time) / 0.4,
        Shape::Stall => (time / 0.5).min(1.0),
        Shape::Slide if time < 0.6 => 1.35 * time / 0.6,
        Shape::Slide => 1.35 - 0.35 * (time - 0.6) / 0.4,
    }
}

/// Adds noise to the weeks, except the last one.
fn shaken(time: f64, chance: &mut ChaCha8Rng) -> f64 {
    let by = within(chance, -0.07, 0.07);
    if time < 1.0 { by } else { 0.0 }
}

/// The final confidence that the numbers suggest.
fn confidence_at_the_end(gauge: &Gauge, course: &Course, weeks: &Weeks, chance: &mut ChaCha8Rng) -> u8 {
    if let Some(told) = course.confidence {
        return told;
    }
    let expected = (weeks.expected)(weeks.over + 1);
    let gap = match (gauge, course.now) {
        (&Gauge::Metric { baseline, target, .. }, Now::Value(now)) => {
            expected - ((now - baseline) / (target - baseline)).clamp(0.0, 1.0)
        }
        (Gauge::Metric { .. }, Now::Pace(pace)) => expected * (1.0 - pace),
        (&Gauge::Keep { lower, upper, .. }, Now::Value(now)) if !okr::numbers::progress::is_within(lower, upper, now) => 0.2,
        (Gauge::Milestones(steps), _) => gap_of_steps(steps, course.reached.len(), expected, weeks.over),
        (Gauge::Done { due: Some(due) }, _) if *due <= weeks.over && course.reached.is_empty() => 0.5,
        _ => 0.0,
    };
    match Pace::of_gap(gap) {
        Pace::OnPace => 8 + u8::from(happens(chance, 0.5)),
        Pace::Slipping => 5 + u8::from(happens(chance, 0.5)),
        Pace::Behind => 2 + u8::from(happens(chance, 0.5)),
    }
}

/// The gap of milestones: compared with what is due by now if they have dates, otherwise with the elapsed time.
fn gap_of_steps(steps: &[(Text, f64, Option<u8>)], reached: usize, expected: f64, over: u8) -> f64 {
    let weight = |counts: &dyn Fn(usize, Option<u8>) -> bool| -> f64 {
        steps.iter().enumerate().filter(|&(nth, step)| counts(nth, step.2)).map(|(_, step)| step.1).sum()
    };
    let all = weight(&|_, _| true);
    let done = weight(&|nth, _| nth < reached) / all;
    let dated = steps.iter().any(|step| step.2.is_some());
    let due = if dated { weight(&|_, due| due.is_some_and(|week| week <= over)) / all } else { expected };
    due - done
}

/// The confidence starts high, and approaches the final one.
fn confidence(end: u8, time: f64, chance: &mut ChaCha8Rng) -> u8 {
    if time >= 1.0 {
        return end;
    }
    let begin = 7.0 + share(chance);
    let mean = begin + (f64::from(end) - begin) * time.powf(1.4) + within(chance, -1.0, 1.0);
    (0..=10_u8).rev().find(|&whole| f64::from(whole) <= mean + 0.5).unwrap_or(0)
}

/// Whether a check-in with this confidence requires a note.
pub(crate) fn owes_note(before: Option<u8>, now: u8) -> bool {
    okr::numbers::asks_for_note(before, now)
}

/// A remark from the pool for a confidence.
pub(crate) fn fitting<'a, T>(pools: [&'a [T]; 3], confidence: u8, chance: &mut ChaCha8Rng) -> Option<&'a T> {
    let pool = match Confidence::of(f64::from(confidence)) {
        Confidence::OnTrack => pools[0],
        Confidence::AtRisk => pools[1],
        Confidence::OffTrack => pools[2],
    };
    pool.get(below(chance, pool.len()))
}

/// The number of decimals, at most 2.
fn decimals(number: f64) -> i32 {
    (0..2).find(|&places| (rounded(number, places) - number).abs() < 1e-9).unwrap_or(2)
}

/// A suitable number of decimals for a range.
fn fitting_decimals(distance: f64) -> i32 {
    match distance.abs() {
        far if far >= 100.0 => 0,
        middle if middle >= 5.0 => 1,
        _ => 2,
    }
}

fn rounded(number: f64, decimals: i32) -> f64 {
    let scale = 10_f64.powi(decimals);
    // Adding 0.0 turns −0 into 0.
    (number * scale).round() / scale + 0.0
}
