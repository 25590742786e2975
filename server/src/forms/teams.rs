//! Managing teams, for administrators.

use app::opening::Returned;
use app::static_pages::Typed;
use app::static_pages::meanwhile::Posted as _;
use app::static_pages::teams::{Teams, teams};
use axum::body::Bytes;
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use okr::{Board, Command, Refusal, Team, TeamDraft, TeamId};

use super::people::{administrator, commit};
use super::{field, fields, see_other};
use crate::in_path::InPath;
use crate::opening::query;
use crate::request_context::RequestContext;
use crate::site::Site;
use crate::static_page::{self, again, returned};

/// All teams.
pub(crate) async fn show(State(site): State<Site>, context: RequestContext, OriginalUri(uri): OriginalUri) -> Response {
    match administrator(&site, context) {
        Ok(_) => draw(&site, context, (None, Typed::default()), query(&uri, "saved").is_some()),
        Err(refused) => refused.answer(&site, context),
    }
}

/// Adds a team. Fields: `name`, and `parent`, its parent team.
pub(crate) async fn add(State(site): State<Site>, context: RequestContext, body: Bytes) -> Response {
    let fields = fields(&body);
    let team = Team { id: TeamId(context.id(&site, 1)), name: name(&fields), parent: parent(&fields) };
    send(&site, context, None, &fields, Command::AddTeam(team)).await
}

/// Changes a team's `name` or `parent`. The company has no parent and its form no such field.
pub(crate) async fn edit(State(site): State<Site>, context: RequestContext, InPath(id): InPath<TeamId>, body: Bytes) -> Response {
    let fields = fields(&body);
    let mut draft = TeamDraft { name: name(&fields), parent: parent(&fields) };
    let base = TeamDraft::base(&fields);
    if let Some(base) = &base {
        draft.chosen(&fields, base);
    }
    let TeamDraft { name, parent } = draft;
    send(&site, context, Some(id), &fields, Command::EditTeam { id, name, parent, base }).await
}

/// Removes a team.
pub(crate) async fn remove(State(site): State<Site>, context: RequestContext, InPath(id): InPath<TeamId>) -> Response {
    send(&site, context, Some(id), &[], Command::RemoveTeam { id }).await
}

fn name(fields: &[(String, String)]) -> String {
    field(fields, "name").unwrap_or_default().to_owned()
}

/// An invalid id is ignored.
fn parent(fields: &[(String, String)]) -> Option<TeamId> {
    field(fields, "parent").and_then(|id| id.parse().ok())
}

async fn send(
    site: &Site,
    context: RequestContext,
    whose: Option<TeamId>,
    fields: &[(String, String)],
    command: Command,
) -> Response {
    let reader = match administrator(site, context) {
        Ok(reader) => reader,
        Err(refused) => return refused.answer(site, context),
    };
    let sent = command.clone();
    match commit(site, context, reader, command, field_of).await {
        Ok(()) => see_other("/teams?saved=1"),
        Err(Err(wrong)) => wrong,
        Err(Ok(why)) => {
            let board = site.service.ledger.board();
            let clashing = whose.and_then(|id| clashing(context, &board, id, &sent));
            let mut returned = clashing.unwrap_or_else(|| returned(fields, vec![why]));
            if fields.is_empty() {
                // The removal form has no values to show again, only the reason.
                let team = whose.and_then(|id| board.team(id).ok());
                let parent = team.and_then(|team| team.parent).map(|id| id.to_string());
                returned.typed = team.map(|team| ("name".to_owned(), team.name.clone())).into_iter().collect();
                returned.typed.extend(parent.map(|id| ("parent".to_owned(), id)));
            }
            again(draw(site, context, (whose, Typed(Some(&returned))), false))
        }
    }
}

/// The form to show if the team was changed concurrently.
fn clashing(context: RequestContext, board: &Board, id: TeamId, sent: &Command) -> Option<Returned> {
    let Command::EditTeam { name, parent, base: Some(base), .. } = sent else { return None };
    let wanted = TeamDraft { name: name.clone(), parent: *parent };
    wanted.clashing(context.words(), board, base, &TeamDraft::of(board.team(id).ok()?))
}

/// The field to which a refusal belongs.
fn field_of(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Empty { .. } | Refusal::TooLong { .. } | Refusal::NameTaken { .. } => "name",
        _ => "",
    }
}

fn draw(site: &Site, context: RequestContext, typed: (Option<TeamId>, Typed<'_>), saved: bool) -> Response {
    let board = site.service.ledger.board();
    let words = context.words();
    static_page::static_page(
        site,
        context,
        "/teams",
        words.translate("teams.title"),
        teams(words, Teams { board: &board, typed, saved }),
    )
}
