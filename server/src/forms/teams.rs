//! Managing teams, for administrators.

use app::opening::Returned;
use app::static_pages::Typed;
use app::static_pages::meanwhile::Posted as _;
use app::static_pages::teams::{Teams, teams};
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use okr::{Board, Command, PersonId, Refusal, Team, TeamDraft, TeamId};
use serde::Deserialize;

use super::{Fields, Form, Submitted, see_other};
use crate::auth::Administrator;
use crate::error_response::ErrorResponse;
use crate::in_path::InPath;
use crate::opening::query;
use crate::request_context::RequestContext;
use crate::site::Site;
use crate::static_page::{again, static_page};

/// All teams.
pub(crate) async fn show(
    _: Administrator,
    State(site): State<Site>,
    context: RequestContext,
    OriginalUri(uri): OriginalUri,
) -> Response {
    draw(&site, context, (None, Typed::default()), query(&uri, "saved").is_some())
}

/// The form.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct TeamForm {
    name: String,
    /// The parent team. The company has none, and its form no such field.
    #[serde(deserialize_with = "serde_html_form::de::empty_as_none")]
    parent: Option<TeamId>,
}

impl From<TeamForm> for TeamDraft {
    fn from(TeamForm { name, parent }: TeamForm) -> Self {
        Self { name, parent }
    }
}

/// Adds a team.
pub(crate) async fn add(
    Administrator(reader): Administrator,
    State(site): State<Site>,
    context: RequestContext,
    Form { values: TeamForm { name, parent }, fields }: Form<TeamForm>,
) -> Result<Response, ErrorResponse> {
    let team = Team { id: TeamId(context.id(&site, 1)), name, parent };
    send(&site, context, reader, None, &fields, Command::AddTeam(team)).await
}

/// Changes a team's name or parent.
pub(crate) async fn edit(
    InPath(id): InPath<TeamId>,
    Administrator(reader): Administrator,
    State(site): State<Site>,
    context: RequestContext,
    Form { values, fields }: Form<TeamForm>,
) -> Result<Response, ErrorResponse> {
    let mut draft = TeamDraft::from(values);
    let base = TeamDraft::base(&fields);
    if let Some(base) = &base {
        draft.chosen(&fields, base);
    }
    let TeamDraft { name, parent } = draft;
    send(&site, context, reader, Some(id), &fields, Command::EditTeam { id, name, parent, base }).await
}

/// Removes a team.
pub(crate) async fn remove(
    InPath(id): InPath<TeamId>,
    Administrator(reader): Administrator,
    State(site): State<Site>,
    context: RequestContext,
) -> Result<Response, ErrorResponse> {
    send(&site, context, reader, Some(id), &Fields::default(), Command::RemoveTeam { id }).await
}

async fn send(
    site: &Site,
    context: RequestContext,
    reader: PersonId,
    whose: Option<TeamId>,
    fields: &Fields,
    command: Command,
) -> Result<Response, ErrorResponse> {
    let Submitted::Refused(refusal) = site.submit(context, reader, command.clone()).await? else {
        return Ok(see_other("/teams?saved=1"));
    };
    let board = site.service.ledger.board();
    let clashing = whose.and_then(|id| clashing(context, &board, id, &command));
    let why = context.words().refusal(&refusal, &board);
    let mut returned = clashing.unwrap_or_else(|| fields.returned(vec![(field_of(&refusal), why)]));
    if fields.is_empty() {
        // The removal form has no values to show again, only the reason.
        let team = whose.and_then(|id| board.team(id).ok());
        let parent = team.and_then(|team| team.parent).map(|id| id.to_string());
        returned.typed = team.map(|team| ("name".to_owned(), team.name.clone())).into_iter().collect();
        returned.typed.extend(parent.map(|id| ("parent".to_owned(), id)));
    }
    Ok(again(draw(site, context, (whose, Typed(Some(&returned))), false)))
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
    let (words, board) = (context.words(), site.service.ledger.board());
    let page = teams(words, Teams { board: &board, typed, saved });
    static_page(site, context, "/teams", words.translate("teams.title"), page)
}
