//! Managing people, for administrators.

use std::collections::{BTreeSet, HashMap};

use app::error::AppError;
use app::order::sort_by_name;
use app::static_pages::Typed;
use app::static_pages::meanwhile::Posted as _;
use app::static_pages::people::{MadeLink, People, people};
use app::static_pages::person::{OnePerson, person};
use axum::body::Bytes;
use axum::extract::{OriginalUri, State};
use axum::http::HeaderMap;
use axum::response::Response;
use okr::{Action, Actor, Board, Command, CommandId, Envelope, Person, PersonDraft, PersonId, Roles, Subject, TeamId};
use store::{Access, Purpose, SignInKind};

use super::{field, fields, see_other};
use crate::auth::Source;
use crate::error_response::ErrorResponse;
use crate::in_path::InPath;
use crate::opening::query;
use crate::request_context::RequestContext;
use crate::site::Site;
use crate::static_page::{self, again, failed, returned};

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

/// The reader, if they are an administrator.
pub(super) fn administrator(site: &Site, context: RequestContext) -> Result<PersonId, ErrorResponse> {
    let reader = context.reader().ok_or(AppError::SignedOut)?;
    let may = Actor::Person(reader).may(&site.service.ledger.board(), Action::Administer, Subject::Organisation);
    may.map(|()| reader).map_err(|refusal| AppError::Refused(refusal).into())
}

/// The list of all people.
pub(crate) async fn show(State(site): State<Site>, context: RequestContext, OriginalUri(uri): OriginalUri) -> Response {
    match administrator(&site, context) {
        Ok(_) => draw_all(&site, context, &Shown { imported: query(&uri, "imported").is_some(), ..Shown::default() }).await,
        Err(refused) => refused.answer(&site, context),
    }
}

/// The page of one person.
pub(crate) async fn show_one(
    State(site): State<Site>,
    context: RequestContext,
    InPath(id): InPath<PersonId>,
    OriginalUri(uri): OriginalUri,
) -> Response {
    match administrator(&site, context) {
        Ok(_) => draw_one(&site, context, id, &Shown { saved: query(&uri, "saved").is_some(), ..Shown::default() }).await,
        Err(refused) => refused.answer(&site, context),
    }
}

/// Adds a person, and creates an invitation link.
pub(crate) async fn add(State(site): State<Site>, context: RequestContext, body: Bytes) -> Response {
    let reader = match administrator(&site, context) {
        Ok(reader) => reader,
        Err(refused) => return refused.answer(&site, context),
    };
    let fields = fields(&body);
    let PersonDraft { name, email, roles, teams, leads } = draft(&fields);
    let id = PersonId(context.id(&site, 1));
    let command = Command::AddPerson(Person { id, name, email, roles, teams, leads, deactivated: false });
    match commit(&site, context, reader, command, field_of).await {
        Ok(()) => make_link(&site, context, id, Purpose::Invite(id)).await,
        Err(Err(wrong)) => wrong,
        Err(Ok(why)) => {
            let returned = returned(&fields, vec![why]);
            again(draw_all(&site, context, &Shown { typed: Typed(Some(&returned)), ..Shown::default() }).await)
        }
    }
}

/// Saves a person's details. If their permissions change, their sessions end, and they have to sign in again.
pub(crate) async fn edit(
    State(site): State<Site>,
    context: RequestContext,
    InPath(id): InPath<PersonId>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let reader = match administrator(&site, context) {
        Ok(reader) => reader,
        Err(refused) => return refused.answer(&site, context),
    };
    let fields = fields(&body);
    let mut draft = draft(&fields);
    let base = PersonDraft::base(&fields);
    if let Some(base) = &base {
        draft.chosen(&fields, base);
    }
    let before = site.service.ledger.board().person(id).ok().map(PersonDraft::of);
    let changes = before.is_some_and(|before| before.role() != draft.role());
    match commit(&site, context, reader, Command::EditPerson { id, draft: draft.clone(), base: base.clone() }, field_of).await {
        Ok(()) => {
            let mut response = see_other(&format!("/people/{id}?saved=1"));
            let renewed = if changes { renew(&site, context, id, &headers, &mut response).await } else { Ok(()) };
            renewed.map_or_else(|error| failed(&site, context, &error), |()| response)
        }
        Err(Err(wrong)) => wrong,
        Err(Ok(why)) => {
            let board = site.service.ledger.board();
            let stands = board.person(id).ok().map(PersonDraft::of);
            let clashing = base.zip(stands).and_then(|(base, stands)| draft.clashing(context.words(), &board, &base, &stands));
            let returned = clashing.unwrap_or_else(|| returned(&fields, vec![why]));
            again(draw_one(&site, context, id, &Shown { typed: Typed(Some(&returned)), ..Shown::default() }).await)
        }
    }
}

