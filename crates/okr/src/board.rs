//! The organisation's state in memory.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use imbl::{OrdMap, OrdSet};

use crate::import::ImportedRow;
use crate::text::small_email;
use crate::{
    Cycle, CycleId, How, KeyResult, KeyResultId, Objective, ObjectiveId, Organisation, Parent, Person, PersonId, Pillar,
    PillarId, Refusal, Team, TeamId, Thing,
};

/// Ordered by id, so that every fold has the same order everywhere. A persistent map: clones are cheap, so a writer
/// can decide on a copy and discard it.
pub type Map<K, V> = OrdMap<K, Arc<V>>;

/// Everything that rules and numbers depend on. Changed only by [`Board::apply`](Self::apply).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Board {
    /// The sequence number of the last journal entry on the board; 0 before the first.
    pub seq: u64,
    /// The mark of that entry, which distinguishes it from any other at the same position
    /// ([`Position`](crate::Position)); 0 before the first.
    pub mark: u64,
    /// The organisation; `None` before it was founded.
    pub organisation: Option<Arc<Organisation>>,
    /// Its people.
    pub people: Map<PersonId, Person>,
    /// Its teams.
    pub teams: Map<TeamId, Team>,
    /// The pillars of its strategy.
    pub pillars: Map<PillarId, Pillar>,
    /// Its cycles.
    pub cycles: Map<CycleId, Cycle>,
    /// Its objectives.
    pub objectives: Map<ObjectiveId, Objective>,
    /// Its key results.
    pub key_results: Map<KeyResultId, KeyResult>,
    /// The last imported state of each row, by cycle and the row's `ref`. Empty in the browser.
    pub imported: OrdMap<(CycleId, String), Arc<ImportedRow>>,
    /// Derived: the children of each parent.
    pub(crate) children: OrdMap<Parent, OrdSet<ObjectiveId>>,
}

impl Board {
    /// A person. Fails with [`Refusal::Unknown`], as the next ones do.
    ///
    /// # Errors
    /// There is no such person.
    pub fn person(&self, id: PersonId) -> Result<&Person, Refusal> {
        self.people.get(&id).map(AsRef::as_ref).ok_or(Refusal::Unknown(Thing::Person(id)))
    }

    /// A person who hasn't been deactivated.
    pub fn active_person(&self, id: PersonId) -> Option<&Person> {
        self.person(id).ok().filter(|person| !person.deactivated)
    }

    /// The person with an e-mail address, in any spelling; deactivated people included.
    pub fn person_with_email(&self, email: &str) -> Option<&Person> {
        let email = small_email(email);
        let has = |person: &&Person| person.email.as_deref().is_some_and(|other| small_email(other) == email);
        self.people.values().map(AsRef::as_ref).find(has)
    }

    /// A team.
    ///
    /// # Errors
    /// There is no such team.
    pub fn team(&self, id: TeamId) -> Result<&Team, Refusal> {
        self.teams.get(&id).map(AsRef::as_ref).ok_or(Refusal::Unknown(Thing::Team(id)))
    }

    /// A pillar.
    ///
    /// # Errors
    /// There is no such pillar.
    pub fn pillar(&self, id: PillarId) -> Result<&Pillar, Refusal> {
        self.pillars.get(&id).map(AsRef::as_ref).ok_or(Refusal::Unknown(Thing::Pillar(id)))
    }

    /// A cycle.
    ///
    /// # Errors
    /// There is no such cycle.
    pub fn cycle(&self, id: CycleId) -> Result<&Cycle, Refusal> {
        self.cycles.get(&id).map(AsRef::as_ref).ok_or(Refusal::Unknown(Thing::Cycle(id)))
    }

    /// An objective.
    ///
    /// # Errors
    /// There is no such objective.
    pub fn objective(&self, id: ObjectiveId) -> Result<&Objective, Refusal> {
        self.objectives.get(&id).map(AsRef::as_ref).ok_or(Refusal::Unknown(Thing::Objective(id)))
    }

    /// A key result.
    ///
    /// # Errors
    /// There is no such key result.
    pub fn key_result(&self, id: KeyResultId) -> Result<&KeyResult, Refusal> {
        self.key_results.get(&id).map(AsRef::as_ref).ok_or(Refusal::Unknown(Thing::KeyResult(id)))
    }

