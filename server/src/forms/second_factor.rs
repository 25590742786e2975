//! The reader's own second factor: set-up, recovery codes, removal.

use app::static_pages::Typed;
use app::static_pages::second_factor::{self as page, Manage, SetUp, Standing};
use axum::body::Bytes;
use axum::extract::State;
use axum::response::Response;
use leptos::prelude::AnyView;
use okr::PersonId;
use store::{SignInKind, StoreError};

use super::{field, fields, see_other, wait_for};
use crate::auth::{RecoveryCodes, Shared, Source, Who, qr};
use crate::request_context::RequestContext;
use crate::site::Site;
use crate::static_page::{self, again, failed, returned};

const PATH: &str = "/account/second-factor";

/// The page.
pub(crate) async fn show(State(site): State<Site>, context: RequestContext) -> Response {
    draw(&site, context, Typed::default()).await.unwrap_or_else(|error| failed(&site, context, &error))
}

async fn draw(site: &Site, context: RequestContext, typed: Typed<'_>) -> Result<Response, StoreError> {
    let Some(caller) = context.caller else { return Ok(see_other("/sign-in?back=/account")) };
    let words = context.words();
    let titled = |body| Ok(static_page::static_page(site, context, PATH, words.translate("second.title"), body));
    if let Some(shared) = site.auth.second_factors.proposed(caller.person).await? {
        return titled(set_up(site, context, caller.person, shared, None, PATH, typed));
    }
    let board = site.service.ledger.board();
    let factor = site.auth.accounts.second_factor(caller.person).await?;
    let standing = match factor.and_then(|factor| factor.confirmed_at.map(|since| (since, factor.recovery_codes))) {
        Some((since, recovery_codes)) => Standing::On { since, recovery_codes, required: required(site) },
        None if site.auth.accounts.password(caller.person).await?.is_some() => Standing::Off,
        None => Standing::NoPassword,
    };
    let email = board.person(caller.person).ok().and_then(|person| person.email.clone()).unwrap_or_default();
    titled(page::manage(words, Manage { standing, email: &email, moment: site.clock.moment(&board), typed }))
}

/// The set-up form: shows the secret for the app and asks for a first code.
pub(super) fn set_up(
    site: &Site,
    context: RequestContext,
    person: PersonId,
    shared: Shared,
    required_by: Option<&str>,
    action: &'static str,
    typed: Typed<'_>,
) -> AnyView {
    let (words, board) = (context.words(), site.service.ledger.board());
    let issuer = format!("{} {}", words.translate("product.name"), static_page::organisation(site, context));
    let account = board.person(person).map(|person| person.email.clone().unwrap_or_else(|| person.name.clone()));
    let address = shared.address(&issuer, &account.unwrap_or_default());
    page::set_up(words, SetUp { required_by, action, qr: qr(&address), secret: shared.written(), typed })
}

/// The page with the recovery codes, shown once; `to` is the next page.
pub(super) fn draw_recovery(site: &Site, context: RequestContext, path: &str, codes: &RecoveryCodes, to: &str) -> Response {
    let words = context.words();
    let body = page::recovery(words, codes.written(), to.to_owned());
    static_page::static_page(site, context, path, words.translate("recovery.title"), body)
}

fn required(site: &Site) -> bool {
    site.service.ledger.board().organisation.as_ref().is_some_and(|organisation| organisation.second_factor_required)
}

/// Handles the page's forms; `do` says which one.
pub(crate) async fn send(State(site): State<Site>, context: RequestContext, body: Bytes) -> Response {
    let Some(caller) = context.caller else { return see_other("/sign-in?back=/account") };
    let fields = fields(&body);
    let done = async {
        let done = match field(&fields, "do") {
            Some("begin") => begin(&site, context, caller.person, &fields).await?,
            Some("confirm") => confirm(&site, context, caller.person, &fields).await?,
            Some("codes") => renew(&site, context, caller.person, &fields).await?,
            Some("off") => take_off(&site, context, caller.person, &fields).await?,
            _ => Ok(see_other(PATH)),
        };
        match done {
            Ok(response) => Ok(response),
            Err(problem) => {
                let returned = returned(&fields, vec![problem]);
                draw(&site, context, Typed(Some(&returned))).await.map(again)
            }
        }
    };
    done.await.unwrap_or_else(|error: StoreError| failed(&site, context, &error))
}

