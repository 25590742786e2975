//! Check-ins and their corrections.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use okr::{CheckIn, CheckInId, KeyResultId, Note, PersonId, Point, Reading, Ticks};
use uuid::Uuid;

use super::values::unknown;
use crate::journal::{signed, unsigned};
use crate::on::Connection;
use crate::statement::{Statement, places, runs, statement};

/// A stored check-in, whether or not it still counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// The check-in. A correction has the instant of the check-in that it corrects.
    pub check_in: CheckIn,
    /// The check-in that it corrects, if it is a correction.
    pub corrects: Option<CheckInId>,
    /// Whether it counts, because it hasn't been corrected.
    pub stands: bool,
    /// Its sequence number in the journal; a correction has that of what it corrects.
    pub place: u64,
}

/// The columns of a [`Point`].
#[derive(sqlx::FromRow)]
struct PointRow {
    id: Uuid,
    at: DateTime<Utc>,
    made_by: Option<Uuid>,
    number: Option<f64>,
    steps: Option<String>,
    step_ids: Option<String>,
    done: Option<bool>,
    confidence: Option<i16>,
    imported: bool,
}

/// The key result, the position, and the columns of a [`PointRow`]. A tuple is read by position, which is faster than
/// by name: these rows are most of what is read at the start.
type SeriesRow =
    (Uuid, i64, Uuid, DateTime<Utc>, Option<Uuid>, Option<f64>, Option<String>, Option<String>, Option<bool>, Option<i16>, bool);

#[derive(sqlx::FromRow)]
struct RecordedRow {
    #[sqlx(flatten)]
    point: PointRow,
    progress: String,
    obstacle: String,
    next: String,
    corrects: Option<Uuid>,
    stands: bool,
    place: i64,
}

/// A check-in or a correction of an entry.
pub(super) struct Report<'a> {
    pub(super) seq: u64,
    pub(super) key_result: KeyResultId,
    pub(super) check_in: &'a CheckIn,
}

pub(super) async fn report(connection: &mut Connection<'_>, reports: &[Report<'_>]) -> sqlx::Result<()> {
    for run in runs(reports, 16) {
        let text = format!(
            "INSERT INTO check_in (id, key_result, made_by, number, steps, step_ids, done, confidence, imported, progress, obstacle, next, stands, \
             seq, place, at) VALUES {}",
            places(run.len(), 16)
        );
        let mut query = statement(text);
        for report in run {
            let seq = signed(report.seq);
            query = bind(query, report).bind(seq).bind(seq).bind(report.check_in.point.at);
        }
        query.execute(connection).await?;
    }
    Ok(())
}

/// The correction gets the time and position of the corrected check-in, which is kept but no longer counts.
pub(super) async fn correct(connection: &mut Connection<'_>, report: &Report<'_>, wrong: CheckInId) -> sqlx::Result<()> {
    let fall = statement("UPDATE check_in SET stands = $3 WHERE id = $1 AND key_result = $2")
        .bind(wrong.0)
        .bind(report.key_result.0)
        .bind(false);
    fall.execute_on_one(connection).await?;
    let insert = statement(
        "INSERT INTO check_in (id, key_result, made_by, number, steps, step_ids, done, confidence, imported, progress, obstacle, next, \
         stands, seq, corrects, place, at) SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, wrong.id, wrong.place, \
         wrong.at FROM check_in AS wrong WHERE wrong.id = $15",
    );
    bind(insert, report).bind(signed(report.seq)).bind(wrong.0).execute_on_one(connection).await
}

/// Common columns of a check-in and a correction: thirteen, from `id` to `stands`.
fn bind(statement: Statement, report: &Report<'_>) -> Statement {
    let CheckIn { point, note } = report.check_in;
    let ReadingColumns { number, steps, step_ids, done } = ReadingColumns::of(&point.reading);
    statement
        .bind(point.check_in.0)
        .bind(report.key_result.0)
        .bind(point.by.map(|person| person.0))
        .bind(number)
        .bind(steps)
        .bind(step_ids)
        .bind(done)
        .bind(point.confidence.map(i16::from))
        .bind(point.imported)
        .bind(note.progress.clone())
        .bind(note.obstacle.clone())
        .bind(note.next.clone())
        .bind(true)
}

pub(super) async fn delete_all(connection: &mut Connection<'_>, key_result: KeyResultId) -> sqlx::Result<()> {
    statement("DELETE FROM check_in WHERE key_result = $1").bind(key_result.0).execute(connection).await?;
    Ok(())
}

