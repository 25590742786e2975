//! Refusals of rules: typed, with the things involved, so that the interface can phrase them in any language.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::theirs::Theirs;
use crate::{Action, CheckInId, CycleId, Field, KeyResultId, ObjectiveId, Parent, PersonId, Phase, TeamId, Thing};

/// A refusal by a rule. Nothing has changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// It doesn't exist (any more).
    #[error("there is no {0:?}")]
    Unknown(Thing),
    /// A thing with this id exists already.
    #[error("{0:?} stands already")]
    Taken(Thing),
    /// A team, cycle or pillar of this name exists already.
    #[error("the name {name:?} is taken")]
    NameTaken {
        /// The name.
        name: String,
    },
    /// It isn't a valid e-mail address.
    #[error("{email:?} is no e-mail address")]
    NotAnEmail {
        /// The text.
        email: String,
    },
    /// Another person has this e-mail address.
    #[error("somebody else has the e-mail address {email:?}")]
    EmailTaken {
        /// The address.
        email: String,
        /// That person.
        person: PersonId,
    },
    /// No administrator would be left.
    #[error("it is the last administrator")]
    LastAdmin,
    /// The person is deactivated and can't be an owner.
    #[error("they have left")]
    Deactivated {
        /// The person.
        person: PersonId,
    },
    /// The company is the root team and can't be changed like this.
    #[error("the company can't be moved or removed")]
    TheCompany,
    /// A team would be below itself.
    #[error("a team can't belong to itself or to one below it")]
    TeamInItself {
        /// The team.
        team: TeamId,
        /// The wanted parent.
        above: TeamId,
    },
    /// A team to be removed isn't empty.
    #[error("the team still has {objectives} objectives, {people} people and {teams} teams below it")]
    TeamNotEmpty {
        /// The team.
        team: TeamId,
        /// The number of its objectives, in all cycles.
        objectives: usize,
        /// The number of its members and leads.
        people: usize,
        /// The number of its child teams.
        teams: usize,
    },
    /// A person to be deactivated owns things, and no new owner is named.
    #[error("they own {objectives} objectives, {key_results} key results and {pillars} pillars")]
    StillOwns {
        /// The number of objectives in cycles that aren't closed.
        objectives: usize,
        /// The number of key results in such cycles.
        key_results: usize,
        /// The number of pillars.
        pillars: usize,
    },
    /// An organisation exists already, or none does yet.
    #[error("the organisation has begun already, or not yet")]
    Founding,
    /// There is no such time zone.
    #[error("there is no time zone {name:?}")]
    NoSuchZone {
        /// The text.
        name: String,
    },
    /// The table "Who may do what" doesn't allow it.
    #[error("{action:?} is not theirs to do")]
    NotAllowed {
        /// The action.
        action: Action,
    },
    /// The parent is already below the child.
    #[error("it would make a loop of {} objectives", path.len())]
    WouldLoop {
        /// The objectives on the path: from the wanted parent's objective, upwards, to the child.
        path: Vec<ObjectiveId>,
    },
    /// They are aligned already.
    #[error("they are aligned already")]
    AlreadyAligned {
        /// The objective.
        child: ObjectiveId,
        /// The parent.
        parent: Parent,
    },
    /// They aren't aligned.
    #[error("they aren't aligned")]
    NotAligned {
        /// The objective.
        child: ObjectiveId,
        /// The parent.
        parent: Parent,
    },
    /// Alignments are allowed within a cycle or to a cycle above it only.
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
        /// The objective that would count it twice.
        objective: ObjectiveId,
        /// The key result involved.
        key_result: KeyResultId,
    },
    /// The key result isn't driven by contributions and can't count any.
    #[error("the key result isn't driven by contributions")]
    NotDriven {
        /// The key result.
        key_result: KeyResultId,
    },
    /// The cycle is in the wrong phase.
    #[error("the cycle is in another phase")]
    WrongPhase {
        /// The cycle.
        cycle: CycleId,
        /// Its phase.
        is: Phase,
    },
    /// The cycle is closed, so it is read-only.
    #[error("the cycle is closed")]
    CycleClosed {
        /// The cycle.
        cycle: CycleId,
    },
    /// The cycle is still running.
    #[error("the cycle runs until {until}")]
    StillRunning {
        /// Its last day.
        until: NaiveDate,
    },
    /// A draft takes no check-ins.
    #[error("the objective is a draft")]
    StillDraft {
        /// The objective.
        objective: ObjectiveId,
    },
    /// The objective is published already.
    #[error("the objective is published")]
    AlreadyPublished {
        /// The objective.
        objective: ObjectiveId,
    },
    /// Others depend on the objective by now, so it can't become a draft again.
    #[error("the objective is counted on")]
    CountedOn {
        /// The objective.
        objective: ObjectiveId,
    },
    /// A required field is empty.
    #[error("{field:?} is empty")]
    Empty {
        /// The field.
        field: Field,
    },
    /// A text is too long.
    #[error("{field:?} has {is} characters; at most {most} fit")]
    TooLong {
        /// The field.
        field: Field,
        /// The maximum length in characters.
        most: usize,
        /// The actual length in characters.
        is: usize,
    },
    /// The value isn't a finite number.
    #[error("{field:?} is not a number")]
    NotANumber {
        /// The field.
        field: Field,
    },
    /// The number is out of range.
    #[error("{field:?} must lie between {least} and {most}")]
    OutOfRange {
        /// The field.
        field: Field,
        /// The minimum.
        least: f64,
        /// The maximum.
        most: f64,
    },
    /// Baseline and target are equal, so progress couldn't be measured.
    #[error("the baseline is the target")]
    BaselineIsTarget,
    /// A keep needs a bound.
    #[error("a keep needs a bound")]
    NoBounds,
    /// The lower bound is above the upper.
    #[error("the lower bound lies above the upper")]
    BoundsCrossed,
    /// Milestones need a step whose weight is above 0.
    #[error("no step has a weight")]
    NoSteps,
    /// Two steps have the same id.
    #[error("a step stands twice")]
    StepTwice,
    /// The last day is before the first.
    #[error("the last day lies before the first")]
    DatesCrossed,
    /// A cycle's years are out of range.
    #[error("a cycle lies between {first} and {last}")]
    YearsOutOfRange {
        /// The first allowed year.
        first: i32,
        /// The last allowed year.
        last: i32,
    },
    /// A cycle is too long.
    #[error("a cycle lasts at most {years} years")]
    CycleTooLong {
        /// The maximum in years.
        years: u32,
    },
    /// A cycle isn't within its parent.
    #[error("the cycle above runs from {first_day} to {last_day}")]
    OutsideParent {
        /// The parent cycle.
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
    /// A reason is required.
    #[error("a reason is owed")]
    ReasonOwed,
    /// Another person changed the same fields to other values meanwhile. The editor has to choose.
    #[error("{fields:?} were changed meanwhile")]
    EditedMeanwhile {
        /// The fields in conflict.
        fields: Vec<Field>,
        /// The current values.
        theirs: Box<Theirs>,
    },
    /// The check-in was corrected already, or doesn't exist any more.
    #[error("the check-in was corrected already")]
    AlreadyCorrected {
        /// The check-in.
        check_in: CheckInId,
    },
    /// A table has problems.
    #[error("the table has {} problems", .0.len())]
    Table(Vec<Problem>),
}

