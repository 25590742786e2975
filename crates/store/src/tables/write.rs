//! Writing what an event changes.

use okr::{Entry, Event};

use super::check_in::Report;
use super::{alignment, check_in, cycle, import, key_result, objective, organisation};
use crate::on::Connection;

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
