//! The tables of the current state. Each module implements both directions: how an event changes its tables, and how
//! they are read.

mod alignment;
pub(crate) mod check_in;
mod cycle;
mod import;
mod key_result;
mod objective;
mod organisation;

use okr::{Board, Entry, Event, Person, Snapshot};

use self::check_in::Report;
use crate::database::Connection;
use crate::journal;

/// Applies entries to the tables, in order, as [`Board::record`] does to a board. They must be in the journal
/// already.
pub(crate) async fn write(connection: &mut Connection<'_>, entries: &[&Entry]) -> sqlx::Result<()> {
    // Check-ins are the most frequent commands, so consecutive ones are written together.
    let mut reports = Vec::new();
    for entry in entries {
        for event in &entry.events {
            if let Event::CheckedIn { key_result, check_in, .. } = event {
                reports.push(Report { seq: entry.seq, key_result: *key_result, check_in });
            } else {
                check_in::report(connection, &std::mem::take(&mut reports)).await?;
                write_one(connection, entry.seq, event).await?;
            }
        }
    }
    check_in::report(connection, &reports).await
}

async fn write_one(connection: &mut Connection<'_>, seq: u64, event: &Event) -> sqlx::Result<()> {
    match event {
        Event::Founded(organisation) => organisation::found(connection, organisation).await,
        Event::OrganisationEdited { after, .. } => organisation::edit(connection, after).await,
        Event::TeamAdded(team) => organisation::add_team(connection, team).await,
        Event::TeamEdited { after, .. } => organisation::edit_team(connection, after).await,
        Event::TeamRemoved(team) => organisation::remove_team(connection, team.id).await,
        Event::PersonAdded(person) => organisation::add_person(connection, person).await,
        Event::PersonEdited { id, after, .. } => organisation::edit_person(connection, *id, after).await,
        Event::HandedOver { to, objectives, key_results, pillars, .. } => {
            organisation::hand_over(connection, *to, objectives, key_results, pillars).await
        }
        Event::PersonDeactivated { id } => organisation::deactivate(connection, *id, true).await,
        Event::PersonReactivated { id } => organisation::deactivate(connection, *id, false).await,
        Event::SecondFactorRequired { after, .. } => organisation::require_second_factor(connection, *after).await,
        Event::PillarAdded(pillar) => organisation::add_pillar(connection, pillar).await,
        Event::CycleOpened(cycle) => cycle::open(connection, cycle).await,
        Event::PhaseMoved { cycle, to, at, .. } => cycle::move_phase(connection, *cycle, *to, *at).await,
        Event::ObjectiveCreated(objective) => objective::create(connection, objective).await,
        Event::ObjectiveEdited { id, after, .. } => objective::edit(connection, *id, after).await,
        Event::Published { id, at } => objective::publish(connection, *id, *at).await,
        Event::Unpublished { id, .. } => objective::unpublish(connection, *id).await,
        Event::ObjectiveDeleted { before, .. } => objective::delete(connection, before.id).await,
        Event::KeyResultCreated { key_result, .. } => key_result::create(connection, key_result).await,
        Event::KeyResultEdited { id, after, .. } => key_result::edit(connection, *id, after).await,
        Event::KeyResultDeleted { before, .. } => key_result::delete(connection, before.id).await,
        Event::Aligned { child, alignment, index } => alignment::align(connection, *child, alignment, *index).await,
        Event::Unaligned { child, before, .. } => alignment::unalign(connection, *child, before.parent).await,
        Event::Reweighed { child, parent, after, .. } => alignment::reweigh(connection, *child, *parent, *after).await,
        Event::CheckedIn { key_result, check_in, .. } => {
            check_in::report(connection, &[Report { seq, key_result: *key_result, check_in }]).await
        }
        Event::Corrected { key_result, wrong, check_in } => {
            check_in::correct(connection, &Report { seq, key_result: *key_result, check_in }, *wrong).await
        }
        Event::RowImported { cycle, row } => import::remember(connection, *cycle, row).await,
    }
}

/// The whole state. The connection has to be in a transaction, so that all statements see the same state.
pub(crate) async fn load(connection: &mut Connection<'_>) -> sqlx::Result<Board> {
    let okr::Position { seq, mark } = journal::last(connection).await?;
    let mut board = Board::from(Snapshot {
        seq,
        mark,
        organisation: organisation::load(connection).await?,
        people: organisation::people(connection).await?,
        teams: organisation::teams(connection).await?,
        pillars: organisation::pillars(connection).await?,
        cycles: cycle::load(connection).await?,
        objectives: objective::load(connection).await?,
        key_results: key_result::load(connection).await?,
    });
    board.imported = import::load(connection).await?;
    Ok(board)
}

/// All people in the tables.
pub(crate) async fn people(connection: &mut Connection<'_>) -> sqlx::Result<Vec<Person>> {
    organisation::people(connection).await
}

/// The error for an unknown word in a column, which its `CHECK` should have prevented.
pub(crate) fn unknown(what: &'static str, word: &str) -> sqlx::Error {
    sqlx::Error::Decode(format!("{word:?} is no {what}").into())
}

/// A position as a column's value.
fn position(index: usize) -> i64 {
    i64::try_from(index).unwrap_or(i64::MAX)
}
