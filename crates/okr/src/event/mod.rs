//! What happened. The journal holds these, the live stream carries them, and [`Board::apply`](crate::Board::apply) makes them true.

pub mod stored;
mod subjects;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::import::ImportedRow;
use crate::{
    Alignment, CheckIn, CheckInId, CommandId, Cycle, CycleId, How, KeyResult, KeyResultDraft, KeyResultId, Objective,
    ObjectiveDraft, ObjectiveId, Organisation, OrganisationDraft, Parent, Person, PersonDraft, PersonId, Phase, Pillar, PillarId,
    Team,
};

/// One row of the journal: everything that one command did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its place: 1 for the first, without gaps.
    pub seq: u64,
    /// The command that did it.
    pub command: CommandId,
    /// Who asked; `None` on the command line.
    pub actor: Option<PersonId>,
    /// When, to the microsecond.
    pub at: DateTime<Utc>,
    /// What happened, in order.
    pub events: Vec<Event>,
}

/// Something that happened, with what was before where that can't be told from the event alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The organisation began.
    Founded(Organisation),
    /// What was said when the organisation was founded was changed.
    OrganisationEdited {
        /// What it said.
        before: OrganisationDraft,
        /// What it says.
        after: OrganisationDraft,
    },
    /// A team was added.
    TeamAdded(Team),
    /// A team has another name, or another place.
    TeamEdited {
        /// As it was.
        before: Team,
        /// As it is.
        after: Team,
    },
    /// A team was taken away; it was empty.
    TeamRemoved(Team),
    /// A person was added.
    PersonAdded(Person),
    /// What is written about a person was changed.
    PersonEdited {
        /// Who.
        id: PersonId,
        /// What it said.
        before: PersonDraft,
        /// What it says.
        after: PersonDraft,
    },
    /// Somebody answers for what was somebody else's.
    HandedOver {
        /// Whose it was.
        from: PersonId,
        /// Whose it is.
        to: PersonId,
        /// These objectives,
        objectives: Vec<ObjectiveId>,
        /// these key results,
        key_results: Vec<KeyResultId>,
        /// and these pillars.
        pillars: Vec<PillarId>,
    },
    /// Somebody left.
    PersonDeactivated {
        /// Who.
        id: PersonId,
    },
    /// Somebody came back.
    PersonReactivated {
        /// Who.
        id: PersonId,
    },
    /// Whether everybody who signs in with a password needs a second factor was changed.
    SecondFactorRequired {
        /// Whether they did.
        before: bool,
        /// Whether they do.
        after: bool,
    },
    /// A pillar was added.
    PillarAdded(Pillar),
    /// A cycle was opened.
    CycleOpened(Cycle),
    /// A cycle moved to another phase.
    PhaseMoved {
        /// Which.
        cycle: CycleId,
        /// From where.
        from: Phase,
        /// To where.
        to: Phase,
        /// When.
        at: DateTime<Utc>,
        /// Why, if a reason was given.
        reason: String,
    },
    /// An objective was written; it has no key results and no parents yet.
    ObjectiveCreated(Objective),
    /// What an objective says was changed.
    ObjectiveEdited {
        /// Which.
        id: ObjectiveId,
        /// What it said.
        before: ObjectiveDraft,
        /// What it says.
        after: ObjectiveDraft,
        /// Why, if a reason was given.
        reason: String,
    },
    /// A draft counts from now on.
    Published {
        /// Which.
        id: ObjectiveId,
        /// When.
        at: DateTime<Utc>,
    },
    /// What was published is a draft again.
    Unpublished {
        /// Which.
        id: ObjectiveId,
        /// Since when it was published.
        before: DateTime<Utc>,
    },
    /// An objective is gone. Its key results and all edges to and from it went before, in events of their own.
    ObjectiveDeleted {
        /// What it was.
        before: Objective,
        /// Why, if a reason was given.
        reason: String,
    },
    /// A key result was added at the end of its objective's list; its series is empty.
    KeyResultCreated {
        /// What was added.
        key_result: KeyResult,
        /// Why, if a reason was given.
        reason: String,
    },
    /// A key result was changed.
    KeyResultEdited {
        /// Which.
        id: KeyResultId,
        /// What it said.
        before: KeyResultDraft,
        /// What it says.
        after: KeyResultDraft,
        /// Why, if a reason was given.
        reason: String,
    },
    /// A key result is gone, with its check-ins.
    KeyResultDeleted {
        /// What it was.
        before: KeyResult,
        /// Why, if a reason was given.
        reason: String,
    },
    /// An objective was aligned.
    Aligned {
        /// The objective.
        child: ObjectiveId,
        /// The new edge.
        alignment: Alignment,
        /// Its index among the parents.
        index: usize,
    },
    /// An alignment was taken away.
    Unaligned {
        /// The objective.
        child: ObjectiveId,
        /// The edge that is gone.
        before: Alignment,
        /// The index that it had.
        index: usize,
        /// Why, if the parent's owner declined it.
        reason: String,
    },
    /// An alignment counts differently.
    Reweighed {
        /// The objective.
        child: ObjectiveId,
        /// What it is aligned to.
        parent: Parent,
        /// Before.
        before: How,
        /// From now on.
        after: How,
        /// Why, if a reason was given.
        reason: String,
    },
    /// A key result was reported on.
    CheckedIn {
        /// Which.
        key_result: KeyResultId,
        /// What was reported.
        check_in: CheckIn,
        /// What the last one before it read, and its confidence; for the feed.
        before: Option<(crate::Reading, Option<u8>)>,
    },
    /// A check-in was put right.
    Corrected {
        /// On which key result.
        key_result: KeyResultId,
        /// Which one was wrong.
        wrong: CheckInId,
        /// What it is now.
        check_in: CheckIn,
    },
    /// A row of a table was taken in; what it changed stands in events before this one.
    RowImported {
        /// The cycle that the table was imported into.
        cycle: CycleId,
        /// What the row said and what it stands for, so that the next import changes only what differs.
        row: ImportedRow,
    },
}
