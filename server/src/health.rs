//! Whether the server is up, and whether it can work: for whatever watches over it.

use axum::extract::State;
use axum::http::StatusCode;
use store::Standing;

use crate::site::Site;

/// The process is up.
pub(crate) async fn healthz() -> &'static str {
    "ok\n"
}

/// The store answers, the ledger's board is one of its states, and what other nodes wrote is on it. Says where the board stands.
pub(crate) async fn readyz(State(site): State<Site>) -> (StatusCode, String) {
    let unready = |why: &str| (StatusCode::SERVICE_UNAVAILABLE, format!("{why}\n"));
    match site.office.ledger.standing() {
        Standing::InTouch => {}
        Standing::Behind => return unready("others have written what is not on the board yet"),
        Standing::CutOff => return unready("the database can't be reached"),
    }
    let seq = site.office.ledger.board().seq;
    match site.office.store.entries(seq.saturating_sub(1), 1).await {
        Ok(entries) if seq == 0 || !entries.is_empty() => (StatusCode::OK, format!("ready at {seq}\n")),
        Ok(_) => unready("the journal is behind the board"),
        Err(error) => {
            tracing::error!(?error, "the store does not answer");
            unready("the store does not answer")
        }
    }
}
