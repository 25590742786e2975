//! Cycles and their phases.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{CycleId, Phase, Refusal};

/// A span of time that objectives are set for: a year, or a quarter inside a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cycle {
    /// Its id.
    pub id: CycleId,
    /// Its name, such as `2026 Q4`.
    pub name: String,
    /// Its first day.
    pub first_day: NaiveDate,
    /// Its last day, inclusive; not before the first.
    pub last_day: NaiveDate,
    /// The parent cycle.
    pub parent: Option<CycleId>,
    /// Its phase.
    pub phase: Phase,
    /// When the phase began.
    pub phase_since: DateTime<Utc>,
}

impl Cycle {
    /// The number of weeks, at least 1. They start with the first day; the last may be shorter.
    pub fn weeks(&self) -> u32 {
        self.week_of(self.last_day)
    }

    /// The number of weeks begun by a day; 0 before the cycle.
    pub fn weeks_begun(&self, today: NaiveDate) -> usize {
        if today < self.first_day { 0 } else { self.week_of(today) as usize }
    }

    /// The week of a day, from 1; before the cycle the first, after it the last.
    pub fn week_of(&self, day: NaiveDate) -> u32 {
        let gone = (day.clamp(self.first_day, self.last_day) - self.first_day).num_days();
        u32::try_from(gone / 7 + 1).unwrap_or(1)
    }

    /// The phase after a move to `to`.
    ///
    /// # Errors
    /// As the transition: [`begin_running`](Self::begin_running), [`begin_scoring`](Self::begin_scoring),
    /// [`close`](Self::close), [`reopen`](Self::reopen). There is no way back to planning.
    pub fn moved(&self, to: Phase, today: NaiveDate, reason: &str) -> Result<Phase, Refusal> {
        match to {
            Phase::Planning => Err(self.wrong_phase()),
            Phase::Running => self.begin_running(),
            Phase::Scoring if self.phase == Phase::Closed => self.reopen(reason),
            Phase::Scoring => self.begin_scoring(today),
            Phase::Closed => self.close(),
        }
    }

    /// Starts the check-ins. Allowed before and after the first day, because planning may take longer.
    ///
    /// # Errors
    /// [`Refusal::WrongPhase`] unless it is in planning.
    pub fn begin_running(&self) -> Result<Phase, Refusal> {
        if self.phase == Phase::Planning { Ok(Phase::Running) } else { Err(self.wrong_phase()) }
    }

    /// Starts the scoring. Not before the last day, because what is reached on it counts.
    ///
    /// # Errors
    /// [`Refusal::StillRunning`] before the last day, [`Refusal::WrongPhase`] unless it is running.
    pub fn begin_scoring(&self, today: NaiveDate) -> Result<Phase, Refusal> {
        match self.phase {
            Phase::Running if today >= self.last_day => Ok(Phase::Scoring),
            Phase::Running => Err(Refusal::StillRunning { until: self.last_day }),
            _ => Err(self.wrong_phase()),
        }
    }

    /// Closes it; it is read-only afterwards.
    ///
    /// # Errors
    /// [`Refusal::WrongPhase`] unless it is being scored.
    pub fn close(&self) -> Result<Phase, Refusal> {
        if self.phase == Phase::Scoring { Ok(Phase::Closed) } else { Err(self.wrong_phase()) }
    }

    /// Reopens it for scoring.
    ///
    /// # Errors
    /// [`Refusal::ReasonOwed`] without a reason, [`Refusal::WrongPhase`] unless it is closed.
    pub fn reopen(&self, reason: &str) -> Result<Phase, Refusal> {
        match self.phase {
            Phase::Closed if reason.trim().is_empty() => Err(Refusal::ReasonOwed),
            Phase::Closed => Ok(Phase::Scoring),
            _ => Err(self.wrong_phase()),
        }
    }

    fn wrong_phase(&self) -> Refusal {
        Refusal::WrongPhase { cycle: self.id, is: self.phase }
    }
}
