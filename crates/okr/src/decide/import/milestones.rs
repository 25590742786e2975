//! Matching milestones: tables identify steps by name, the board by id.
//!
//! Of several steps with the same name, the first in the table is the first on the board, and so on.

use crate::import::Content;
use crate::{Measure, Milestone, MilestoneId, Reading, Ticks};

/// A row's measure, with the ids of existing steps. The other steps are new.
pub(super) fn known_again(written: Measure, stands: &Measure, mut fresh: impl FnMut() -> MilestoneId) -> Measure {
    let Measure::Milestones { mut steps } = written else { return written };
    let ids: Vec<_> = (0..steps.len()).map(|place| same_name(&steps, place, steps_of(stands))).collect();
    for (step, id) in steps.iter_mut().zip(ids) {
        step.id = id.unwrap_or_else(&mut fresh);
    }
    Measure::Milestones { steps }
}

/// A row's reading on the existing measure. A step that was removed or renamed manually gets an id without a step:
/// the rules then refuse the reading, instead of ignoring its tick.
pub(super) fn reading_on(written: &Measure, reading: &Reading, stands: &Measure) -> Reading {
    let (Measure::Milestones { steps }, Reading::Steps(ticks)) = (written, reading) else { return reading.clone() };
    let tick = |(place, step): (usize, &Milestone)| {
        let done = ticks.is_done(step.id);
        match same_name(steps, place, steps_of(stands)) {
            Some(id) => Some((id, done)),
            None => done.then_some((MilestoneId(uuid::Uuid::nil()), true)),
        }
    };
    Reading::Steps(steps.iter().enumerate().filter_map(tick).collect::<Ticks>())
}

/// Whether a row's report has changed since the last import: for milestones, whether other names are done.
pub(super) fn reports_anew(said: Option<&Content>, says: &Content) -> bool {
    said.and_then(report) != report(says)
}

/// A row's report in a form that doesn't depend on changes of the steps themselves.
fn report(content: &Content) -> Option<(Option<u8>, Option<&Reading>, Vec<&str>)> {
    let Content::KeyResult { measure, reading, confidence, .. } = content else { return None };
    match (measure, reading.as_ref()?) {
        (Measure::Milestones { steps }, Reading::Steps(ticks)) => {
            let mut done: Vec<&str> = steps.iter().filter(|step| ticks.is_done(step.id)).map(|step| step.name.trim()).collect();
            done.sort_unstable();
            Some((*confidence, None, done))
        }
        (_, reading) => Some((*confidence, Some(reading), Vec::new())),
    }
}

/// The id of the step on the board with the same name as the one at `place`.
fn same_name(steps: &[Milestone], place: usize, stands: &[Milestone]) -> Option<MilestoneId> {
    let name = steps[place].name.trim();
    let before = steps[..place].iter().filter(|step| step.name.trim() == name).count();
    stands.iter().filter(|step| step.name.trim() == name).nth(before).map(|step| step.id)
}

fn steps_of(measure: &Measure) -> &[Milestone] {
    match measure {
        Measure::Milestones { steps } => steps,
        _ => &[],
    }
}
