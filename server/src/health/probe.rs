//! Whether the store can be written.

use std::sync::Arc;
use std::time::Duration;

use store::{Store, Trouble};
use tokio::sync::Mutex;
use tokio::time::Instant;

/// How long the result of the write test is cached. It limits how often a row is written.
const BELIEVED: Duration = Duration::from_secs(5);

/// When the last test ran, and its result.
type Found = (Instant, Result<(), Trouble>);

/// The last result of the write test. Clones share it.
#[derive(Clone, Default)]
pub(crate) struct Probe(Arc<Mutex<Option<Found>>>);

impl Probe {
    /// Tries to write, unless it was tried a moment ago.
    pub(super) async fn look(&self, store: &Store) -> Result<(), Trouble> {
        // Concurrent callers wait for the same result.
        let mut last = self.0.lock().await;
        if let Some((at, found)) = *last
            && at.elapsed() < BELIEVED
        {
            return found;
        }
        let found = store.probe().await.map_err(|error| {
            tracing::error!(?error, "nothing can be written");
            error.trouble()
        });
        *last = Some((Instant::now(), found));
        found
    }
}
