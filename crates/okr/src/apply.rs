//! Applying events. The same code runs on the server and in the browser.

use std::sync::Arc;

use crate::board::Map;
use crate::{Alignment, Board, CheckIn, CheckInId, Entry, Event, How, KeyResult, Objective, ObjectiveId, Parent, Stage};

impl Board {
    /// Applies a journal entry, and moves the board to its `seq`.
    pub fn record(&mut self, entry: &Entry) {
        for event in &entry.events {
            self.apply(event);
        }
        (self.seq, self.mark) = (entry.seq, entry.position().mark);
    }

    /// Applies an event. References to things that aren't on this board are ignored: a browser holds only some
    /// cycles, but receives all events.
    pub fn apply(&mut self, event: &Event) {
        match event {
            Event::Founded(organisation) => self.organisation = Some(Arc::new(organisation.clone())),
            Event::OrganisationEdited { after, .. } => {
                if let Some(organisation) = &mut self.organisation {
                    after.write_to(Arc::make_mut(organisation));
                }
            }
            Event::TeamAdded(team) | Event::TeamEdited { after: team, .. } => put(&mut self.teams, team.id, team),
            Event::TeamRemoved(team) => {
                self.teams.remove(&team.id);
            }
            Event::PersonAdded(person) => put(&mut self.people, person.id, person),
            Event::PersonEdited { id, after, .. } => change(&mut self.people, *id, |person| after.write_to(person)),
            Event::HandedOver { to, objectives, key_results, pillars, .. } => {
                for id in objectives {
                    change(&mut self.objectives, *id, |objective| objective.owner = *to);
                }
                for id in key_results {
                    change(&mut self.key_results, *id, |key_result| key_result.owner = Some(*to));
                }
                for id in pillars {
                    change(&mut self.pillars, *id, |pillar| pillar.owner = Some(*to));
                }
            }
            Event::PersonDeactivated { id } => change(&mut self.people, *id, |person| person.deactivated = true),
            Event::PersonReactivated { id } => change(&mut self.people, *id, |person| person.deactivated = false),
            Event::SecondFactorRequired { after, .. } => {
                if let Some(organisation) = &mut self.organisation {
                    Arc::make_mut(organisation).second_factor_required = *after;
                }
            }
            Event::PillarAdded(pillar) => put(&mut self.pillars, pillar.id, pillar),
            Event::CycleOpened(cycle) => put(&mut self.cycles, cycle.id, cycle),
            Event::PhaseMoved { cycle, to, at, .. } => change(&mut self.cycles, *cycle, |cycle| {
                cycle.phase = *to;
                cycle.phase_since = *at;
            }),
            Event::ObjectiveCreated(objective) => {
                put(&mut self.objectives, objective.id, objective);
                objective.parents.iter().for_each(|alignment| self.list_child(alignment.parent, objective.id));
            }
            Event::ObjectiveEdited { id, after, .. } => change(&mut self.objectives, *id, |objective| after.write_to(objective)),
            Event::Published { id, at } => {
                let Some(objective) = self.objectives.get(id).cloned() else { return };
                for key_result in &objective.key_results {
                    change(&mut self.key_results, *key_result, |key_result| key_result.since = *at);
                }
                change(&mut self.objectives, *id, |objective| objective.stage = Stage::Published(*at));
            }
            Event::Unpublished { id, .. } => change(&mut self.objectives, *id, |objective| objective.stage = Stage::Draft),
            Event::ObjectiveDeleted { before, .. } => self.delete_objective(before.id),
            Event::KeyResultCreated { key_result, .. } => self.create_key_result(key_result),
            Event::KeyResultEdited { id, after, .. } => {
                change(&mut self.key_results, *id, |key_result| after.write_to(key_result));
            }
            Event::KeyResultDeleted { before, .. } => self.delete_key_result(before),
            Event::Aligned { child, alignment, index } => self.align(*child, *alignment, *index),
            Event::Unaligned { child, before, .. } => self.unalign(*child, before.parent),
            Event::Reweighed { child, parent, after, .. } => self.reweigh(*child, *parent, *after),
            Event::CheckedIn { key_result, check_in, .. } => {
                change(&mut self.key_results, *key_result, |key_result| key_result.series.push(check_in.point.clone()));
            }
            Event::Corrected { key_result, wrong, check_in } => {
                change(&mut self.key_results, *key_result, |key_result| correct(key_result, *wrong, check_in));
            }
            // Browsers get imported rows without their content.
            Event::RowImported { row, .. } if row.is_hidden() => {}
            Event::RowImported { cycle, row } => {
                self.imported.insert((*cycle, row.row.reference.clone()), Arc::new(row.clone()));
            }
        }
    }

