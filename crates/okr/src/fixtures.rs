//! A small organisation for tests, built by commands only.
//!
//! The company *Aurora* in the middle of its fourth quarter: engineering with a team for quality below it, and sales;
//! one person per role; objectives in the year and in the quarter, with key results of all four measures, some
//! reported on, one draft, one unaligned.

mod aurora;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Utc};
use uuid::Uuid;

use crate::{
    Actor, Board, CheckInId, Command, CommandId, CycleId, Entry, Envelope, Event, KeyResultId, Moment, ObjectiveId, Offsets,
    PersonId, PillarId, Refusal, TeamId, decide,
};

/// The company.
pub const COMPANY: TeamId = TeamId(Uuid::from_u128(1));
/// A team of the company's.
pub const ENGINEERING: TeamId = TeamId(Uuid::from_u128(2));
/// A team of the company's.
pub const SALES: TeamId = TeamId(Uuid::from_u128(3));
/// A team of engineering's.
pub const QUALITY: TeamId = TeamId(Uuid::from_u128(4));

/// Erin: executive.
pub const EXECUTIVE: PersonId = PersonId(Uuid::from_u128(11));
/// Liam: leads engineering, and so quality too.
pub const LEAD: PersonId = PersonId(Uuid::from_u128(12));
/// Olga: owns objectives of sales and of quality; member of sales.
pub const OWNER: PersonId = PersonId(Uuid::from_u128(13));
/// Mia: member of quality; owns the key result [`OUTAGES`] and nothing else.
pub const MEMBER: PersonId = PersonId(Uuid::from_u128(14));
/// Pat: programme office.
pub const PROGRAMME_OFFICE: PersonId = PersonId(Uuid::from_u128(15));
/// Ada: admin.
pub const ADMIN: PersonId = PersonId(Uuid::from_u128(16));

/// *Trust*, the one pillar.
pub const PILLAR: PillarId = PillarId(Uuid::from_u128(21));

/// The year 2026; runs.
pub const YEAR: CycleId = CycleId(Uuid::from_u128(31));
/// Its fourth quarter; runs.
pub const QUARTER: CycleId = CycleId(Uuid::from_u128(32));
/// The first quarter of the next year, without a parent cycle; in planning.
pub const NEXT_QUARTER: CycleId = CycleId(Uuid::from_u128(33));

/// Of the company, for the year: one key result.
pub const TRUSTED: ObjectiveId = ObjectiveId(Uuid::from_u128(41));
/// Of the company: a metric and one driven by contributions. Supports [`TRUSTED`].
pub const RENEW: ObjectiveId = ObjectiveId(Uuid::from_u128(42));
/// Of the company, owned by [`OWNER`]: without key results, so aligned objectives contribute to it.
pub const MARKETS: ObjectiveId = ObjectiveId(Uuid::from_u128(43));
/// Of engineering, owned by [`LEAD`]: a falling metric, a keep, milestones. Supports [`RENEW`].
pub const RELIABLE: ObjectiveId = ObjectiveId(Uuid::from_u128(44));
/// Of quality, owned by [`OWNER`]: a metric and a done. Supports [`RELIABLE`] and contributes to [`ONBOARDING`].
pub const TESTED: ObjectiveId = ObjectiveId(Uuid::from_u128(45));
/// Of sales, owned by [`OWNER`]: a metric and a done. Contributes to [`MARKETS`].
pub const LISBON: ObjectiveId = ObjectiveId(Uuid::from_u128(46));
/// Of sales, owned by [`OWNER`]: aspirational, unaligned, never reported on.
pub const REFERRALS: ObjectiveId = ObjectiveId(Uuid::from_u128(47));
/// Of quality: a draft of [`MEMBER`]'s, with one key result.
pub const DRAFT: ObjectiveId = ObjectiveId(Uuid::from_u128(48));

