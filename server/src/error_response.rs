//! Error responses: a page in the reader's language, or JSON for programs.

use app::error::AppError;
use app::t;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use okr::Refusal;
use service::ServiceError;
use store::StoreError;

use crate::middleware::RequestId;
use crate::request_context::RequestContext;
use crate::site::Site;

/// An error. As a response it is only marked: [`draw`] words it, because it knows the reader's language.
#[derive(Clone, Debug)]
pub(crate) enum ErrorResponse {
    /// An error of the application.
    App(AppError),
    /// A failed use case. Its details are logged, not shown.
    Service(ServiceError),
    /// A handler panicked.
    Panicked,
    /// No page at this path.
    NoSuchPage,
    /// The path exists but doesn't support this method.
    NoSuchMethod,
    /// The body is too large.
    TooLarge,
    /// The request took too long to arrive.
    TooSlow,
    /// The request was sent to another host.
    Host {
        /// The host that it names.
        requested: String,
        /// This server's host.
        expected: String,
    },
    /// The request names more than one host.
    Hosts,
    /// The session ended on this node, but that couldn't be stored.
    SignOutNotSaved(AppError),
}

impl From<AppError> for ErrorResponse {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

impl From<Refusal> for ErrorResponse {
    fn from(refusal: Refusal) -> Self {
        Self::App(AppError::Refused(refusal))
    }
}

impl From<ServiceError> for ErrorResponse {
    fn from(error: ServiceError) -> Self {
        Self::Service(error)
    }
}

impl From<StoreError> for ErrorResponse {
    fn from(error: StoreError) -> Self {
        Self::Service(error.into())
    }
}

impl IntoResponse for ErrorResponse {
    fn into_response(self) -> Response {
        let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The middleware that words errors: a page in the reader's language, or JSON for programs. Headers that a handler has
/// set, such as cookies, stay.
pub(crate) async fn draw(State(site): State<Site>, context: RequestContext, request: Request, next: Next) -> Response {
    let id = request.extensions().get::<RequestId>().cloned().unwrap_or_default();
    let mut response = next.run(request).await;
    let Some(error) = response.extensions_mut().remove::<ErrorResponse>() else { return response };
    let mut headers = std::mem::take(response.headers_mut());
    headers.remove(CONTENT_LENGTH);
    let mut response = error.logged(&site, id).drawn(&site, context);
    response.headers_mut().extend(headers);
    response
}

impl ErrorResponse {
    /// Logs what isn't shown.
    fn logged(self, site: &Site, RequestId(id): RequestId) -> Self {
        match self {
            Self::Service(error) => Self::App(AppError::of(&site.service, error)),
            Self::Panicked => {
                tracing::error!(error.id = id, "a handler panicked");
                Self::App(AppError::Failed { id })
            }
            error => error,
        }
    }

    /// The status code.
    fn status(&self) -> StatusCode {
        match self {
            Self::App(error) | Self::SignOutNotSaved(error) => {
                StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            }
            Self::Service(_) | Self::Panicked => StatusCode::INTERNAL_SERVER_ERROR,
            Self::NoSuchPage => StatusCode::NOT_FOUND,
            Self::NoSuchMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Host { .. } => StatusCode::FORBIDDEN,
            Self::Hosts => StatusCode::BAD_REQUEST,
        }
    }

    fn drawn(&self, site: &Site, context: RequestContext) -> Response {
        let mut response = if context.by_program { self.to_program() } else { self.to_person(site, context) };
        if let Self::App(AppError::TooMany { seconds }) = self {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(*seconds));
        }
        response
    }

    fn to_program(&self) -> Response {
        let error = match self {
            Self::App(error) | Self::SignOutNotSaved(error) => error.clone(),
            Self::Host { .. } => AppError::Foreign,
            // Programs need only the status.
            Self::NoSuchPage | Self::NoSuchMethod | Self::TooSlow | Self::Hosts => AppError::Unreadable,
            Self::Service(_) | Self::Panicked => AppError::Failed { id: String::new() },
            Self::TooLarge => AppError::TooLarge,
        };
        let body = serde_json::to_string(&error).unwrap_or_default();
        let headers =
            [(CONTENT_TYPE, HeaderValue::from_static("application/json")), (CACHE_CONTROL, HeaderValue::from_static("no-store"))];
        (self.status(), headers, Body::from(body)).into_response()
    }

    fn to_person(&self, site: &Site, context: RequestContext) -> Response {
        let words = context.words();
        let sentence = match self {
            Self::App(error) => words.error(error, &site.service.ledger.board()),
            Self::NoSuchPage => words.translate("not_found.why").to_owned(),
            Self::NoSuchMethod => words.translate("not_found.way").to_owned(),
            Self::Service(_) | Self::Panicked => {
                words.error(&AppError::Failed { id: String::new() }, &site.service.ledger.board())
            }
            Self::TooLarge => words.translate("error.too_large").to_owned(),
            Self::TooSlow => words.error(&AppError::Unreachable, &site.service.ledger.board()),
            Self::Host { requested, expected } => t!(words, "host.other", requested = requested, expected = expected),
            Self::Hosts => words.translate("host.two").to_owned(),
            Self::SignOutNotSaved(_) => words.translate("sign_out.not_saved").to_owned(),
        };
        let html = page(context, &site.assets.paths().style, &sentence);
        let headers = [
            (CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
            (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        ];
        (self.status(), headers, Body::from(html)).into_response()
    }
}

/// A page that depends on nothing that may have failed: no board, client or component.
fn page(context: RequestContext, style: &str, sentence: &str) -> String {
    let words = context.words();
    let (language, theme) = (context.language.tag(), context.theme.key());
    let [product, home, sentence, style] =
        [words.translate("product.name"), words.translate("not_found.home"), sentence, style].map(escaped);
    let sheet = if style.is_empty() { String::new() } else { format!(r#"<link rel="stylesheet" href="{style}">"#) };
    format!(
        r#"<!DOCTYPE html>
<html lang="{language}" data-theme="{theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{product}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
{sheet}
</head>
<body>
<main id="page"><div class="page form-page"><h1>{product}</h1><div class="empty"><p role="alert">{sentence}</p><a class="button primary" href="/">{home}</a></div></div></main>
</body>
</html>
"#
    )
}

/// Escapes text for HTML, including attribute values.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::opening::Theme;

    #[test]
    fn nothing_that_is_said_becomes_part_of_the_page() {
        let peer = crate::auth::ClientAddress::of(&axum::http::Extensions::new(), &axum::http::HeaderMap::new(), &[]);
        let context = RequestContext {
            by_program: false,
            caller: None,
            language: okr::Language::English,
            theme: Theme::Dark,
            peer,
            form: None,
        };
        let page = page(context, "/a.css", "A <script> & a \"quote\"");
        assert!(page.contains("A &lt;script&gt; &amp; a &quot;quote&quot;"));
        assert!(page.contains(r#"<html lang="en" data-theme="dark">"#) && page.contains(r#"href="/a.css""#));
    }
}
