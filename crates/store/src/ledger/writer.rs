//! The writer task.

use std::sync::Arc;
use std::time::Duration;

use okr::Board;
use tokio::sync::{broadcast, mpsc, oneshot, watch};
use tokio::time::{Instant, sleep, timeout};

use super::clock::Clock;
use super::error::SeedError;
use super::message::{Answer, WriterMessage};
use super::published::Published;
use super::receipt::Receipt;
use super::reloads::Reloads;
use super::request::Request;
use super::write_batch::{Committed, WriteBatch};
use crate::error::StoreError;
use crate::store::Store;
use crate::trouble::Trouble;

/// Commands per transaction of a seeding.
const SEEDED_AT_ONCE: usize = 2000;

/// Entries of other nodes read at a time.
const CAUGHT_UP_AT_ONCE: u32 = 1000;
/// The most retries after a transient failure, and their total time.
const RETRIES: u8 = 5;
const RETRY_FOR: Duration = Duration::from_secs(10);
/// The delay of the commit after the answer, of the seeded bug `answer-before-commit`.
#[cfg(feature = "seeded-bugs")]
const TOO_LATE: Duration = Duration::from_millis(20);
/// Timeout of one step of a transaction on a database server. A file needs none.
const PATIENCE: Duration = Duration::from_secs(30);

/// Decides and writes commands, alone and in order.
pub(super) struct Writer {
    store: Store,
    clock: Arc<dyn Clock>,
    board: watch::Sender<Arc<Board>>,
    stream: broadcast::Sender<Arc<Published>>,
    reloads: watch::Sender<Reloads>,
}

/// Waits for a request, and takes all queued ones up to `most`. Returns whether there may be more.
async fn gather(requests: &mut mpsc::Receiver<WriterMessage>, waiting: &mut Vec<WriterMessage>, most: usize) -> bool {
    if requests.recv_many(waiting, most).await == 0 {
        return false;
    }
    // Callers that were just answered are about to send their next command. Yielding once lets them join this
    // transaction instead of waiting for the next one.
    tokio::task::yield_now().await;
    while waiting.len() < most {
        let Ok(request) = requests.try_recv() else { break };
        waiting.push(request);
    }
    true
}

/// The delay before the next attempt: doubled each time, with jitter, so that conflicting nodes don't collide again.
/// The jitter is derived from a command's fingerprint.
fn pause(attempt: u8, asked: &[&Request]) -> Duration {
    let chance = asked.first().map_or(0, |asked| asked.fingerprint[usize::from(attempt)]);
    Duration::from_millis(100 << attempt).mul_f64(1.0 - f64::from(chance) / 512.0)
}

impl Writer {
    pub(super) fn new(
        store: Store,
        clock: Arc<dyn Clock>,
        board: watch::Sender<Arc<Board>>,
        stream: broadcast::Sender<Arc<Published>>,
        reloads: watch::Sender<Reloads>,
    ) -> Self {
        Self { store, clock, board, stream, reloads }
    }

    /// Runs until all senders are dropped, or until it was stopped and the queue is empty.
    pub(super) async fn run(self, mut requests: mpsc::Receiver<WriterMessage>, most: usize) {
        let mut waiting = Vec::new();
        let mut stopped = Vec::new();
        while gather(&mut requests, &mut waiting, most).await {
            let mut group = Vec::new();
            for request in waiting.drain(..) {
                match request {
                    WriterMessage::Commit(asked, answer) => group.push((asked, answer)),
                    WriterMessage::Seed(asked, answer) => {
                        self.serve(std::mem::take(&mut group)).await;
                        // The caller may be gone.
                        let _ = answer.send(self.seed(&asked).await);
                    }
                    WriterMessage::CatchUp(answer) => {
                        // The caller may be gone.
                        let _ = answer.send(self.catch_up().await);
                    }
                    WriterMessage::Stop(answer) => {
                        requests.close();
                        stopped.push(answer);
                    }
                }
            }
            self.serve(group).await;
        }
        for answer in stopped {
            // The caller may be gone.
            let _ = answer.send(());
        }
    }

    /// One transaction for all; or, if the tables reject one of them, one for each, so that only that one fails.
    async fn serve(&self, group: Vec<(Box<Request>, oneshot::Sender<Answer>)>) {
        if group.is_empty() {
            return;
        }
        #[cfg(feature = "seeded-bugs")]
        if crate::seeded::is("answer-before-commit") {
            return self.answer_before_commit(group).await;
        }
        let (asked, waiting): (Vec<_>, Vec<_>) = group.into_iter().unzip();
        let asked: Vec<&Request> = asked.iter().map(AsRef::as_ref).collect();
        let answers = match self.commit(&asked).await {
            Err(error) if error.trouble() == Trouble::Rejected && asked.len() > 1 => self.commit_each(&asked).await,
            Err(error) => vec![Err(error.into()); asked.len()],
            Ok(answers) => answers,
        };
        for (answer, waiting) in answers.into_iter().zip(waiting) {
            // The caller may be gone; the command is applied all the same.
            let _ = waiting.send(answer);
        }
    }