/// Makes sessions that ended with a change of roles end on this node at once. Administrators who changed themselves
/// get a new session.
async fn renew(
    site: &Site,
    context: RequestContext,
    id: PersonId,
    headers: &HeaderMap,
    response: &mut Response,
) -> Result<(), store::StoreError> {
    site.auth.sessions.look_now(&site.service.ledger).await?;
    match context.caller.filter(|caller| caller.person == id) {
        Some(caller) => site.auth.sessions.begin(id, headers, Some(caller), response).await.map(drop),
        None => Ok(()),
    }
}

/// Creates a link for a person: an invitation, or one to set a new password.
pub(crate) async fn link(State(site): State<Site>, context: RequestContext, InPath(id): InPath<PersonId>) -> Response {
    if let Err(refused) = administrator(&site, context) {
        return refused.answer(&site, context);
    }
    let board = site.service.ledger.board();
    let somebody = match board.person(id) {
        Ok(somebody) if somebody.email.is_some() && !somebody.deactivated => somebody,
        Ok(_) => {
            let returned = returned(&[], vec![("email", context.words().translate("people.no_email").to_owned())]);
            return again(draw_one(&site, context, id, &Shown { typed: Typed(Some(&returned)), ..Shown::default() }).await);
        }
        Err(refusal) => return ErrorResponse::from(AppError::Refused(refusal)).answer(&site, context),
    };
    match site.auth.accounts.password(somebody.id).await {
        Ok(Some(_)) => make_link(&site, context, id, Purpose::Reset(id)).await,
        Ok(None) => make_link(&site, context, id, Purpose::Invite(id)).await,
        Err(error) => failed(&site, context, &error),
    }
}

/// Deactivates a person. `to` is the new owner of what they own. Their sessions end.
pub(crate) async fn deactivate(
    State(site): State<Site>,
    context: RequestContext,
    InPath(id): InPath<PersonId>,
    body: Bytes,
) -> Response {
    let reader = match administrator(&site, context) {
        Ok(reader) => reader,
        Err(refused) => return refused.answer(&site, context),
    };
    let fields = fields(&body);
    let hand_over_to = field(&fields, "to").and_then(|to| to.parse().ok());
    match commit(&site, context, reader, Command::DeactivatePerson { id, hand_over_to }, field_of).await {
        // The sessions have ended already; this makes it effective on this node at once.
        Ok(()) => match site.auth.sessions.look_now(&site.service.ledger).await {
            Ok(()) => see_other(&format!("/people/{id}?saved=1")),
            Err(error) => failed(&site, context, &error),
        },
        Err(Err(wrong)) => wrong,
        Err(Ok((_, why))) => {
            let returned = returned(&fields, vec![("", why)]);
            again(draw_one(&site, context, id, &Shown { leaving: Typed(Some(&returned)), ..Shown::default() }).await)
        }
    }
}

/// Reactivates a person.
pub(crate) async fn reactivate(State(site): State<Site>, context: RequestContext, InPath(id): InPath<PersonId>) -> Response {
    let reader = match administrator(&site, context) {
        Ok(reader) => reader,
        Err(refused) => return refused.answer(&site, context),
    };
    match commit(&site, context, reader, Command::ReactivatePerson { id }, field_of).await {
        Ok(()) => see_other(&format!("/people/{id}?saved=1")),
        Err(Err(wrong)) => wrong,
        Err(Ok((_, why))) => {
            let returned = returned(&[], vec![("", why)]);
            again(draw_one(&site, context, id, &Shown { leaving: Typed(Some(&returned)), ..Shown::default() }).await)
        }
    }
}

