//! The table "What each phase of a cycle allows". Every way in goes by it: commands, tables, and what a form offers.

use crate::{Board, Cycle, ObjectiveId, Phase, Refusal};

/// What is done in a cycle: a row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// Writing, editing, aligning, weighing, deleting.
    Write,
    /// Making a draft count.
    Publish,
    /// Reporting a reading; while it is scored, the final one.
    CheckIn,
}

/// What a phase says to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// It is done.
    Yes,
    /// It is done; what was promised changes only with a reason.
    WithReason,
    /// It isn't done.
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
    /// Whether something may be done in it now.
    ///
    /// # Errors
    /// [`Refusal::CycleClosed`] when it is over, [`Refusal::WrongPhase`] in any other phase that doesn't allow it.
    pub fn allows(&self, doing: Doing) -> Result<(), Refusal> {
        match (self.phase.allows(doing), self.phase) {
            (Allowed::Yes | Allowed::WithReason, _) => Ok(()),
            (Allowed::No, Phase::Closed) => Err(Refusal::CycleClosed { cycle: self.id }),
            (Allowed::No, is) => Err(Refusal::WrongPhase { cycle: self.id, is }),
        }
    }

    /// Whether anything in it, or aligned to it, may be written, edited, weighed or deleted.
    ///
    /// # Errors
    /// As [`Cycle::allows`].
    pub fn accepts_changes(&self) -> Result<(), Refusal> {
        self.allows(Doing::Write)
    }

    /// Whether readings may be reported: while it runs, and the final ones while it is scored.
    ///
    /// # Errors
    /// As [`Cycle::allows`].
    pub fn accepts_check_ins(&self) -> Result<(), Refusal> {
        self.allows(Doing::CheckIn)
    }
}

impl Board {
    /// Whether changing what an objective promises owes a reason: it is published and its cycle runs, so that everybody counts on it and
    /// nobody moves a target quietly.
    pub fn owes_reason(&self, objective: ObjectiveId) -> bool {
        let Some(objective) = self.objectives.get(&objective) else { return false };
        let phase = self.cycles.get(&objective.cycle).map(|cycle| cycle.phase);
        objective.is_published() && phase.is_some_and(|phase| phase.allows(Doing::Write) == Allowed::WithReason)
    }
}
