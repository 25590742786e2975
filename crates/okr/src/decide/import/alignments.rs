//! Alignments of a table. They are imported last, because the default rule depends on everything else.

use super::{Changed, Import};
use crate::import::{Content, Fault, Row, Target};
use crate::{Alignment, Board, Event, How, Objective, ObjectiveId, Parent, Refusal, measure_check};

/// An alignment in a row.
#[derive(Clone, Copy, PartialEq)]
struct Wish {
    parent: Parent,
    only_supports: bool,
    /// The weight, given for the primary one only.
    weight: Option<f64>,
}

impl Import<'_> {
    pub(super) fn alignments(&mut self, rows: &[Changed<'_>]) {
        // The default rule uses the state before any of these alignments, so that the order of rows doesn't matter.
        let settled = self.steps.board.clone();
        for changed in rows {
            let Target::Objective(child) = changed.target else { continue };
            self.check_parents(changed.row);
            if !self.stands(changed.target) {
                continue;
            }
            let said = changed.said().map(|content| self.wishes(content)).unwrap_or_default();
            let says = self.wishes(&changed.row.content);
            let happened = self.realigned(&settled, child, &said, &says);
            self.note_rule(changed.row, "parent", happened);
        }
    }

    /// Notes problems with each `ref` that can't be a parent, and with invalid weights.
    fn check_parents(&mut self, row: &Row) {
        let Content::Objective { parents, weight, .. } = &row.content else { return };
        for (index, (reference, _)) in parents.iter().enumerate() {
            let twice = parents[..index].iter().any(|(other, _)| other == reference);
            let found = if twice { Err(Fault::RefTwice(reference.clone())) } else { self.find(reference) };
            self.note(row, "parent", found);
        }
        self.note_rule(row, "weight", weight.map(measure_check::weight).transpose());
    }

    /// The alignments of a row whose parents exist.
    fn wishes(&self, content: &Content) -> Vec<Wish> {
        let Content::Objective { parents, weight, .. } = content else { return Vec::new() };
        let wish = |(index, (reference, only_supports)): (usize, &(String, bool))| {
            let target = self.find(reference).ok().filter(|target| self.stands(*target))?;
            let parent = match target {
                Target::Objective(id) => Parent::Objective(id),
                Target::KeyResult(id) => Parent::KeyResult(id),
            };
            let weight = weight.filter(|_| index == 0);
            Some(Wish { parent, only_supports: *only_supports, weight })
        };
        parents.iter().enumerate().filter_map(wish).collect()
    }

    /// Applies the differences to the last import, and leaves everything else unchanged.
    fn realigned(&mut self, settled: &Board, id: ObjectiveId, said: &[Wish], says: &[Wish]) -> Result<(), Refusal> {
        for gone in said.iter().filter(|old| says.iter().all(|new| new.parent != old.parent)) {
            self.unaligned(id, gone.parent)?;
        }
        for (index, wish) in says.iter().enumerate() {
            let aligned = self.child(id)?.alignment_to(wish.parent).copied();
            match (said.iter().find(|old| old.parent == wish.parent), aligned) {
                (None, None) => self.aligned(settled, id, *wish, &says[..index])?,
                (Some(old), Some(alignment)) if old != wish => self.reweighed(settled, id, *old, *wish, alignment)?,
                // Added or removed manually, or unchanged.
                _ => {}
            }
        }
        self.reordered(id, said, says)
    }

    /// Adds an alignment after those that precede it in the row.
    fn aligned(&mut self, settled: &Board, id: ObjectiveId, wish: Wish, named_before: &[Wish]) -> Result<(), Refusal> {
        let case = self.steps.case();
        let child = case.board.objective(id)?;
        case.may_hang(child, wish.parent)?;
        let index = named_before.iter().rev().find_map(|before| position(child, before.parent)).map_or(0, |index| index + 1);
        let how = self.wished_how(settled, child, wish);
        let alignment = Alignment { parent: wish.parent, how, since: case.at.now, by: case.actor.person() };
        self.steps.take(Event::Aligned { child: id, alignment, index });
        Ok(())
    }

    fn unaligned(&mut self, id: ObjectiveId, parent: Parent) -> Result<(), Refusal> {
        let child = self.child(id)?;
        if child.alignment_to(parent).is_some() {
            let event = self.steps.case().unaligned(child, parent, String::new())?;
            self.steps.take(event);
        }
        Ok(())
    }

    fn reweighed(&mut self, settled: &Board, id: ObjectiveId, old: Wish, wish: Wish, edge: Alignment) -> Result<(), Refusal> {
        let after = match edge.how {
            // Only the weight has changed; whether it counts may have been changed manually since.
            How::Contributes(_) if old.only_supports == wish.only_supports => How::Contributes(wish.weight.unwrap_or(1.0)),
            How::Supports if old.only_supports == wish.only_supports => How::Supports,
            _ => self.wished_how(settled, self.child(id)?, wish),
        };
        if after != edge.how {
            self.open(id, wish.parent)?;
            let (before, reason) = (edge.how, String::new());
            self.steps.take(Event::Reweighed { child: id, parent: wish.parent, before, after, reason });
        }
        Ok(())
    }

    /// Reorders the parents that both the old and the new row name, within their current positions, if their order
    /// has changed.
    fn reordered(&mut self, id: ObjectiveId, said: &[Wish], says: &[Wish]) -> Result<(), Refusal> {
        let common = |one: &[Wish], other: &[Wish]| -> Vec<Parent> {
            one.iter().map(|wish| wish.parent).filter(|parent| other.iter().any(|wish| wish.parent == *parent)).collect()
        };
        let (old, new) = (common(said, says), common(says, said));
        if old == new {
            return Ok(());
        }
        let child = self.child(id)?;
        let new: Vec<Parent> = new.into_iter().filter(|parent| position(child, *parent).is_some()).collect();
        let mut places: Vec<usize> = new.iter().filter_map(|parent| position(child, *parent)).collect();
        places.sort_unstable();
        for (parent, place) in new.into_iter().zip(places) {
            let Some(index) = position(self.child(id)?, parent) else { continue };
            if index != place {
                self.open(id, parent)?;
                let alignment = self.child(id)?.parents[index];
                self.steps.take(Event::Unaligned { child: id, before: alignment, index, reason: String::new() });
                self.steps.take(Event::Aligned { child: id, alignment, index: place });
            }
        }
        Ok(())
    }

    /// Refuses if the cycle of either end allows no changes.
    fn open(&self, child: ObjectiveId, parent: Parent) -> Result<(), Refusal> {
        let case = self.steps.case();
        case.board.cycle(self.child(child)?.cycle)?.accepts_changes()?;
        case.open_cycle_of(parent)
    }

    fn wished_how(&self, settled: &Board, child: &Objective, wish: Wish) -> How {
        if wish.only_supports {
            return How::Supports;
        }
        let others: Vec<Alignment> = child.parents.iter().filter(|other| other.parent != wish.parent).copied().collect();
        let case = super::Case { board: settled, ..self.steps.case() };
        match case.usual_how(child, wish.parent, &others) {
            How::Contributes(usual) => How::Contributes(wish.weight.unwrap_or(usual)),
            How::Supports => How::Supports,
        }
    }

    fn child(&self, id: ObjectiveId) -> Result<&Objective, Refusal> {
        self.steps.board.objective(id)
    }
}

fn position(child: &Objective, parent: Parent) -> Option<usize> {
    child.parents.iter().position(|alignment| alignment.parent == parent)
}