/// The check-ins that count on every key result, in the order of the journal; a correction is in the position of what
/// it corrects.
pub(super) async fn series(connection: &mut Connection<'_>) -> sqlx::Result<HashMap<KeyResultId, Vec<Point>>> {
    // Not sorted by the database, which would sort all check-ins at once, while each series is almost sorted already.
    let rows: Vec<SeriesRow> = statement(
        "SELECT key_result, place, id, at, made_by, number, steps, step_ids, done, confidence, imported FROM check_in WHERE stands = $1",
    )
    .bind(true)
    .rows(connection)
    .await?;
    let mut placed: HashMap<KeyResultId, Vec<(i64, Point)>> = HashMap::new();
    for (key_result, place, id, at, made_by, number, steps, step_ids, done, confidence, imported) in rows {
        let point = PointRow { id, at, made_by, number, steps, step_ids, done, confidence, imported }.point()?;
        placed.entry(KeyResultId(key_result)).or_default().push((place, point));
    }
    let in_order = |mut series: Vec<(i64, Point)>| {
        series.sort_by_key(|(place, _)| *place);
        series.into_iter().map(|(_, point)| point).collect()
    };
    Ok(placed.into_iter().map(|(key_result, series)| (key_result, in_order(series))).collect())
}

/// Every check-in on a key result in the order of the journal, oldest first; a corrected one before its correction.
pub(crate) async fn of(connection: &mut Connection<'_>, key_result: KeyResultId) -> sqlx::Result<Vec<Recorded>> {
    let rows: Vec<RecordedRow> = statement(
        "SELECT id, at, made_by, number, steps, step_ids, done, confidence, imported, progress, obstacle, next, corrects, stands, place \
         FROM check_in WHERE key_result = $1 ORDER BY place, seq",
    )
    .bind(key_result.0)
    .rows(connection)
    .await?;
    let recorded = |row: RecordedRow| {
        Ok(Recorded {
            check_in: CheckIn {
                point: row.point.point()?,
                note: Note { progress: row.progress, obstacle: row.obstacle, next: row.next },
            },
            corrects: row.corrects.map(CheckInId),
            stands: row.stands,
            place: unsigned(row.place)?,
        })
    };
    rows.into_iter().map(recorded).collect()
}

/// The columns of a reading.
#[derive(Default)]
struct ReadingColumns {
    number: Option<f64>,
    steps: Option<String>,
    step_ids: Option<String>,
    done: Option<bool>,
}

impl ReadingColumns {
    fn of(reading: &Reading) -> Self {
        match reading {
            Reading::Number(number) => Self { number: Some(*number), ..Self::default() },
            Reading::Done(done) => Self { done: Some(*done), ..Self::default() },
            Reading::Steps(ticks) => {
                let steps = ticks.iter().map(|(_, done)| if done { '1' } else { '0' }).collect();
                let ids: Vec<String> = ticks.iter().map(|(id, _)| id.to_string()).collect();
                Self { steps: Some(steps), step_ids: Some(ids.join(" ")), ..Self::default() }
            }
        }
    }
}

/// The completed steps: a 1 or 0 for each, and their ids in the same order; no ids if the check-in was made before
/// steps had them.
fn ticks(steps: &str, ids: Option<&str>) -> sqlx::Result<Ticks> {
    let done = steps.bytes().map(|step| step == b'1');
    let Some(ids) = ids else { return Ok(Ticks::by_place(done)) };
    let tick = |(id, done): (&str, bool)| Ok((id.parse().map_err(|_| unknown("milestone", id))?, done));
    ids.split_ascii_whitespace().zip(done).map(tick).collect()
}

impl PointRow {
    fn point(self) -> sqlx::Result<Point> {
        let reading = match (self.number, self.steps, self.done) {
            (Some(number), None, None) => Reading::Number(number),
            (None, Some(steps), None) => Reading::Steps(ticks(&steps, self.step_ids.as_deref())?),
            (None, None, Some(done)) => Reading::Done(done),
            _ => return Err(unknown("reading", "several at once, or none")),
        };
        let confidence = |confidence: i16| u8::try_from(confidence).map_err(|_| unknown("confidence", &confidence.to_string()));
        Ok(Point {
            check_in: CheckInId(self.id),
            at: self.at,
            by: self.made_by.map(PersonId),
            reading,
            confidence: self.confidence.map(confidence).transpose()?,
            imported: self.imported,
        })
    }
}
