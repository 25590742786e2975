//! Managing people, for administrators.

use std::collections::{BTreeSet, HashMap};

use app::order::sort_by_name;
use app::static_pages::Typed;
use app::static_pages::meanwhile::Posted as _;
use app::static_pages::people::{MadeLink, People, people};
use app::static_pages::person::{OnePerson, person};
use axum::extract::{OriginalUri, State};
use axum::http::HeaderMap;
use axum::response::Response;
use okr::{Board, Command, CommandId, Envelope, Person, PersonDraft, PersonId, Refusal, Roles, TeamId};
use serde::Deserialize;
use service::{Principal, ServiceError};
use store::Access;

use super::{Fields, Form, Submitted, returned, see_other};
use crate::auth::{self, Administrator};
use crate::error_response::ErrorResponse;
use crate::in_path::InPath;
use crate::opening::query;
use crate::request_context::RequestContext;
use crate::site::Site;
use crate::static_page::{again, static_page};

/// The form to show again, if there is one.
#[derive(Default)]
struct Shown<'a> {
    typed: Typed<'a>,
    leaving: Typed<'a>,
    signing_in: Typed<'a>,
    made: Option<&'a MadeLink>,
    saved: bool,
    imported: bool,
}

/// The list of all people.
pub(crate) async fn show(
    _: Administrator,
    State(site): State<Site>,
    context: RequestContext,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, ErrorResponse> {
    draw_all(&site, context, &Shown { imported: query(&uri, "imported").is_some(), ..Shown::default() }).await
}

/// The page of one person.
pub(crate) async fn show_one(
    InPath(id): InPath<PersonId>,
    _: Administrator,
    State(site): State<Site>,
    context: RequestContext,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, ErrorResponse> {
    draw_one(&site, context, id, &Shown { saved: query(&uri, "saved").is_some(), ..Shown::default() }).await
}

/// The form with a person's details.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct PersonForm {
    name: String,
    email: String,
    /// A field for each role.
    role: Vec<String>,
    /// A field for each team that they are a member of.
    team: BTreeSet<TeamId>,
    /// A field for each team that they lead.
    leads: BTreeSet<TeamId>,
}

impl PersonForm {
    fn draft(self) -> PersonDraft {
        let has = |role| self.role.iter().any(|has| has == role);
        PersonDraft {
            roles: Roles { executive: has("executive"), programme_office: has("programme_office"), admin: has("admin") },
            name: self.name,
            email: Some(self.email).filter(|email| !email.trim().is_empty()),
            teams: self.team,
            leads: self.leads,
        }
    }
}

/// Adds a person, and creates an invitation link.
pub(crate) async fn add(
    Administrator(reader): Administrator,
    State(site): State<Site>,
    context: RequestContext,
    Form { values, fields }: Form<PersonForm>,
) -> Result<Response, ErrorResponse> {
    let PersonDraft { name, email, roles, teams, leads } = values.draft();
    let id = PersonId(context.id(&site, 1));
    let command = Command::AddPerson(Person { id, name, email, roles, teams, leads, deactivated: false });
    match site.submit(context, reader, command).await? {
        Submitted::Done => make_link(&site, context, reader, id).await,
        Submitted::Refused(refusal) => {
            let returned = fields.returned(vec![problem(&site, context, &refusal)]);
            draw_all(&site, context, &Shown { typed: Typed(Some(&returned)), ..Shown::default() }).await.map(again)
        }
    }
}

/// Saves a person's details. If their permissions change, their sessions end, and they have to sign in again.
pub(crate) async fn edit(
    InPath(id): InPath<PersonId>,
    Administrator(reader): Administrator,
    State(site): State<Site>,
    context: RequestContext,
    headers: HeaderMap,
    Form { values, fields }: Form<PersonForm>,
) -> Result<Response, ErrorResponse> {
    let mut draft = values.draft();
    let base = PersonDraft::base(&fields);
    if let Some(base) = &base {
        draft.chosen(&fields, base);
    }
    let before = site.service.ledger.board().person(id).ok().map(PersonDraft::of);
    let command = Command::EditPerson { id, draft: draft.clone(), base: base.clone() };
    if let Submitted::Refused(refusal) = site.submit(context, reader, command).await? {
        let board = site.service.ledger.board();
        let stands = board.person(id).ok().map(PersonDraft::of);
        let clashing = base.zip(stands).and_then(|(base, stands)| draft.clashing(context.words(), &board, &base, &stands));
        let returned = clashing.unwrap_or_else(|| fields.returned(vec![problem(&site, context, &refusal)]));
        return draw_one(&site, context, id, &Shown { typed: Typed(Some(&returned)), ..Shown::default() }).await.map(again);
    }
    let mut response = see_other(&format!("/people/{id}?saved=1"));
    // Administrators who changed their own roles get a new session.
    if id == reader && before.is_some_and(|before| before.role() != draft.role()) {
        site.begin_session(context, id, &headers, &mut response).await?;
    }
    Ok(response)
}

/// Creates a link for a person: an invitation, or one to set a new password.
pub(crate) async fn link(
    InPath(id): InPath<PersonId>,
    Administrator(reader): Administrator,
    State(site): State<Site>,
    context: RequestContext,
) -> Result<Response, ErrorResponse> {
    let board = site.service.ledger.board();
    let person = board.person(id)?;
    if person.email.is_none() || person.deactivated {
        let returned = returned("email", context.words().translate("people.no_email").to_owned());
        return draw_one(&site, context, id, &Shown { typed: Typed(Some(&returned)), ..Shown::default() }).await.map(again);
    }
    make_link(&site, context, reader, id).await
}

/// The form that deactivates a person.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Leaving {
    /// The new owner of what they own.
    #[serde(deserialize_with = "serde_html_form::de::empty_as_none")]
    to: Option<PersonId>,
}

