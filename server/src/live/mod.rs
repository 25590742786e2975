//! The live stream: sends each journal entry to every connected browser.

mod frame;
mod listener;
mod tap;

use app::error::AppError;
use axum::extract::{RawQuery, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use okr::Position;
use store::StoreError;

use crate::auth::SignedIn;
use crate::error_response::ErrorResponse;
use crate::site::Site;
pub(crate) use listener::Listener;
pub(crate) use tap::{Tap, stream};

/// The header with which a browser reconnects: the last event `id` it received.
const LAST_EVENT_ID: &str = "last-event-id";
/// The headers of a stream: its content type, no caching, no buffering by proxies.
const HEADERS: [(HeaderName, HeaderValue); 3] = [
    (CONTENT_TYPE, HeaderValue::from_static("text/event-stream")),
    (CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no")),
];

/// `GET /live?since=SEQ-MARK&reader=PERSON`: all entries after this one, then new ones as they are committed. If the
/// journal holds another entry at that position, because a backup was restored or a database failed over to a replica
/// that lagged, the browser is told to resynchronise. A page drawn for another reader than the one signed in now is
/// told that its reader is signed out.
pub(crate) async fn live(
    State(site): State<Site>,
    SignedIn(caller): SignedIn,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, ErrorResponse> {
    if parameter(query.as_deref(), "reader").is_some_and(|reader| reader != caller.person.to_string()) {
        return Err(AppError::SignedOut.into());
    }
    let permit = site.auth.pace.listen(caller.person).ok_or_else(|| AppError::too_many(TimeDelta::seconds(30)))?;
    // Read first: if the board is reloaded during the check, the listener resynchronises.
    let reloads = site.service.ledger.reloads().borrow().count;
    let since = match heard_last(&headers, query.as_deref()) {
        Some(heard) => known(&site, heard).await?,
        None => None,
    };
    let tap = Tap::new(Listener::new(&site, caller, permit, since, reloads));
    let mut answer = (HEADERS, tap.body()).into_response();
    answer.extensions_mut().insert(tap);
    Ok(answer)
}

/// The last entry that a browser has received.
#[derive(Clone, Copy)]
enum Heard {
    /// Its position.
    At(Position),
    /// Its sequence number only, as sent by pages from before marks existed.
    Seq(u64),
}

impl Heard {
    fn read(text: &str) -> Option<Self> {
        text.parse().map(Self::At).or_else(|_| text.parse().map(Self::Seq)).ok()
    }
}

/// The last received entry. On a reconnection the `Last-Event-ID` header is newer than the page's query.
fn heard_last(headers: &HeaderMap, query: Option<&str>) -> Option<Heard> {
    let again = headers.get(LAST_EVENT_ID).and_then(|id| id.to_str().ok()).and_then(|id| Heard::read(id.trim()));
    again.or_else(|| parameter(query, "since").and_then(|since| Heard::read(&since)))
}

fn parameter(query: Option<&str>, name: &str) -> Option<String> {
    let mut pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    pairs.find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
}

/// The sequence number after which to continue; `None` if the journal differs from the one the browser knows.
async fn known(site: &Site, heard: Heard) -> Result<Option<u64>, StoreError> {
    let ledger = &site.service.ledger;
    let (Heard::At(Position { seq, .. }) | Heard::Seq(seq)) = heard;
    // If it was received from another node, it may not have arrived here yet.
    ledger.reaches(seq).await;
    let holds = match heard {
        Heard::At(position) => position == ledger.board().position() || site.service.store.holds(position).await?,
        Heard::Seq(_) => true,
    };
    Ok(holds.then_some(seq))
}
