//! The handle of the ledger.

use std::sync::Arc;
use std::time::Duration;

use okr::{Actor, Board, Envelope, Moment};
use tokio::sync::{broadcast, mpsc, oneshot, watch};

use super::checkpointer::Checkpointer;
use super::clock::Clock;
use super::error::{CommitError, SeedError};
use super::follower::{Follower, LATE, Standing};
use super::message::WriterMessage;
use super::published::Published;
use super::receipt::Receipt;
use super::reloads::Reloads;
use super::request::Request;
use super::writer::Writer;
use crate::error::StoreError;
use crate::store::Store;

/// The most commands in a transaction. More would only delay the first answers.
const MOST_IN_A_GROUP: usize = 256;
/// The length of the command queue; above it, senders wait.
const QUEUE: usize = 1024;
/// How many groups of entries a subscriber may be behind before it has to read the journal.
const STREAM: usize = 128;

/// The handle through which the organisation is changed. Clones share the same writer, which ends with the last of
/// them.
#[derive(Clone, Debug)]
pub struct Ledger {
    store: Store,
    requests: mpsc::Sender<WriterMessage>,
    board: watch::Receiver<Arc<Board>>,
    stream: broadcast::Sender<Arc<Published>>,
    standing: watch::Receiver<Standing>,
    reloads: watch::Receiver<Reloads>,
}

impl Ledger {
    /// Loads the board and starts the writer, and a task that makes checkpoints. Needs a tokio runtime.
    ///
    /// # Errors
    /// The board can't be loaded.
    pub async fn start(store: Store, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        Self::start_with_groups_of(MOST_IN_A_GROUP, store, clock).await
    }

    /// As [`Ledger::start`], with at most `most` commands per transaction. 1 means a transaction per command, for
    /// comparison in a benchmark.
    ///
    /// # Errors
    /// The board can't be loaded.
    pub async fn start_with_groups_of(most: usize, store: Store, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        let (requests, waiting) = mpsc::channel(QUEUE);
        let (show, board) = watch::channel(Arc::new(store.load().await?));
        let (stream, _) = broadcast::channel(STREAM);
        let (count, reloads) = watch::channel(Reloads::default());
        let writer = Writer::new(store.clone(), clock, show, stream.clone(), count);
        tokio::spawn(writer.run(waiting, most.max(1)));
        tokio::spawn(Checkpointer::new(store.clone(), board.clone(), reloads.clone()).run());
        let (stand, standing) = watch::channel(Standing::InTouch);
        if store.is_shared() {
            tokio::spawn(Follower::new(store.clone(), requests.downgrade(), board.clone(), stand).run());
        }
        Ok(Self { store, requests, board, stream, standing, reloads })
    }

    /// The store, for reading.
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// The current board, with all committed entries. Cheap.
    pub fn board(&self) -> Arc<Board> {
        Arc::clone(&self.board.borrow())
    }

    /// The state of this node. Without other nodes on the database it is always in touch.
    pub fn standing(&self) -> Standing {
        *self.standing.borrow()
    }

    /// A receiver of changes of that state. Ends at once on a database without other nodes.
    pub fn standings(&self) -> watch::Receiver<Standing> {
        self.standing.clone()
    }

    /// A receiver of reloads of the board. After one, earlier entries aren't valid any more.
    pub fn reloads(&self) -> watch::Receiver<Reloads> {
        self.reloads.clone()
    }

    /// Whether the board contains an entry. An entry that was received from another node may not have arrived yet: it
    /// is awaited for the longest time that a node in touch may be behind.
    pub async fn reaches(&self, seq: u64) -> bool {
        let mut board = self.board.clone();
        let there = board.wait_for(|board| board.seq >= seq);
        let patience = if self.store.is_shared() { LATE } else { Duration::ZERO };
        matches!(tokio::time::timeout(patience, there).await, Ok(Ok(_)))
    }

    /// All entries from now on, in order, in the groups in which they were committed. An entry is on the board before
    /// subscribers get it; so subscribe first, then take the board, and skip the entries that it contains. A
    /// subscriber that is too far behind gets `RecvError::Lagged` and reads the missing entries with
    /// [`Store::entries`].
    pub fn subscribe(&self) -> broadcast::Receiver<Arc<Published>> {
        self.stream.subscribe()
    }

    /// The number of current subscribers.
    pub fn listeners(&self) -> usize {
        self.stream.receiver_count()
    }

    /// Applies a command exactly once, and returns when it is durable. If the caller is cancelled, it is still
    /// applied. A command that changes nothing returns the board's position.
    ///
    /// # Errors
    /// [`CommitError`] says why it failed.
    pub async fn commit(&self, actor: Actor, envelope: Envelope) -> Result<Receipt, CommitError> {
        self.ask(Request::new(actor, envelope, None)).await
    }

    /// As [`Ledger::commit`], at a given moment: to create past data.
    ///
    /// # Errors
    /// [`CommitError`] says why it failed.
    pub async fn commit_as_of(&self, actor: Actor, envelope: Envelope, moment: Moment) -> Result<Receipt, CommitError> {
        self.ask(Request::new(actor, envelope, Some(moment))).await
    }

    /// Applies many commands, each at its moment, in large transactions. Stops at the first failure. Returns the last
    /// receipt; `None` if there were no commands.
    ///
    /// # Errors
    /// [`SeedError`] says which command failed, and why.
    pub async fn seed(&self, commands: Vec<(Actor, Envelope, Moment)>) -> Result<Option<Receipt>, SeedError> {
        let stopped = || SeedError { index: 0, source: CommitError::Stopped };
        let asked = commands.into_iter().map(|(actor, envelope, moment)| Request::new(actor, envelope, Some(moment))).collect();
        let (answer, answered) = oneshot::channel();
        self.requests.send(WriterMessage::Seed(asked, answer)).await.map_err(|_| stopped())?;
        answered.await.map_err(|_| stopped())?
    }

    /// Accepts no more commands, finishes the queued ones, and closes the store.
    pub async fn stop(&self) {
        let (answer, answered) = oneshot::channel();
        if self.requests.send(WriterMessage::Stop(answer)).await.is_ok() {
            // Without an answer, the writer has ended as well.
            let _ = answered.await;
        }
        self.store.close().await;
    }

    async fn ask(&self, asked: Request) -> Result<Receipt, CommitError> {
        let (answer, answered) = oneshot::channel();
        self.requests.send(WriterMessage::Commit(Box::new(asked), answer)).await.map_err(|_| CommitError::Stopped)?;
        answered.await.map_err(|_| CommitError::Stopped)?
    }
}
