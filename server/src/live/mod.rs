//! The live stream: the journal, entry by entry, to every browser that listens.

mod listener;

use std::convert::Infallible;
use std::time::Duration;

use app::error::AppError;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt;

use crate::asked::Asked;
use crate::site::Site;
use crate::wrong::Wrong;
use listener::Listener;

/// How often a silent stream says that it is still there, before something on the way gives it up.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// What a browser says when it comes back: the last `id` that it heard.
const LAST_EVENT_ID: &str = "last-event-id";
/// Asks proxies not to hold the stream back.
const UNBUFFERED: (HeaderName, HeaderValue) = (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));

/// `GET /live?since=seq`: every entry after `seq`, and then each new one as it is committed.
pub(crate) async fn live(State(site): State<Site>, uri: Uri, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let asked = Asked::of(&site, &uri, &headers);
    if asked.reader.is_none() {
        return Wrong::from(AppError::SignedOut).answer(&site, asked);
    }
    let since = heard_last(&headers, query.as_deref());
    if let Some(seq) = since {
        // Heard on another node, it may not be here yet.
        site.office.ledger.reaches(seq).await;
    }
    let listener = Listener::new(&site, since);
    let frames = futures_util::stream::unfold(listener, Listener::next).map(Ok::<Event, Infallible>);
    ([UNBUFFERED], Sse::new(frames).keep_alive(KeepAlive::new().interval(HEARTBEAT))).into_response()
}

/// What a browser has heard. On a reconnection its `EventSource` knows better than the address that the page once made for it.
fn heard_last(headers: &HeaderMap, query: Option<&str>) -> Option<u64> {
    let again = headers.get(LAST_EVENT_ID).and_then(|id| id.to_str().ok()).and_then(|id| id.trim().parse().ok());
    again.or_else(|| {
        let pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
        pairs.into_iter().find(|(name, _)| name == "since").and_then(|(_, seq)| seq.parse().ok())
    })
}
