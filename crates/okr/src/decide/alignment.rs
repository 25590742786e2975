//! Rules of alignments.

use super::{Case, Decision, merged};
use crate::merge::Theirs;
use crate::{Action, Alignment, Event, How, Objective, ObjectiveId, Parent, Place, Refusal, Subject, measure_check, text};

impl Case<'_> {
    pub(super) fn align(self, child: ObjectiveId, parent: Parent, how: Option<How>, place: Place) -> Decision {
        let child = self.board.objective(child)?;
        self.board.objective_of(parent)?;
        self.may(Action::Align, Subject::Objective(child.id))?;
        let gone = match place {
            Place::Last | Place::At(_) => None,
            Place::InsteadOf(old) => Some(edge(child, old)?),
        };
        self.may_hang(child, parent)?;
        let mut events = Vec::new();
        if let Some((index, before)) = gone {
            self.open_cycle_of(before.parent)?;
            events.push(Event::Unaligned { child: child.id, before, index, reason: String::new() });
        }
        let others: Vec<Alignment> =
            child.parents.iter().filter(|other| gone.is_none_or(|(_, gone)| gone != **other)).copied().collect();
        let how = match how {
            Some(how) => self.check_how(how, parent, &others)?,
            None => self.usual_how(child, parent, &others),
        };
        let index = match (place, gone) {
            (_, Some((index, _))) => index,
            (Place::At(index), None) => index.min(others.len()),
            _ => others.len(),
        };
        let alignment = Alignment { parent, how, since: self.at.now, by: self.actor.person() };
        events.push(Event::Aligned { child: child.id, alignment, index });
        Ok(events)
    }

    pub(super) fn unalign(self, child: ObjectiveId, parent: Parent) -> Decision {
        let child = self.board.objective(child)?;
        self.may(Action::Align, Subject::Objective(child.id))?;
        self.unaligned(child, parent, String::new()).map(|event| vec![event])
    }

    /// The child's side may change the weight without a reason; the parent's side needs one.
    pub(super) fn reweigh(self, child: ObjectiveId, parent: Parent, how: How, base: Option<&How>, reason: &str) -> Decision {
        let child = self.board.objective(child)?;
        let above = self.board.objective_of(parent)?;
        let (_, edge) = edge(child, parent)?;
        let from_above = self.may(Action::Align, Subject::Objective(child.id)).is_err();
        if from_above {
            self.may(Action::Adjust, Subject::Objective(above.id))?;
        }
        self.board.cycle(child.cycle)?.accepts_changes()?;
        self.board.cycle(above.cycle)?.accepts_changes()?;
        let others: Vec<Alignment> = child.parents.iter().filter(|other| other.parent != parent).copied().collect();
        let how = merged(&how, base, &edge.how, Theirs::How)?;
        let (before, after) = (edge.how, self.check_how(how, parent, &others)?);
        let reason = text::reason(reason, from_above)?;
        if before == after {
            return Ok(Vec::new());
        }
        Ok(vec![Event::Reweighed { child: child.id, parent, before, after, reason }])
    }

    pub(super) fn decline(self, child: ObjectiveId, parent: Parent, reason: &str) -> Decision {
        let child = self.board.objective(child)?;
        let above = self.board.objective_of(parent)?;
        self.may(Action::Adjust, Subject::Objective(above.id))?;
        edge(child, parent)?;
        let reason = text::reason(reason, true)?;
        self.unaligned(child, parent, reason).map(|event| vec![event])
    }

    /// Whether `child` may be aligned to `parent` at all, however it would count.
    ///
    /// # Errors
    /// [`Refusal::WouldLoop`] names the objectives on the path from `parent` up to `child`, so that the interface can
    /// highlight them.
    pub(super) fn may_hang(self, child: &Objective, parent: Parent) -> Result<(), Refusal> {
        let above = self.board.objective_of(parent)?;
        self.board.cycle(child.cycle)?.accepts_changes()?;
        self.board.cycle(above.cycle)?.accepts_changes()?;
        if child.alignment_to(parent).is_some() {
            return Err(Refusal::AlreadyAligned { child: child.id, parent });
        }
        if !self.board.cycles_upwards(child.cycle).any(|cycle| cycle.id == above.cycle) {
            return Err(Refusal::OtherCycle { child: child.cycle, parent: above.cycle });
        }
        match self.board.path_up(above.id, child.id) {
            Some(path) => Err(Refusal::WouldLoop { path }),
            None => Ok(()),
        }
    }

    /// The default for a new alignment. To a parent in a higher cycle it supports. To a key result it contributes if
    /// that is driven by contributions; to an objective, if that has no key results, or counts contributions already.
    /// What would be counted twice supports. `others` are the child's other parents.
    pub(super) fn usual_how(self, child: &Objective, parent: Parent, others: &[Alignment]) -> How {
        let Ok(above) = self.board.objective_of(parent) else { return How::Supports };
        let counts = above.cycle == child.cycle
            && match parent {
                Parent::KeyResult(id) => self.board.key_results.get(&id).is_some_and(|key_result| key_result.driven),
                Parent::Objective(_) => above.key_results.is_empty() || self.board.counts_contributions(parent),
            };
        if counts && self.counted_once(parent, others).is_ok() { How::Contributes(1.0) } else { How::Supports }
    }

    /// How an alignment counts if that is given explicitly.
    fn check_how(self, how: How, parent: Parent, others: &[Alignment]) -> Result<How, Refusal> {
        let How::Contributes(weight) = how else { return Ok(how) };
        let weight = measure_check::weight(weight)?;
        if let Parent::KeyResult(key_result) = parent
            && !self.board.key_result(key_result)?.driven
        {
            return Err(Refusal::NotDriven { key_result });
        }
        self.counted_once(parent, others)?;
        Ok(How::Contributes(weight))
    }

    /// An objective can't contribute both to an objective and to one of its key results.
    fn counted_once(self, parent: Parent, others: &[Alignment]) -> Result<(), Refusal> {
        for other in others.iter().filter(|other| matches!(other.how, How::Contributes(_))) {
            let ((Parent::Objective(objective), Parent::KeyResult(key_result))
            | (Parent::KeyResult(key_result), Parent::Objective(objective))) = (parent, other.parent)
            else {
                continue;
            };
            if self.board.key_results.get(&key_result).is_some_and(|key_result| key_result.objective == objective) {
                return Err(Refusal::CountedTwice { objective, key_result });
            }
        }
        Ok(())
    }

    pub(super) fn unaligned(self, child: &Objective, parent: Parent, reason: String) -> Result<Event, Refusal> {
        let (index, before) = edge(child, parent)?;
        self.board.cycle(child.cycle)?.accepts_changes()?;
        self.open_cycle_of(parent)?;
        Ok(Event::Unaligned { child: child.id, before, index, reason })
    }

    /// The events after a parent's deletion: its children become unaligned.
    pub(super) fn unaligned_from(self, parent: Parent) -> Decision {
        self.board.aligned_to(parent).map(|child| self.unaligned(child, parent, String::new())).collect()
    }

    /// Refuses if the parent is in a closed cycle.
    pub(super) fn open_cycle_of(self, parent: Parent) -> Result<(), Refusal> {
        self.board.cycle(self.board.objective_of(parent)?.cycle)?.accepts_changes()
    }
}

/// An alignment and its index among the child's parents.
fn edge(child: &Objective, parent: Parent) -> Result<(usize, Alignment), Refusal> {
    let found = child.parents.iter().copied().enumerate().find(|(_, alignment)| alignment.parent == parent);
    found.ok_or(Refusal::NotAligned { child: child.id, parent })
}