/// Deactivates a person. Their sessions end.
pub(crate) async fn deactivate(
    InPath(id): InPath<PersonId>,
    Administrator(reader): Administrator,
    State(site): State<Site>,
    context: RequestContext,
    Form { values, fields }: Form<Leaving>,
) -> Result<Response, ErrorResponse> {
    leave_or_return(&site, context, reader, id, &fields, Command::DeactivatePerson { id, hand_over_to: values.to }).await
}

/// Reactivates a person.
pub(crate) async fn reactivate(
    InPath(id): InPath<PersonId>,
    Administrator(reader): Administrator,
    State(site): State<Site>,
    context: RequestContext,
) -> Result<Response, ErrorResponse> {
    leave_or_return(&site, context, reader, id, &Fields::default(), Command::ReactivatePerson { id }).await
}

async fn leave_or_return(
    site: &Site,
    context: RequestContext,
    reader: PersonId,
    id: PersonId,
    fields: &Fields,
    command: Command,
) -> Result<Response, ErrorResponse> {
    match site.submit(context, reader, command).await? {
        Submitted::Done => Ok(see_other(&format!("/people/{id}?saved=1"))),
        Submitted::Refused(refusal) => {
            let (_, why) = problem(site, context, &refusal);
            let returned = fields.returned(vec![("", why)]);
            draw_one(site, context, id, &Shown { leaving: Typed(Some(&returned)), ..Shown::default() }).await.map(again)
        }
    }
}

/// The form that requires a second factor, or doesn't.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct SigningIn {
    /// `yes` or `no`.
    second_factor: String,
}

/// Sets whether everyone needs a second factor.
pub(crate) async fn signing_in(
    Administrator(reader): Administrator,
    State(site): State<Site>,
    context: RequestContext,
    Form { values, .. }: Form<SigningIn>,
) -> Result<Response, ErrorResponse> {
    let required = values.second_factor == "yes";
    let envelope = Envelope { id: CommandId(context.id(&site, 0)), command: Command::RequireSecondFactor { required } };
    match site.service.commit(Principal::Person(reader), envelope).await {
        Ok(_) => Ok(see_other("/people")),
        Err(ServiceError::NoSecondFactor) => {
            let (words, board) = (context.words(), site.service.ledger.board());
            let returned = returned("", words.error(&app::error::AppError::NoSecondFactor, &board));
            draw_all(&site, context, &Shown { signing_in: Typed(Some(&returned)), ..Shown::default() }).await.map(again)
        }
        Err(error) => Err(error.into()),
    }
}

