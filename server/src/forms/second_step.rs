//! Signing in, once the password is proven: a code, or a second factor to be set up, or nothing more.

use app::door::{self, Typed};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use okr::PersonId;
use store::{HalfWay, SignInKind, StoreError};

use super::{back, field, fields, second_factor, see_other, too_often, wait_for};
use crate::asked::Asked;
use crate::door::{Source, Token, Who};
use crate::sheet::{self, again, failed, returned};
use crate::site::Site;

const CODE: &str = "/sign-in/code";
const SET_UP: &str = "/sign-in/set-up";

/// Where somebody goes whose password is proven: in, or half-way in.
pub(super) async fn go_on(site: &Site, asked: Asked, person: PersonId, headers: &HeaderMap, back: &str) -> Response {
    let required =
        site.office.ledger.board().organisation.as_ref().is_some_and(|organisation| organisation.second_factor_required);
    let door = &site.door;
    let gone_on = async {
        if door.second_factors.is_set(person).await? {
            let mut response = see_other(CODE);
            door.half_ways.begin(person, back, &mut response).await?;
            return Ok(response);
        }
        if required {
            let mut response = see_other(SET_UP);
            door.second_factors.propose(person).await?;
            door.half_ways.begin(person, back, &mut response).await?;
            return Ok(response);
        }
        let mut response = see_other(&landing(headers, back));
        door.sign_in(asked, person, headers, &mut response).await?;
        Ok(response)
    };
    gone_on.await.unwrap_or_else(|error: StoreError| failed(site, asked, &error))
}

/// Where somebody goes who is in. A browser that has sent no cookie may keep none, and would be led back to the form without a word; so it
/// passes by there, and is told if it hasn't kept the session's.
fn landing(headers: &HeaderMap, back: &str) -> String {
    if headers.contains_key(COOKIE) {
        return back.to_owned();
    }
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("signed-in", "1").append_pair("back", back).finish();
    format!("/sign-in?{query}")
}

/// The form that asks for a code.
pub(crate) async fn show_code(State(site): State<Site>, asked: Asked, headers: HeaderMap) -> Response {
    let shown = async {
        let Some((_, half_way)) = half_way(&site, &headers).await? else { return Ok(over_or_no_cookies(&site, asked, &headers)) };
        if site.door.second_factors.is_set(half_way.person).await? {
            Ok(draw_code(&site, asked, Typed::default()))
        } else {
            Ok(see_other(SET_UP))
        }
    };
    shown.await.unwrap_or_else(|error: StoreError| failed(&site, asked, &error))
}

fn draw_code(site: &Site, asked: Asked, typed: Typed<'_>) -> Response {
    let words = asked.words();
    let body = door::second_factor::ask(words, &sheet::organisation(site, asked), typed);
    sheet::sheet(site, asked, CODE, words.say("code.title"), body)
}

/// Takes the `code`, of the phone or for recovery.
pub(crate) async fn send_code(State(site): State<Site>, asked: Asked, headers: HeaderMap, body: Bytes) -> Response {
    let fields = fields(&body);
    let taken = async {
        let Some((token, half_way)) = half_way(&site, &headers).await? else { return Ok(over(&site, asked)) };
        let comes_back = |why: String| {
            let returned = returned(&fields, vec![("code", why)]);
            again(draw_code(&site, asked, Typed(Some(&returned))))
        };
        let who = tries(asked, &half_way);
        if let Err(long) = site.door.attempts.begin(&who, site.clock.steady()) {
            return Ok(too_often(comes_back(wait_for(asked.words(), long)), long));
        }
        if !site.door.half_ways.may_try(token).await? {
            return Ok(over(&site, asked));
        }
        let typed = field(&fields, "code").unwrap_or_default();
        let judged = site.door.second_factors.take(half_way.person, typed).await?;
        if judged.is_err() {
            note(&site, asked, SignInKind::WrongCode, half_way.person, &headers).await;
        }
        match judged {
            Ok(()) => {
                site.door.attempts.forgive(&who, site.clock.steady());
                let mut response = see_other(back::safe(Some(&half_way.back)));
                let_in(&site, asked, token, half_way.person, &headers, &mut response).await?;
                Ok(response)
            }
            // It was the last try.
            Err(_) if site.door.half_ways.of(&headers).await?.is_none() => Ok(over(&site, asked)),
            Err(refused) => Ok(comes_back(asked.words().say(refused.key()).to_owned())),
        }
    };
    taken.await.unwrap_or_else(|error: StoreError| failed(&site, asked, &error))
}

/// The form in which somebody sets up the second factor that they need.
pub(crate) async fn show_set_up(State(site): State<Site>, asked: Asked, headers: HeaderMap) -> Response {
    let shown = async {
        let Some((_, half_way)) = half_way(&site, &headers).await? else { return Ok(over_or_no_cookies(&site, asked, &headers)) };
        if site.door.second_factors.is_set(half_way.person).await? {
            return Ok(see_other(CODE));
        }
        draw_set_up(&site, asked, half_way.person, Typed::default()).await
    };
    shown.await.unwrap_or_else(|error: StoreError| failed(&site, asked, &error))
}