    /// The seeded bug `answer-before-commit`: receipts are sent before anything is on disk.
    #[cfg(feature = "seeded-bugs")]
    async fn answer_before_commit(&self, group: Vec<(Box<Request>, oneshot::Sender<Answer>)>) {
        let (asked, waiting): (Vec<_>, Vec<_>) = group.into_iter().unzip();
        let asked: Vec<&Request> = asked.iter().map(AsRef::as_ref).collect();
        let Ok(batch) = self.draft(&asked).await else { return };
        for (answer, waiting) in batch.answers.clone().into_iter().zip(waiting) {
            let _ = waiting.send(answer);
        }
        sleep(TOO_LATE).await;
        let _ = self.finish(batch).await;
    }

    async fn commit_each(&self, asked: &[&Request]) -> Vec<Answer> {
        let mut answers = Vec::with_capacity(asked.len());
        for asked in asked {
            match self.commit(&[asked]).await {
                Ok(answer) => answers.extend(answer),
                Err(error) => answers.push(Err(error.into())),
            }
        }
        answers
    }

    /// Decides and writes commands in one transaction. Refusals are among the answers and don't affect other
    /// commands.
    ///
    /// Transient failures are retried. One of them may be a commit whose answer was lost: then the commands are in
    /// the journal, and get their first receipts.
    async fn commit(&self, asked: &[&Request]) -> Result<Vec<Answer>, StoreError> {
        let began = Instant::now();
        for attempt in 0..RETRIES {
            match self.commit_once(asked).await {
                Err(error) if self.passes(&error) && began.elapsed() < RETRY_FOR => sleep(pause(attempt, asked)).await,
                answers => return answers,
            }
        }
        self.commit_once(asked).await
    }

    async fn commit_once(&self, asked: &[&Request]) -> Result<Vec<Answer>, StoreError> {
        let batch = self.draft(asked).await?;
        self.finish(batch).await
    }

    /// Whether an error is transient.
    fn passes(&self, error: &StoreError) -> bool {
        match error.trouble() {
            Trouble::Contended => true,
            // A server may be restarting; an unreadable file stays unreadable.
            Trouble::Unavailable => self.store.is_shared(),
            _ => false,
        }
    }

    /// Waits for the database, with a timeout.
    async fn patiently<T>(&self, work: impl Future<Output = Result<T, StoreError>>) -> Result<T, StoreError> {
        if self.store.is_shared() {
            let late = |_| Err(StoreError::new(Trouble::Unavailable, "waiting for the database"));
            timeout(PATIENCE, work).await.unwrap_or_else(late)
        } else {
            work.await
        }
    }

    /// Begins a transaction and decides commands in it.
    async fn draft(&self, asked: &[&Request]) -> Result<WriteBatch, StoreError> {
        let mut batch = self.begin(asked).await?;
        for asked in asked {
            batch.decide(asked, &*self.clock);
        }
        Ok(batch)
    }

    async fn seed(&self, asked: &[Request]) -> Result<Option<Receipt>, SeedError> {
        let mut last = None;
        for (number, run) in asked.chunks(SEEDED_AT_ONCE).enumerate() {
            let failed = |index, source| SeedError { index: number * SEEDED_AT_ONCE + index, source };
            let asked: Vec<&Request> = run.iter().collect();
            let mut batch = self.begin(&asked).await.map_err(|error| failed(0, error.into()))?;
            for (index, asked) in asked.iter().enumerate() {
                batch.decide(asked, &*self.clock);
                if let Some(Err(error)) = batch.answers.last() {
                    return Err(failed(index, error.clone()));
                }
            }
            let answers = self.finish(batch).await.map_err(|error| failed(0, error.into()))?;
            last = answers.into_iter().filter_map(Result::ok).last().or(last);
        }
        Ok(last)
    }

    async fn begin(&self, asked: &[&Request]) -> Result<WriteBatch, StoreError> {
        let board = Arc::clone(&self.board.borrow());
        self.patiently(WriteBatch::begin(&self.store, &board, asked)).await
    }

    /// Applies what other nodes have written. If the journal was replaced, the board is reloaded.
    async fn catch_up(&self) -> Result<(), StoreError> {
        loop {
            let mut board = Board::clone(&self.board.borrow());
            let Some(entries) = self.store.continuing(board.position(), CAUGHT_UP_AT_ONCE).await? else {
                let board = self.store.load().await?;
                self.show(Committed { board, reloaded: true, entries: Vec::new(), answers: Vec::new() });
                return Ok(());
            };
            if entries.is_empty() {
                return Ok(());
            }
            for entry in &entries {
                board.record(entry);
            }
            let entries = entries.into_iter().map(Arc::new).collect();
            self.show(Committed { board, reloaded: false, entries, answers: Vec::new() });
        }
    }

    /// Commits, then publishes: first the board, then the stream.
    async fn finish(&self, batch: WriteBatch) -> Result<Vec<Answer>, StoreError> {
        let committed = self.patiently(batch.commit()).await?;
        Ok(self.show(committed))
    }

    fn show(&self, Committed { board, reloaded, entries, answers }: Committed) -> Vec<Answer> {
        let (knew, found) = (self.board.borrow().position(), entries.first().map_or(board.seq, |entry| entry.seq - 1));
        if reloaded || !entries.is_empty() {
            self.board.send_replace(Arc::new(board));
        }
        if reloaded {
            self.reloads.send_modify(|reloads| *reloads = Reloads { count: reloads.count + 1, knew, found });
            let _ = self.stream.send(Arc::new(Published::reloaded()));
        }
        // There may be no subscribers.
        if !entries.is_empty() {
            let _ = self.stream.send(Arc::new(Published::new(entries)));
        }
        answers
    }
}
