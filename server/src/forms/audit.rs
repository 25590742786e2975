//! The log of changes and of sign-ins, for administrators.

use app::static_pages::audit::{Audit, audit};
use app::static_pages::sign_ins::{SignIns, sign_ins};
use axum::extract::{OriginalUri, State};
use axum::response::Response;

use super::people::administrator;
use crate::opening::query;
use crate::request_context::RequestContext;
use crate::site::Site;
use crate::static_page::{self, failed};

/// Entries per page.
const PAGE: u32 = 50;

/// The newest entries, or with `?before=SEQ` those before that one.
pub(crate) async fn show(State(site): State<Site>, context: RequestContext, OriginalUri(uri): OriginalUri) -> Response {
    if let Err(refused) = administrator(&site, context) {
        return refused.answer(&site, context);
    }
    let before = query(&uri, "before").and_then(|seq| seq.parse().ok());
    let mut entries = match site.service.store.newest(before, PAGE + 1).await {
        Ok(entries) => entries,
        Err(error) => return failed(&site, context, &error),
    };
    // One more than is shown is read, to know whether there is another page.
    let more = entries.len() > PAGE as usize;
    entries.truncate(PAGE as usize);
    let board = site.service.ledger.board();
    let page = Audit { board: &board, entries: &entries, more, moment: site.clock.moment(&board) };
    static_page::static_page(&site, context, "/audit", context.words().translate("audit.title"), audit(context.words(), page))
}

/// Sign-ins and attempts: the newest, or with `?before=NUMBER` those before that one.
pub(crate) async fn show_sign_ins(State(site): State<Site>, context: RequestContext, OriginalUri(uri): OriginalUri) -> Response {
    if let Err(refused) = administrator(&site, context) {
        return refused.answer(&site, context);
    }
    let before = query(&uri, "before").and_then(|id| id.parse().ok());
    let mut events = match site.auth.accounts.sign_in_events(before, PAGE + 1).await {
        Ok(events) => events,
        Err(error) => return failed(&site, context, &error),
    };
    let more = events.len() > PAGE as usize;
    events.truncate(PAGE as usize);
    let board = site.service.ledger.board();
    let page = SignIns { board: &board, events: &events, more, moment: site.clock.moment(&board) };
    static_page::static_page(
        &site,
        context,
        "/audit/sign-ins",
        context.words().translate("sign_ins.title"),
        sign_ins(context.words(), page),
    )
}
