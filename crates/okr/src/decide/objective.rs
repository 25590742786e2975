//! Rules of writing, publishing and deleting objectives.

use chrono::TimeDelta;

use super::steps::Steps;
use super::{Case, Decision, merged};
use crate::merge::Theirs;
use crate::{
    Action, CycleId, Doing, Event, Field, Objective, ObjectiveDraft, ObjectiveId, Parent, PersonId, Refusal, Stage, Subject,
    Thing, text,
};

/// How long a publication in a running cycle can be undone as a mistake. After that it is a promise, and undoing it
/// needs a reason.
const MISTAKE: TimeDelta = TimeDelta::minutes(10);

impl Case<'_> {
    pub(super) fn create_objective(self, id: ObjectiveId, cycle: CycleId, draft: &ObjectiveDraft) -> Decision {
        let cycle = self.board.cycle(cycle)?;
        self.may(Action::Draft, Subject::Team(draft.team))?;
        self.new_objective(id, cycle.id, draft).map(|event| vec![event])
    }

    /// The events of a new objective, from any source.
    pub(super) fn new_objective(self, id: ObjectiveId, cycle: CycleId, draft: &ObjectiveDraft) -> Result<Event, Refusal> {
        let cycle = self.board.cycle(cycle)?;
        cycle.accepts_changes()?;
        if self.board.objectives.contains_key(&id) {
            return Err(Refusal::Taken(Thing::Objective(id)));
        }
        let ObjectiveDraft { title, why, team, owner, pillar, ambition } = self.check_objective(draft, None)?;
        let (stage, key_results, parents) = (Stage::Draft, Vec::new(), Vec::new());
        Ok(Event::ObjectiveCreated(Objective {
            id,
            title,
            why,
            team,
            owner,
            cycle: cycle.id,
            pillar,
            ambition,
            stage,
            key_results,
            parents,
        }))
    }

    pub(super) fn edit_objective(
        self,
        id: ObjectiveId,
        draft: &ObjectiveDraft,
        base: Option<&ObjectiveDraft>,
        reason: &str,
    ) -> Decision {
        let objective = self.board.objective(id)?;
        self.may(writing(objective), Subject::Objective(id))?;
        self.board.cycle(objective.cycle)?.accepts_changes()?;
        let before = ObjectiveDraft::of(objective);
        let draft = merged(draft, base, &before, Theirs::Objective)?;
        if draft.team != objective.team {
            let arriving = if objective.is_published() { Action::Publish } else { Action::Draft };
            self.may(arriving, Subject::Team(draft.team))?;
        }
        let after = self.check_objective(&draft, Some(objective.owner))?;
        let reason = text::reason(reason, after.changes_promise(&before) && self.is_promised(objective))?;
        if before == after {
            return Ok(Vec::new());
        }
        Ok(vec![Event::ObjectiveEdited { id, before, after, reason }])
    }

    pub(super) fn publish(self, id: ObjectiveId) -> Decision {
        let objective = self.board.objective(id)?;
        self.may(Action::Publish, Subject::Objective(id))?;
        self.board.cycle(objective.cycle)?.allows(Doing::Publish)?;
        if objective.is_published() {
            return Err(Refusal::AlreadyPublished { objective: id });
        }
        Ok(vec![Event::Published { id, at: self.at.now }])
    }

    pub(super) fn unpublish(self, id: ObjectiveId) -> Decision {
        let objective = self.board.objective(id)?;
        self.may(Action::Publish, Subject::Objective(id))?;
        self.board.cycle(objective.cycle)?.allows(Doing::Publish)?;
        let Stage::Published(before) = objective.stage else { return Err(Refusal::StillDraft { objective: id }) };
        let reported = self.board.key_results_of(objective).any(|key_result| !key_result.series.is_empty());
        let old = self.is_promised(objective) && self.at.now - before > MISTAKE;
        if reported || old {
            return Err(Refusal::CountedOn { objective: id });
        }
        Ok(vec![Event::Unpublished { id, before }])
    }

    pub(super) fn delete_objective(self, id: ObjectiveId, reason: &str) -> Decision {
        let objective = self.board.objective(id)?;
        self.may(Action::Delete, Subject::Objective(id))?;
        self.board.cycle(objective.cycle)?.accepts_changes()?;
        let reason = text::reason(reason, self.is_promised(objective))?;

        let mut steps = Steps::from(self);
        steps.take_all(self.unaligned_from(Parent::Objective(id))?);
        for key_result in self.board.key_results_of(objective) {
            let events = steps.case().deleted_key_result(key_result, &reason)?;
            steps.take_all(events);
        }
        for alignment in &objective.parents {
            let event = steps.case().unaligned(steps.board.objective(id)?, alignment.parent, String::new())?;
            steps.take(event);
        }
        let before = steps.board.objective(id)?.clone();
        steps.take(Event::ObjectiveDeleted { before, reason });
        Ok(steps.into_events())
    }

    /// The validated content to store; `before` is the current owner.
    pub(super) fn check_objective(self, draft: &ObjectiveDraft, before: Option<PersonId>) -> Result<ObjectiveDraft, Refusal> {
        let team = self.board.team(draft.team)?;
        self.answerable(draft.owner, before)?;
        if let Some(pillar) = draft.pillar {
            self.board.pillar(pillar)?;
            if team.parent.is_some() {
                return Err(Refusal::PillarOfTeam);
            }
        }
        Ok(ObjectiveDraft {
            title: text::line(Field::Title, &draft.title)?,
            why: text::prose(Field::Why, &draft.why)?,
            ..draft.clone()
        })
    }

    /// Whether others rely on it: it is published, and its cycle is running. Changes to what was promised then need a
    /// reason.
    pub(super) fn is_promised(self, objective: &Objective) -> bool {
        self.board.owes_reason(objective.id)
    }
}

/// The action for writing an objective or its key results.
pub(super) fn writing(objective: &Objective) -> Action {
    if objective.is_published() { Action::Edit } else { Action::Draft }
}
