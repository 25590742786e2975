//! Opening cycles and moving them on.

use chrono::NaiveDate;

use super::{Case, Decision};
use crate::{Action, Cycle, CycleId, Event, Field, Phase, Refusal, Subject, Thing, text};

impl Case<'_> {
    pub(super) fn open_cycle(
        self,
        id: CycleId,
        name: &str,
        first_day: NaiveDate,
        last_day: NaiveDate,
        parent: Option<CycleId>,
    ) -> Decision {
        self.may(Action::RunRhythm, Subject::Organisation)?;
        if self.board.cycles.contains_key(&id) {
            return Err(Refusal::Taken(Thing::Cycle(id)));
        }
        parent.map(|parent| self.board.cycle(parent).map(drop)).transpose()?;
        let name = text::line(Field::Name, name)?;
        if self.board.cycles.values().any(|other| other.name == name) {
            return Err(Refusal::NameTaken { name });
        }
        if last_day <= first_day {
            return Err(Refusal::DatesCrossed);
        }
        let cycle = Cycle { id, name, first_day, last_day, parent, phase: Phase::Planning, phase_since: self.at.now };
        Ok(vec![Event::CycleOpened(cycle)])
    }

    pub(super) fn move_phase(self, cycle: CycleId, to: Phase, reason: &str) -> Decision {
        self.may(Action::RunRhythm, Subject::Cycle(cycle))?;
        let cycle = self.board.cycle(cycle)?;
        let reason = text::reason(reason, false)?;
        let to = cycle.moved(to, self.at.today, &reason)?;
        Ok(vec![Event::PhaseMoved { cycle: cycle.id, from: cycle.phase, to, at: self.at.now, reason }])
    }
}
