//! A seeded bug: a ledger that answers too early.

use std::time::Duration;

use tokio::sync::oneshot;

use super::request::Request;
use super::writer::{Answer, Writer};

/// The delay of the commit after the answer.
const TOO_LATE: Duration = Duration::from_millis(20);

impl Writer {
    /// The bug `answer-before-commit`: receipts are sent before anything is on disk.
    pub(super) async fn answer_before_commit(&self, group: Vec<(Box<Request>, oneshot::Sender<Answer>)>) {
        let (asked, waiting): (Vec<_>, Vec<_>) = group.into_iter().unzip();
        let asked: Vec<&Request> = asked.iter().map(AsRef::as_ref).collect();
        let Ok(batch) = self.draft(&asked).await else { return };
        for (answer, waiting) in batch.answers.clone().into_iter().zip(waiting) {
            let _ = waiting.send(answer);
        }
        tokio::time::sleep(TOO_LATE).await;
        let _ = self.finish(batch).await;
    }
}
