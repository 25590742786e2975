//! Alignments.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use okr::{Alignment, How, KeyResultId, ObjectiveId, Parent, PersonId};
use uuid::Uuid;

use super::values::{position, unknown};
use crate::on::Connection;
use crate::statement::statement;

#[derive(sqlx::FromRow)]
struct AlignmentRow {
    child: Uuid,
    parent_objective: Option<Uuid>,
    parent_key_result: Option<Uuid>,
    how: String,
    weight: Option<f64>,
    since: DateTime<Utc>,
    made_by: Option<Uuid>,
}

/// Inserts an alignment at `index` among the child's parents; later ones move up by one.
pub(super) async fn align(
    connection: &mut Connection<'_>,
    child: ObjectiveId,
    edge: &Alignment,
    index: usize,
) -> sqlx::Result<()> {
    statement("UPDATE alignment SET position = position + 1 WHERE child = $1 AND position >= $2")
        .bind(child.0)
        .bind(position(index))
        .execute(connection)
        .await?;
    let (objective, key_result) = columns(edge.parent);
    let (how, weight) = how_columns(edge.how);
    statement(
        "INSERT INTO alignment (child, parent_objective, parent_key_result, position, how, weight, since, made_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(child.0)
    .bind(objective)
    .bind(key_result)
    .bind(position(index))
    .bind(how)
    .bind(weight)
    .bind(edge.since)
    .bind(edge.by.map(|person| person.0))
    .execute(connection)
    .await?;
    Ok(())
}

/// Removes an alignment; later ones move down by one.
pub(super) async fn unalign(connection: &mut Connection<'_>, child: ObjectiveId, parent: Parent) -> sqlx::Result<()> {
    let (objective, key_result) = columns(parent);
    statement(
        "UPDATE alignment SET position = position - 1 WHERE child = $1 AND position > \
         (SELECT gone.position FROM alignment AS gone WHERE gone.child = $1 AND (gone.parent_objective = $2 OR gone.parent_key_result = $3))",
    )
    .bind(child.0)
    .bind(objective)
    .bind(key_result)
    .execute(connection)
    .await?;
    let delete = statement("DELETE FROM alignment WHERE child = $1 AND (parent_objective = $2 OR parent_key_result = $3)")
        .bind(child.0)
        .bind(objective)
        .bind(key_result);
    delete.execute_on_one(connection).await
}

/// Removes all alignments of `child`.
pub(super) async fn unalign_all(connection: &mut Connection<'_>, child: ObjectiveId) -> sqlx::Result<()> {
    statement("DELETE FROM alignment WHERE child = $1").bind(child.0).execute(connection).await?;
    Ok(())
}

pub(super) async fn reweigh(connection: &mut Connection<'_>, child: ObjectiveId, parent: Parent, how: How) -> sqlx::Result<()> {
    let (objective, key_result) = columns(parent);
    let (how, weight) = how_columns(how);
    let update = statement(
        "UPDATE alignment SET how = $4, weight = $5 WHERE child = $1 AND (parent_objective = $2 OR parent_key_result = $3)",
    )
    .bind(child.0)
    .bind(objective)
    .bind(key_result)
    .bind(how)
    .bind(weight);
    update.execute_on_one(connection).await
}

/// The parents of every objective, in order.
pub(super) async fn load(connection: &mut Connection<'_>) -> sqlx::Result<HashMap<ObjectiveId, Vec<Alignment>>> {
    let rows: Vec<AlignmentRow> = statement(
        "SELECT child, parent_objective, parent_key_result, how, weight, since, made_by FROM alignment ORDER BY child, position",
    )
    .rows(connection)
    .await?;
    let mut parents: HashMap<ObjectiveId, Vec<Alignment>> = HashMap::new();
    for row in rows {
        let alignment = Alignment {
            parent: parent(row.parent_objective, row.parent_key_result)?,
            how: how(&row.how, row.weight)?,
            since: row.since,
            by: row.made_by.map(PersonId),
        };
        parents.entry(ObjectiveId(row.child)).or_default().push(alignment);
    }
    Ok(parents)
}

const fn columns(parent: Parent) -> (Option<Uuid>, Option<Uuid>) {
    match parent {
        Parent::Objective(id) => (Some(id.0), None),
        Parent::KeyResult(id) => (None, Some(id.0)),
    }
}

fn parent(objective: Option<Uuid>, key_result: Option<Uuid>) -> sqlx::Result<Parent> {
    match (objective, key_result) {
        (Some(id), None) => Ok(Parent::Objective(ObjectiveId(id))),
        (None, Some(id)) => Ok(Parent::KeyResult(KeyResultId(id))),
        _ => Err(unknown("parent", "neither or both")),
    }
}

const fn how_columns(how: How) -> (&'static str, Option<f64>) {
    match how {
        How::Contributes(weight) => ("contributes", Some(weight)),
        How::Supports => ("supports", None),
    }
}

fn how(word: &str, weight: Option<f64>) -> sqlx::Result<How> {
    match (word, weight) {
        ("contributes", Some(weight)) => Ok(How::Contributes(weight)),
        ("supports", None) => Ok(How::Supports),
        (other, _) => Err(unknown("kind of alignment", other)),
    }
}
