//! Key results, their measures and milestones.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use okr::{KeyResult, KeyResultDraft, KeyResultId, Measure, Milestone, MilestoneId, ObjectiveId, PersonId};
use uuid::Uuid;

use super::check_in;
use super::values::{position, unknown};
use crate::on::Connection;
use crate::statement::statement;

/// The columns of a measure. Its kind determines which are filled.
#[derive(Default, sqlx::FromRow)]
struct MeasureColumns {
    kind: String,
    unit: Option<String>,
    baseline: Option<f64>,
    target: Option<f64>,
    lower: Option<f64>,
    upper: Option<f64>,
    due: Option<NaiveDate>,
}

#[derive(sqlx::FromRow)]
struct KeyResultRow {
    id: Uuid,
    objective: Uuid,
    title: String,
    owner: Option<Uuid>,
    weight: f64,
    #[sqlx(flatten)]
    measure: MeasureColumns,
    driven: bool,
    since: DateTime<Utc>,
}

/// Appends a key result to its objective's list.
pub(super) async fn create(connection: &mut Connection<'_>, key_result: &KeyResult) -> sqlx::Result<()> {
    let measure = MeasureColumns::from(&key_result.measure);
    statement(
        "INSERT INTO key_result (id, objective, title, owner, weight, kind, unit, baseline, target, lower, upper, due, driven, since, position) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, \
         (SELECT COALESCE(MAX(other.position) + 1, 0) FROM key_result AS other WHERE other.objective = $2))",
    )
    .bind(key_result.id.0)
    .bind(key_result.objective.0)
    .bind(&key_result.title)
    .bind(key_result.owner.map(|owner| owner.0))
    .bind(key_result.weight)
    .bind(measure.kind)
    .bind(measure.unit)
    .bind(measure.baseline)
    .bind(measure.target)
    .bind(measure.lower)
    .bind(measure.upper)
    .bind(measure.due)
    .bind(key_result.driven)
    .bind(key_result.since)
    .execute(connection)
    .await?;
    write_milestones(connection, key_result.id, &key_result.measure).await
}

pub(super) async fn edit(connection: &mut Connection<'_>, id: KeyResultId, draft: &KeyResultDraft) -> sqlx::Result<()> {
    let measure = MeasureColumns::from(&draft.measure);
    let update = statement(
        "UPDATE key_result SET title = $2, owner = $3, weight = $4, kind = $5, unit = $6, baseline = $7, target = $8, lower = $9, \
         upper = $10, due = $11, driven = $12 WHERE id = $1",
    )
    .bind(id.0)
    .bind(&draft.title)
    .bind(draft.owner.map(|owner| owner.0))
    .bind(draft.weight)
    .bind(measure.kind)
    .bind(measure.unit)
    .bind(measure.baseline)
    .bind(measure.target)
    .bind(measure.lower)
    .bind(measure.upper)
    .bind(measure.due)
    .bind(draft.driven);
    update.execute_on_one(connection).await?;
    delete_milestones(connection, id).await?;
    write_milestones(connection, id, &draft.measure).await
}

/// Deletes a key result, with its milestones and check-ins.
pub(super) async fn delete(connection: &mut Connection<'_>, id: KeyResultId) -> sqlx::Result<()> {
    delete_milestones(connection, id).await?;
    check_in::delete_all(connection, id).await?;
    let delete = statement("DELETE FROM key_result WHERE id = $1").bind(id.0);
    delete.execute_on_one(connection).await
}

async fn write_milestones(connection: &mut Connection<'_>, key_result: KeyResultId, measure: &Measure) -> sqlx::Result<()> {
    let Measure::Milestones { steps } = measure else { return Ok(()) };
    for (index, step) in steps.iter().enumerate() {
        statement("INSERT INTO milestone (key_result, position, id, name, weight, due) VALUES ($1, $2, $3, $4, $5, $6)")
            .bind(key_result.0)
            .bind(position(index))
            .bind(step.id.0)
            .bind(&step.name)
            .bind(step.weight)
            .bind(step.due)
            .execute(connection)
            .await?;
    }
    Ok(())
}

