//! Teams, for those who look after them.

use app::door::Typed;
use app::door::meanwhile::Posted as _;
use app::door::teams::{Teams, teams};
use app::opening::Returned;
use axum::body::Bytes;
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use okr::{Board, Command, Refusal, Team, TeamDraft, TeamId};

use super::people::{administrator, commit};
use super::{field, fields, see_other};
use crate::asked::Asked;
use crate::in_path::InPath;
use crate::opening::query;
use crate::sheet::{self, again, returned};
use crate::site::Site;

/// All teams.
pub(crate) async fn show(State(site): State<Site>, asked: Asked, OriginalUri(uri): OriginalUri) -> Response {
    match administrator(&site, asked) {
        Ok(_) => draw(&site, asked, (None, Typed::default()), query(&uri, "saved").is_some()),
        Err(refused) => refused.answer(&site, asked),
    }
}

/// Adds one: `name`, and the `parent` that it belongs to.
pub(crate) async fn add(State(site): State<Site>, asked: Asked, body: Bytes) -> Response {
    let fields = fields(&body);
    let team = Team { id: TeamId(asked.id(&site, 1)), name: name(&fields), parent: parent(&fields) };
    send(&site, asked, None, &fields, Command::AddTeam(team)).await
}

/// Gives one another `name`, or another `parent`. The company has none, and its form no such field.
pub(crate) async fn edit(State(site): State<Site>, asked: Asked, InPath(id): InPath<TeamId>, body: Bytes) -> Response {
    let fields = fields(&body);
    let mut draft = TeamDraft { name: name(&fields), parent: parent(&fields) };
    let base = TeamDraft::base(&fields);
    if let Some(base) = &base {
        draft.chosen(&fields, base);
    }
    let TeamDraft { name, parent } = draft;
    send(&site, asked, Some(id), &fields, Command::EditTeam { id, name, parent, base }).await
}

/// Takes one away.
pub(crate) async fn remove(State(site): State<Site>, asked: Asked, InPath(id): InPath<TeamId>) -> Response {
    send(&site, asked, Some(id), &[], Command::RemoveTeam { id }).await
}

fn name(fields: &[(String, String)]) -> String {
    field(fields, "name").unwrap_or_default().to_owned()
}

/// One that can't be read is no team.
fn parent(fields: &[(String, String)]) -> Option<TeamId> {
    field(fields, "parent").and_then(|id| id.parse().ok())
}

async fn send(site: &Site, asked: Asked, whose: Option<TeamId>, fields: &[(String, String)], command: Command) -> Response {
    let reader = match administrator(site, asked) {
        Ok(reader) => reader,
        Err(refused) => return refused.answer(site, asked),
    };
    let sent = command.clone();
    match commit(site, asked, reader, command, field_of).await {
        Ok(()) => see_other("/teams?saved=1"),
        Err(Err(wrong)) => wrong,
        Err(Ok(why)) => {
            let board = site.office.ledger.board();
            let clashing = whose.and_then(|id| clashing(asked, &board, id, &sent));
            let mut returned = clashing.unwrap_or_else(|| returned(fields, vec![why]));
            if fields.is_empty() {
                // Nothing was typed to be removed, so nothing comes back but why not.
                let team = whose.and_then(|id| board.team(id).ok());
                let parent = team.and_then(|team| team.parent).map(|id| id.to_string());
                returned.typed = team.map(|team| ("name".to_owned(), team.name.clone())).into_iter().collect();
                returned.typed.extend(parent.map(|id| ("parent".to_owned(), id)));
            }
            again(draw(site, asked, (whose, Typed(Some(&returned))), false))
        }
    }
}

/// The form as it comes back if somebody else has changed the same meanwhile.
fn clashing(asked: Asked, board: &Board, id: TeamId, sent: &Command) -> Option<Returned> {
    let Command::EditTeam { name, parent, base: Some(base), .. } = sent else { return None };
    let wanted = TeamDraft { name: name.clone(), parent: *parent };
    wanted.clashing(asked.words(), board, base, &TeamDraft::of(board.team(id).ok()?))
}

/// The field beside which a refusal is said.
fn field_of(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Empty { .. } | Refusal::TooLong { .. } | Refusal::NameTaken { .. } => "name",
        _ => "",
    }
}

fn draw(site: &Site, asked: Asked, typed: (Option<TeamId>, Typed<'_>), saved: bool) -> Response {
    let board = site.office.ledger.board();
    let words = asked.words();
    sheet::sheet(site, asked, "/teams", words.say("teams.title"), teams(words, Teams { board: &board, typed, saved }))
}
