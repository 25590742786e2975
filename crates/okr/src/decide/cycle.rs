//! Rules of opening cycles and moving their phases.

use chrono::{Datelike, Months, NaiveDate};

use super::{Case, Decision};
use crate::{Action, Cycle, CycleId, Event, Field, Phase, Refusal, Subject, Thing, text};

/// The years that a cycle may be in, and its maximum length in years.
const FIRST_YEAR: i32 = 1970;
const LAST_YEAR: i32 = 2200;
const MOST_YEARS: u32 = 5;

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
        let parent = parent.map(|parent| self.board.cycle(parent)).transpose()?;
        let name = text::line(Field::Name, name)?;
        if let Some(other) = self.board.cycles.values().find(|other| text::is_same_name(&other.name, &name)) {
            return Err(Refusal::NameTaken { name: other.name.clone() });
        }
        Self::check_dates(first_day, last_day, parent)?;
        let parent = parent.map(|parent| parent.id);
        let cycle = Cycle { id, name, first_day, last_day, parent, phase: Phase::Planning, phase_since: self.at.now };
        Ok(vec![Event::CycleOpened(cycle)])
    }

    /// Cycles can't be deleted, so mistakes in dates are refused here.
    fn check_dates(first_day: NaiveDate, last_day: NaiveDate, parent: Option<&Cycle>) -> Result<(), Refusal> {
        if last_day < first_day {
            return Err(Refusal::DatesCrossed);
        }
        if first_day.year() < FIRST_YEAR || last_day.year() > LAST_YEAR {
            return Err(Refusal::YearsOutOfRange { first: FIRST_YEAR, last: LAST_YEAR });
        }
        if first_day.checked_add_months(Months::new(12 * MOST_YEARS)).is_some_and(|end| last_day >= end) {
            return Err(Refusal::CycleTooLong { years: MOST_YEARS });
        }
        match parent {
            Some(parent) if first_day < parent.first_day || last_day > parent.last_day => {
                Err(Refusal::OutsideParent { parent: parent.id, first_day: parent.first_day, last_day: parent.last_day })
            }
            _ => Ok(()),
        }
    }

    pub(super) fn move_phase(self, cycle: CycleId, to: Phase, reason: &str) -> Decision {
        self.may(Action::RunRhythm, Subject::Cycle(cycle))?;
        let cycle = self.board.cycle(cycle)?;
        let reason = text::reason(reason, false)?;
        let to = cycle.moved(to, self.at.today, &reason)?;
        Ok(vec![Event::PhaseMoved { cycle: cycle.id, from: cycle.phase, to, at: self.at.now, reason }])
    }
}
