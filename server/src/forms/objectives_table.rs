//! Importing a table of objectives and key results, for people who may do so.

use app::error::AppError;
use app::static_pages::objectives_table::{Effect, Looked, SentTable, objectives_table, open_cycles};
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use okr::import::Table;
use okr::{Actor, Command, CycleId, Refusal};
use serde::Deserialize;
use table::CycleName;

use super::people_table::readable;
use super::sent::Sent;
use super::{Submitted, see_other};
use crate::auth::Importer;
use crate::error_response::ErrorResponse;
use crate::opening::query;
use crate::request_context::RequestContext;
use crate::site::Site;
use crate::static_page::{again, static_page};

/// The form, for the running cycle or the one in `?cycle=ID`.
pub(crate) async fn show(
    _: Importer,
    State(site): State<Site>,
    context: RequestContext,
    OriginalUri(uri): OriginalUri,
) -> Response {
    let cycle = query(&uri, "cycle").and_then(|cycle| cycle.parse().ok());
    let looked = if query(&uri, "imported").is_some() { Looked::Taken } else { Looked::Nothing };
    draw(&site, context, SentTable { cycle, ..SentTable::default() }, &looked)
}

/// The form, beside its file `file`.
#[derive(Default, Deserialize)]
#[serde(default)]
struct ObjectivesTable {
    /// The table's text, if no file was sent.
    table: String,
    /// The cycle of its objectives; otherwise the running one.
    #[serde(deserialize_with = "serde_html_form::de::empty_as_none")]
    cycle: Option<CycleId>,
    /// Why targets and key results change, which a running cycle asks for.
    reason: String,
    /// Whether it is applied; otherwise the page shows what it would change.
    take: Option<String>,
}

/// Shows what a table would change, or its problems, or applies it.
pub(crate) async fn send(
    Importer(reader): Importer,
    State(site): State<Site>,
    context: RequestContext,
    sent: Sent,
) -> Result<Response, ErrorResponse> {
    let form: ObjectivesTable = sent.fields.values()?;
    let bytes = sent.file("file").map_or(form.table.as_bytes(), AsRef::as_ref);
    let (words, text, board) = (context.words(), readable(bytes), site.service.ledger.board());
    let cycle = form.cycle.or_else(|| open_cycles(&board).first().map(|(id, _)| *id));
    let reason = form.reason.as_str();
    let shown = SentTable { cycle, table: &text, reason };
    let wrong = |sentences| again(draw(&site, context, shown, &Looked::Wrong(sentences)));
    let refused = |refusal| match refusal {
        Refusal::Table(problems) => Ok(wrong(words.problems(&problems, &board))),
        refusal => match AppError::Refused(refusal) {
            // Errors that other input would avoid.
            error @ AppError::Refused(_) if matches!(error.status(), 404 | 409 | 422) => {
                Ok(wrong(vec![words.error(&error, &board)]))
            }
            error => Err(error.into()),
        },
    };
    let Some(cycle) = cycle.and_then(|cycle| board.cycle(cycle).ok()) else {
        return Ok(wrong(vec![words.translate("import.no_cycle").to_owned()]));
    };
    if bytes.trim_ascii().is_empty() {
        return Ok(wrong(vec![words.translate("people.import_nothing").to_owned()]));
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
    if form.take.is_none() {
        let effect = Effect::of(words, &board, &events, &okr::import::doubts(&board, &table));
        return Ok(draw(&site, context, shown, &Looked::Would(Box::new(effect))));
    }
    match site.submit(context, reader, Command::Import(table)).await? {
        Submitted::Done => Ok(see_other("/import?imported=1")),
        Submitted::Refused(refusal) => refused(refusal),
    }
}

fn draw(site: &Site, context: RequestContext, sent: SentTable<'_>, looked: &Looked) -> Response {
    let (words, board) = (context.words(), site.service.ledger.board());
    let page = objectives_table(words, &board, sent, looked);
    static_page(site, context, "/import", words.translate("import.title"), page)
}