    fn delete_objective(&mut self, id: ObjectiveId) {
        let Some(objective) = self.objectives.remove(&id) else { return };
        for alignment in &objective.parents {
            self.unlist_child(alignment.parent, id);
        }
    }

    fn create_key_result(&mut self, key_result: &KeyResult) {
        if !self.objectives.contains_key(&key_result.objective) {
            return;
        }
        put(&mut self.key_results, key_result.id, key_result);
        change(&mut self.objectives, key_result.objective, |objective| {
            if !objective.key_results.contains(&key_result.id) {
                objective.key_results.push(key_result.id);
            }
        });
    }

    fn delete_key_result(&mut self, before: &KeyResult) {
        self.key_results.remove(&before.id);
        change(&mut self.objectives, before.objective, |objective| objective.key_results.retain(|id| *id != before.id));
    }

    fn align(&mut self, child: ObjectiveId, alignment: Alignment, index: usize) {
        if !self.objectives.contains_key(&child) {
            return;
        }
        change(&mut self.objectives, child, |objective| {
            objective.parents.retain(|other| other.parent != alignment.parent);
            objective.parents.insert(index.min(objective.parents.len()), alignment);
        });
        self.list_child(alignment.parent, child);
    }

    fn unalign(&mut self, child: ObjectiveId, parent: Parent) {
        change(&mut self.objectives, child, |objective| objective.parents.retain(|alignment| alignment.parent != parent));
        self.unlist_child(parent, child);
    }

    fn reweigh(&mut self, child: ObjectiveId, parent: Parent, how: How) {
        change(&mut self.objectives, child, |objective| {
            if let Some(alignment) = objective.parents.iter_mut().find(|alignment| alignment.parent == parent) {
                alignment.how = how;
            }
        });
    }

    fn list_child(&mut self, parent: Parent, child: ObjectiveId) {
        self.children.entry(parent).or_default().insert(child);
    }

    fn unlist_child(&mut self, parent: Parent, child: ObjectiveId) {
        let Some(children) = self.children.get_mut(&parent) else { return };
        children.remove(&child);
        if children.is_empty() {
            self.children.remove(&parent);
        }
    }

    /// Recomputes the index of children. For a board that wasn't built from events.
    pub(crate) fn list_children(&mut self) {
        self.children.clear();
        let objectives: Vec<Arc<Objective>> = self.objectives.values().cloned().collect();
        for objective in objectives {
            objective.parents.iter().for_each(|alignment| self.list_child(alignment.parent, objective.id));
        }
    }
}

fn put<K: Ord + Clone, V: Clone>(map: &mut Map<K, V>, id: K, value: &V) {
    map.insert(id, Arc::new(value.clone()));
}

fn change<K: Ord + Clone, V: Clone>(map: &mut Map<K, V>, id: K, how: impl FnOnce(&mut V)) {
    if let Some(value) = map.get_mut(&id) {
        how(Arc::make_mut(value));
    }
}

fn correct(key_result: &mut KeyResult, wrong: CheckInId, check_in: &CheckIn) {
    if let Some(point) = key_result.series.iter_mut().find(|point| point.check_in == wrong) {
        *point = crate::Point { at: point.at, ..check_in.point.clone() };
    }
}
