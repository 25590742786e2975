//! Signing in and out.

use app::door::{self, Typed};
use axum::body::Bytes;
use axum::extract::{OriginalUri, State};
use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue};
use axum::response::Response;
use chrono::TimeDelta;
use okr::PersonId;
use store::StoreError;

use super::{back, field, fields, second_step, see_other, too_often, wait_for};
use crate::asked::Asked;
use crate::door::{Peer, Who, known_by};
use crate::opening::query;
use crate::sheet::{self, again, returned};
use crate::site::Site;

/// Has the browser forget what it kept for whoever signs out: drafts of forms, and pages.
const CLEAR: (HeaderName, HeaderValue) =
    (HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\", \"storage\""));

/// The form.
pub(crate) async fn show(State(site): State<Site>, asked: Asked, OriginalUri(uri): OriginalUri) -> Response {
    let back = query(&uri, "back");
    let back = back::safe(back.as_deref());
    if asked.caller.is_some() {
        return see_other(back);
    }
    draw(&site, asked, back, Typed::default())
}

fn draw(site: &Site, asked: Asked, back: &str, typed: Typed<'_>) -> Response {
    let words = asked.words();
    if site.office.ledger.board().organisation.is_none() {
        return sheet::sheet(site, asked, "/sign-in", words.say("found.waiting"), door::sign_in::unfounded(words));
    }
    let provider = site.door.front.provider.as_ref().map(|provider| {
        let to: String = form_urlencoded::byte_serialize(back.as_bytes()).collect();
        (provider.settings().name.as_str(), format!("/sign-in/oidc?back={to}"))
    });
    let body = door::sign_in::sign_in(words, &sheet::organisation(site, asked), back.to_owned(), provider, typed);
    sheet::sheet(site, asked, "/sign-in", words.say("sign_in.title"), body)
}

/// Takes the form: `email`, `password`, and `back` where to go then. Whether there is such an account shows neither in the answer nor in
/// how long it takes.
pub(crate) async fn send(
    State(site): State<Site>,
    asked: Asked,
    extensions: Extensions,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let peer = Peer::of(&extensions, &headers, &site.door.front.proxies);
    let fields = fields(&body);
    let text = |name| field(&fields, name).unwrap_or_default();
    let email = text("email").trim().to_lowercase();
    let (words, back) = (asked.words(), back::safe(field(&fields, "back")));
    let comes_back = |why: String| {
        let returned = returned(&fields, vec![("", why)]);
        again(draw(&site, asked, back, Typed(Some(&returned))))
    };

    let who = match whose(&site, &email, &headers, peer).await {
        Ok(who) => who,
        Err(error) => return sheet::failed(&site, asked, &error),
    };
    if let Err(wait) = site.door.attempts.begin(&who, site.clock.now()) {
        return too_often(comes_back(wait_for(words, wait)), wait);
    }
    match proven(&site, &email, text("password")).await {
        Ok(Some(person)) => {
            site.door.attempts.forgive(&who, site.clock.now());
            second_step::go_on(&site, asked, person, &headers, back).await
        }
        Ok(None) => comes_back(words.say("sign_in.wrong").to_owned()),
        Err(error) => sheet::failed(&site, asked, &error),
    }
}

/// The form, for somebody who has to wait before they may try again.
pub(super) fn wait(site: &Site, asked: Asked, back: &str, wait: TimeDelta) -> Response {
    let returned = returned(&[], vec![("", wait_for(asked.words(), wait))]);
    too_often(draw(site, asked, back, Typed(Some(&returned))), wait)
}

/// Whose try it is: the account's and the address's, or of a browser that knows the account its own.
async fn whose(site: &Site, email: &str, headers: &HeaderMap, peer: Peer) -> Result<Vec<Who>, StoreError> {
    let person = known_by(&site.office.ledger.board(), email).map(|person| person.id);
    if let Some(person) = person
        && let Some(device) = site.door.sessions.device_of(headers, person).await?
    {
        return Ok(vec![Who::Device(device)]);
    }
    Ok(vec![Who::Account(email.chars().take(320).collect()), Who::Address(peer.0)])
}

/// Whose address and password these are.
async fn proven(site: &Site, email: &str, password: &str) -> Result<Option<PersonId>, StoreError> {
    let person = known_by(&site.office.ledger.board(), email).map(|person| person.id);
    // Somebody who isn't there is looked for in the tables all the same.
    let kept = site.door.accounts.password(person.unwrap_or(PersonId(uuid::Uuid::nil()))).await?;
    Ok(person
        .filter(|_| kept.is_some())
        .zip(site.door.passwords.is(password.to_owned(), kept).await.then_some(()))
        .map(|(person, ())| person))
}

/// Signs out where this is sent from.
pub(crate) async fn out(State(site): State<Site>, asked: Asked) -> Response {
    let mut response = see_other(site.door.path());
    if let Some(caller) = asked.caller
        && let Err(error) = site.door.sessions.end(caller.person, caller.session).await
    {
        return sheet::failed(&site, asked, &error);
    }
    site.door.sessions.forget(&mut response);
    response.headers_mut().insert(CLEAR.0, CLEAR.1);
    response
}
