//! The journal: every change exactly once, in order and without gaps.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use okr::event::stored::{Stored, UnknownEvent};
use okr::{CommandId, Entry, Event, PersonId, Position};
use sqlx::types::Json;
use uuid::Uuid;

use crate::on::Connection;
use crate::statement::{Value, places, runs, statement};
use crate::unknown_entry::UnknownEntry;

/// Command ids per query.
const ASKED_AT_ONCE: usize = 256;

/// An entry to be written, with the columns that only the journal's tables have.
pub(crate) struct Line<'a> {
    pub(crate) entry: &'a Entry,
    pub(crate) fingerprint: [u8; 32],
    pub(crate) subjects: &'a BTreeSet<Uuid>,
}

/// What the journal stores about a command.
#[derive(Clone, Copy)]
pub(crate) struct Known {
    pub(crate) seq: u64,
    pub(crate) at: DateTime<Utc>,
    pub(crate) fingerprint: [u8; 32],
}

/// The most gaps that are listed.
const GAPS_NAMED: i64 = 20;

/// The position of the last entry.
pub(crate) async fn last(connection: &mut Connection<'_>) -> sqlx::Result<Position> {
    let rows = statement("SELECT seq, command_id, at FROM journal ORDER BY seq DESC LIMIT 1").rows(connection).await?;
    rows.into_iter().next().map_or(Ok(Position::default()), position)
}

/// Whether the journal contains this very entry. The position before the first entry is always contained.
pub(crate) async fn holds(connection: &mut Connection<'_>, wanted: Position) -> sqlx::Result<bool> {
    if wanted == Position::default() {
        return Ok(true);
    }
    let asked = statement("SELECT seq, command_id, at FROM journal WHERE seq = $1").bind(signed(wanted.seq));
    let there: Option<(i64, Uuid, DateTime<Utc>)> = asked.rows(connection).await?.pop();
    Ok(there.map(position).transpose()? == Some(wanted))
}

/// The number of the last entry of an instant or before; 0 if there is none. Entries before it in the journal may be
/// of a later instant, because clocks are set back.
pub(crate) async fn last_by(connection: &mut Connection<'_>, at: DateTime<Utc>) -> sqlx::Result<u64> {
    let asked = statement("SELECT COALESCE(MAX(seq), 0) FROM journal WHERE at <= $1").bind(at);
    let (seq,): (i64,) = asked.row(connection).await?;
    unsigned(seq)
}

fn position((seq, command, at): (i64, Uuid, DateTime<Utc>)) -> sqlx::Result<Position> {
    Ok(Position::of(unsigned(seq)?, CommandId(command), at))
}

/// Missing entries, such as `4 to 6 are missing`.
pub(crate) async fn gaps(connection: &mut Connection<'_>) -> sqlx::Result<Vec<String>> {
    let asked = statement(
        "SELECT later.seq, COALESCE((SELECT MAX(earlier.seq) FROM journal earlier WHERE earlier.seq < later.seq), 0) \
         FROM journal later WHERE later.seq > 1 AND NOT EXISTS (SELECT 1 FROM journal before WHERE before.seq = later.seq - 1) \
         ORDER BY later.seq LIMIT $1",
    );
    let found: Vec<(i64, i64)> = asked.bind(GAPS_NAMED).rows(connection).await?;
    let named = found.into_iter().map(|(after, before)| (before + 1, after - 1));
    Ok(named
        .map(|(from, to)| if from == to { format!("{from} is missing") } else { format!("{from} to {to} are missing") })
        .collect())
}

/// Appends entries, which must continue the journal without a gap.
pub(crate) async fn append(connection: &mut Connection<'_>, lines: &[Line<'_>]) -> sqlx::Result<()> {
    for run in runs(lines, 6) {
        let text =
            format!("INSERT INTO journal (seq, command_id, actor, at, fingerprint, events) VALUES {}", places(run.len(), 6));
        let mut query = statement(text);
        for Line { entry, fingerprint, .. } in run {
            query = query
                .bind(signed(entry.seq))
                .bind(entry.command.0)
                .bind(entry.actor.map(|actor| actor.0))
                .bind(entry.at)
                .bind(fingerprint.as_slice())
                .bind(Value::json(&entry.events));
        }
        query.execute(connection).await?;
    }
    let subjects: Vec<(Uuid, i64)> =
        lines.iter().flat_map(|line| line.subjects.iter().map(|id| (*id, signed(line.entry.seq)))).collect();
    for run in runs(&subjects, 2) {
        let text = format!("INSERT INTO journal_subject (subject, seq) VALUES {}", places(run.len(), 2));
        let mut query = statement(text);
        for (subject, seq) in run {
            query = query.bind(*subject).bind(*seq);
        }
        query.execute(connection).await?;
    }
    Ok(())
}