/// Sets whether everyone needs a second factor: `second_factor` is `yes` or `no`.
pub(crate) async fn signing_in(State(site): State<Site>, context: RequestContext, body: Bytes) -> Response {
    let reader = match administrator(&site, context) {
        Ok(reader) => reader,
        Err(refused) => return refused.answer(&site, context),
    };
    let fields = fields(&body);
    let required = field(&fields, "second_factor") == Some("yes");
    let envelope = Envelope { id: CommandId(context.id(&site, 0)), command: Command::RequireSecondFactor { required } };
    match site.commit(reader, envelope).await {
        Ok(_) => match site.auth.sessions.look_now(&site.service.ledger).await {
            Ok(()) => see_other("/people"),
            Err(error) => failed(&site, context, &error),
        },
        Err(error @ AppError::NoSecondFactor) => {
            let returned = returned(&[], vec![("", context.words().error(&error, &site.service.ledger.board()))]);
            again(draw_all(&site, context, &Shown { signing_in: Typed(Some(&returned)), ..Shown::default() }).await)
        }
        Err(error) => ErrorResponse::from(error).answer(&site, context),
    }
}

/// Removes the second factor of a person who lost their phone and recovery codes. Their sessions end.
pub(crate) async fn second_factor(State(site): State<Site>, context: RequestContext, InPath(id): InPath<PersonId>) -> Response {
    let removed = async { site.auth.accounts.remove_second_factor(id).await.map(Some) };
    Box::pin(take_away(&site, context, id, SignInKind::SecondFactorRemoved, removed)).await
}

/// Removes a person's link to an account at the provider, for instance because they have a new one. Their sessions
/// end.
pub(crate) async fn provider(State(site): State<Site>, context: RequestContext, InPath(id): InPath<PersonId>) -> Response {
    let unbound = site.auth.accounts.unbind_unless_last(id);
    Box::pin(take_away(&site, context, id, SignInKind::ProviderForgotten, unbound)).await
}

/// Removes one of a person's ways to sign in, if the reader is an administrator, and ends the person's sessions.
/// `None` from `taken` means that no administrator could sign in afterwards.
async fn take_away(
    site: &Site,
    context: RequestContext,
    id: PersonId,
    kind: SignInKind,
    taken: impl Future<Output = Result<Option<bool>, store::StoreError>>,
) -> Response {
    if let Err(refused) = administrator(site, context) {
        return refused.answer(site, context);
    }
    if let Err(refusal) = site.service.ledger.board().person(id) {
        return ErrorResponse::from(AppError::Refused(refusal)).answer(site, context);
    }
    let done = async {
        let Some(taken) = taken.await? else {
            return Ok(ErrorResponse::from(AppError::Refused(okr::Refusal::LastAdmin)).answer(site, context));
        };
        if taken {
            site.auth.sign_in_log.note(kind, Some(id), Source::reader(context)).await;
            site.auth.sessions.end_all(id, None).await?;
        }
        Ok(see_other(&format!("/people/{id}?saved=1")))
    };
    done.await.unwrap_or_else(|error: store::StoreError| failed(site, context, &error))
}

/// Commits a command. A refusal about a field is shown beside it; other errors get a response of their own.
pub(super) async fn commit(
    site: &Site,
    context: RequestContext,
    reader: PersonId,
    command: Command,
    field_of: impl Fn(&okr::Refusal) -> &'static str,
) -> Result<(), Result<(&'static str, String), Response>> {
    let envelope = Envelope { id: CommandId(context.id(site, 0)), command };
    match site.commit(reader, envelope).await {
        Ok(_) => Ok(()),
        Err(AppError::Refused(refusal @ (okr::Refusal::Unknown(_) | okr::Refusal::NotAllowed { .. }))) => {
            Err(Err(ErrorResponse::from(AppError::Refused(refusal)).answer(site, context)))
        }
        Err(AppError::Refused(refusal)) => {
            let field = field_of(&refusal);
            Err(Ok((field, context.words().refusal(&refusal, &site.service.ledger.board()))))
        }
        Err(error) => Err(Err(ErrorResponse::from(error).answer(site, context))),
    }
}