async fn delete_milestones(connection: &mut Connection<'_>, key_result: KeyResultId) -> sqlx::Result<()> {
    statement("DELETE FROM milestone WHERE key_result = $1").bind(key_result.0).execute(connection).await?;
    Ok(())
}

/// The key results of every objective, in display order.
pub(super) async fn order(connection: &mut Connection<'_>) -> sqlx::Result<HashMap<ObjectiveId, Vec<KeyResultId>>> {
    let rows: Vec<(Uuid, Uuid)> =
        statement("SELECT objective, id FROM key_result ORDER BY objective, position").rows(connection).await?;
    let mut order: HashMap<ObjectiveId, Vec<KeyResultId>> = HashMap::new();
    for (objective, key_result) in rows {
        order.entry(ObjectiveId(objective)).or_default().push(KeyResultId(key_result));
    }
    Ok(order)
}

/// Every key result with its series.
pub(super) async fn load(connection: &mut Connection<'_>) -> sqlx::Result<Vec<KeyResult>> {
    let rows: Vec<KeyResultRow> = statement(
        "SELECT id, objective, title, owner, weight, kind, unit, baseline, target, lower, upper, due, driven, since FROM key_result",
    )
    .rows(connection)
    .await?;
    let mut milestones = milestones(connection).await?;
    let mut series = check_in::series(connection).await?;
    let key_result = |row: KeyResultRow| {
        let id = KeyResultId(row.id);
        Ok(KeyResult {
            id,
            objective: ObjectiveId(row.objective),
            title: row.title,
            owner: row.owner.map(PersonId),
            weight: row.weight,
            measure: row.measure.measure(milestones.remove(&id).unwrap_or_default())?,
            driven: row.driven,
            since: row.since,
            series: series.remove(&id).unwrap_or_default(),
        })
    };
    rows.into_iter().map(key_result).collect()
}

async fn milestones(connection: &mut Connection<'_>) -> sqlx::Result<HashMap<KeyResultId, Vec<Milestone>>> {
    type Row = (Uuid, Option<Uuid>, String, f64, Option<NaiveDate>);
    let rows: Vec<Row> = statement("SELECT key_result, id, name, weight, due FROM milestone ORDER BY key_result, position")
        .rows(connection)
        .await?;
    let mut milestones: HashMap<KeyResultId, Vec<Milestone>> = HashMap::new();
    for (key_result, id, name, weight, due) in rows {
        let steps = milestones.entry(KeyResultId(key_result)).or_default();
        let id = id.map_or_else(|| MilestoneId::of_place(steps.len()), MilestoneId);
        steps.push(Milestone { id, name, weight, due });
    }
    Ok(milestones)
}

impl From<&Measure> for MeasureColumns {
    fn from(measure: &Measure) -> Self {
        let kind = |kind: &str| Self { kind: kind.to_owned(), ..Self::default() };
        match measure {
            Measure::Metric { unit, baseline, target } => {
                Self { unit: Some(unit.clone()), baseline: Some(*baseline), target: Some(*target), ..kind("metric") }
            }
            Measure::Keep { unit, lower, upper } => {
                Self { unit: Some(unit.clone()), lower: *lower, upper: *upper, ..kind("keep") }
            }
            Measure::Milestones { .. } => kind("milestones"),
            Measure::Done { due } => Self { due: *due, ..kind("done") },
        }
    }
}

impl MeasureColumns {
    /// The measure; `steps` are its milestones, if it is of that kind.
    fn measure(self, steps: Vec<Milestone>) -> sqlx::Result<Measure> {
        match (self.kind.as_str(), self.unit, self.baseline, self.target) {
            ("metric", Some(unit), Some(baseline), Some(target)) => Ok(Measure::Metric { unit, baseline, target }),
            ("keep", Some(unit), ..) => Ok(Measure::Keep { unit, lower: self.lower, upper: self.upper }),
            ("milestones", ..) => Ok(Measure::Milestones { steps }),
            ("done", ..) => Ok(Measure::Done { due: self.due }),
            (other, ..) => Err(unknown("measure", other)),
        }
    }
}
