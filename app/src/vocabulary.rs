//! The names of the domain's things in the reader's language.

use okr::{Field, How, Measure, Phase, Thing};

use crate::i18n::{Words, t};

impl Words {
    /// A phase's name.
    pub fn phase(self, phase: Phase) -> &'static str {
        match phase {
            Phase::Planning => self.translate("phase.planning"),
            Phase::Running => self.translate("phase.running"),
            Phase::Scoring => self.translate("phase.scoring"),
            Phase::Closed => self.translate("phase.closed"),
        }
    }

    /// How an objective counts in its parent.
    pub fn how(self, how: How) -> String {
        match how {
            How::Contributes(weight) => t!(self, "align.contributes_weight", weight = self.number(weight)),
            How::Supports => self.translate("align.supports").to_owned(),
        }
    }

    /// A measure's name.
    pub fn measure(self, measure: &Measure) -> &'static str {
        match measure {
            Measure::Metric { .. } => self.translate("measure.metric"),
            Measure::Keep { .. } => self.translate("measure.keep"),
            Measure::Milestones { .. } => self.translate("measure.milestones"),
            Measure::Done { .. } => self.translate("measure.done"),
        }
    }

    /// What kind of thing it is.
    pub(crate) fn thing(self, thing: Thing) -> &'static str {
        match thing {
            Thing::Person(_) => self.translate("kind.person"),
            Thing::Team(_) => self.translate("kind.team"),
            Thing::Pillar(_) => self.translate("kind.pillar"),
            Thing::Cycle(_) => self.translate("kind.cycle"),
            Thing::Objective(_) => self.translate("kind.objective"),
            Thing::KeyResult(_) => self.translate("kind.key_result"),
            Thing::CheckIn(_) => self.translate("kind.check_in"),
        }
    }

    /// A list of field names.
    pub fn fields(self, fields: &[Field]) -> String {
        fields.iter().map(|field| self.field(*field)).collect::<Vec<_>>().join(self.translate("field.and"))
    }

    /// The name of a field.
    pub fn field(self, field: Field) -> &'static str {
        match field {
            Field::Title => self.translate("field.title"),
            Field::Name => self.translate("field.its_name"),
            Field::Why => self.translate("field.why"),
            Field::Note => self.translate("field.note"),
            Field::Reason => self.translate("field.reason"),
            Field::Unit => self.translate("field.unit"),
            Field::Owner => self.translate("field.owner"),
            Field::Weight => self.translate("field.weight"),
            Field::Baseline => self.translate("field.baseline"),
            Field::Target => self.translate("field.target"),
            Field::Bounds => self.translate("field.bounds"),
            Field::Milestones => self.translate("field.milestones"),
            Field::Value => self.translate("field.value"),
            Field::Confidence => self.translate("field.confidence"),
            Field::Dates => self.translate("field.dates"),
            Field::Pillar => self.translate("field.pillar"),
            Field::TimeZone => self.translate("field.time_zone"),
            Field::Language => self.translate("reader.language"),
            Field::WeekBegins => self.translate("field.week_begins"),
            Field::Team => self.translate("field.team"),
            Field::Parent => self.translate("field.parent_team"),
            Field::Ambition => self.translate("objective.ambition"),
            Field::Measure => self.translate("objective.measured_by"),
            Field::Driven => self.translate("objective.driven"),
            Field::Email => self.translate("field.email_address"),
            Field::Roles => self.translate("field.roles"),
            Field::Teams => self.translate("field.teams"),
            Field::Leads => self.translate("field.leads"),
        }
    }
}
