//! One's own account.

use app::door::account::{Account, account};
use app::door::{Typed, sign_ins, wall};
use axum::body::Bytes;
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use store::SignInKind;

use super::{field, fields, see_other};
use crate::asked::Asked;
use crate::door::{Passwords, Source, Who};
use crate::opening::query;
use crate::sheet::{self, again, failed, returned};
use crate::site::Site;

/// How many of the last events of an account are looked at, and how many are shown.
pub(crate) const LOOKED_AT: u32 = 200;
const SHOWN: usize = 10;

/// The page.
pub(crate) async fn show(State(site): State<Site>, asked: Asked, OriginalUri(uri): OriginalUri) -> Response {
    let done = match query(&uri, "done").as_deref() {
        Some("password") => Some("account.changed"),
        Some("session") => Some("account.ended"),
        Some("second-factor") => Some("second.taken_off"),
        _ => None,
    };
    draw(&site, asked, Typed::default(), done).await
}

async fn draw(site: &Site, asked: Asked, typed: Typed<'_>, done: Option<&'static str>) -> Response {
    let Some(caller) = asked.caller else { return see_other("/sign-in?back=/account") };
    let board = site.office.ledger.board();
    let Ok(person) = board.person(caller.person) else { return see_other("/sign-in") };
    let asked_for = async {
        let password = site.door.accounts.password(caller.person).await?;
        let second_factor = site.door.second_factors.is_set(caller.person).await?;
        let sessions = site.door.accounts.sessions(caller.person).await?;
        Ok((password.is_some(), second_factor, sessions, site.door.accounts.sign_in_events_of(caller.person, LOOKED_AT).await?))
    };
    let (has_password, second_factor, sessions, events) = match asked_for.await {
        Ok(found) => found,
        Err(error) => return failed(site, asked, &error),
    };
    let moment = site.clock.moment(&board);
    let due = okr::numbers::due(&board, caller.person, moment).len();
    let words = asked.words();
    let began_at = sessions.iter().find(|session| session.id == caller.session).map_or(moment.now, |session| session.began_at);
    let sentences = sign_ins::since(caller.person, &events, began_at).sentences(words, &board, &moment);
    let sign_ins = sign_ins::own(words, &board, &events[..events.len().min(SHOWN)], sentences, &moment);
    let here = caller.session;
    let page = Account { person, due, has_password, second_factor, sessions: &sessions, here, sign_ins, moment, typed, done };
    sheet::sheet(site, asked, "/account", words.say("account.title"), account(words, page))
}

/// Changes the password: `current`, and the new `password`.
pub(crate) async fn password(State(site): State<Site>, asked: Asked, body: Bytes) -> Response {
    let Some(caller) = asked.caller else { return see_other("/sign-in?back=/account") };
    let fields = fields(&body);
    let text = |name| field(&fields, name).unwrap_or_default();
    let board = site.office.ledger.board();
    let Ok(person) = board.person(caller.person) else { return see_other("/sign-in") };
    let (words, email) = (asked.words(), person.email.clone().unwrap_or_default());

    // Whoever sits down at a device that somebody left shall not be able to try out their password either.
    let who = [Who::Inside(caller.person)];
    let problem = if let Err(wait) = site.door.attempts.begin(&who, site.clock.steady()) {
        Some(("current", words.fill("sign_in.wait", &[("n", wait.num_seconds().max(1).to_string())])))
    } else {
        let kept = match site.door.accounts.password(caller.person).await {
            Ok(kept) => kept,
            Err(error) => return failed(&site, asked, &error),
        };
        let there = kept.is_some();
        if site.door.passwords.is(text("current").to_owned(), kept).await && there {
            site.door.attempts.forgive(&who, site.clock.steady());
            let weak = Passwords::judge(text("password"), &person.name, &email).err();
            weak.map(|weak| ("password", words.say(weak.key()).to_owned()))
        } else {
            Some(("current", words.say("password.wrong").to_owned()))
        }
    };
    if let Some(problem) = problem {
        let returned = returned(&fields, vec![problem]);
        return again(draw(&site, asked, Typed(Some(&returned)), None).await);
    }
    let kept = site.door.passwords.hash(&site.clock, text("password").to_owned()).await;
    match site.door.sessions.set_password(caller.person, &kept, Some(caller.session)).await {
        Ok(()) => {
            site.door.sign_in_log.note(SignInKind::PasswordChanged, Some(caller.person), Source::reader(asked)).await;
            see_other("/account?done=password")
        }
        Err(error) => failed(&site, asked, &error),
    }
}

/// Signs out elsewhere: `session` is one of one's own, or `others`.
pub(crate) async fn devices(State(site): State<Site>, asked: Asked, body: Bytes) -> Response {
    let Some(caller) = asked.caller else { return see_other("/sign-in?back=/account") };
    let fields = fields(&body);
    let ended = match field(&fields, "session") {
        Some("others") => site.door.sessions.end_all(caller.person, Some(caller.session)).await,
        // One that can't be read is nobody's; one that is another's stays.
        which => match which.and_then(|id| id.parse().ok()) {
            Some(session) => site.door.sessions.end(caller.person, session).await,
            None => Ok(()),
        },
    };
    match ended {
        Ok(()) => see_other("/account?done=session"),
        Err(error) => failed(&site, asked, &error),
    }
}

/// What Plumbline will not do.
pub(crate) async fn wall(State(site): State<Site>, asked: Asked) -> Response {
    let words = asked.words();
    sheet::sheet(&site, asked, "/wall", words.say("wall.title"), wall::wall(words))
}