/// Which of these commands are in the journal already.
pub(crate) async fn find(connection: &mut Connection<'_>, commands: &[CommandId]) -> sqlx::Result<HashMap<CommandId, Known>> {
    let mut known = HashMap::new();
    for run in commands.chunks(ASKED_AT_ONCE) {
        // Padded with the last one, so that there are only a few different statements to prepare.
        let places_wanted = run.len().next_power_of_two();
        let text =
            format!("SELECT command_id, seq, at, fingerprint FROM journal WHERE command_id IN {}", places(1, places_wanted));
        let mut query = statement(text);
        for index in 0..places_wanted {
            query = query.bind(run[index.min(run.len() - 1)].0);
        }
        for (command, seq, at, fingerprint) in query.rows::<(Uuid, i64, DateTime<Utc>, Vec<u8>)>(connection).await? {
            let fingerprint = fingerprint.try_into().map_err(|_| sqlx::Error::Decode("a fingerprint has 32 bytes".into()))?;
            known.insert(CommandId(command), Known { seq: unsigned(seq)?, at, fingerprint });
        }
    }
    Ok(known)
}

#[derive(sqlx::FromRow)]
struct EntryRow {
    seq: i64,
    command_id: Uuid,
    actor: Option<Uuid>,
    at: DateTime<Utc>,
    events: Json<Vec<Stored>>,
}

/// At most `limit` entries after `seq`, oldest first.
pub(crate) async fn after(connection: &mut Connection<'_>, seq: u64, limit: u32) -> sqlx::Result<Vec<Entry>> {
    let rows = statement("SELECT seq, command_id, actor, at, events FROM journal WHERE seq > $1 ORDER BY seq LIMIT $2")
        .bind(signed(seq))
        .bind(i64::from(limit))
        .rows(connection)
        .await?;
    rows.into_iter().map(entry).collect()
}

/// At most `limit` entries after a position, oldest first. `None` if the journal doesn't contain the entry at that
/// position, or has a gap after it.
pub(crate) async fn continuing(connection: &mut Connection<'_>, from: Position, limit: u32) -> sqlx::Result<Option<Vec<Entry>>> {
    let entries = if from == Position::default() {
        after(connection, 0, limit).await?
    } else {
        let mut entries = after(connection, from.seq.saturating_sub(1), limit.saturating_add(1)).await?;
        if entries.first().map(Entry::position) != Some(from) {
            return Ok(None);
        }
        entries.remove(0);
        entries
    };
    let whole = entries.iter().zip(from.seq + 1..).all(|(entry, seq)| entry.seq == seq);
    Ok(whole.then_some(entries))
}

/// The last `limit` entries before `seq`, newest first.
pub(crate) async fn before(connection: &mut Connection<'_>, seq: i64, limit: u32) -> sqlx::Result<Vec<Entry>> {
    let rows = statement("SELECT seq, command_id, actor, at, events FROM journal WHERE seq < $1 ORDER BY seq DESC LIMIT $2")
        .bind(seq)
        .bind(i64::from(limit))
        .rows(connection)
        .await?;
    rows.into_iter().map(entry).collect()
}

/// The last `limit` entries about a thing, newest first.
pub(crate) async fn about(connection: &mut Connection<'_>, subject: Uuid, limit: u32) -> sqlx::Result<Vec<Entry>> {
    let rows = statement(
        "SELECT journal.seq, command_id, actor, at, events FROM journal_subject JOIN journal ON journal.seq = journal_subject.seq \
         WHERE subject = $1 ORDER BY journal_subject.seq DESC LIMIT $2",
    )
    .bind(subject)
    .bind(i64::from(limit))
    .rows(connection)
    .await?;
    rows.into_iter().map(entry).collect()
}

fn entry(row: EntryRow) -> sqlx::Result<Entry> {
    let seq = unsigned(row.seq)?;
    let events: Result<Vec<Event>, UnknownEvent> = row.events.0.into_iter().map(|Stored(event)| event).collect();
    let events = events.map_err(|unknown| sqlx::Error::Decode(Box::new(UnknownEntry { seq, unknown })))?;
    Ok(Entry { seq, command: CommandId(row.command_id), actor: row.actor.map(PersonId), at: row.at, events })
}

/// Neither database has unsigned integers. No journal grows to 2⁶³ entries; a larger number means "past the end".
pub(crate) fn signed(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

pub(crate) fn unsigned(number: i64) -> sqlx::Result<u64> {
    u64::try_from(number).map_err(|error| sqlx::Error::Decode(error.into()))
}
