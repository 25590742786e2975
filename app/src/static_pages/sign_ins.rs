//! Sign-ins and attempts: shown to the account's owner, and listed for administrators.
//!
//! It has no counts of a person's activity. It shows whether others used the account, or tried to.

use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use okr::{Board, Moment, PersonId};
use store::{SignInEvent, SignInKind};

use super::account::device;
use crate::components::person::name_of;
use crate::i18n::{Words, t};

/// How long the owner is told about a new way of access that another person created; one sign-in, possibly by that
/// very way, doesn't end it.
const TOLD: TimeDelta = TimeDelta::days(7);

/// The notice to an account's owner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Since<'a> {
    /// The previous sign-in.
    pub last: Option<&'a SignInEvent>,
    /// The number of failed attempts since then.
    pub failed: usize,
    /// Actions by others, since then or within the last week, that give access to the account.
    pub by_others: Vec<&'a SignInEvent>,
}

/// The events of `person`'s account before the session that began at `began_at`. `events` are theirs, newest first.
pub fn since(person: PersonId, events: &[SignInEvent], began_at: DateTime<Utc>) -> Since<'_> {
    let this = events.iter().position(|event| event.kind == SignInKind::SignedIn && event.at == began_at);
    let before = this.map_or(events, |this| &events[this + 1..]);
    let mut since = Since::default();
    for event in before.iter().filter(|event| event.at <= began_at) {
        let is_recent = began_at - event.at < TOLD;
        if event.kind.weakens() && event.actor != Some(person) && (is_recent || since.last.is_none()) {
            since.by_others.push(event);
        }
        if since.last.is_none() {
            match event.kind {
                SignInKind::SignedIn => since.last = Some(event),
                kind if kind.is_failure() => since.failed += 1,
                _ => {}
            }
        }
    }
    since
}

impl Since<'_> {
    /// The sentences of the notice; empty if there is nothing to report, as at the first sign-in.
    pub fn sentences(&self, words: Words, board: &Board, moment: &Moment) -> Vec<String> {
        let last = self.last.map(|last| {
            let (at, from) = (words.instant(last.at, moment), place(words, last));
            t!(words, "sign_ins.last", at = at, from = from)
        });
        let failed = (self.failed > 0).then(|| t!(words, "sign_ins.failed", n = self.failed));
        let by_others = self.by_others.iter().map(|event| {
            let by = by(words, board, event);
            let (what, at) = (words.translate(key(event.kind)), words.instant(event.at, moment));
            t!(words, "sign_ins.by_other", what = what, by = by, at = at)
        });
        last.into_iter().chain(failed).chain(by_others).collect()
    }
}

/// The last events of the reader's own account.
pub fn own(words: Words, board: &Board, events: &[SignInEvent], sentences: Vec<String>, moment: &Moment) -> AnyView {
    let rows = events.iter().map(|event| {
        view! {
            <li>
                <b>{words.translate(key(event.kind))}</b>
                <p class="dim">
                    <time datetime=event.at.to_rfc3339()>{words.instant(event.at, moment)}</time>
                    " · "{place(words, event)}
                    {(event.actor != event.person && !is_strangers(event)).then(|| format!(" · {}", by(words, board, event)))}
                </p>
            </li>
        }
        .into_any()
    });
    view! {
        <section class="section" id="sign-ins">
            <header><h2>{words.translate("sign_ins.title")}</h2></header>
            {sentences.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view()}
            {(!events.is_empty()).then(|| view! { <ul class="devices">{rows.collect_view()}</ul> })}
            <p class="dim">{words.translate("sign_ins.own_why")}</p>
        </section>
    }
    .into_any()
}

/// What the page for administrators shows.
pub struct SignIns<'a> {
    /// The board, for names.
    pub board: &'a Board,
    /// The events with their numbers, newest first.
    pub events: &'a [(u64, SignInEvent)],
    /// Whether there are older ones.
    pub more: bool,
    /// The current time.
    pub moment: Moment,
}

