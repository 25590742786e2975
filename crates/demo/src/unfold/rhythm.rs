//! The cycles, as the programme office opens and moves them.

use okr::{Actor, Command, Phase};

use super::Unfolding;
use crate::model::{Part, Span};

/// Seconds from midnight to eight in the morning.
const EIGHT: u32 = 8 * 3600;

impl Unfolding<'_> {
    pub(super) fn rhythm(&mut self) {
        let Some(office) = self.first_who(|person| person.part == Part::ProgrammeOffice) else { return };
        let year_above = |holds: bool| holds.then(|| self.cycle(Span::Year));
        let (above_before, above_quarter) = (year_above(self.calendar.before_is_in_the_year()), year_above(true));

        self.open(office, Span::Year, (Span::Before, 32), None);
        self.open(office, Span::Before, (Span::Before, 31), above_before);
        self.open(office, Span::Quarter, (Span::Quarter, 28), above_quarter);

        self.shift(office, Span::Year, (Span::Before, 1), Phase::Running);
        self.shift(office, Span::Before, (Span::Before, 0), Phase::Running);
        self.shift(office, Span::Quarter, (Span::Quarter, 0), Phase::Running);
        self.shift(office, Span::Before, (Span::Quarter, 0), Phase::Scoring);
        self.shift(office, Span::Before, (Span::Quarter, -11), Phase::Closed);
    }

    /// Opens a cycle, this many days before another (or itself) begins.
    fn open(&mut self, office: Actor, span: Span, (reference, days): (Span, i64), parent: Option<okr::CycleId>) {
        let dates = self.calendar.dates(span);
        let at = self.calendar.before(reference, days, EIGHT);
        let (name, first_day, last_day) = (dates.name, dates.first_day, dates.last_day);
        self.say(at, office, Command::OpenCycle { id: self.cycle(span), name, first_day, last_day, parent });
    }

    /// Moves a cycle to a phase, this many days before a cycle begins.
    fn shift(&mut self, office: Actor, span: Span, (reference, days): (Span, i64), to: Phase) {
        let at = self.calendar.before(reference, days, EIGHT);
        self.say(at, office, Command::MovePhase { cycle: self.cycle(span), to, reason: String::new() });
    }
}
