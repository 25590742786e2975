//! Importing a table of people, and creating invitation links for all who lack one.

use std::borrow::Cow;

use app::static_pages::people::MadeLink;
use app::static_pages::people_table::{Effect, Looked, links, people_table};
use axum::extract::State;
use axum::response::Response;
use okr::{Actor, Command, Refusal};
use serde::Deserialize;
use service::Principal;

use super::people::waiting;
use super::sent::Sent;
use super::{Submitted, see_other};
use crate::auth::{self, Administrator};
use crate::error_response::ErrorResponse;
use crate::request_context::RequestContext;
use crate::site::Site;
use crate::static_page::{again, static_page};

/// The form.
pub(crate) async fn show(_: Administrator, State(site): State<Site>, context: RequestContext) -> Response {
    draw(&site, context, "", &Looked::Nothing)
}

/// The form, beside its file `file`.
#[derive(Default, Deserialize)]
#[serde(default)]
struct PeopleTable {
    /// The table's text, if no file was sent.
    table: String,
    /// Whether it is applied; otherwise the page shows what it would change.
    take: Option<String>,
}

/// Shows what a table would change, or its problems, or applies it.
pub(crate) async fn send(
    Administrator(reader): Administrator,
    State(site): State<Site>,
    context: RequestContext,
    sent: Sent,
) -> Result<Response, ErrorResponse> {
    let form: PeopleTable = sent.fields.values()?;
    let bytes = sent.file("file").map_or(form.table.as_bytes(), AsRef::as_ref);
    let (words, text) = (context.words(), readable(bytes));
    let wrong = |sentences| again(draw(&site, context, &text, &Looked::Wrong(sentences)));
    if bytes.trim_ascii().is_empty() {
        return Ok(wrong(vec![words.translate("people.import_nothing").to_owned()]));
    }
    let board = site.service.ledger.board();
    let refused = |refusal| match refusal {
        Refusal::Table(problems) => Ok(wrong(words.problems(&problems, &board))),
        // Concerns the whole table, because who can sign in isn't known where single rows are checked.
        Refusal::LastAdmin => Ok(wrong(vec![words.refusal(&Refusal::LastAdmin, &board)])),
        refusal => Err(refusal.into()),
    };
    let moment = site.clock.moment(&board);
    let decided = table::people_sheet(bytes, context.id(&site, 1))
        .judged(|table| okr::decide(&board, Actor::Person(reader), &Command::ImportPeople(table.clone()), moment));
    let (table, events) = match decided {
        Ok(decided) => decided,
        Err(refusal) => return refused(refusal),
    };
    if form.take.is_none() {
        return Ok(draw(&site, context, &text, &Looked::Would(Effect::of(words, &board, &events))));
    }
    match site.submit(context, reader, Command::ImportPeople(table)).await? {
        Submitted::Done => Ok(see_other("/people?imported=1")),
        Submitted::Refused(refusal) => refused(refusal),
    }
}

/// Creates a link for each person who has an address, can't sign in, and has no valid link. Earlier links stay valid.
pub(crate) async fn invite(
    Administrator(reader): Administrator,
    State(site): State<Site>,
    context: RequestContext,
) -> Result<Response, ErrorResponse> {
    let board = site.service.ledger.board();
    let mut made = Vec::new();
    for person in waiting(&board, &site.service.access().await?) {
        let link = site.service.person_link(Principal::Person(reader), person, auth::reader(context)).await?;
        made.push(MadeLink { person, url: site.auth.front.address.link(link.token), until: link.until });
    }
    if made.is_empty() {
        return Ok(see_other("/people"));
    }
    let (words, moment) = (context.words(), site.clock.moment(&board));
    Ok(static_page(&site, context, "/people", words.translate("people.links"), links(words, &board, &made, &moment)))
}

/// A file as text, to fill the form again. Invalid UTF-8 is replaced.
pub(super) fn readable(bytes: &[u8]) -> Cow<'_, str> {
    table::text_of(bytes).unwrap_or_else(|_| String::from_utf8_lossy(bytes))
}

fn draw(site: &Site, context: RequestContext, table: &str, looked: &Looked) -> Response {
    let (words, board) = (context.words(), site.service.ledger.board());
    let page = people_table(words, &board, table, looked);
    static_page(site, context, "/people/import", words.translate("people.import"), page)
}
