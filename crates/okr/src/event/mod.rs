//! Events. The journal stores them, the live stream sends them, and [`Board::apply`](crate::Board::apply) applies
//! them.

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

/// A journal entry: all events of one command.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its sequence number, from 1 and without gaps.
    pub seq: u64,
    /// The command.
    pub command: CommandId,
    /// The actor; `None` for the command line.
    pub actor: Option<PersonId>,
    /// The instant, to the microsecond.
    pub at: DateTime<Utc>,
    /// The events, in order.
    pub events: Vec<Event>,
}

/// An event, with the previous values where they are needed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The organisation was founded.
    Founded(Organisation),
    /// The organisation's settings were changed.
    OrganisationEdited {
        /// The previous values.
        before: OrganisationDraft,
        /// The new values.
        after: OrganisationDraft,
    },
    /// A team was added.
    TeamAdded(Team),
    /// A team was renamed or moved.
    TeamEdited {
        /// The team before.
        before: Team,
        /// The team after.
        after: Team,
    },
    /// An empty team was removed.
    TeamRemoved(Team),
    /// A person was added.
    PersonAdded(Person),
    /// A person's details were changed.
    PersonEdited {
        /// The person.
        id: PersonId,
        /// The previous values.
        before: PersonDraft,
        /// The new values.
        after: PersonDraft,
    },
    /// A person's things got a new owner.
    HandedOver {
        /// The previous owner.
        from: PersonId,
        /// The new owner.
        to: PersonId,
        /// The objectives.
        objectives: Vec<ObjectiveId>,
        /// The key results.
        key_results: Vec<KeyResultId>,
        /// The pillars.
        pillars: Vec<PillarId>,
    },
    /// A person was deactivated.
    PersonDeactivated {
        /// The person.
        id: PersonId,
    },
    /// A person was reactivated.
    PersonReactivated {
        /// The person.
        id: PersonId,
    },
    /// The requirement of a second factor for password sign-ins was changed.
    SecondFactorRequired {
        /// Whether it was required.
        before: bool,
        /// Whether it is required now.
        after: bool,
    },
    /// A pillar was added.
    PillarAdded(Pillar),
    /// A cycle was opened.
    CycleOpened(Cycle),
    /// A cycle moved to another phase.
    PhaseMoved {
        /// The cycle.
        cycle: CycleId,
        /// The previous phase.
        from: Phase,
        /// The new phase.
        to: Phase,
        /// The instant.
        at: DateTime<Utc>,
        /// The reason, if there is one.
        reason: String,
    },
    /// An objective was created, without key results and parents.
    ObjectiveCreated(Objective),
    /// An objective's content was changed.
    ObjectiveEdited {
        /// The objective.
        id: ObjectiveId,
        /// The previous content.
        before: ObjectiveDraft,
        /// The new content.
        after: ObjectiveDraft,
        /// The reason, if there is one.
        reason: String,
    },
    /// A draft was published.
    Published {
        /// The objective.
        id: ObjectiveId,
        /// The instant.
        at: DateTime<Utc>,
    },
    /// A published objective became a draft again.
    Unpublished {
        /// The objective.
        id: ObjectiveId,
        /// When it had been published.
        before: DateTime<Utc>,
    },
    /// An objective was deleted. Its key results and all alignments from and to it were removed before, by separate
    /// events.
    ObjectiveDeleted {
        /// The objective.
        before: Objective,
        /// The reason, if there is one.
        reason: String,
    },
    /// A key result was appended to its objective's list; its series is empty.
    KeyResultCreated {
        /// The key result.
        key_result: KeyResult,
        /// The reason, if there is one.
        reason: String,
    },
    /// A key result was changed.
    KeyResultEdited {
        /// The key result.
        id: KeyResultId,
        /// The previous content.
        before: KeyResultDraft,
        /// The new content.
        after: KeyResultDraft,
        /// The reason, if there is one.
        reason: String,
    },
    /// A key result was deleted, with its check-ins.
    KeyResultDeleted {
        /// The key result.
        before: KeyResult,
        /// The reason, if there is one.
        reason: String,
    },
    /// An objective was aligned.
    Aligned {
        /// The objective.
        child: ObjectiveId,
        /// The alignment.
        alignment: Alignment,
        /// Its index among the parents.
        index: usize,
    },
    /// An alignment was removed.
    Unaligned {
        /// The objective.
        child: ObjectiveId,
        /// The removed alignment.
        before: Alignment,
        /// Its previous index.
        index: usize,
        /// The reason, if the parent's owner declined it.
        reason: String,
    },
    /// The weight or kind of an alignment was changed.
    Reweighed {
        /// The objective.
        child: ObjectiveId,
        /// The parent.
        parent: Parent,
        /// The previous value.
        before: How,
        /// The new value.
        after: How,
        /// The reason, if there is one.
        reason: String,
    },
    /// A key result was reported on.
    CheckedIn {
        /// The key result.
        key_result: KeyResultId,
        /// The check-in.
        check_in: CheckIn,
        /// The reading and confidence of the previous check-in; for the feed.
        before: Option<(crate::Reading, Option<u8>)>,
    },
    /// A check-in was corrected.
    Corrected {
        /// The key result.
        key_result: KeyResultId,
        /// The corrected check-in.
        wrong: CheckInId,
        /// The correction.
        check_in: CheckIn,
    },
    /// A row of a table was imported; its changes are earlier events of the entry.
    RowImported {
        /// The cycle that the table was imported into.
        cycle: CycleId,
        /// The row's content and target, so that the next import applies only the differences.
        row: ImportedRow,
    },
}
