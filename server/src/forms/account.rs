//! The reader's own account.

use app::static_pages::account::{Account, account};
use app::static_pages::{Typed, privacy, sign_ins};
use axum::body::Bytes;
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use store::SignInKind;

use super::{field, fields, see_other};
use crate::auth::{Passwords, Source, Who};
use crate::opening::query;
use crate::request_context::RequestContext;
use crate::site::Site;
use crate::static_page::{self, again, failed, returned};

/// How many of the account's last events are read, and how many are shown.
pub(crate) const LOOKED_AT: u32 = 200;
const SHOWN: usize = 10;

/// The page.
pub(crate) async fn show(State(site): State<Site>, context: RequestContext, OriginalUri(uri): OriginalUri) -> Response {
    let done = match query(&uri, "done").as_deref() {
        Some("password") => Some("account.changed"),
        Some("session") => Some("account.ended"),
        Some("second-factor") => Some("second.taken_off"),
        _ => None,
    };
    draw(&site, context, Typed::default(), done).await
}

async fn draw(site: &Site, context: RequestContext, typed: Typed<'_>, done: Option<&'static str>) -> Response {
    let Some(caller) = context.caller else { return see_other("/sign-in?back=/account") };
    let board = site.service.ledger.board();
    let Ok(person) = board.person(caller.person) else { return see_other("/sign-in") };
    let asked_for = async {
        let password = site.auth.accounts.password(caller.person).await?;
        let second_factor = site.auth.second_factors.is_set(caller.person).await?;
        let sessions = site.auth.accounts.sessions(caller.person).await?;
        Ok((password.is_some(), second_factor, sessions, site.auth.accounts.sign_in_events_of(caller.person, LOOKED_AT).await?))
    };
    let (has_password, second_factor, sessions, events) = match asked_for.await {
        Ok(found) => found,
        Err(error) => return failed(site, context, &error),
    };
    let moment = site.clock.moment(&board);
    let due = okr::numbers::due(&board, caller.person, moment).len();
    let words = context.words();
    let began_at = sessions.iter().find(|session| session.id == caller.session).map_or(moment.now, |session| session.began_at);
    let sentences = sign_ins::since(caller.person, &events, began_at).sentences(words, &board, &moment);
    let sign_ins = sign_ins::own(words, &board, &events[..events.len().min(SHOWN)], sentences, &moment);
    let here = caller.session;
    let page = Account { person, due, has_password, second_factor, sessions: &sessions, here, sign_ins, moment, typed, done };
    static_page::static_page(site, context, "/account", words.translate("account.title"), account(words, page))
}

/// Changes the password. Fields: `current` and the new `password`.
pub(crate) async fn password(State(site): State<Site>, context: RequestContext, body: Bytes) -> Response {
    let Some(caller) = context.caller else { return see_other("/sign-in?back=/account") };
    let fields = fields(&body);
    let text = |name| field(&fields, name).unwrap_or_default();
    let board = site.service.ledger.board();
    let Ok(person) = board.person(caller.person) else { return see_other("/sign-in") };
    let (words, email) = (context.words(), person.email.clone().unwrap_or_default());

    // Attempts are throttled here too: a signed-in device may be left unattended.
    let who = [Who::Inside(caller.person)];
    let problem = if let Err(wait) = site.auth.attempts.begin(&who, site.clock.steady()) {
        Some(("current", words.fill("sign_in.wait", &[("n", wait.num_seconds().max(1).to_string())])))
    } else {
        let kept = match site.auth.accounts.password(caller.person).await {
            Ok(kept) => kept,
            Err(error) => return failed(&site, context, &error),
        };
        let there = kept.is_some();
        if site.auth.passwords.is(text("current").to_owned(), kept).await && there {
            site.auth.attempts.forgive(&who, site.clock.steady());
            let weak = Passwords::judge(text("password"), &person.name, &email).err();
            weak.map(|weak| ("password", words.translate(weak.key()).to_owned()))
        } else {
            Some(("current", words.translate("password.wrong").to_owned()))
        }
    };
    if let Some(problem) = problem {
        let returned = returned(&fields, vec![problem]);
        return again(draw(&site, context, Typed(Some(&returned)), None).await);
    }
    let kept = site.auth.passwords.hash(&site.clock, text("password").to_owned()).await;
    match site.auth.sessions.set_password(caller.person, &kept, Some(caller.session)).await {
        Ok(()) => {
            site.auth.sign_in_log.note(SignInKind::PasswordChanged, Some(caller.person), Source::reader(context)).await;
            see_other("/account?done=password")
        }
        Err(error) => failed(&site, context, &error),
    }
}

/// Ends sessions: `session` is the id of one of the reader's own, or `others`.
pub(crate) async fn devices(State(site): State<Site>, context: RequestContext, body: Bytes) -> Response {
    let Some(caller) = context.caller else { return see_other("/sign-in?back=/account") };
    let fields = fields(&body);
    let ended = match field(&fields, "session") {
        Some("others") => site.auth.sessions.end_all(caller.person, Some(caller.session)).await,
        // An invalid id matches no session; sessions of other people aren't affected.
        which => match which.and_then(|id| id.parse().ok()) {
            Some(session) => site.auth.sessions.end(caller.person, session).await,
            None => Ok(()),
        },
    };
    match ended {
        Ok(()) => see_other("/account?done=session"),
        Err(error) => failed(&site, context, &error),
    }
}

/// The page about privacy.
pub(crate) async fn privacy(State(site): State<Site>, context: RequestContext) -> Response {
    let words = context.words();
    static_page::static_page(&site, context, "/wall", words.translate("wall.title"), privacy::privacy(words))
}
