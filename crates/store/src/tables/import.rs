//! The last imported state of table rows.

use std::sync::Arc;

use okr::import::{Content, ImportedRow, Row, Target};
use okr::{CycleId, KeyResultId, ObjectiveId};
use sqlx::types::Json;
use uuid::Uuid;

use super::values::unknown;
use crate::on::Connection;
use crate::statement::{Value, statement};

#[derive(sqlx::FromRow)]
struct ImportRow {
    cycle: Uuid,
    reference: String,
    line: i64,
    content: Json<Content>,
    objective: Option<Uuid>,
    key_result: Option<Uuid>,
}

pub(super) async fn remember(connection: &mut Connection<'_>, cycle: CycleId, imported: &ImportedRow) -> sqlx::Result<()> {
    let (objective, key_result) = match imported.target {
        Target::Objective(id) => (Some(id.0), None),
        Target::KeyResult(id) => (None, Some(id.0)),
    };
    statement(
        "INSERT INTO import_row (cycle, reference, line, content, objective, key_result) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (cycle, reference) DO UPDATE SET line = excluded.line, content = excluded.content, \
         objective = excluded.objective, key_result = excluded.key_result",
    )
    .bind(cycle.0)
    .bind(&imported.row.reference)
    .bind(i64::from(imported.row.line))
    .bind(Value::json(&imported.row.content))
    .bind(objective)
    .bind(key_result)
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn load<Rows: FromIterator<((CycleId, String), Arc<ImportedRow>)>>(
    connection: &mut Connection<'_>,
) -> sqlx::Result<Rows> {
    let rows: Vec<ImportRow> =
        statement("SELECT cycle, reference, line, content, objective, key_result FROM import_row").rows(connection).await?;
    rows.into_iter().map(imported).collect()
}

fn imported(row: ImportRow) -> sqlx::Result<((CycleId, String), Arc<ImportedRow>)> {
    let target = match (row.objective, row.key_result) {
        (Some(id), None) => Target::Objective(ObjectiveId(id)),
        (None, Some(id)) => Target::KeyResult(KeyResultId(id)),
        _ => return Err(unknown("target of a row", "neither or both")),
    };
    let line = row.line.try_into().map_err(|_| unknown("line", &row.line.to_string()))?;
    let key = (CycleId(row.cycle), row.reference.clone());
    Ok((key, Arc::new(ImportedRow { row: Row { line, reference: row.reference, content: row.content.0 }, target })))
}
