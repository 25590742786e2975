//! The rules: the events of a command, or its refusal.
//!
//! Each file holds the rules of one topic. All check in the same order, so that the most useful refusal is returned:
//! do the named things exist, is the person allowed to do this, is the cycle open, is the content valid, is a reason
//! required.

mod alignment;
mod check_in;
mod cycle;
mod import;
mod key_result;
mod objective;
mod organisation;
mod people;
mod steps;

use crate::merge::{Editable, Theirs};
use crate::{Action, Actor, Board, Command, Event, Moment, Refusal, Subject};

/// The result of a command. No event means that nothing would change.
pub(crate) type Decision = Result<Vec<Event>, Refusal>;

/// Decides a command by `actor` at a moment. Changes nothing; the returned events have to be applied.
///
/// # Errors
/// The rule that refuses it.
pub fn decide(board: &Board, actor: Actor, command: &Command, at: Moment) -> Decision {
    let case = Case { board, actor, at };
    match command {
        Command::Found { organisation, root } => case.found(organisation, *root),
        Command::Import(table) => case.import(table),
        _ if board.organisation.is_none() => Err(Refusal::Founding),
        Command::ImportPeople(table) => case.import_people(table),
        Command::EditOrganisation { base, draft } => case.edit_organisation(base, draft),
        Command::AddTeam(team) => case.add_team(team),
        Command::EditTeam { id, name, parent, base } => case.edit_team(*id, name, *parent, base.as_ref()),
        Command::RemoveTeam { id } => case.remove_team(*id),
        Command::AddPerson(person) => case.add_person(person),
        Command::EditPerson { id, draft, base } => case.edit_person(*id, draft, base.as_ref()),
        Command::DeactivatePerson { id, hand_over_to } => case.deactivate_person(*id, *hand_over_to),
        Command::ReactivatePerson { id } => case.reactivate_person(*id),
        Command::RequireSecondFactor { required } => case.require_second_factor(*required),
        Command::AddPillar(pillar) => case.add_pillar(pillar),
        Command::OpenCycle { id, name, first_day, last_day, parent } => {
            case.open_cycle(*id, name, *first_day, *last_day, *parent)
        }
        Command::MovePhase { cycle, to, reason } => case.move_phase(*cycle, *to, reason),
        Command::CreateObjective { id, cycle, draft } => case.create_objective(*id, *cycle, draft),
        Command::EditObjective { id, draft, base, reason } => case.edit_objective(*id, draft, base.as_ref(), reason),
        Command::Publish { id } => case.publish(*id),
        Command::Unpublish { id } => case.unpublish(*id),
        Command::DeleteObjective { id, reason } => case.delete_objective(*id, reason),
        Command::CreateKeyResult { id, objective, draft, reason } => case.create_key_result(*id, *objective, draft, reason),
        Command::EditKeyResult { id, draft, base, reason } => case.edit_key_result(*id, draft, base.as_ref(), reason),
        Command::DeleteKeyResult { id, reason } => case.delete_key_result(*id, reason),
        Command::Align { child, parent, how, place } => case.align(*child, *parent, *how, *place),
        Command::Unalign { child, parent } => case.unalign(*child, *parent),
        Command::Reweigh { child, parent, how, base, reason } => case.reweigh(*child, *parent, *how, base.as_ref(), reason),
        Command::Decline { child, parent, reason } => case.decline(*child, *parent, reason),
        Command::CheckIn { id, key_result, reading, confidence, note } => {
            case.check_in(*id, *key_result, reading, *confidence, note)
        }
        Command::Correct { id, wrong, key_result, reading, confidence, note } => {
            case.correct(*id, *wrong, *key_result, reading, *confidence, note)
        }
    }
}

/// The wanted values, merged with concurrent changes.
///
/// # Errors
/// [`Refusal::EditedMeanwhile`] if the same field was changed on both sides.
fn merged<T: Editable>(wanted: &T, base: Option<&T>, stands: &T, theirs: fn(T) -> Theirs) -> Result<T, Refusal> {
    let Some(base) = base else { return Ok(wanted.clone()) };
    let (merged, fields) = wanted.rebased(base, stands);
    if fields.is_empty() {
        Ok(merged)
    } else {
        Err(Refusal::EditedMeanwhile { fields, theirs: Box::new(theirs(stands.clone())) })
    }
}

/// The context of a decision: board, actor and moment.
#[derive(Clone, Copy)]
struct Case<'a> {
    board: &'a Board,
    actor: Actor,
    at: Moment,
}

impl Case<'_> {
    fn may(self, action: Action, subject: Subject) -> Result<(), Refusal> {
        self.actor.may(self.board, action, subject)
    }
}
