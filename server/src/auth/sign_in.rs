//! Signing in a browser: the session is the service's, its cookies are set here.

use axum::http::HeaderMap;
use axum::http::header::USER_AGENT;
use axum::response::Response;
use okr::PersonId;
use service::auth::Source;
use store::StoreError;

use super::AuthCookie;
use crate::request_context::RequestContext;
use crate::site::Site;

/// How many characters of the user agent are stored.
const USER_AGENT_LENGTH: usize = 300;

impl Site {
    /// Signs in a person who has passed all checks, on the device that sent the request. Records the sign-in, and has
    /// the next page show their previous one.
    pub(crate) async fn sign_in(
        &self,
        context: RequestContext,
        person: PersonId,
        headers: &HeaderMap,
        response: &mut Response,
    ) -> Result<(), StoreError> {
        let cookies = self.auth.cookies;
        let device = cookies.token(headers, AuthCookie::Device);
        let signed_in = self.service.sign_in(person, context.caller, device, stranger(context, headers)).await?;
        cookies.signed_in(response, signed_in);
        cookies.arrived(response);
        Ok(())
    }

    /// Begins a session of a person without a sign-in.
    pub(crate) async fn begin_session(
        &self,
        context: RequestContext,
        person: PersonId,
        headers: &HeaderMap,
        response: &mut Response,
    ) -> Result<(), StoreError> {
        let device = self.auth.cookies.token(headers, AuthCookie::Device);
        let begun = self.service.begin_session(person, context.caller, device, user_agent(headers)).await?;
        self.auth.cookies.signed_in(response, begun);
        Ok(())
    }
}

/// The source of a sign-in attempt. An earlier session doesn't count as the actor.
pub(crate) fn stranger(context: RequestContext, headers: &HeaderMap) -> Source {
    Source { actor: None, address: context.peer.address().to_string(), device: user_agent(headers) }
}

/// The source of an authenticated request.
pub(crate) fn reader(context: RequestContext) -> Source {
    Source { actor: context.reader(), address: context.peer.address().to_string(), device: String::new() }
}

/// The user agent of a request.
fn user_agent(headers: &HeaderMap) -> String {
    let agent = headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    agent.chars().take(USER_AGENT_LENGTH).collect()
}
