//! The live stream: the journal, entry by entry, to every browser that listens.

mod frame;
mod listener;
mod tap;

use app::error::AppError;
use axum::extract::{RawQuery, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;

use crate::asked::Asked;
use crate::site::Site;
use crate::wrong::Wrong;
pub(crate) use listener::Listener;
pub(crate) use tap::{Tap, stream};

/// What a browser says when it comes back: the last `id` that it heard.
const LAST_EVENT_ID: &str = "last-event-id";
/// What says of an answer that it is a stream, that nobody keeps it, and that no proxy holds it back.
const HEADERS: [(HeaderName, HeaderValue); 3] = [
    (CONTENT_TYPE, HeaderValue::from_static("text/event-stream")),
    (CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no")),
];

/// `GET /live?since=seq&reader=person`: every entry after `seq`, and then each new one as it is committed. A page that was drawn for another
/// reader than the one who is signed in now is told that its own reader is signed out.
pub(crate) async fn live(State(site): State<Site>, asked: Asked, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let reader = parameter(query.as_deref(), "reader");
    let Some(caller) = asked.caller.filter(|caller| reader.is_none_or(|reader| reader == caller.person.to_string())) else {
        return Wrong::from(AppError::SignedOut).answer(&site, asked);
    };
    let Some(place) = site.door.pace.listen(caller.person) else {
        return Wrong::from(AppError::too_many(TimeDelta::seconds(30))).answer(&site, asked);
    };
    let since = heard_last(&headers, query.as_deref());
    if let Some(seq) = since {
        // Heard on another node, it may not be here yet.
        site.office.ledger.reaches(seq).await;
    }
    let tap = Tap::new(Listener::new(&site, caller, place, since));
    let mut answer = (HEADERS, tap.body()).into_response();
    answer.extensions_mut().insert(tap);
    answer
}

/// What a browser has heard. On a reconnection its `EventSource` knows better than the address that the page once made for it.
fn heard_last(headers: &HeaderMap, query: Option<&str>) -> Option<u64> {
    let again = headers.get(LAST_EVENT_ID).and_then(|id| id.to_str().ok()).and_then(|id| id.trim().parse().ok());
    again.or_else(|| parameter(query, "since").and_then(|seq| seq.parse().ok()))
}

fn parameter(query: Option<&str>, name: &str) -> Option<String> {
    let mut pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    pairs.find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
}