/// The page for administrators.
pub fn sign_ins(words: Words, page: SignIns<'_>) -> AnyView {
    let SignIns { board, events, more, moment } = page;
    let rows = events.iter().map(|(_, event)| {
        let whose =
            if event.person.is_some() { name_of(board, event.person) } else { words.translate("sign_ins.no_account").to_owned() };
        view! {
            <tr>
                <td><time datetime=event.at.to_rfc3339()>{words.instant(event.at, &moment)}</time></td>
                <th scope="row">{whose}</th>
                <td>{words.translate(key(event.kind))}</td>
                <td>{if is_strangers(event) { "–".to_owned() } else { by(words, board, event) }}</td>
                <td>{place(words, event)}</td>
            </tr>
        }
        .into_any()
    });
    let older = events.last().filter(|_| more).map(|(id, _)| format!("/audit/sign-ins?before={id}"));
    view! {
        <div class="page form-page wide people audit">
            <header>
                <h1>{words.translate("sign_ins.title")}</h1>
                <p>{words.translate("sign_ins.why")}</p>
                <p><a class="link" href="/audit">{words.translate("sign_ins.changes")}</a></p>
            </header>
            <div class="scroll" role="region" aria-label=words.translate("sign_ins.title") tabindex="0">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{words.translate("audit.when")}</th>
                            <th scope="col">{words.translate("sign_ins.account")}</th>
                            <th scope="col">{words.translate("audit.what")}</th>
                            <th scope="col">{words.translate("audit.who")}</th>
                            <th scope="col">{words.translate("sign_ins.from")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
            {older.map(|older| view! { <p><a class="button" href=older rel="next">{words.translate("audit.older")}</a></p> })}
        </div>
    }
    .into_any()
}

/// Whether an event was caused by an unauthenticated visitor, so that no actor is named.
const fn is_strangers(event: &SignInEvent) -> bool {
    event.actor.is_none() && !event.kind.weakens() && !matches!(event.kind, SignInKind::InvitationMade)
}

fn by(words: Words, board: &Board, event: &SignInEvent) -> String {
    if event.actor.is_some() { name_of(board, event.actor) } else { words.translate("audit.server").to_owned() }
}

/// The address and the browser.
fn place(words: Words, event: &SignInEvent) -> String {
    match (event.address.as_str(), event.device.as_str()) {
        ("", _) => words.translate("sign_ins.here").to_owned(),
        (address, "") => address.to_owned(),
        (address, agent) => format!("{address} ({})", device(words, agent)),
    }
}

/// The translation key of a kind.
const fn key(kind: SignInKind) -> &'static str {
    match kind {
        SignInKind::SignedIn => "sign_ins.signed_in",
        SignInKind::WrongPassword => "sign_ins.wrong_password",
        SignInKind::WrongCode => "sign_ins.wrong_code",
        SignInKind::ProviderRefused => "sign_ins.provider_refused",
        SignInKind::InvitationMade => "sign_ins.invitation_made",
        SignInKind::ResetMade => "sign_ins.reset_made",
        SignInKind::LinkUsed => "sign_ins.link_used",
        SignInKind::PasswordChanged => "sign_ins.password_changed",
        SignInKind::SecondFactorSetUp => "sign_ins.second_factor_set_up",
        SignInKind::SecondFactorRemoved => "sign_ins.second_factor_removed",
        SignInKind::ProviderBound => "sign_ins.provider_bound",
        SignInKind::ProviderForgotten => "sign_ins.provider_forgotten",
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const ANN: PersonId = PersonId(Uuid::from_u128(1));
    const ADMIN: PersonId = PersonId(Uuid::from_u128(2));

    fn event(hour: i64, kind: SignInKind, actor: Option<PersonId>) -> SignInEvent {
        let at = DateTime::<Utc>::UNIX_EPOCH + TimeDelta::hours(hour);
        SignInEvent { at, kind, person: Some(ANN), actor, address: "192.0.2.1".into(), device: String::new() }
    }

    #[test]
    fn somebody_is_told_of_their_last_sign_in_and_of_what_failed_since_then() {
        let events = [
            event(9, SignInKind::SignedIn, None),
            event(8, SignInKind::WrongCode, None),
            event(7, SignInKind::WrongPassword, None),
            event(6, SignInKind::SignedIn, None),
            event(5, SignInKind::WrongPassword, None),
        ];
        let told = since(ANN, &events, events[0].at);
        assert_eq!((told.last, told.failed, told.by_others.len()), (Some(&events[3]), 2, 0));
        assert_eq!(since(ANN, &events[4..], events[0].at).last, None, "the first time");
    }

    #[test]
    fn a_link_that_another_made_and_came_in_with_is_told_all_the_same() {
        let events = [
            event(9, SignInKind::SignedIn, None),
            event(8, SignInKind::SignedIn, None),
            event(8, SignInKind::LinkUsed, None),
            event(7, SignInKind::ResetMade, Some(ADMIN)),
            event(6, SignInKind::SecondFactorRemoved, None),
            event(5, SignInKind::SecondFactorRemoved, Some(ANN)),
        ];
        let told = since(ANN, &events, events[0].at);
        assert_eq!((told.last, told.by_others), (Some(&events[1]), vec![&events[3], &events[4]]));
        let later = [event(9 + 24 * 7, SignInKind::SignedIn, None), events[0].clone(), events[3].clone()];
        assert_eq!(since(ANN, &later, later[0].at).by_others.len(), 0, "a week later it isn't news");
    }
}
