//! Why a rule said no: typed, with the names of what is in the way, so that the interface can say it in any language.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::import::Problem;
use crate::merge::Theirs;
use crate::{Action, CheckInId, CycleId, KeyResultId, ObjectiveId, Parent, PersonId, Phase, PillarId, TeamId};

/// Something that a command names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Thing {
    /// A person.
    Person(PersonId),
    /// A team.
    Team(TeamId),
    /// A pillar.
    Pillar(PillarId),
    /// A cycle.
    Cycle(CycleId),
    /// An objective.
    Objective(ObjectiveId),
    /// A key result.
    KeyResult(KeyResultId),
    /// A check-in.
    CheckIn(CheckInId),
}

/// A field of a form or a command, so that what is wrong can be said where it is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// A title.
    Title,
    /// The name of somebody, of a team, a pillar, a cycle or the organisation.
    Name,
    /// Why it matters.
    Why,
    /// A note to a check-in.
    Note,
    /// A reason for a change.
    Reason,
    /// A unit.
    Unit,
    /// Who answers for it.
    Owner,
    /// A weight.
    Weight,
    /// A metric's baseline.
    Baseline,
    /// A metric's target.
    Target,
    /// A keep's bounds.
    Bounds,
    /// Milestones.
    Milestones,
    /// A check-in's reading.
    Value,
    /// A confidence.
    Confidence,
    /// A first or last day.
    Dates,
    /// A pillar.
    Pillar,
    /// A time zone.
    TimeZone,
    /// The language that an organisation is spoken to in.
    Language,
    /// The first day of an organisation's week.
    WeekBegins,
    /// A team.
    Team,
    /// The team above a team.
    Parent,
    /// How much is expected.
    Ambition,
    /// What a key result is measured by.
    Measure,
    /// Whether a key result is driven by contributions.
    Driven,
    /// An e-mail address.
    Email,
    /// Roles.
    Roles,
    /// The teams that a person is a member of.
    Teams,
    /// The teams that a person leads.
    Leads,
}

