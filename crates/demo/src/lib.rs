//! Demo organisations, as the commands that create them: half a year's use of Plumbline. All content is written for
//! this project, derived from a seed, and dated relative to today.

mod calendar;
mod chance;
mod course;
mod grown;
mod ids;
mod model;
mod step;
mod unfold;
mod written;

use okr::{Language, Moment, PersonId};

use crate::ids::{Ids, Kind};
pub use crate::step::Step;

/// The time zone of every demo: without summer time, so that one offset applies on all days.
pub const TIME_ZONE: &str = "Asia/Singapore";

/// The seed of the demo that everybody sees.
pub const SEED: u64 = 1;

/// The size of a demo.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// The hand-written company: sixty objectives with two hundred key results, and a smaller, closed quarter before.
    #[default]
    Written,
    /// A generated company with this many objectives (at least 1), about 3.5 key results each and three check-ins on
    /// each of those.
    Objectives(usize),
}

/// Five people with different roles, for viewing the demo as each of them. Their ids depend on the seed only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cast {
    /// An executive.
    pub executive: PersonId,
    /// A lead of a team.
    pub lead: PersonId,
    /// A member of a team, with some due key results.
    pub member: PersonId,
    /// A member of the programme office.
    pub programme_office: PersonId,
    /// An administrator.
    pub admin: PersonId,
}

/// The cast of a seed's demos, whatever their size.
pub fn cast(seed: u64) -> Cast {
    let mut ids = Ids::of(Kind::Person, seed);
    Cast { executive: ids.next(), lead: ids.next(), member: ids.next(), programme_office: ids.next(), admin: ids.next() }
}

/// The commands that create a demo, in order.
///
/// `now` is a moment in [`TIME_ZONE`] with weeks that begin on Monday; nine weeks of the running quarter are over by
/// then, on any day. The same arguments give the same steps.
pub fn organisation(now: Moment, size: Size, seed: u64, language: Language) -> Vec<Step> {
    let company = match size {
        Size::Written => written::company(),
        Size::Objectives(count) => grown::company(count.max(1), seed, language),
    };
    unfold::steps(&company, calendar::Calendar::on(now), seed, language)
}
