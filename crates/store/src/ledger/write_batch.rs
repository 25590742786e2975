//! Commands decided within a transaction, before its commit.

use std::collections::{BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use okr::{Board, CommandId, Entry, Event, Moment, Refusal};
use uuid::Uuid;

use super::clock::Clock;
use super::error::CommitError;
use super::receipt::Receipt;
use super::request::{Request, to_the_microsecond};
use crate::administrators::{Credentials, may_cost_an_administrator};
use crate::database::Transaction;
use crate::error::StoreError;
use crate::journal::{self, Known, Line};
use crate::on::Connection;
use crate::store::Store;
use crate::subject::Subjects;
use crate::tables;
use crate::trouble::Trouble;

/// Entries read at a time while catching up.
const CATCH_UP: u32 = 1000;

/// A transaction in progress. Dropping it rolls back.
pub(super) struct WriteBatch {
    transaction: Transaction,
    /// The board after the commit.
    pub(super) board: Board,
    /// Whether the board had to be reloaded because the journal was replaced.
    reloaded: bool,
    /// Entries that this node had missed, and those that this transaction adds.
    entries: Vec<Arc<Entry>>,
    /// The answer to each command, in order.
    pub(super) answers: Vec<Result<Receipt, CommitError>>,
    known: HashMap<CommandId, Known>,
    /// Who can sign in; read if one of the commands could cost an administrator.
    credentials: Option<Credentials>,
    written: Vec<Written>,
}

/// What the journal stores besides an entry.
struct Written {
    entry: Arc<Entry>,
    fingerprint: [u8; 32],
    subjects: BTreeSet<Uuid>,
}

/// A committed transaction.
pub(super) struct Committed {
    /// The board after it.
    pub(super) board: Board,
    /// Whether it had to be reloaded: earlier positions aren't valid any more.
    pub(super) reloaded: bool,
    /// The new entries.
    pub(super) entries: Vec<Arc<Entry>>,
    /// The answer to each command, in order.
    pub(super) answers: Vec<Result<Receipt, CommitError>>,
}

/// The decision on a command.
struct Judged {
    moment: Moment,
    events: Vec<Event>,
    /// The board with its events.
    board: Board,
}

impl WriteBatch {
    /// Begins a transaction, and brings the board up to date with the journal.
    pub(super) async fn begin(store: &Store, board: &Board, asked: &[&Request]) -> Result<Self, StoreError> {
        let mut transaction = store.write().await?;
        let mut board = board.clone();
        let reading = StoreError::while_doing("catching up with the journal");
        let connection = &mut transaction.connection();
        let caught_up = catch_up(connection, &mut board).await.map_err(&reading)?;
        let reloaded = caught_up.is_none();
        if reloaded {
            // No other node writes before this transaction has ended, so all tables are read in the same state.
            board = tables::load(connection).await.map_err(reading)?;
        }
        let entries = caught_up.unwrap_or_default();
        let ids: Vec<CommandId> = asked.iter().map(|asked| asked.envelope.id).collect();
        let looking = StoreError::while_doing("looking for commands sent before");
        let known = journal::find(connection, &ids).await.map_err(looking)?;
        let credentials = if asked.iter().any(|asked| may_cost_an_administrator(&asked.envelope.command)) {
            let read = Credentials::read(connection).await;
            Some(read.map_err(StoreError::while_doing("looking who can sign in"))?)
        } else {
            None
        };
        Ok(Self { transaction, board, reloaded, entries, answers: Vec::new(), known, credentials, written: Vec::new() })
    }

    /// Decides a command on the board with the earlier commands of this batch. Only the batch's board changes yet.
    pub(super) fn decide(&mut self, asked: &Request, clock: &dyn Clock) {
        let answer = self.answer_from_before(asked).unwrap_or_else(|| {
            let judged = judge(&self.board, asked, clock)?;
            if self.loses_the_last_administrator(asked, &judged.board) {
                return Err(CommitError::Refused(Refusal::LastAdmin));
            }
            let nothing_changes = judged.events.is_empty();
            Ok(if nothing_changes { Receipt { seq: self.board.seq, at: judged.moment.now } } else { self.record(asked, judged) })
        });
        self.answers.push(answer);
    }

    fn loses_the_last_administrator(&self, asked: &Request, after: &Board) -> bool {
        let credentials = self.credentials.as_ref().filter(|_| may_cost_an_administrator(&asked.envelope.command));
        credentials.is_some_and(|credentials| credentials.lose_the_last_administrator(&self.board, after))
    }

    /// The first receipt, if the command was applied before, also within this transaction.
    fn answer_from_before(&self, asked: &Request) -> Option<Result<Receipt, CommitError>> {
        #[cfg(feature = "seeded-bugs")]
        if crate::seeded::is("dedupe-dropped") {
            return None;
        }
        let known = self.known.get(&asked.envelope.id)?;
        Some(if known.fingerprint == asked.fingerprint {
            Ok(Receipt { seq: known.seq, at: known.at })
        } else {
            Err(CommitError::Conflict(asked.envelope.id))
        })
    }

    fn record(&mut self, asked: &Request, judged: Judged) -> Receipt {
        let Judged { moment, events, mut board } = judged;
        let seq = self.board.seq + 1;
        let receipt = Receipt { seq, at: moment.now };
        let subjects = Subjects::of(&events, &self.board, &board);
        let entry = Arc::new(Entry { seq, command: asked.envelope.id, actor: asked.actor.person(), at: moment.now, events });
        (board.seq, board.mark) = (seq, entry.position().mark);
        self.known.insert(entry.command, Known { seq: receipt.seq, at: receipt.at, fingerprint: asked.fingerprint });
        self.entries.push(Arc::clone(&entry));
        self.written.push(Written { entry, fingerprint: asked.fingerprint, subjects });
        self.board = board;
        receipt
    }

    /// Writes the journal and the tables, and commits.
    ///
    /// # Errors
    /// A database error; nothing has changed.
    pub(super) async fn commit(mut self) -> Result<Committed, StoreError> {
        let committing = StoreError::while_doing("committing");
        if self.written.is_empty() {
            self.transaction.roll_back().await.map_err(committing)?;
        } else {
            let connection = &mut self.transaction.connection();
            let lines: Vec<Line<'_>> = self.written.iter().map(Written::line).collect();
            let appending = StoreError::while_doing("appending to the journal");
            journal::append(connection, &lines).await.map_err(appending)?;
            let entries: Vec<&Entry> = self.written.iter().map(|written| &*written.entry).collect();
            tables::write(connection, &entries).await.map_err(StoreError::while_doing("writing the tables"))?;
            self.transaction.commit().await.map_err(committing)?;
        }
        let Self { board, reloaded, entries, answers, .. } = self;
        Ok(Committed { board, reloaded, entries, answers })
    }
}

impl Written {
    fn line(&self) -> Line<'_> {
        Line { entry: &self.entry, fingerprint: self.fingerprint, subjects: &self.subjects }
    }
}