/// A rule said no. Nothing has changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// There is no such thing (any more).
    #[error("there is no {0:?}")]
    Unknown(Thing),
    /// Something with this id stands already.
    #[error("{0:?} stands already")]
    Taken(Thing),
    /// A team, cycle or pillar of this name stands already.
    #[error("the name {name:?} is taken")]
    NameTaken {
        /// The name.
        name: String,
    },
    /// It is no e-mail address.
    #[error("{email:?} is no e-mail address")]
    NotAnEmail {
        /// What was written.
        email: String,
    },
    /// Somebody else has this e-mail address.
    #[error("somebody else has the e-mail address {email:?}")]
    EmailTaken {
        /// The address.
        email: String,
        /// Who has it.
        person: PersonId,
    },
    /// There would be nobody left who can look after people.
    #[error("it is the last administrator")]
    LastAdmin,
    /// Somebody has left, and can't answer for anything.
    #[error("they have left")]
    Deactivated {
        /// Who.
        person: PersonId,
    },
    /// The company is the team that all others belong to.
    #[error("the company can't be moved or removed")]
    TheCompany,
    /// A team would belong to itself, or to one below it.
    #[error("a team can't belong to itself or to one below it")]
    TeamInItself {
        /// Which team.
        team: TeamId,
        /// Where it was to be put.
        above: TeamId,
    },
    /// Somebody or something is left in a team that was to be removed.
    #[error("the team still has {objectives} objectives, {people} people and {teams} teams below it")]
    TeamNotEmpty {
        /// Which team.
        team: TeamId,
        /// How many objectives it has, in all cycles.
        objectives: usize,
        /// How many people are in it or lead it.
        people: usize,
        /// How many teams belong to it.
        teams: usize,
    },
    /// Somebody leaves who answers for something, and nobody is named to do so from then on.
    #[error("they own {objectives} objectives, {key_results} key results and {pillars} pillars")]
    StillOwns {
        /// Objectives in cycles that aren't closed.
        objectives: usize,
        /// Key results in such cycles.
        key_results: usize,
        /// Pillars.
        pillars: usize,
    },
    /// An organisation stands already, or none does yet.
    #[error("the organisation has begun already, or not yet")]
    Founding,
    /// There is no such time zone.
    #[error("there is no time zone {name:?}")]
    NoSuchZone {
        /// What was written.
        name: String,
    },
    /// The table "Who may do what" doesn't allow it.
    #[error("{action:?} is not theirs to do")]
    NotAllowed {
        /// What was wanted.
        action: Action,
    },
    /// The parent already hangs, through others, below the child.
    #[error("it would make a loop of {} objectives", path.len())]
    WouldLoop {
        /// The objectives on the way: from the wanted parent's objective, upwards, to the child.
        path: Vec<ObjectiveId>,
    },
    /// They are aligned already.
    #[error("they are aligned already")]
    AlreadyAligned {
        /// The objective.
        child: ObjectiveId,
        /// What it is aligned to.
        parent: Parent,
    },
    /// They aren't aligned.
    #[error("they aren't aligned")]
    NotAligned {
        /// The objective.
        child: ObjectiveId,
        /// What it isn't aligned to.
        parent: Parent,
    },
    /// Alignments run within a cycle or into one above it, never sideways or downwards.
    #[error("an alignment runs within a cycle or into one above it")]
    OtherCycle {
        /// The child's cycle.
        child: CycleId,
        /// The parent's cycle.
        parent: CycleId,
    },
    /// The objective would contribute both to an objective and to one of its key results.
    #[error("it would be counted twice in one objective")]
    CountedTwice {
        /// The objective it would be counted twice in.
        objective: ObjectiveId,
        /// The key result through which.
        key_result: KeyResultId,
    },
    /// The key result is what it measures; only one that is driven by contributions counts them.
    #[error("the key result isn't driven by contributions")]
    NotDriven {
        /// Which key result.
        key_result: KeyResultId,
    },
    /// The cycle is in another phase than this needs.
    #[error("the cycle is in another phase")]
    WrongPhase {
        /// Which cycle.
        cycle: CycleId,
        /// Where it stands.
        is: Phase,
    },
    /// The cycle is closed, so it is read-only.
    #[error("the cycle is closed")]
    CycleClosed {
        /// Which cycle.
        cycle: CycleId,
    },
    /// The cycle still runs.
    #[error("the cycle runs until {until}")]
    StillRunning {
        /// Its last day.
        until: NaiveDate,
    },
    /// A draft takes no check-ins.
    #[error("the objective is a draft")]
    StillDraft {
        /// Which.
        objective: ObjectiveId,
    },
    /// The objective is published already.
    #[error("the objective is published")]
    AlreadyPublished {
        /// Which.
        objective: ObjectiveId,
    },
    /// Too much has happened since the objective was published to make a draft of it again.
    #[error("the objective is counted on")]
    CountedOn {
        /// Which.
        objective: ObjectiveId,
    },
    /// Something has to be written here.
    #[error("{field:?} is empty")]
    Empty {
        /// Where.
        field: Field,
    },
    /// Too much is written here.
    #[error("{field:?} has {is} characters; at most {most} fit")]
    TooLong {
        /// Where.
        field: Field,
        /// Characters that fit.
        most: usize,
        /// Characters that were written.
        is: usize,
    },
    /// What is written here isn't a finite number.
    #[error("{field:?} is not a number")]
    NotANumber {
        /// Where.
        field: Field,
    },
    /// The number lies outside its range.
    #[error("{field:?} must lie between {least} and {most}")]
    OutOfRange {
        /// Where.
        field: Field,
        /// The least that is allowed.
        least: f64,
        /// The most that is allowed.
        most: f64,
    },
    /// Baseline and target are the same, so there is no way to measure.
    #[error("the baseline is the target")]
    BaselineIsTarget,
    /// A keep needs a bound.
    #[error("a keep needs a bound")]
    NoBounds,
    /// The lower bound lies above the upper.
    #[error("the lower bound lies above the upper")]
    BoundsCrossed,
    /// Milestones need a step whose weight is above 0.
    #[error("no step has a weight")]
    NoSteps,
    /// Two steps have the same id.
    #[error("a step stands twice")]
    StepTwice,
    /// The last day lies before the first.
    #[error("the last day lies before the first")]
    DatesCrossed,
    /// A cycle lies in years that no plan is made for.
    #[error("a cycle lies between {first} and {last}")]
    YearsOutOfRange {
        /// The first year that is allowed.
        first: i32,
        /// The last one.
        last: i32,
    },
    /// A cycle lasts too long.
    #[error("a cycle lasts at most {years} years")]
    CycleTooLong {
        /// So many years at most.
        years: u32,
    },
    /// A cycle doesn't lie within the one above it.
    #[error("the cycle above runs from {first_day} to {last_day}")]
    OutsideParent {
        /// The cycle above.
        parent: CycleId,
        /// Its first day.
        first_day: NaiveDate,
        /// Its last day.
        last_day: NaiveDate,
    },
    /// The reading is of another kind than the measure.
    #[error("the reading is of another kind than the measure")]
    WrongReading,
    /// Only a company objective has a pillar.
    #[error("only a company objective has a pillar")]
    PillarOfTeam,
    /// A reason is owed.
    #[error("a reason is owed")]
    ReasonOwed,
    /// It was changed since its editor began, in fields that the editor changed to something else. They choose.
    #[error("{fields:?} were changed meanwhile")]
    EditedMeanwhile {
        /// The fields that both changed, to different values.
        fields: Vec<Field>,
        /// What stands by now.
        theirs: Box<Theirs>,
    },
    /// The check-in was corrected already, or is no longer there.
    #[error("the check-in was corrected already")]
    AlreadyCorrected {
        /// The check-in.
        check_in: CheckInId,
    },
    /// A table can't be taken in.
    #[error("the table has {} problems", .0.len())]
    Table(Vec<Problem>),
}
