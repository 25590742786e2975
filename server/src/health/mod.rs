//! Health checks for monitoring: whether the server is up, and whether it can work.

mod probe;

use axum::extract::State;
use axum::http::StatusCode;
use store::Standing;

pub(crate) use self::probe::Probe;
use crate::site::Site;

/// The process is up.
pub(crate) async fn healthz() -> &'static str {
    "ok\n"
}

/// Ready if the store answers, the ledger's board is a state of the stored journal, it includes what other nodes
/// wrote, and a write succeeds. The body says the board's position.
pub(crate) async fn readyz(State(site): State<Site>) -> (StatusCode, String) {
    let unready = |why: &str| (StatusCode::SERVICE_UNAVAILABLE, format!("{why}\n"));
    match site.service.ledger.standing() {
        Standing::InTouch => {}
        Standing::Behind => return unready("others have written what is not on the board yet"),
        Standing::CutOff => return unready("the database can't be reached"),
    }
    let position = site.service.ledger.board().position();
    match site.service.store.holds(position).await {
        Ok(true) => match site.probe.look(&site.service.store).await {
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