/// The result of a form: a response, or a problem with a field.
type Done = Result<Result<Response, (&'static str, String)>, StoreError>;
type Fields = [(String, String)];

/// Starts the set-up after a check of the password, so that it can't be done at an unattended device.
async fn begin(site: &Site, context: RequestContext, person: PersonId, fields: &Fields) -> Done {
    if let Err(problem) = knows_password(site, context, person, fields).await? {
        return Ok(Err(problem));
    }
    site.auth.second_factors.propose(person).await?;
    Ok(Ok(see_other(PATH)))
}

async fn confirm(site: &Site, context: RequestContext, person: PersonId, fields: &Fields) -> Done {
    let Some(shared) = site.auth.second_factors.proposed(person).await? else { return Ok(Ok(see_other(PATH))) };
    let (words, who) = (context.words(), [Who::Code(person)]);
    if let Err(long) = site.auth.attempts.begin(&who, site.clock.steady()) {
        return Ok(Err(("code", wait_for(words, long))));
    }
    let confirmed = site.auth.second_factors.confirm(person, shared, field(fields, "code").unwrap_or_default()).await?;
    if confirmed.is_ok() {
        note(site, context, SignInKind::SecondFactorSetUp, person).await;
    }
    Ok(confirmed
        .map(|codes| {
            site.auth.attempts.forgive(&who, site.clock.steady());
            draw_recovery(site, context, PATH, &codes, PATH)
        })
        .map_err(|refused| ("code", words.translate(refused.key()).to_owned())))
}

async fn renew(site: &Site, context: RequestContext, person: PersonId, fields: &Fields) -> Done {
    if let Err(problem) = proves_both(site, context, person, fields).await? {
        return Ok(Err(problem));
    }
    let codes = site.auth.second_factors.renew(person).await?;
    Ok(Ok(draw_recovery(site, context, PATH, &codes, PATH)))
}

async fn take_off(site: &Site, context: RequestContext, person: PersonId, fields: &Fields) -> Done {
    if required(site) {
        return Ok(Err(("", context.words().translate("second.kept").to_owned())));
    }
    if let Err(problem) = proves_both(site, context, person, fields).await? {
        return Ok(Err(problem));
    }
    site.auth.accounts.remove_second_factor(person).await?;
    note(site, context, SignInKind::SecondFactorRemoved, person).await;
    Ok(Ok(see_other("/account?done=second-factor")))
}

async fn note(site: &Site, context: RequestContext, kind: SignInKind, person: PersonId) {
    site.auth.sign_in_log.note(kind, Some(person), Source::reader(context)).await;
}

/// Verifies the current password, and then a code.
async fn proves_both(
    site: &Site,
    context: RequestContext,
    person: PersonId,
    fields: &Fields,
) -> Result<Result<(), (&'static str, String)>, StoreError> {
    if let Err(problem) = knows_password(site, context, person, fields).await? {
        return Ok(Err(problem));
    }
    let (words, who) = (context.words(), [Who::Code(person)]);
    if let Err(long) = site.auth.attempts.begin(&who, site.clock.steady()) {
        return Ok(Err(("code", wait_for(words, long))));
    }
    let taken = site.auth.second_factors.take(person, field(fields, "code").unwrap_or_default()).await?;
    if taken.is_ok() {
        site.auth.attempts.forgive(&who, site.clock.steady());
    }
    Ok(taken.map_err(|refused| ("code", words.translate(refused.key()).to_owned())))
}

async fn knows_password(
    site: &Site,
    context: RequestContext,
    person: PersonId,
    fields: &Fields,
) -> Result<Result<(), (&'static str, String)>, StoreError> {
    let (words, who) = (context.words(), [Who::Inside(person)]);
    if let Err(long) = site.auth.attempts.begin(&who, site.clock.steady()) {
        return Ok(Err(("current", wait_for(words, long))));
    }
    let kept = site.auth.accounts.password(person).await?;
    let there = kept.is_some();
    let current = field(fields, "current").unwrap_or_default().to_owned();
    if site.auth.passwords.is(current, kept).await && there {
        site.auth.attempts.forgive(&who, site.clock.steady());
        Ok(Ok(()))
    } else {
        Ok(Err(("current", words.translate("password.wrong").to_owned())))
    }
}