/// A panic in a rule is a bug, but must not end the writer.
fn judge(board: &Board, asked: &Request, clock: &dyn Clock) -> Result<Judged, CommitError> {
    let judged = catch_unwind(AssertUnwindSafe(|| -> Result<Judged, Refusal> {
        let moment = asked.moment.unwrap_or_else(|| clock.moment(board.organisation.as_deref()));
        let moment = to_the_microsecond(moment);
        let events = okr::decide(board, asked.actor, &asked.envelope.command, moment)?;
        let mut board = board.clone();
        for event in &events {
            board.apply(event);
        }
        Ok(Judged { moment, events, board })
    }));
    match judged {
        Ok(judged) => judged.map_err(CommitError::Refused),
        Err(_) => Err(StoreError::new(Trouble::Defect, format!("deciding command {}", asked.envelope.id)).into()),
    }
}

/// Brings the board up to date with the journal, and returns the new entries. There are some if another process
/// wrote, or if a commit reached the disk although it was reported as failed. `None` if the journal was replaced:
/// after a failover to a replica that lagged it may be shorter, or have other entries at the same positions.
async fn catch_up(connection: &mut Connection<'_>, board: &mut Board) -> sqlx::Result<Option<Vec<Arc<Entry>>>> {
    let last = journal::last(connection).await?;
    let mut entries = Vec::new();
    while board.position() != last {
        match journal::continuing(connection, board.position(), CATCH_UP).await? {
            Some(more) if !more.is_empty() => {
                for entry in more {
                    board.record(&entry);
                    entries.push(Arc::new(entry));
                }
            }
            _ => return Ok(None),
        }
    }
    Ok(Some(entries))
}
