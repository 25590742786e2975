//! Whether the server is up, and whether it can work: for whatever watches over it.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use store::{Standing, Store, Trouble};
use tokio::sync::Mutex;
use tokio::time::Instant;

use crate::site::Site;

/// The process is up.
pub(crate) async fn healthz() -> &'static str {
    "ok\n"
}

/// How long it is believed that something can be written, or can't: however often it is asked, one row is written now and then.
const BELIEVED: Duration = Duration::from_secs(5);

/// When it was tried, and what came of it.
type Found = (Instant, Result<(), Trouble>);

/// Whether anything can be written, as it was found last. Clones share it.
#[derive(Clone, Default)]
pub(crate) struct Probe(Arc<Mutex<Option<Found>>>);

impl Probe {
    async fn look(&self, store: &Store) -> Result<(), Trouble> {
        // Whoever asks meanwhile waits for the same answer.
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

/// The store answers, the ledger's board is one of its states, what other nodes wrote is on it, and something can be written. Says where
/// the board stands.
pub(crate) async fn readyz(State(site): State<Site>) -> (StatusCode, String) {
    let unready = |why: &str| (StatusCode::SERVICE_UNAVAILABLE, format!("{why}\n"));
    match site.office.ledger.standing() {
        Standing::InTouch => {}
        Standing::Behind => return unready("others have written what is not on the board yet"),
        Standing::CutOff => return unready("the database can't be reached"),
    }
    let position = site.office.ledger.board().position();
    match site.office.store.holds(position).await {
        Ok(true) => match site.probe.look(&site.office.store).await {
            Ok(()) => (StatusCode::OK, format!("ready at {}\n", position.seq)),
            Err(trouble) => unready(&trouble.to_string()),
        },
        Ok(false) => unready("the board isn't the journal's; it is being loaded anew"),
        Err(error) => {
            tracing::error!(?error, "the store does not answer");
            unready("the store does not answer")
        }
    }
}
