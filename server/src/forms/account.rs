//! The reader's own account.

use app::static_pages::account::{Account, account};
use app::static_pages::{Typed, privacy, sign_ins};
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use serde::Deserialize;
use service::Caller;
use service::auth::judge;

use super::{Form, see_other, wait_for};
use crate::auth::{self, AccountHolder, Who};
use crate::error_response::ErrorResponse;
use crate::opening::query;
use crate::request_context::RequestContext;
use crate::site::Site;
use crate::static_page::{again, static_page};

/// How many of the account's last events are read, and how many are shown.
pub(crate) const LOOKED_AT: u32 = 200;
const SHOWN: usize = 10;

/// The page.
pub(crate) async fn show(
    AccountHolder(caller): AccountHolder,
    State(site): State<Site>,
    context: RequestContext,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, ErrorResponse> {
    let done = match query(&uri, "done").as_deref() {
        Some("password") => Some("account.changed"),
        Some("session") => Some("account.ended"),
        Some("second-factor") => Some("second.taken_off"),
        _ => None,
    };
    draw(&site, context, caller, Typed::default(), done).await
}

async fn draw(
    site: &Site,
    context: RequestContext,
    caller: Caller,
    typed: Typed<'_>,
    done: Option<&'static str>,
) -> Result<Response, ErrorResponse> {
    let (service, board) = (&site.service, site.service.ledger.board());
    let person = board.person(caller.person)?;
    let has_password = service.has_password(caller.person).await?;
    let second_factor = service.second_factors().confirmed(caller.person).await?.is_some();
    let sessions = service.sessions_of(caller.person).await?;
    let events = service.sign_in_events_of(caller.person, LOOKED_AT).await?;
    let (words, moment) = (context.words(), site.clock.moment(&board));
    let due = okr::numbers::due(&board, caller.person, moment).len();
    let began_at = sessions.iter().find(|session| session.id == caller.session).map_or(moment.now, |session| session.began_at);
    let sentences = sign_ins::since(caller.person, &events, began_at).sentences(words, &board, &moment);
    let sign_ins = sign_ins::own(words, &board, &events[..events.len().min(SHOWN)], sentences, &moment);
    let here = caller.session;
    let page = Account { person, due, has_password, second_factor, sessions: &sessions, here, sign_ins, moment, typed, done };
    Ok(static_page(site, context, "/account", words.translate("account.title"), account(words, page)))
}

/// The form that changes the password.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct NewPassword {
    /// The password until now.
    current: String,
    /// The new one.
    password: String,
}

/// Changes the password.
pub(crate) async fn password(
    AccountHolder(caller): AccountHolder,
    State(site): State<Site>,
    context: RequestContext,
    Form { values, fields }: Form<NewPassword>,
) -> Result<Response, ErrorResponse> {
    if let Some(problem) = wrong_password(&site, context, caller, &values).await? {
        let returned = fields.returned(vec![problem]);
        return draw(&site, context, caller, Typed(Some(&returned)), None).await.map(again);
    }
    site.service.change_password(caller, &values.password, auth::reader(context)).await?;
    Ok(see_other("/account?done=password"))
}

/// Why the password can't be changed, with the field.
async fn wrong_password(
    site: &Site,
    context: RequestContext,
    caller: Caller,
    typed: &NewPassword,
) -> Result<Option<(&'static str, String)>, ErrorResponse> {
    let (words, who) = (context.words(), [Who::Inside(caller.person)]);
    // Attempts are throttled here too: a signed-in device may be left unattended.
    if let Err(wait) = site.auth.attempts.begin(&who, site.clock.steady()) {
        return Ok(Some(("current", wait_for(words, wait))));
    }
    if !site.service.is_password_of(caller.person, &typed.current).await? {
        return Ok(Some(("current", words.translate("password.wrong").to_owned())));
    }
    site.auth.attempts.forgive(&who, site.clock.steady());
    let board = site.service.ledger.board();
    let person = board.person(caller.person)?;
    let weak = judge(&typed.password, &person.name, person.email.as_deref().unwrap_or_default()).err();
    Ok(weak.map(|weak| ("password", words.weak_password(weak))))
}

/// The form that ends sessions.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct EndSessions {
    /// The id of one of the reader's own, or `others`.
    session: String,
}

/// Ends sessions of the reader.
pub(crate) async fn devices(
    AccountHolder(caller): AccountHolder,
    State(site): State<Site>,
    Form { values, .. }: Form<EndSessions>,
) -> Result<Response, ErrorResponse> {
    match values.session.as_str() {
        "others" => site.service.sessions().end_all(caller.person, Some(caller.session)).await?,
        // An invalid id matches no session; sessions of other people aren't affected.
        id => {
            if let Ok(session) = id.parse() {
                site.service.sessions().end(caller.person, session).await?;
            }
        }
    }
    Ok(see_other("/account?done=session"))
}

/// The page about privacy.
pub(crate) async fn privacy(State(site): State<Site>, context: RequestContext) -> Response {
    let words = context.words();
    static_page(&site, context, "/wall", words.translate("wall.title"), privacy::privacy(words))
}
