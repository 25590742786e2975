//! Rules of writing and deleting key results.

use super::objective::writing;
use super::{Case, Decision, merged};
use crate::merge::Theirs;
use crate::{
    Action, Event, Field, How, KeyResult, KeyResultDraft, KeyResultId, ObjectiveId, Parent, PersonId, Refusal, Subject, Thing,
    measure_check, text,
};

impl Case<'_> {
    pub(super) fn create_key_result(
        self,
        id: KeyResultId,
        objective: ObjectiveId,
        draft: &KeyResultDraft,
        reason: &str,
    ) -> Decision {
        let owner = self.board.objective(objective)?;
        self.may(writing(owner), Subject::Objective(objective))?;
        let reason = text::reason(reason, self.is_promised(owner))?;
        self.new_key_result(id, objective, draft, reason).map(|event| vec![event])
    }

    /// The event of a new key result, from any source.
    pub(super) fn new_key_result(
        self,
        id: KeyResultId,
        objective: ObjectiveId,
        draft: &KeyResultDraft,
        reason: String,
    ) -> Result<Event, Refusal> {
        self.board.cycle(self.board.objective(objective)?.cycle)?.accepts_changes()?;
        if self.board.key_results.contains_key(&id) {
            return Err(Refusal::Taken(Thing::KeyResult(id)));
        }
        let KeyResultDraft { title, owner, weight, measure, driven } = self.check_key_result(draft, None)?;
        let series = Vec::new();
        let key_result = KeyResult { id, objective, title, owner, weight, measure, driven, since: self.at.now, series };
        Ok(Event::KeyResultCreated { key_result, reason })
    }

    pub(super) fn edit_key_result(
        self,
        id: KeyResultId,
        draft: &KeyResultDraft,
        base: Option<&KeyResultDraft>,
        reason: &str,
    ) -> Decision {
        let key_result = self.board.key_result(id)?;
        let objective = self.board.objective(key_result.objective)?;
        self.may(writing(objective), Subject::Objective(objective.id))?;
        self.board.cycle(objective.cycle)?.accepts_changes()?;
        let before = KeyResultDraft::of(key_result);
        let draft = merged(draft, base, &before, Theirs::KeyResult)?;
        let after = self.check_key_result(&draft, key_result.owner)?;
        let reason = text::reason(reason, after.changes_promise(&before) && self.is_promised(objective))?;
        if before == after {
            return Ok(Vec::new());
        }
        let mut events = Vec::new();
        if before.driven && !after.driven {
            events.extend(self.no_longer_counted(id, &reason)?);
        }
        events.push(Event::KeyResultEdited { id, before, after, reason });
        Ok(events)
    }

    pub(super) fn delete_key_result(self, id: KeyResultId, reason: &str) -> Decision {
        let key_result = self.board.key_result(id)?;
        let objective = self.board.objective(key_result.objective)?;
        self.may(Action::Delete, Subject::KeyResult(id))?;
        self.board.cycle(objective.cycle)?.accepts_changes()?;
        let reason = text::reason(reason, self.is_promised(objective))?;
        self.deleted_key_result(key_result, &reason)
    }

    /// The events of deleting a key result: its alignments are removed first.
    pub(super) fn deleted_key_result(self, key_result: &KeyResult, reason: &str) -> Decision {
        let mut events = self.unaligned_from(Parent::KeyResult(key_result.id))?;
        events.push(Event::KeyResultDeleted { before: key_result.clone(), reason: reason.to_owned() });
        Ok(events)
    }

    /// The validated content to store.
    pub(super) fn check_key_result(self, draft: &KeyResultDraft, before: Option<PersonId>) -> Result<KeyResultDraft, Refusal> {
        draft.owner.map(|owner| self.answerable(owner, before)).transpose()?;
        Ok(KeyResultDraft {
            title: text::line(Field::Title, &draft.title)?,
            owner: draft.owner,
            weight: measure_check::weight(draft.weight)?,
            measure: draft.measure.check()?,
            driven: draft.driven,
        })
    }

    /// A key result that isn't driven counts no contributions: contributing alignments become supporting.
    fn no_longer_counted(self, id: KeyResultId, reason: &str) -> Decision {
        let parent = Parent::KeyResult(id);
        let mut events = Vec::new();
        for child in self.board.aligned_to(parent) {
            let Some(before @ How::Contributes(_)) = child.alignment_to(parent).map(|alignment| alignment.how) else { continue };
            self.board.cycle(child.cycle)?.accepts_changes()?;
            let (after, reason) = (How::Supports, reason.to_owned());
            events.push(Event::Reweighed { child: child.id, parent, before, after, reason });
        }
        Ok(events)
    }
}