/// Of [`TRUSTED`]: a metric from 40 to 60.
pub const PROMOTERS: KeyResultId = KeyResultId(Uuid::from_u128(61));
/// Of [`RENEW`]: a metric from 80 to 95.
pub const RENEWALS: KeyResultId = KeyResultId(Uuid::from_u128(62));
/// Of [`RENEW`]: driven by contributions.
pub const ONBOARDING: KeyResultId = KeyResultId(Uuid::from_u128(63));
/// Of [`RELIABLE`]: a metric that falls from 100 to 60, owned by [`MEMBER`].
pub const OUTAGES: KeyResultId = KeyResultId(Uuid::from_u128(64));
/// Of [`RELIABLE`]: a keep of at least 99.5.
pub const UPTIME: KeyResultId = KeyResultId(Uuid::from_u128(65));
/// Of [`RELIABLE`]: milestones.
pub const MOVE: KeyResultId = KeyResultId(Uuid::from_u128(66));
/// Of [`TESTED`]: a metric from 0 to 400, weight 3.
pub const CASES: KeyResultId = KeyResultId(Uuid::from_u128(67));
/// Of [`TESTED`]: a done, weight 1.
pub const HANDBOOK: KeyResultId = KeyResultId(Uuid::from_u128(68));
/// Of [`LISBON`]: a metric from 0 to 20.
pub const CUSTOMERS: KeyResultId = KeyResultId(Uuid::from_u128(69));
/// Of [`LISBON`]: a done with a due date.
pub const OFFICE: KeyResultId = KeyResultId(Uuid::from_u128(70));
/// Of [`REFERRALS`]: a metric from 0 to 50, without an owner.
pub const REFERRED: KeyResultId = KeyResultId(Uuid::from_u128(71));
/// Of [`DRAFT`]: a metric from 30 to 10.
pub const MINUTES: KeyResultId = KeyResultId(Uuid::from_u128(72));

/// A day.
///
/// # Panics
/// There is no such day.
pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("the tests name days that exist")
}

/// An hour of a day.
///
/// # Panics
/// There is no such hour.
pub fn hour(day: NaiveDate, hour: u32) -> DateTime<Utc> {
    day.and_time(NaiveTime::from_hms_opt(hour, 0, 0).expect("the tests name hours that exist")).and_utc()
}

/// Noon of a day in an organisation with UTC and weeks that begin on Monday.
pub fn noon(day: NaiveDate) -> Moment {
    let monday = day - Days::new(u64::from(day.weekday().num_days_from_monday()));
    Moment { now: hour(day, 12), today: day, week_began: hour(monday, 0), offsets: Offsets::fixed(0) }
}

/// An organisation that is changed by commands, with its clock and journal.
#[derive(Clone, Debug)]
pub struct Fixture {
    /// The board.
    pub board: Board,
    /// The moment of the next command.
    pub at: Moment,
    /// All entries.
    pub journal: Vec<Entry>,
    /// The accepted commands, to be replayed on a server.
    pub asked: Vec<(Actor, Envelope, Moment)>,
    next: u128,
}

impl Fixture {
    /// An empty organisation.
    pub fn empty() -> Self {
        Self { board: Board::default(), at: noon(day(2026, 9, 21)), journal: Vec::new(), asked: Vec::new(), next: 1_000 }
    }

    /// A fresh id, for `CheckInId::from(fixture.fresh())` and the like.
    pub fn fresh(&mut self) -> Uuid {
        self.next += 1;
        Uuid::from_u128(self.next)
    }

    /// Decides a command. If it is accepted, it is applied and appended to the journal.
    ///
    /// # Errors
    /// As [`decide`].
    pub fn ask(&mut self, actor: Actor, command: Command) -> Result<Vec<Event>, Refusal> {
        let events = decide(&self.board, actor, &command, self.at)?;
        let (seq, id) = (self.board.seq + 1, CommandId(self.fresh()));
        self.asked.push((actor, Envelope { id, command }, self.at));
        let entry = Entry { seq, command: id, actor: actor.person(), at: self.at.now, events };
        self.board.record(&entry);
        self.journal.push(entry.clone());
        Ok(entry.events)
    }

    /// Applies a command that must be accepted.
    ///
    /// # Panics
    /// It is refused.
    pub fn does(&mut self, person: PersonId, command: Command) -> Vec<Event> {
        let asked = command.clone();
        self.ask(Actor::Person(person), command).unwrap_or_else(|refusal| panic!("{asked:?}: {refusal}"))
    }

    /// The refusal of a command that must be refused.
    ///
    /// # Panics
    /// It is accepted, or it is refused but changes something.
    pub fn refused(&mut self, person: PersonId, command: Command) -> Refusal {
        let before = self.board.clone();
        let asked = command.clone();
        match self.ask(Actor::Person(person), command) {
            Ok(events) => panic!("{asked:?} was accepted: {events:?}"),
            Err(refusal) => {
                assert_eq!(self.board, before, "a refusal changes nothing");
                refusal
            }
        }
    }

    /// A check-in of a number, with a fresh id.
    pub fn report(&mut self, person: PersonId, key_result: KeyResultId, reading: crate::Reading, confidence: u8) -> CheckInId {
        let id = CheckInId(self.fresh());
        let note = crate::Note::default();
        self.does(person, Command::CheckIn { id, key_result, reading, confidence, note });
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aurora_is_built_by_commands_alone() {
        let aurora = Fixture::aurora();
        assert_eq!(aurora.board.objectives.len(), 8);
        assert_eq!(aurora.board.key_results.len(), 12);
    }
}