    /// The objective of a parent: itself, or the objective of the key result.
    ///
    /// # Errors
    /// There is no such objective or key result.
    pub fn objective_of(&self, parent: Parent) -> Result<&Objective, Refusal> {
        match parent {
            Parent::Objective(id) => self.objective(id),
            Parent::KeyResult(id) => self.objective(self.key_result(id)?.objective),
        }
    }

    /// The objectives aligned to `parent` itself, in the order of ids. For an objective, those aligned to its key
    /// results aren't included.
    pub fn aligned_to(&self, parent: Parent) -> impl Iterator<Item = &Objective> {
        self.children.get(&parent).into_iter().flatten().filter_map(|id| self.objectives.get(id)).map(AsRef::as_ref)
    }

    /// An objective's key results in the order in which they are shown.
    pub fn key_results_of<'a>(&'a self, objective: &'a Objective) -> impl Iterator<Item = &'a KeyResult> {
        objective.key_results.iter().filter_map(|id| self.key_results.get(id)).map(AsRef::as_ref)
    }

    /// The root team: the company.
    pub fn company(&self) -> Option<&Team> {
        self.teams.values().find(|team| team.parent.is_none()).map(AsRef::as_ref)
    }

    /// Whether an objective is the company's own.
    pub fn is_company(&self, objective: &Objective) -> bool {
        self.teams.get(&objective.team).is_some_and(|team| team.parent.is_none())
    }

    /// Whether an objective is unaligned: not the company's, and without a parent.
    pub fn is_unaligned(&self, objective: &Objective) -> bool {
        objective.parents.is_empty() && !self.is_company(objective)
    }

    /// A team and its ancestors up to the company. Terminates even on a cyclic tree.
    pub fn upwards(&self, team: TeamId) -> impl Iterator<Item = &Team> {
        let mut left = self.teams.len();
        std::iter::successors(self.teams.get(&team), move |team| {
            left = left.checked_sub(1)?;
            self.teams.get(&team.parent?)
        })
        .map(AsRef::as_ref)
    }

    /// A cycle and those above it.
    pub fn cycles_upwards(&self, cycle: CycleId) -> impl Iterator<Item = &Cycle> {
        let mut left = self.cycles.len();
        std::iter::successors(self.cycles.get(&cycle), move |cycle| {
            left = left.checked_sub(1)?;
            self.cycles.get(&cycle.parent?)
        })
        .map(AsRef::as_ref)
    }

    /// The objectives that pages about `cycle` show: those of it and of the cycles above it, in the order of ids.
    pub fn shown_in(&self, cycle: CycleId) -> impl Iterator<Item = &Objective> {
        let cycles: Vec<_> = self.cycles_upwards(cycle).map(|cycle| cycle.id).collect();
        self.objectives.values().map(AsRef::as_ref).filter(move |objective| cycles.contains(&objective.cycle))
    }

    /// The shortest path from `from` up to `to` along alignments, including both ends; `None` if there is none. A key
    /// result counts as its objective.
    pub fn path_up(&self, from: ObjectiveId, to: ObjectiveId) -> Option<Vec<ObjectiveId>> {
        let mut came_from = BTreeMap::from([(from, None)]);
        let mut ahead = VecDeque::from([from]);
        while let Some(id) = ahead.pop_front() {
            if id == to {
                let mut path: Vec<_> = std::iter::successors(Some(id), |id| came_from.get(id).copied().flatten()).collect();
                path.reverse();
                return Some(path);
            }
            let parents = self.objectives.get(&id).into_iter().flat_map(|objective| &objective.parents);
            for above in parents.filter_map(|alignment| self.objective_of(alignment.parent).ok()) {
                if let Entry::Vacant(new) = came_from.entry(above.id) {
                    new.insert(Some(id));
                    ahead.push_back(above.id);
                }
            }
        }
        None
    }

    /// Whether an objective aligned to `parent` can contribute to it.
    pub fn counts_contributions(&self, parent: Parent) -> bool {
        self.aligned_to(parent)
            .filter_map(|child| child.alignment_to(parent))
            .any(|alignment| matches!(alignment.how, How::Contributes(weight) if weight > 0.0))
    }
}
