//! The one way in. Commands wait in a queue; one writer takes what is waiting, decides each, writes all, commits once, answers all.

mod follower;
mod published;
mod request;
#[cfg(feature = "seeded-bugs")]
mod seeded;
mod write_batch;
mod writer;

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use okr::{Actor, Board, CommandId, Envelope, Moment, Organisation, Position, Refusal};
use tokio::sync::{broadcast, mpsc, oneshot, watch};

use self::follower::Follower;
pub use self::follower::Standing;
pub use self::published::Published;
use self::request::Request;
use self::writer::{Writer, WriterMessage};
use crate::{Store, StoreError};

/// Commands that one transaction holds at most. More would only make the first of them wait longer for its answer.
const MOST_IN_A_GROUP: usize = 256;
/// Commands that wait at most; whoever asks beyond that waits to be let in.
const QUEUE: usize = 1024;
/// Groups of entries that a subscriber may fall behind before it is told to catch up from the journal.
const STREAM: usize = 128;

/// Tells the time. Request by the writer for every command, so that the order of instants is the order of the journal.
pub trait Clock: Send + Sync {
    /// Now, as the organisation sees it; `None` before it was founded.
    fn moment(&self, organisation: Option<&Organisation>) -> Moment;
}

/// A change that is on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Where the board stands with it. Of a command that changed something, its place in the journal.
    pub seq: u64,
    /// When it was decided. A command that is sent again gets the first receipt, with the first instant.
    pub at: DateTime<Utc>,
}

/// Why a command didn't happen.
#[derive(Clone, Debug, thiserror::Error)]
pub enum CommitError {
    /// A rule said no.
    #[error("refused: {0}")]
    Refused(Refusal),
    /// This id was used before, by another actor or for another command.
    #[error("another command {0} happened before")]
    Conflict(CommandId),
    /// The database said no. Should a commit have reached the disk although it was reported as failed, then the same command, sent again,
    /// gets its receipt.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The ledger takes no more commands.
    #[error("the ledger has stopped")]
    Stopped,
}

/// Why a run of commands stopped.
#[derive(Clone, Debug, thiserror::Error)]
#[error("command {index} failed")]
pub struct SeedError {
    /// Which of them, counted from 0. Of those before it, some thousands may have been taken back with it; none after it happened.
    pub index: usize,
    /// What was wrong with it.
    pub source: CommitError,
}

/// How often the board was loaded anew since the start, because it wasn't the journal's any more: the database is another one than it
/// was, such as a replica that lagged when the first one failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reloads {
    /// How often.
    pub count: u64,
    /// Where the board stood the last time that it was.
    pub knew: Position,
    /// The last entry that the journal held then.
    pub found: u64,
}

/// The one way to change the organisation. Clones share the same writer, which ends with the last of them.
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
    /// Loads the board and starts the writer. Needs a tokio runtime.
    ///
    /// # Errors
    /// The board can't be loaded.
    pub async fn start(store: Store, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        Self::start_with_groups_of(MOST_IN_A_GROUP, store, clock).await
    }

    /// As [`Ledger::start`], but with at most `most` commands in one transaction. With 1 each has one of its own, which is what a
    /// benchmark compares with.
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
        let (stand, standing) = watch::channel(Standing::InTouch);
        if store.is_shared() {
            tokio::spawn(Follower::new(store.clone(), requests.downgrade(), board.clone(), stand).run());
        }
        Ok(Self { store, requests, board, stream, standing, reloads })
    }

    /// What it writes to; for reading.
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// The organisation as it stands: what was committed, and nothing else. Costs next to nothing.
    pub fn board(&self) -> Arc<Board> {
        Arc::clone(&self.board.borrow())
    }

    /// How this node stands to the others. On a database that it has to itself, it is always in touch.
    pub fn standing(&self) -> Standing {
        *self.standing.borrow()
    }

    /// Hears when that changes. Ends at once on a database that this node has to itself.
    pub fn standings(&self) -> watch::Receiver<Standing> {
        self.standing.clone()
    }

    /// Hears when the board was loaded anew. What was heard before is not to be built upon then.
    pub fn reloads(&self) -> watch::Receiver<Reloads> {
        self.reloads.clone()
    }

    /// Whether the board holds an entry. One that somebody has heard of on another node may still be on its way here: it is waited for,
    /// for as long as a node in touch may be behind.
    pub async fn reaches(&self, seq: u64) -> bool {
        let mut board = self.board.clone();
        let there = board.wait_for(|board| board.seq >= seq);
        let patience = if self.store.is_shared() { follower::LATE } else { Duration::ZERO };
        matches!(tokio::time::timeout(patience, there).await, Ok(Ok(_)))
    }

    /// Every entry from now on, in order, in the groups in which they were committed. The board holds an entry before a subscriber hears of it; so whoever subscribes first and
    /// takes the board then misses nothing, and skips what its board holds already. A subscriber that falls too far behind is told so
    /// (`RecvError::Lagged`) and reads what it missed with [`Store::entries`].
    pub fn subscribe(&self) -> broadcast::Receiver<Arc<Published>> {
        self.stream.subscribe()
    }

    /// How many have subscribed and not gone away.
    pub fn listeners(&self) -> usize {
        self.stream.receiver_count()
    }

    /// Makes a command happen, once, and answers when it is on the disk. If whoever waits for the answer goes away, it still happens.
    /// A command that would change nothing is answered with where the board stands.
    ///
    /// # Errors
    /// [`CommitError`] says why it didn't happen.
    pub async fn commit(&self, actor: Actor, envelope: Envelope) -> Result<Receipt, CommitError> {
        self.ask(Request::new(actor, envelope, None)).await
    }

    /// As [`Ledger::commit`], as if it were another moment: for filling in a past.
    ///
    /// # Errors
    /// [`CommitError`] says why it didn't happen.
    pub async fn commit_as_of(&self, actor: Actor, envelope: Envelope, moment: Moment) -> Result<Receipt, CommitError> {
        self.ask(Request::new(actor, envelope, Some(moment))).await
    }

    /// Makes many commands happen, each as of its moment, in large transactions. Stops at the first that can't. Answers with the
    /// receipt of the last; `None` if there was none.
    ///
    /// # Errors
    /// [`SeedError`] says which one stopped it, and why.
    pub async fn seed(&self, commands: Vec<(Actor, Envelope, Moment)>) -> Result<Option<Receipt>, SeedError> {
        let stopped = || SeedError { index: 0, source: CommitError::Stopped };
        let asked = commands.into_iter().map(|(actor, envelope, moment)| Request::new(actor, envelope, Some(moment))).collect();
        let (answer, answered) = oneshot::channel();
        self.requests.send(WriterMessage::Seed(asked, answer)).await.map_err(|_| stopped())?;
        answered.await.map_err(|_| stopped())?
    }

    /// Takes no more commands, finishes those that are waiting, and closes the store.
    pub async fn stop(&self) {
        let (answer, answered) = oneshot::channel();
        if self.requests.send(WriterMessage::Stop(answer)).await.is_ok() {
            // Unanswered, it has ended all the same.
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
