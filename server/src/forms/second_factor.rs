//! The reader's own second factor: set-up, recovery codes, removal.

use app::static_pages::Typed;
use app::static_pages::second_factor::{self as page, Manage, SetUp, Standing};
use axum::extract::State;
use axum::response::Response;
use leptos::prelude::AnyView;
use okr::PersonId;
use serde::Deserialize;
use service::auth::{CodeError, RecoveryCodes, Shared};
use store::{SignInKind, StoreError};

use super::{Form, see_other, wait_for};
use crate::auth::{AccountHolder, Who, qr, reader};
use crate::error_response::ErrorResponse;
use crate::request_context::RequestContext;
use crate::site::Site;
use crate::static_page::{self, again};

const PATH: &str = "/account/second-factor";

/// The page.
pub(crate) async fn show(
    AccountHolder(caller): AccountHolder,
    State(site): State<Site>,
    context: RequestContext,
) -> Result<Response, ErrorResponse> {
    Ok(draw(&site, context, caller.person, Typed::default()).await?)
}

async fn draw(site: &Site, context: RequestContext, person: PersonId, typed: Typed<'_>) -> Result<Response, StoreError> {
    let (words, factors) = (context.words(), site.service.second_factors());
    let titled = |body| Ok(static_page::static_page(site, context, PATH, words.translate("second.title"), body));
    if let Some(shared) = factors.proposed(person).await? {
        return titled(set_up(site, context, person, shared, None, PATH, typed));
    }
    let board = site.service.ledger.board();
    let factor = factors.confirmed(person).await?;
    let standing = match factor.and_then(|factor| factor.confirmed_at.map(|since| (since, factor.recovery_codes))) {
        Some((since, recovery_codes)) => Standing::On { since, recovery_codes, required: required(site) },
        None if site.service.has_password(person).await? => Standing::Off,
        None => Standing::NoPassword,
    };
    let email = board.person(person).ok().and_then(|person| person.email.clone()).unwrap_or_default();
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

/// Why a form wasn't accepted.
enum NotDone {
    /// A problem with a field: the form is shown again.
    Problem(&'static str, String),
    /// A database error.
    Store(StoreError),
}

impl From<StoreError> for NotDone {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// The page's forms.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct SecondFactorForm {
    /// Which one: `begin`, `confirm`, `codes` or `off`.
    r#do: String,
    /// The current password.
    current: String,
    /// A code of the app, or a recovery code.
    code: String,
}

/// One of the page's forms, sent by its owner.
#[derive(Clone, Copy)]
struct Sender<'a> {
    site: &'a Site,
    context: RequestContext,
    person: PersonId,
    typed: &'a SecondFactorForm,
}

/// Handles the page's forms.
pub(crate) async fn send(
    AccountHolder(caller): AccountHolder,
    State(site): State<Site>,
    context: RequestContext,
    Form { values, fields }: Form<SecondFactorForm>,
) -> Result<Response, ErrorResponse> {
    let sender = Sender { site: &site, context, person: caller.person, typed: &values };
    let done = match values.r#do.as_str() {
        "begin" => sender.begin().await,
        "confirm" => sender.confirm().await,
        "codes" => sender.renew().await,
        "off" => sender.take_off().await,
        _ => Ok(see_other(PATH)),
    };
    match done {
        Ok(response) => Ok(response),
        Err(NotDone::Problem(field, why)) => {
            let returned = fields.returned(vec![(field, why)]);
            Ok(again(draw(&site, context, caller.person, Typed(Some(&returned))).await?))
        }
        Err(NotDone::Store(error)) => Err(error.into()),
    }
}

impl Sender<'_> {
    /// Starts the set-up after a check of the password, so that it can't be done at an unattended device.
    async fn begin(self) -> Result<Response, NotDone> {
        self.knows_password().await?;
        self.site.service.second_factors().propose(self.person).await?;
        Ok(see_other(PATH))
    }

    async fn confirm(self) -> Result<Response, NotDone> {
        let factors = self.site.service.second_factors();
        let Some(shared) = factors.proposed(self.person).await? else { return Ok(see_other(PATH)) };
        let codes = self.with_code(async |code| factors.confirm(self.person, shared, code).await).await?;
        let source = reader(self.context);
        self.site.service.sign_in_log().note(SignInKind::SecondFactorSetUp, Some(self.person), source).await;
        Ok(draw_recovery(self.site, self.context, PATH, &codes, PATH))
    }

    async fn renew(self) -> Result<Response, NotDone> {
        self.proves_both().await?;
        let codes = self.site.service.second_factors().renew(self.person).await?;
        Ok(draw_recovery(self.site, self.context, PATH, &codes, PATH))
    }

    async fn take_off(self) -> Result<Response, NotDone> {
        if required(self.site) {
            return Err(NotDone::Problem("", self.context.words().translate("second.kept").to_owned()));
        }
        self.proves_both().await?;
        self.site.service.turn_off_second_factor(self.person, reader(self.context)).await?;
        Ok(see_other("/account?done=second-factor"))
    }

    /// Verifies the current password, and then a code.
    async fn proves_both(self) -> Result<(), NotDone> {
        self.knows_password().await?;
        self.with_code(async |code| self.site.service.second_factors().take(self.person, code).await).await
    }

    async fn knows_password(self) -> Result<(), NotDone> {
        let who = [Who::Inside(self.person)];
        self.may_try("current", &who)?;
        if !self.site.service.is_password_of(self.person, &self.typed.current).await? {
            return Err(NotDone::Problem("current", self.context.words().translate("password.wrong").to_owned()));
        }
        self.site.auth.attempts.forgive(&who, self.site.clock.steady());
        Ok(())
    }

    /// Does something with the code that was typed.
    async fn with_code<T>(self, work: impl AsyncFnOnce(&str) -> Result<T, CodeError>) -> Result<T, NotDone> {
        let who = [Who::Code(self.person)];
        self.may_try("code", &who)?;
        let done = work(&self.typed.code).await.map_err(|error| match error {
            CodeError::Refused(refused) => NotDone::Problem("code", self.context.words().code_refused(refused)),
            CodeError::Store(error) => NotDone::Store(error),
        })?;
        self.site.auth.attempts.forgive(&who, self.site.clock.steady());
        Ok(done)
    }

    fn may_try(self, field: &'static str, who: &[Who]) -> Result<(), NotDone> {
        let begun = self.site.auth.attempts.begin(who, self.site.clock.steady());
        begun.map_err(|long| NotDone::Problem(field, wait_for(self.context.words(), long)))
    }
}
