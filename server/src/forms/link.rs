//! Single-use links: to found an organisation, to accept an invitation, to set a new password.

use app::static_pages::Typed;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use okr::{Person, PersonId};
use serde::Deserialize;
use service::auth::{InvalidLink, LinkError, Token, judge};
use store::Purpose;

use super::link_page::{dead, draw};
use super::sent::Sent;
use super::{Form, founding, second_step};
use crate::auth::stranger;
use crate::error_response::ErrorResponse;
use crate::in_path::InPath;
use crate::request_context::RequestContext;
use crate::site::Site;
use crate::static_page::again;

/// The form behind a link. Viewing it doesn't use the link up, because mail programs open links.
pub(crate) async fn show(
    State(site): State<Site>,
    context: RequestContext,
    InPath(token): InPath<String>,
) -> Result<Response, ErrorResponse> {
    match site.service.open_link(&token).await {
        Ok((token, pass)) => Ok(draw(&site, context, token, pass.purpose, Typed::default())),
        Err(LinkError::Invalid(why)) => Ok(dead(&site, context, why)),
        Err(LinkError::Store(error)) => Err(error.into()),
    }
}

/// The form behind an invitation, or a link to set a new password.
#[derive(Default, Deserialize)]
#[serde(default)]
struct ChoosePassword {
    password: String,
}

/// Handles the form.
pub(crate) async fn send(
    State(site): State<Site>,
    context: RequestContext,
    InPath(token): InPath<String>,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, ErrorResponse> {
    let done = match site.service.open_link(&token).await {
        Err(error) => Err(error),
        Ok((token, pass)) => match pass.purpose {
            Purpose::Found => founding::found(&site, context, token, &headers, &sent, &sent.fields.values()?).await,
            Purpose::Invite(person) | Purpose::Reset(person) => {
                let form = Form { values: sent.fields.values()?, fields: sent.fields };
                choose(&site, context, token, pass.purpose, person, &headers, form).await
            }
        },
    };
    match done {
        Ok(response) => Ok(response),
        Err(LinkError::Invalid(why)) => Ok(dead(&site, context, why)),
        Err(LinkError::Store(error)) => Err(error.into()),
    }
}

async fn choose(
    site: &Site,
    context: RequestContext,
    token: Token,
    purpose: Purpose,
    person: PersonId,
    headers: &HeaderMap,
    Form { values: ChoosePassword { password }, fields }: Form<ChoosePassword>,
) -> Result<Response, LinkError> {
    let board = site.service.ledger.board();
    let Person { name, email, .. } = board.active_person(person).ok_or(InvalidLink::Used)?;
    if let Err(weak) = judge(&password, name, email.as_deref().unwrap_or_default()) {
        let returned = fields.returned(vec![("password", context.words().weak_password(weak))]);
        return Ok(again(draw(site, context, token, purpose, Typed(Some(&returned)))));
    }
    site.service.choose_password(token, person, &password, stranger(context, headers)).await?;
    // A link replaces the password only, not the second factor.
    Ok(second_step::go_on(site, context, person, headers, "/").await?)
}
