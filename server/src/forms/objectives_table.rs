//! Importing a table of objectives and key results, for people who may do so.

use app::error::AppError;
use app::static_pages::objectives_table::{Effect, Looked, SentTable, objectives_table, open_cycles};
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use okr::import::Table;
use okr::{Action, Actor, Command, CommandId, CycleId, Envelope, PersonId, Refusal, Subject};
use table::CycleName;

use super::people_table::readable;
use super::sent::Sent;
use super::{field, see_other};
use crate::error_response::ErrorResponse;
use crate::opening::query;
use crate::request_context::RequestContext;
use crate::site::Site;
use crate::static_page::{self, again};

/// The reader, if they may import.
fn importer(site: &Site, context: RequestContext) -> Result<PersonId, ErrorResponse> {
    let reader = context.reader().ok_or(AppError::SignedOut)?;
    let may = Actor::Person(reader).may(&site.service.ledger.board(), Action::Import, Subject::Organisation);
    may.map(|()| reader).map_err(|refusal| AppError::Refused(refusal).into())
}

/// The form, for the running cycle or the one in `?cycle=ID`.
pub(crate) async fn show(State(site): State<Site>, context: RequestContext, OriginalUri(uri): OriginalUri) -> Response {
    match importer(&site, context) {
        Ok(_) => {
            let cycle = query(&uri, "cycle").and_then(|cycle| cycle.parse().ok());
            let looked = if query(&uri, "imported").is_some() { Looked::Taken } else { Looked::Nothing };
            draw(&site, context, SentTable { cycle, ..SentTable::default() }, &looked)
        }
        Err(refused) => refused.answer(&site, context),
    }
}

/// Shows what a table would change, or its problems. The table is `file`, or else the text in `table`. With `take`,
/// it is applied.
pub(crate) async fn send(State(site): State<Site>, context: RequestContext, sent: Sent) -> Response {
    let reader = match importer(&site, context) {
        Ok(reader) => reader,
        Err(refused) => return refused.answer(&site, context),
    };
    let pasted = field(&sent.fields, "table").unwrap_or_default();
    let bytes = sent.file("file").map_or(pasted.as_bytes(), AsRef::as_ref);
    let (words, text, board) = (context.words(), readable(bytes), site.service.ledger.board());
    let wanted = field(&sent.fields, "cycle").unwrap_or_default();
    let cycle: Option<CycleId> = match wanted {
        "" => open_cycles(&board).first().map(|(id, _)| *id),
        id => id.parse().ok(),
    };
    // In a running cycle, changes to targets and key results need a reason.
    let reason = field(&sent.fields, "reason").unwrap_or_default();
    let shown = SentTable { cycle, table: &text, reason };
    let wrong = |sentences| again(draw(&site, context, shown, &Looked::Wrong(sentences)));
    let refused = |refusal| match refusal {
        Refusal::Table(problems) => wrong(words.problems(&problems, &board)),
        refusal => match AppError::Refused(refusal) {
            // Errors that other input would avoid.
            error @ AppError::Refused(_) if matches!(error.status(), 404 | 409 | 422) => wrong(vec![words.error(&error, &board)]),
            error => ErrorResponse::from(error).answer(&site, context),
        },
    };
    let Some(cycle) = cycle.and_then(|cycle| board.cycle(cycle).ok()) else {
        return wrong(vec![words.translate("import.no_cycle").to_owned()]);
    };
    if bytes.trim_ascii().is_empty() {
        return wrong(vec![words.translate("people.import_nothing").to_owned()]);
    }
    let cycle = CycleName { name: cycle.name.clone(), first_day: cycle.first_day, last_day: cycle.last_day };
    let moment = site.clock.moment(&board);
    let with_reason = |table: &Table| Table { reason: reason.to_owned(), ..table.clone() };
    let decided = table::sheet(bytes, cycle, context.id(&site, 1))
        .judged(|table| okr::decide(&board, Actor::Person(reader), &Command::Import(with_reason(table)), moment));
    let (table, events) = match decided {
        Ok((table, events)) => (with_reason(&table), events),
        Err(refusal) => return refused(refusal),
    };
    if field(&sent.fields, "take").is_none() {
        let effect = Effect::of(words, &board, &events, &okr::import::doubts(&board, &table));
        return draw(&site, context, shown, &Looked::Would(Box::new(effect)));
    }
    match site.commit(reader, Envelope { id: CommandId(context.id(&site, 0)), command: Command::Import(table) }).await {
        Ok(_) => see_other("/import?imported=1"),
        Err(AppError::Refused(refusal)) => refused(refusal),
        Err(error) => ErrorResponse::from(error).answer(&site, context),
    }
}

fn draw(site: &Site, context: RequestContext, sent: SentTable<'_>, looked: &Looked) -> Response {
    let (words, board) = (context.words(), site.service.ledger.board());
    static_page::static_page(
        site,
        context,
        "/import",
        words.translate("import.title"),
        objectives_table(words, &board, sent, looked),
    )
}
