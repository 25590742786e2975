//! HTTP requests to a provider.

use std::pin::Pin;
use std::time::Duration;

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};

use super::SettingsError;

/// The largest response accepted from a provider, in bytes.
const LARGEST: usize = 1024 * 1024;

/// HTTP client for a provider. It doesn't follow redirects.
pub(super) struct Http(reqwest::Client);

/// Why a request failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum NoAnswer {
    #[error("no answer in time")]
    Slow,
    #[error("no connection: {}", chain(.0))]
    Unreachable(reqwest::Error),
    #[error("an answer that goes on without end")]
    TooLong,
    #[error("an answer that can't be read")]
    Unreadable(#[from] openidconnect::http::Error),
}

impl From<reqwest::Error> for NoAnswer {
    fn from(error: reqwest::Error) -> Self {
        if error.is_timeout() { Self::Slow } else { Self::Unreachable(error.without_url()) }
    }
}

/// An error with its sources: its own message says only that it failed.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text = format!("{text}: {error}");
        source = error.source();
    }
    text
}

impl Http {
    pub(super) fn new(loopback: bool, patience: Duration) -> Result<Self, SettingsError> {
        // Following redirects would allow requests to hosts that only this server can reach.
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).timeout(patience);
        let client = if loopback { client.no_proxy() } else { client.https_only(true) };
        Ok(Self(client.build()?))
    }

    async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, NoAnswer> {
        let mut response = self.0.execute(request.try_into()?).await?;
        let mut answer = openidconnect::http::Response::builder().status(response.status());
        if let Some(headers) = answer.headers_mut() {
            headers.clone_from(response.headers());
        }
        let mut body = Vec::new();
        while let Some(piece) = response.chunk().await? {
            if body.len() + piece.len() > LARGEST {
                return Err(NoAnswer::TooLong);
            }
            body.extend_from_slice(&piece);
        }
        Ok(answer.body(body)?)
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = NoAnswer;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, NoAnswer>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.ask(request))
    }
}
