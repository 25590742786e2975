//! Objectives.

use chrono::{DateTime, Utc};
use okr::{Ambition, CycleId, Objective, ObjectiveDraft, ObjectiveId, PersonId, PillarId, Stage, TeamId};
use uuid::Uuid;

use super::values::unknown;
use super::{alignment, key_result};
use crate::on::Connection;
use crate::statement::statement;

#[derive(sqlx::FromRow)]
struct ObjectiveRow {
    id: Uuid,
    title: String,
    why: String,
    team: Uuid,
    owner: Uuid,
    cycle: Uuid,
    pillar: Option<Uuid>,
    ambition: String,
    published_at: Option<DateTime<Utc>>,
}

pub(super) async fn create(connection: &mut Connection<'_>, objective: &Objective) -> sqlx::Result<()> {
    let published_at = match objective.stage {
        Stage::Draft => None,
        Stage::Published(at) => Some(at),
    };
    statement(
        "INSERT INTO objective (id, title, why, team, owner, cycle, pillar, ambition, published_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(objective.id.0)
    .bind(&objective.title)
    .bind(&objective.why)
    .bind(objective.team.0)
    .bind(objective.owner.0)
    .bind(objective.cycle.0)
    .bind(objective.pillar.map(|pillar| pillar.0))
    .bind(word(objective.ambition))
    .bind(published_at)
    .execute(connection)
    .await?;
    for (index, parent) in objective.parents.iter().enumerate() {
        alignment::align(connection, objective.id, parent, index).await?;
    }
    Ok(())
}

pub(super) async fn edit(connection: &mut Connection<'_>, id: ObjectiveId, draft: &ObjectiveDraft) -> sqlx::Result<()> {
    let update =
        statement("UPDATE objective SET title = $2, why = $3, team = $4, owner = $5, pillar = $6, ambition = $7 WHERE id = $1")
            .bind(id.0)
            .bind(&draft.title)
            .bind(&draft.why)
            .bind(draft.team.0)
            .bind(draft.owner.0)
            .bind(draft.pillar.map(|pillar| pillar.0))
            .bind(word(draft.ambition));
    update.execute_on_one(connection).await
}

/// Its key results are counted again from the same instant.
pub(super) async fn publish(connection: &mut Connection<'_>, id: ObjectiveId, at: DateTime<Utc>) -> sqlx::Result<()> {
    let update = statement("UPDATE objective SET published_at = $2 WHERE id = $1").bind(id.0).bind(at);
    update.execute_on_one(connection).await?;
    statement("UPDATE key_result SET since = $2 WHERE objective = $1").bind(id.0).bind(at).execute(connection).await?;
    Ok(())
}

pub(super) async fn unpublish(connection: &mut Connection<'_>, id: ObjectiveId) -> sqlx::Result<()> {
    let update = statement("UPDATE objective SET published_at = NULL WHERE id = $1").bind(id.0);
    update.execute_on_one(connection).await
}

pub(super) async fn delete(connection: &mut Connection<'_>, id: ObjectiveId) -> sqlx::Result<()> {
    alignment::unalign_all(connection, id).await?;
    let delete = statement("DELETE FROM objective WHERE id = $1").bind(id.0);
    delete.execute_on_one(connection).await
}

pub(super) async fn load(connection: &mut Connection<'_>) -> sqlx::Result<Vec<Objective>> {
    let rows: Vec<ObjectiveRow> =
        statement("SELECT id, title, why, team, owner, cycle, pillar, ambition, published_at FROM objective")
            .rows(connection)
            .await?;
    let mut key_results = key_result::order(connection).await?;
    let mut parents = alignment::load(connection).await?;
    let objective = |row: ObjectiveRow| {
        let id = ObjectiveId(row.id);
        Ok(Objective {
            id,
            title: row.title,
            why: row.why,
            team: TeamId(row.team),
            owner: PersonId(row.owner),
            cycle: CycleId(row.cycle),
            pillar: row.pillar.map(PillarId),
            ambition: ambition(&row.ambition)?,
            stage: row.published_at.map_or(Stage::Draft, Stage::Published),
            key_results: key_results.remove(&id).unwrap_or_default(),
            parents: parents.remove(&id).unwrap_or_default(),
        })
    };
    rows.into_iter().map(objective).collect()
}

const fn word(ambition: Ambition) -> &'static str {
    match ambition {
        Ambition::Committed => "committed",
        Ambition::Aspirational => "aspirational",
    }
}

fn ambition(word: &str) -> sqlx::Result<Ambition> {
    match word {
        "committed" => Ok(Ambition::Committed),
        "aspirational" => Ok(Ambition::Aspirational),
        other => Err(unknown("ambition", other)),
    }
}
