//! The log of changes and of sign-ins, for administrators.

use app::static_pages::audit::{Audit, audit};
use app::static_pages::sign_ins::{SignIns, sign_ins};
use axum::extract::{OriginalUri, State};
use axum::response::Response;

use crate::auth::Administrator;
use crate::error_response::ErrorResponse;
use crate::opening::query;
use crate::request_context::RequestContext;
use crate::site::Site;
use crate::static_page::static_page;

/// Entries per page.
const PAGE: u32 = 50;

/// The newest entries, or with `?before=SEQ` those before that one.
pub(crate) async fn show(
    _: Administrator,
    State(site): State<Site>,
    context: RequestContext,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, ErrorResponse> {
    let before = query(&uri, "before").and_then(|seq| seq.parse().ok());
    let (entries, more) = page_of(site.service.store.newest(before, PAGE + 1).await?);
    let (words, board) = (context.words(), site.service.ledger.board());
    let page = Audit { board: &board, entries: &entries, more, moment: site.clock.moment(&board) };
    Ok(static_page(&site, context, "/audit", words.translate("audit.title"), audit(words, page)))
}

/// Sign-ins and attempts: the newest, or with `?before=NUMBER` those before that one.
pub(crate) async fn show_sign_ins(
    _: Administrator,
    State(site): State<Site>,
    context: RequestContext,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, ErrorResponse> {
    let before = query(&uri, "before").and_then(|id| id.parse().ok());
    let (events, more) = page_of(site.service.sign_in_events(before, PAGE + 1).await?);
    let (words, board) = (context.words(), site.service.ledger.board());
    let page = SignIns { board: &board, events: &events, more, moment: site.clock.moment(&board) };
    Ok(static_page(&site, context, "/audit/sign-ins", words.translate("sign_ins.title"), sign_ins(words, page)))
}

/// A page of what was read, which is one more than is shown; and whether there is another page.
fn page_of<T>(mut read: Vec<T>) -> (Vec<T>, bool) {
    let more = read.len() > PAGE as usize;
    read.truncate(PAGE as usize);
    (read, more)
}
