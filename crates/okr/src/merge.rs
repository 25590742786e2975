//! Merging concurrent edits. An edit contains its initial values, so the one saved second also keeps the other's
//! changes. Where both changed the same field to different values, it is refused and the editor chooses.

use crate::{Field, How, KeyResultDraft, Measure, ObjectiveDraft, OrganisationDraft, PersonDraft, TeamDraft};

pub use crate::theirs::Theirs;

/// Something that is edited as a whole, and merged field by field.
pub trait Editable: Clone {
    /// Takes over from `theirs` the fields of `self` that are unchanged since `base`, and records the fields that
    /// both changed to different values. Those keep `self`'s value.
    fn merge(&mut self, base: &Self, theirs: &Self, conflicts: &mut Conflicts);

    /// `self`, begun from `base`, merged with `theirs`; and the fields in conflict, which keep `self`'s value.
    #[must_use]
    fn rebased(&self, base: &Self, theirs: &Self) -> (Self, Vec<Field>) {
        let (mut merged, mut conflicts) = (self.clone(), Conflicts(Vec::new()));
        merged.merge(base, theirs, &mut conflicts);
        (merged, conflicts.0)
    }
}

/// The fields that both changed to different values.
#[derive(Debug)]
pub struct Conflicts(Vec<Field>);

impl Conflicts {
    fn field<V: Clone + PartialEq>(&mut self, field: Field, mine: &mut V, base: &V, theirs: &V) {
        if mine == base {
            mine.clone_from(theirs);
        } else if theirs != base && theirs != mine && !self.0.contains(&field) {
            self.0.push(field);
        }
    }
}

impl Editable for ObjectiveDraft {
    fn merge(&mut self, base: &Self, theirs: &Self, conflicts: &mut Conflicts) {
        conflicts.field(Field::Title, &mut self.title, &base.title, &theirs.title);
        conflicts.field(Field::Why, &mut self.why, &base.why, &theirs.why);
        conflicts.field(Field::Team, &mut self.team, &base.team, &theirs.team);
        conflicts.field(Field::Owner, &mut self.owner, &base.owner, &theirs.owner);
        conflicts.field(Field::Pillar, &mut self.pillar, &base.pillar, &theirs.pillar);
        conflicts.field(Field::Ambition, &mut self.ambition, &base.ambition, &theirs.ambition);
    }
}

impl Editable for KeyResultDraft {
    fn merge(&mut self, base: &Self, theirs: &Self, conflicts: &mut Conflicts) {
        conflicts.field(Field::Title, &mut self.title, &base.title, &theirs.title);
        conflicts.field(Field::Owner, &mut self.owner, &base.owner, &theirs.owner);
        conflicts.field(Field::Weight, &mut self.weight, &base.weight, &theirs.weight);
        self.measure.merge(&base.measure, &theirs.measure, conflicts);
        conflicts.field(Field::Driven, &mut self.driven, &base.driven, &theirs.driven);
    }
}

impl Editable for Measure {
    /// Merged field by field if all three are of one kind; otherwise as a single field.
    fn merge(&mut self, base: &Self, theirs: &Self, conflicts: &mut Conflicts) {
        match (&mut *self, base, theirs) {
            (
                Self::Metric { unit, baseline, target },
                Self::Metric { unit: unit_0, baseline: baseline_0, target: target_0 },
                Self::Metric { unit: unit_1, baseline: baseline_1, target: target_1 },
            ) => {
                conflicts.field(Field::Unit, unit, unit_0, unit_1);
                conflicts.field(Field::Baseline, baseline, baseline_0, baseline_1);
                conflicts.field(Field::Target, target, target_0, target_1);
            }
            (
                Self::Keep { unit, lower, upper },
                Self::Keep { unit: unit_0, lower: lower_0, upper: upper_0 },
                Self::Keep { unit: unit_1, lower: lower_1, upper: upper_1 },
            ) => {
                conflicts.field(Field::Unit, unit, unit_0, unit_1);
                conflicts.field(Field::Bounds, lower, lower_0, lower_1);
                conflicts.field(Field::Bounds, upper, upper_0, upper_1);
            }
            (Self::Milestones { steps }, Self::Milestones { steps: steps_0 }, Self::Milestones { steps: steps_1 }) => {
                conflicts.field(Field::Milestones, steps, steps_0, steps_1);
            }
            (measure, ..) => conflicts.field(Field::Measure, measure, base, theirs),
        }
    }
}

impl Editable for PersonDraft {
    fn merge(&mut self, base: &Self, theirs: &Self, conflicts: &mut Conflicts) {
        conflicts.field(Field::Name, &mut self.name, &base.name, &theirs.name);
        conflicts.field(Field::Email, &mut self.email, &base.email, &theirs.email);
        conflicts.field(Field::Roles, &mut self.roles, &base.roles, &theirs.roles);
        conflicts.field(Field::Teams, &mut self.teams, &base.teams, &theirs.teams);
        conflicts.field(Field::Leads, &mut self.leads, &base.leads, &theirs.leads);
    }
}

impl Editable for TeamDraft {
    fn merge(&mut self, base: &Self, theirs: &Self, conflicts: &mut Conflicts) {
        conflicts.field(Field::Name, &mut self.name, &base.name, &theirs.name);
        conflicts.field(Field::Parent, &mut self.parent, &base.parent, &theirs.parent);
    }
}

impl Editable for OrganisationDraft {
    fn merge(&mut self, base: &Self, theirs: &Self, conflicts: &mut Conflicts) {
        conflicts.field(Field::Name, &mut self.name, &base.name, &theirs.name);
        conflicts.field(Field::Language, &mut self.language, &base.language, &theirs.language);
        conflicts.field(Field::TimeZone, &mut self.time_zone, &base.time_zone, &theirs.time_zone);
        conflicts.field(Field::WeekBegins, &mut self.week_begins, &base.week_begins, &theirs.week_begins);
    }
}

impl Editable for How {
    fn merge(&mut self, base: &Self, theirs: &Self, conflicts: &mut Conflicts) {
        conflicts.field(Field::Weight, self, base, theirs);
    }
}