/// Removes the second factor of a person who lost their phone and recovery codes. Their sessions end.
pub(crate) async fn second_factor(
    InPath(id): InPath<PersonId>,
    Administrator(reader): Administrator,
    State(site): State<Site>,
    context: RequestContext,
) -> Result<Response, ErrorResponse> {
    site.service.remove_second_factor(Principal::Person(reader), id, auth::reader(context)).await?;
    Ok(see_other(&format!("/people/{id}?saved=1")))
}

/// Removes a person's link to an account at the provider, for instance because they have a new one. Their sessions
/// end.
pub(crate) async fn provider(
    InPath(id): InPath<PersonId>,
    Administrator(reader): Administrator,
    State(site): State<Site>,
    context: RequestContext,
) -> Result<Response, ErrorResponse> {
    site.service.forget_provider(Principal::Person(reader), id, auth::reader(context)).await?;
    Ok(see_other(&format!("/people/{id}?saved=1")))
}

/// The field to which a refusal belongs, and the sentence to show beside it.
fn problem(site: &Site, context: RequestContext, refusal: &Refusal) -> (&'static str, String) {
    (field_of(refusal), context.words().refusal(refusal, &site.service.ledger.board()))
}

/// The field to which a refusal belongs.
pub(crate) fn field_of(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::NotAnEmail { .. } | Refusal::EmailTaken { .. } => "email",
        Refusal::Empty { .. } | Refusal::TooLong { .. } => "name",
        _ => "",
    }
}

async fn make_link(site: &Site, context: RequestContext, reader: PersonId, person: PersonId) -> Result<Response, ErrorResponse> {
    let link = site.service.person_link(Principal::Person(reader), person, auth::reader(context)).await?;
    let made = MadeLink { person, url: site.auth.front.address.link(link.token), until: link.until };
    draw_one(site, context, person, &Shown { made: Some(&made), ..Shown::default() }).await
}

/// People who can be invited: they have an address, no password, and no valid link.
pub(super) fn waiting(board: &Board, access: &HashMap<PersonId, Access>) -> Vec<PersonId> {
    let has_none = |id| {
        access.get(&id).is_none_or(|access| access.password_since.is_none() && access.link_until.is_none() && !access.provider)
    };
    let waits = |person: &&std::sync::Arc<Person>| !person.deactivated && person.email.is_some() && has_none(person.id);
    let mut waiting: Vec<_> = board.people.values().filter(waits).collect();
    sort_by_name(&mut waiting, |person| &person.name, |person| person.id);
    waiting.into_iter().map(|person| person.id).collect()
}

async fn draw_all(site: &Site, context: RequestContext, shown: &Shown<'_>) -> Result<Response, ErrorResponse> {
    let board = site.service.ledger.board();
    let access = site.service.access().await?;
    let moment = site.clock.moment(&board);
    let &Shown { typed, signing_in, imported, .. } = shown;
    let waiting = waiting(&board, &access).len();
    let page = People { board: &board, access: &access, moment, typed, signing_in, waiting, imported };
    let words = context.words();
    Ok(static_page(site, context, "/people", words.translate("people.title"), people(words, page)))
}

async fn draw_one(site: &Site, context: RequestContext, id: PersonId, shown: &Shown<'_>) -> Result<Response, ErrorResponse> {
    let board: &Board = &site.service.ledger.board();
    let somebody = board.person(id)?;
    let access = site.service.access().await?.get(&id).copied().unwrap_or_default();
    let &Shown { typed, leaving, made, saved, .. } = shown;
    let moment = site.clock.moment(board);
    let page = OnePerson { board, person: somebody, access, moment, typed, leaving, made, saved };
    Ok(static_page(site, context, &format!("/people/{id}"), &somebody.name, person(context.words(), page)))
}
