//! The table "What each phase of a cycle allows". It applies to commands, imports and forms alike.

use crate::{Board, Cycle, ObjectiveId, Phase, Refusal};

/// A kind of change in a cycle: a row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// Writing, editing, aligning, weighing, deleting.
    Write,
    /// Publishing a draft.
    Publish,
    /// Reporting a reading; during scoring, the final one.
    CheckIn,
}

/// A cell of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// Allowed.
    Yes,
    /// Allowed; a change of what was promised needs a reason.
    WithReason,
    /// Not allowed.
    No,
}

impl Phase {
    /// What this phase allows.
    pub const fn allows(self, doing: Doing) -> Allowed {
        match (doing, self) {
            (Doing::Write | Doing::Publish, Self::Planning)
            | (Doing::Publish, Self::Running)
            | (Doing::CheckIn, Self::Running | Self::Scoring) => Allowed::Yes,
            (Doing::Write, Self::Running) => Allowed::WithReason,
            (Doing::Write | Doing::Publish, Self::Scoring | Self::Closed) | (Doing::CheckIn, Self::Planning | Self::Closed) => {
                Allowed::No
            }
        }
    }
}

impl Cycle {
    /// Whether the cycle's current phase allows something.
    ///
    /// # Errors
    /// [`Refusal::CycleClosed`] if the cycle is closed, [`Refusal::WrongPhase`] in any other phase that doesn't allow
    /// it.
    pub fn allows(&self, doing: Doing) -> Result<(), Refusal> {
        match (self.phase.allows(doing), self.phase) {
            (Allowed::Yes | Allowed::WithReason, _) => Ok(()),
            (Allowed::No, Phase::Closed) => Err(Refusal::CycleClosed { cycle: self.id }),
            (Allowed::No, is) => Err(Refusal::WrongPhase { cycle: self.id, is }),
        }
    }

    /// Whether the cycle's content, or what is aligned to it, may be written, edited, weighted or deleted.
    ///
    /// # Errors
    /// As [`Cycle::allows`].
    pub fn accepts_changes(&self) -> Result<(), Refusal> {
        self.allows(Doing::Write)
    }

    /// Whether readings may be reported: while the cycle is running, and final ones during scoring.
    ///
    /// # Errors
    /// As [`Cycle::allows`].
    pub fn accepts_check_ins(&self) -> Result<(), Refusal> {
        self.allows(Doing::CheckIn)
    }
}

impl Board {
    /// Whether a change of what an objective promises needs a reason: it is published and its cycle is running, so
    /// others rely on it.
    pub fn owes_reason(&self, objective: ObjectiveId) -> bool {
        let Some(objective) = self.objectives.get(&objective) else { return false };
        let phase = self.cycles.get(&objective.cycle).map(|cycle| cycle.phase);
        objective.is_published() && phase.is_some_and(|phase| phase.allows(Doing::Write) == Allowed::WithReason)
    }
}