/// A problem in a table, with its position.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Problem {
    /// The line in the file, from 1 for the header.
    pub line: u32,
    /// The column's name, or empty for the whole line.
    pub column: String,
    /// The problem.
    pub fault: Fault,
}

/// Kinds of problems in a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// Unknown column.
    UnknownColumn,
    /// A required column is missing.
    MissingColumn,
    /// The column occurs twice.
    ColumnTwice,
    /// The text isn't valid UTF-8.
    NotUtf8,
    /// The number of cells differs from the header's.
    WrongLength,
    /// A required cell is empty.
    Empty,
    /// The word isn't one of these.
    NotOneOf(Vec<String>),
    /// Not a finite number.
    NotANumber(String),
    /// An ambiguous number.
    ReadsBothWays {
        /// The text.
        text: String,
        /// The possible values, formatted unambiguously.
        readings: Vec<String>,
    },
    /// Not a whole number in this range, inclusive.
    NotWhole {
        /// The least value.
        least: u8,
        /// The greatest value.
        most: u8,
    },
    /// Not a date.
    NotADate(String),
    /// The cell must be empty in such a row.
    MustBeEmpty,
    /// The `ref` occurs on another line, too.
    RefTwice(String),
    /// There is no row with this `ref`.
    UnknownRef(String),
    /// The `ref` is of the wrong type here.
    WrongType(String),
    /// The team doesn't exist, and the importer isn't allowed to create it.
    UnknownTeam(String),
    /// The person doesn't exist, and the importer isn't allowed to create them.
    UnknownPerson(String),
    /// The pillar doesn't exist.
    UnknownPillar(String),
    /// It would create a loop: the `ref`s of the objectives on the path from the wanted parent up to the row's own.
    WouldLoop(Vec<String>),
    /// The e-mail address occurs on another line, too.
    EmailTwice(String),
    /// A rule refuses this row.
    Rule(Box<Refusal>),
}
