//! Silence is not green.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{Board, Cycle, Phase};

/// Days between two check-ins where there is no organisation to say otherwise.
const DEFAULT_RHYTHM_DAYS: u16 = 7;

/// How long nobody may say anything before something goes stale: one and a half rhythms.
pub(super) fn patience(board: &Board) -> TimeDelta {
    let days = board.organisation.as_ref().map_or(DEFAULT_RHYTHM_DAYS, |organisation| organisation.rhythm_days);
    TimeDelta::hours(36 * i64::from(days))
}

/// Since when nobody has said anything: the last check-in, the publication, or the start of the running phase, whichever is latest.
/// `None` while the cycle isn't running, because then nobody is expected to.
pub(super) fn quiet_since(published: DateTime<Utc>, last: Option<DateTime<Utc>>, cycle: &Cycle) -> Option<DateTime<Utc>> {
    (cycle.phase == Phase::Running).then(|| last.map_or(published, |last| last.max(published)).max(cycle.phase_since))
}
