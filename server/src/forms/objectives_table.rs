//! Many objectives and key results at once: a table of them, for those who may import one.

use app::door::objectives_table::{Effect, Looked, SentTable, objectives_table, open_cycles};
use app::error::AppError;
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use okr::import::Table;
use okr::{Action, Actor, Command, CommandId, CycleId, Envelope, PersonId, Refusal, Subject};
use table::CycleName;

use super::people_table::readable;
use super::sent::Sent;
use super::{field, see_other};
use crate::asked::Asked;
use crate::opening::query;
use crate::sheet::{self, again};
use crate::site::Site;
use crate::wrong::Wrong;

/// Who asks, if they may import.
fn importer(site: &Site, asked: Asked) -> Result<PersonId, Wrong> {
    let reader = asked.reader().ok_or(AppError::SignedOut)?;
    let may = Actor::Person(reader).may(&site.office.ledger.board(), Action::Import, Subject::Organisation);
    may.map(|()| reader).map_err(|refusal| AppError::Refused(refusal).into())
}

/// The form, for the cycle that runs or the one in `?cycle=ID`.
pub(crate) async fn show(State(site): State<Site>, asked: Asked, OriginalUri(uri): OriginalUri) -> Response {
    match importer(&site, asked) {
        Ok(_) => {
            let cycle = query(&uri, "cycle").and_then(|cycle| cycle.parse().ok());
            let looked = if query(&uri, "imported").is_some() { Looked::Taken } else { Looked::Nothing };
            draw(&site, asked, SentTable { cycle, ..SentTable::default() }, &looked)
        }
        Err(refused) => refused.answer(&site, asked),
    }
}

/// Says what a table would do, or what is wrong with it: a `file`, or else the text in `table`. With `take`, it is done.
pub(crate) async fn send(State(site): State<Site>, asked: Asked, sent: Sent) -> Response {
    let reader = match importer(&site, asked) {
        Ok(reader) => reader,
        Err(refused) => return refused.answer(&site, asked),
    };
    let pasted = field(&sent.fields, "table").unwrap_or_default();
    let bytes = sent.file("file").map_or(pasted.as_bytes(), AsRef::as_ref);
    let (words, text, board) = (asked.words(), readable(bytes), site.office.ledger.board());
    let wanted = field(&sent.fields, "cycle").unwrap_or_default();
    let cycle: Option<CycleId> = match wanted {
        "" => open_cycles(&board).first().map(|(id, _)| *id),
        id => id.parse().ok(),
    };
    // Of a running cycle, targets and key results move with a reason.
    let reason = field(&sent.fields, "reason").unwrap_or_default();
    let shown = SentTable { cycle, table: &text, reason };
    let wrong = |sentences| again(draw(&site, asked, shown, &Looked::Wrong(sentences)));
    let refused = |refusal| match refusal {
        Refusal::Table(problems) => wrong(words.problems(&problems, &board)),
        refusal => match AppError::Refused(refusal) {
            // Something chosen or typed would help.
            error @ AppError::Refused(_) if matches!(error.status(), 404 | 409 | 422) => wrong(vec![words.error(&error, &board)]),
            error => Wrong::from(error).answer(&site, asked),
        },
    };
    let Some(cycle) = cycle.and_then(|cycle| board.cycle(cycle).ok()) else {
        return wrong(vec![words.say("import.no_cycle").to_owned()]);
    };
    if bytes.trim_ascii().is_empty() {
        return wrong(vec![words.say("people.import_nothing").to_owned()]);
    }
    let cycle = CycleName { name: cycle.name.clone(), first_day: cycle.first_day, last_day: cycle.last_day };
    let moment = site.clock.moment(&board);
    let with_reason = |table: &Table| Table { reason: reason.to_owned(), ..table.clone() };
    let decided = table::sheet(bytes, cycle, asked.id(&site, 1))
        .judged(|table| okr::decide(&board, Actor::Person(reader), &Command::Import(with_reason(table)), moment));
    let (table, events) = match decided {
        Ok((table, events)) => (with_reason(&table), events),
        Err(refusal) => return refused(refusal),
    };
    if field(&sent.fields, "take").is_none() {
        let effect = Effect::of(words, &board, &events, &okr::import::doubts(&board, &table));
        return draw(&site, asked, shown, &Looked::Would(Box::new(effect)));
    }
    match site.office.commit(reader, Envelope { id: CommandId(asked.id(&site, 0)), command: Command::Import(table) }).await {
        Ok(_) => see_other("/import?imported=1"),
        Err(AppError::Refused(refusal)) => refused(refusal),
        Err(error) => Wrong::from(error).answer(&site, asked),
    }
}

fn draw(site: &Site, asked: Asked, sent: SentTable<'_>, looked: &Looked) -> Response {
    let (words, board) = (asked.words(), site.office.ledger.board());
    sheet::sheet(site, asked, "/import", words.say("import.title"), objectives_table(words, &board, sent, looked))
}
