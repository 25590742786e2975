//! Who changed what, and who signed in, for administrators.

use app::door::audit::{Audit, audit};
use app::door::sign_ins::{SignIns, sign_ins};
use axum::extract::{OriginalUri, State};
use axum::response::Response;

use super::people::administrator;
use crate::asked::Asked;
use crate::opening::query;
use crate::sheet::{self, failed};
use crate::site::Site;

/// How many entries are on a page.
const PAGE: u32 = 50;

/// The newest entries, or with `?before=SEQ` those before one.
pub(crate) async fn show(State(site): State<Site>, asked: Asked, OriginalUri(uri): OriginalUri) -> Response {
    if let Err(refused) = administrator(&site, asked) {
        return refused.answer(&site, asked);
    }
    let before = query(&uri, "before").and_then(|seq| seq.parse().ok());
    let mut entries = match site.office.store.newest(before, PAGE + 1).await {
        Ok(entries) => entries,
        Err(error) => return failed(&site, asked, &error),
    };
    // One more than is shown tells whether there are more.
    let more = entries.len() > PAGE as usize;
    entries.truncate(PAGE as usize);
    let board = site.office.ledger.board();
    let page = Audit { board: &board, entries: &entries, more, moment: site.clock.moment(&board) };
    sheet::sheet(&site, asked, "/audit", asked.words().say("audit.title"), audit(asked.words(), page))
}

/// Who signed in and who tried to: the newest, or with `?before=NUMBER` those before one.
pub(crate) async fn show_sign_ins(State(site): State<Site>, asked: Asked, OriginalUri(uri): OriginalUri) -> Response {
    if let Err(refused) = administrator(&site, asked) {
        return refused.answer(&site, asked);
    }
    let before = query(&uri, "before").and_then(|id| id.parse().ok());
    let mut events = match site.door.accounts.sign_in_events(before, PAGE + 1).await {
        Ok(events) => events,
        Err(error) => return failed(&site, asked, &error),
    };
    let more = events.len() > PAGE as usize;
    events.truncate(PAGE as usize);
    let board = site.office.ledger.board();
    let page = SignIns { board: &board, events: &events, more, moment: site.clock.moment(&board) };
    sheet::sheet(&site, asked, "/audit/sign-ins", asked.words().say("sign_ins.title"), sign_ins(asked.words(), page))
}
