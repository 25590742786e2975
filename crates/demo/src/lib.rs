//! Demonstration organisations, as the commands that make them: what somebody would have done who began half a year ago and
//! lived with Plumbline since. Everything is written for this project, follows from a seed, and is dated relative to today.

mod calendar;
mod chance;
mod course;
mod grown;
mod ids;
mod model;
mod unfold;
mod written;

use okr::{Actor, Envelope, Language, Moment, PersonId};

use crate::ids::{Ids, Kind};

/// The time zone of every demo: without summer time, so that one offset holds on all of its days.
pub const TIME_ZONE: &str = "Asia/Singapore";

/// One command of the many that make a demo. `okr::decide` accepts each after those before it.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Who asks.
    pub actor: Actor,
    /// When. Steps are in the order of time.
    pub at: Moment,
    /// For what.
    pub envelope: Envelope,
}

/// How large a demo is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// The company that is written by hand: sixty objectives with two hundred key results, and a small quarter before that is
    /// closed.
    #[default]
    Written,
    /// A company put together from phrases, with so many objectives (at least 1), about 3.5 key results each and three check-ins
    /// on each of those.
    Objectives(usize),
}

/// Five people with different parts, so that the demo can be seen through different eyes. Their ids follow from the seed alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cast {
    /// Owns the strategy.
    pub executive: PersonId,
    /// Leads a team.
    pub lead: PersonId,
    /// Member of a team; owns some key results that are due.
    pub member: PersonId,
    /// Runs the rhythm.
    pub programme_office: PersonId,
    /// Looks after people, teams and the installation.
    pub admin: PersonId,
}

/// The cast of the demos of a seed, whatever their size.
pub fn cast(seed: u64) -> Cast {
    let mut ids = Ids::of(Kind::Person, seed);
    Cast { executive: ids.next(), lead: ids.next(), member: ids.next(), programme_office: ids.next(), admin: ids.next() }
}

/// The commands that make a demo, in order.
///
/// `now` is a moment in [`TIME_ZONE`] and in weeks that begin on Monday; nine weeks of the running quarter are over by then, whatever
/// day it is. The same arguments give the same steps.
pub fn organisation(now: Moment, size: Size, seed: u64, language: Language) -> Vec<Step> {
    let company = match size {
        Size::Written => written::company(),
        Size::Objectives(count) => grown::company(count.max(1), seed, language),
    };
    unfold::steps(&company, calendar::Calendar::on(now), seed, language)
}
