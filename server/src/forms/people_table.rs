//! Importing a table of people, and creating invitation links for all who lack one.

use std::borrow::Cow;

use app::error::AppError;
use app::static_pages::people::MadeLink;
use app::static_pages::people_table::{Effect, Looked, links, people_table};
use axum::extract::State;
use axum::response::Response;
use okr::{Actor, Command, CommandId, Envelope, Refusal};
use store::Purpose;

use super::people::{access, administrator, note_link, waiting};
use super::sent::Sent;
use super::{field, see_other};
use crate::error_response::ErrorResponse;
use crate::request_context::RequestContext;
use crate::site::Site;
use crate::static_page::{self, again, failed};

/// The form.
pub(crate) async fn show(State(site): State<Site>, context: RequestContext) -> Response {
    match administrator(&site, context) {
        Ok(_) => draw(&site, context, "", &Looked::Nothing),
        Err(refused) => refused.answer(&site, context),
    }
}

/// Shows what a table would change, or its problems. The table is `file`, or else the text in `table`. With `take`,
/// it is applied.
pub(crate) async fn send(State(site): State<Site>, context: RequestContext, sent: Sent) -> Response {
    let reader = match administrator(&site, context) {
        Ok(reader) => reader,
        Err(refused) => return refused.answer(&site, context),
    };
    let pasted = field(&sent.fields, "table").unwrap_or_default();
    let bytes = sent.file("file").map_or(pasted.as_bytes(), AsRef::as_ref);
    let (words, text) = (context.words(), readable(bytes));
    let wrong = |sentences| again(draw(&site, context, &text, &Looked::Wrong(sentences)));
    if bytes.trim_ascii().is_empty() {
        return wrong(vec![words.translate("people.import_nothing").to_owned()]);
    }
    let board = site.service.ledger.board();
    let refused = |refusal| match refusal {
        Refusal::Table(problems) => wrong(words.problems(&problems, &board)),
        // Concerns the whole table, because who can sign in isn't known where single rows are checked.
        Refusal::LastAdmin => wrong(vec![words.refusal(&Refusal::LastAdmin, &board)]),
        refusal => ErrorResponse::from(AppError::Refused(refusal)).answer(&site, context),
    };
    let moment = site.clock.moment(&board);
    let decided = table::people_sheet(bytes, context.id(&site, 1))
        .judged(|table| okr::decide(&board, Actor::Person(reader), &Command::ImportPeople(table.clone()), moment));
    let (table, events) = match decided {
        Ok(decided) => decided,
        Err(refusal) => return refused(refusal),
    };
    if field(&sent.fields, "take").is_none() {
        return draw(&site, context, &text, &Looked::Would(Effect::of(words, &board, &events)));
    }
    let command = Command::ImportPeople(table);
    match site.commit(reader, Envelope { id: CommandId(context.id(&site, 0)), command }).await {
        Ok(_) => match site.auth.sessions.look_now(&site.service.ledger).await {
            Ok(()) => see_other("/people?imported=1"),
            Err(error) => failed(&site, context, &error),
        },
        Err(AppError::Refused(refusal)) => refused(refusal),
        Err(error) => ErrorResponse::from(error).answer(&site, context),
    }
}

/// Creates a link for each person who has an address, can't sign in, and has no valid link. Earlier links stay valid.
pub(crate) async fn invite(State(site): State<Site>, context: RequestContext) -> Response {
    if let Err(refused) = administrator(&site, context) {
        return refused.answer(&site, context);
    }
    let board = site.service.ledger.board();
    let made = async {
        let mut made = Vec::new();
        for person in waiting(&board, &access(&site).await?) {
            note_link(&site, context, person).await?;
            let (url, until) = site.auth.link(Purpose::Invite(person)).await?;
            made.push(MadeLink { person, url, until });
        }
        Ok(made)
    };
    match made.await {
        Ok(made) if made.is_empty() => see_other("/people"),
        Ok(made) => {
            let (words, moment) = (context.words(), site.clock.moment(&board));
            static_page::static_page(
                &site,
                context,
                "/people",
                words.translate("people.links"),
                links(words, &board, &made, &moment),
            )
        }
        Err(error) => failed(&site, context, &error),
    }
}

/// A file as text, to fill the form again. Invalid UTF-8 is replaced.
pub(super) fn readable(bytes: &[u8]) -> Cow<'_, str> {
    table::text_of(bytes).unwrap_or_else(|_| String::from_utf8_lossy(bytes))
}

fn draw(site: &Site, context: RequestContext, table: &str, looked: &Looked) -> Response {
    let (words, board) = (context.words(), site.service.ledger.board());
    static_page::static_page(
        site,
        context,
        "/people/import",
        words.translate("people.import"),
        people_table(words, &board, table, looked),
    )
}