/// The field to which a refusal belongs.
pub(crate) fn field_of(refusal: &okr::Refusal) -> &'static str {
    match refusal {
        okr::Refusal::NotAnEmail { .. } | okr::Refusal::EmailTaken { .. } => "email",
        okr::Refusal::Empty { .. } | okr::Refusal::TooLong { .. } => "name",
        _ => "",
    }
}

/// The details typed about a person.
fn draft(fields: &[(String, String)]) -> PersonDraft {
    let all = |name: &str| fields.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str()).collect::<Vec<_>>();
    // An invalid id is ignored.
    let teams = |name| all(name).into_iter().filter_map(|id| id.parse::<TeamId>().ok()).collect::<BTreeSet<_>>();
    let roles = all("role");
    PersonDraft {
        name: field(fields, "name").unwrap_or_default().to_owned(),
        email: field(fields, "email").filter(|email| !email.trim().is_empty()).map(str::to_owned),
        roles: Roles {
            executive: roles.contains(&"executive"),
            programme_office: roles.contains(&"programme_office"),
            admin: roles.contains(&"admin"),
        },
        teams: teams("team"),
        leads: teams("leads"),
    }
}

async fn make_link(site: &Site, context: RequestContext, person: PersonId, purpose: Purpose) -> Response {
    if let Err(error) = note_link(site, context, person).await {
        return failed(site, context, &error);
    }
    match site.auth.link(purpose).await {
        Ok((url, until)) => {
            let made = MadeLink { person, url, until };
            draw_one(site, context, person, &Shown { made: Some(&made), ..Shown::default() }).await
        }
        Err(error) => failed(site, context, &error),
    }
}

/// Records a link before it is created, so that no link lacks a record.
pub(super) async fn note_link(site: &Site, context: RequestContext, person: PersonId) -> Result<(), store::StoreError> {
    let is_in_use = site.auth.accounts.able_to_sign_in().await?.contains(&person);
    let kind = if is_in_use { SignInKind::ResetMade } else { SignInKind::InvitationMade };
    site.auth.sign_in_log.note(kind, Some(person), Source::reader(context)).await;
    Ok(())
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

pub(super) async fn access(site: &Site) -> Result<HashMap<PersonId, Access>, store::StoreError> {
    Ok(site.auth.accounts.access(site.clock.now()).await?.into_iter().collect())
}

async fn draw_all(site: &Site, context: RequestContext, shown: &Shown<'_>) -> Response {
    let board = site.service.ledger.board();
    let access = match access(site).await {
        Ok(access) => access,
        Err(error) => return failed(site, context, &error),
    };
    let moment = site.clock.moment(&board);
    let &Shown { typed, signing_in, imported, .. } = shown;
    let waiting = waiting(&board, &access).len();
    let page = People { board: &board, access: &access, moment, typed, signing_in, waiting, imported };
    let words = context.words();
    static_page::static_page(site, context, "/people", words.translate("people.title"), people(words, page))
}

async fn draw_one(site: &Site, context: RequestContext, id: PersonId, shown: &Shown<'_>) -> Response {
    let board: &Board = &site.service.ledger.board();
    let somebody = match board.person(id) {
        Ok(somebody) => somebody,
        Err(refusal) => return ErrorResponse::from(AppError::Refused(refusal)).answer(site, context),
    };
    let access = match access(site).await {
        Ok(access) => access.get(&id).copied().unwrap_or_default(),
        Err(error) => return failed(site, context, &error),
    };
    let &Shown { typed, leaving, made, saved, .. } = shown;
    let moment = site.clock.moment(board);
    let page = OnePerson { board, person: somebody, access, moment, typed, leaving, made, saved };
    let words = context.words();
    static_page::static_page(site, context, &format!("/people/{id}"), &somebody.name, person(words, page))
}
