//! Cycles.

use chrono::{DateTime, NaiveDate, Utc};
use okr::{Cycle, CycleId, Phase};
use uuid::Uuid;

use super::values::unknown;
use crate::on::Connection;
use crate::statement::statement;

#[derive(sqlx::FromRow)]
struct CycleRow {
    id: Uuid,
    name: String,
    first_day: NaiveDate,
    last_day: NaiveDate,
    parent: Option<Uuid>,
    phase: String,
    phase_since: DateTime<Utc>,
}

pub(super) async fn open(connection: &mut Connection<'_>, cycle: &Cycle) -> sqlx::Result<()> {
    statement(
        "INSERT INTO cycle (id, name, first_day, last_day, parent, phase, phase_since) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(cycle.id.0)
    .bind(&cycle.name)
    .bind(cycle.first_day)
    .bind(cycle.last_day)
    .bind(cycle.parent.map(|parent| parent.0))
    .bind(cycle.phase.key())
    .bind(cycle.phase_since)
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn move_phase(
    connection: &mut Connection<'_>,
    cycle: CycleId,
    to: Phase,
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    let update = statement("UPDATE cycle SET phase = $2, phase_since = $3 WHERE id = $1").bind(cycle.0).bind(to.key()).bind(at);
    update.execute_on_one(connection).await
}

pub(super) async fn load(connection: &mut Connection<'_>) -> sqlx::Result<Vec<Cycle>> {
    let rows: Vec<CycleRow> =
        statement("SELECT id, name, first_day, last_day, parent, phase, phase_since FROM cycle").rows(connection).await?;
    let cycle = |row: CycleRow| {
        Ok(Cycle {
            id: CycleId(row.id),
            name: row.name,
            first_day: row.first_day,
            last_day: row.last_day,
            parent: row.parent.map(CycleId),
            phase: Phase::from_key(&row.phase).ok_or_else(|| unknown("phase", &row.phase))?,
            phase_since: row.phase_since,
        })
    };
    rows.into_iter().map(cycle).collect()
}