async fn draw_set_up(site: &Site, asked: Asked, person: PersonId, typed: Typed<'_>) -> Result<Response, StoreError> {
    let Some(shared) = site.door.second_factors.proposed(person).await? else { return Ok(over(site, asked)) };
    let words = asked.words();
    let organisation = sheet::organisation(site, asked);
    let page = second_factor::set_up(site, asked, person, shared, Some(&organisation), SET_UP, typed);
    Ok(sheet::sheet(site, asked, SET_UP, words.say("second.set_up"), page))
}

/// Takes the first code: then they are in, and get their recovery codes.
pub(crate) async fn send_set_up(State(site): State<Site>, asked: Asked, headers: HeaderMap, body: Bytes) -> Response {
    let fields = fields(&body);
    let taken = async {
        let Some((token, half_way)) = half_way(&site, &headers).await? else { return Ok(over(&site, asked)) };
        let person = half_way.person;
        let comes_back = async |why: String| {
            let returned = returned(&fields, vec![("code", why)]);
            draw_set_up(&site, asked, person, Typed(Some(&returned))).await
        };
        let who = tries(asked, &half_way);
        if let Err(long) = site.door.attempts.begin(&who, site.clock.steady()) {
            return Ok(too_often(comes_back(wait_for(asked.words(), long)).await?, long));
        }
        let Some(shared) = site.door.second_factors.proposed(person).await? else { return Ok(over(&site, asked)) };
        if !site.door.half_ways.may_try(token).await? {
            return Ok(over(&site, asked));
        }
        let judged = site.door.second_factors.confirm(person, shared, field(&fields, "code").unwrap_or_default()).await?;
        let kind = if judged.is_ok() { SignInKind::SecondFactorSetUp } else { SignInKind::WrongCode };
        note(&site, asked, kind, person, &headers).await;
        match judged {
            Ok(codes) => {
                site.door.attempts.forgive(&who, site.clock.steady());
                let to = back::safe(Some(&half_way.back));
                let mut response = second_factor::draw_recovery(&site, asked, SET_UP, &codes, to);
                let_in(&site, asked, token, person, &headers, &mut response).await?;
                Ok(response)
            }
            Err(_) if site.door.half_ways.of(&headers).await?.is_none() => Ok(over(&site, asked)),
            Err(refused) => comes_back(asked.words().say(refused.key()).to_owned()).await.map(again),
        }
    };
    taken.await.unwrap_or_else(|error: StoreError| failed(&site, asked, &error))
}

/// Who is half-way in, and hasn't left meanwhile.
async fn half_way(site: &Site, headers: &HeaderMap) -> Result<Option<(Token, HalfWay)>, StoreError> {
    let board = site.office.ledger.board();
    let is_there = |person| board.person(person).is_ok_and(|person| !person.deactivated);
    Ok(site.door.half_ways.of(headers).await?.filter(|(_, half_way)| is_there(half_way.person)))
}

/// Whose try it is.
fn tries(asked: Asked, half_way: &HalfWay) -> Vec<Who> {
    std::iter::once(Who::Code(half_way.person)).chain(asked.peer.own().map(Who::Address)).collect()
}

async fn note(site: &Site, asked: Asked, kind: SignInKind, person: PersonId, headers: &HeaderMap) {
    site.door.sign_in_log.note(kind, Some(person), Source::stranger(asked, headers)).await;
}

/// They have proven all that there is to prove.
async fn let_in(
    site: &Site,
    asked: Asked,
    token: Token,
    person: PersonId,
    headers: &HeaderMap,
    response: &mut Response,
) -> Result<(), StoreError> {
    site.door.half_ways.end(token, response).await?;
    site.door.sign_in(asked, person, headers, response).await
}

/// What somebody is told who isn't half-way in, or no longer.
fn over(site: &Site, asked: Asked) -> Response {
    begin_again(site, asked, "code.over_why")
}

/// The same for somebody who comes straight from the password, with a browser that keeps no cookies.
fn over_or_no_cookies(site: &Site, asked: Asked, headers: &HeaderMap) -> Response {
    begin_again(site, asked, if headers.contains_key(COOKIE) { "code.over_why" } else { "sign_in.cookies" })
}

fn begin_again(site: &Site, asked: Asked, why: &'static str) -> Response {
    let words = asked.words();
    let sentences = vec![words.say(why).to_owned()];
    let body = door::sheet::notice(words, words.say("code.over").to_owned(), sentences, Some(("/sign-in", "sign_in.title")));
    let mut response = sheet::sheet(site, asked, CODE, words.say("code.over"), body);
    *response.status_mut() = StatusCode::GONE;
    response
}
