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
use okr::Position;
use store::StoreError;

use crate::error_response::ErrorResponse;
use crate::request_context::RequestContext;
use crate::site::Site;
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

/// `GET /live?since=SEQ-MARK&reader=PERSON`: every entry after this one, and then each new one as it is committed. If the journal holds another
/// entry at that place, because a backup was restored or a database failed over to a replica that lagged, the browser is told to begin again.
/// A page that was drawn for another reader than the one who is signed in now is told that its own reader is signed out.
pub(crate) async fn live(
    State(site): State<Site>,
    context: RequestContext,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    let reader = parameter(query.as_deref(), "reader");
    let Some(caller) = context.caller.filter(|caller| reader.is_none_or(|reader| reader == caller.person.to_string())) else {
        return ErrorResponse::from(AppError::SignedOut).answer(&site, context);
    };
    let Some(place) = site.auth.pace.listen(caller.person) else {
        return ErrorResponse::from(AppError::too_many(TimeDelta::seconds(30))).answer(&site, context);
    };
    // Counted first: if the board is loaded anew while this looks, the listener begins again.
    let reloads = site.office.ledger.reloads().borrow().count;
    let since = match heard_last(&headers, query.as_deref()) {
        Some(heard) => match known(&site, heard).await {
            Ok(since) => since,
            Err(error) => return ErrorResponse::from(site.office.failed(&error)).answer(&site, context),
        },
        None => None,
    };
    let tap = Tap::new(Listener::new(&site, caller, place, since, reloads));
    let mut answer = (HEADERS, tap.body()).into_response();
    answer.extensions_mut().insert(tap);
    answer
}

/// The last entry that a browser has heard of.
#[derive(Clone, Copy)]
enum Heard {
    /// Its position.
    At(Position),
    /// Its place alone, as browsers said it that were opened before there were marks.
    Permit(u64),
}

impl Heard {
    fn read(text: &str) -> Option<Self> {
        text.parse().map(Self::At).or_else(|_| text.parse().map(Self::Permit)).ok()
    }
}

/// What a browser has heard. On a reconnection its `EventSource` knows better than the address that the page once made for it.
fn heard_last(headers: &HeaderMap, query: Option<&str>) -> Option<Heard> {
    let again = headers.get(LAST_EVENT_ID).and_then(|id| id.to_str().ok()).and_then(|id| Heard::read(id.trim()));
    again.or_else(|| parameter(query, "since").and_then(|since| Heard::read(&since)))
}

fn parameter(query: Option<&str>, name: &str) -> Option<String> {
    let mut pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    pairs.find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
}

/// The place from which a browser that has heard this can hear on; `None` if the journal isn't the one that it heard.
async fn known(site: &Site, heard: Heard) -> Result<Option<u64>, StoreError> {
    let ledger = &site.office.ledger;
    let (Heard::At(Position { seq, .. }) | Heard::Permit(seq)) = heard;
    // Heard on another node, it may not be here yet.
    ledger.reaches(seq).await;
    let holds = match heard {
        Heard::At(position) => position == ledger.board().position() || site.office.store.holds(position).await?,
        Heard::Permit(_) => true,
    };
    Ok(holds.then_some(seq))
}
