//! Whether the server is up, and whether it can work: for whatever watches over it.

use axum::extract::State;
use axum::http::StatusCode;

use crate::site::Site;

/// The process is up.
pub(crate) async fn healthz() -> &'static str {
    "ok\n"
}

/// The store answers, and the ledger's board is one of its states.
pub(crate) async fn readyz(State(site): State<Site>) -> (StatusCode, &'static str) {
    let seq = site.office.ledger.board().seq;
    match site.office.store.entries(seq.saturating_sub(1), 1).await {
        Ok(entries) if seq == 0 || !entries.is_empty() => (StatusCode::OK, "ready\n"),
        Ok(_) => (StatusCode::SERVICE_UNAVAILABLE, "the journal is behind the board\n"),
        Err(error) => {
            tracing::error!(?error, "the store does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "the store does not answer\n")
        }
    }
}
