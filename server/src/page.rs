//! Pages: rendered on the server, then hydrated in the browser.

use std::sync::Arc;

use app::opening::{Opening, Returned};
use app::static_pages::sign_ins;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, VARY};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::context::{provide_context, use_context};
use leptos::nonce::use_nonce;
use leptos_axum::ResponseOptions;
use okr::{Board, Language, PersonId};
use store::StoreError;

use crate::auth::AuthCookie;
use crate::error_response::ErrorResponse;
use crate::forms::account::LOOKED_AT;
use crate::middleware::security_headers;
use crate::opening::opening;
use crate::request_context::RequestContext;
use crate::site::Site;

/// The file at this path, if there is one; otherwise a page.
pub(crate) async fn page(State(site): State<Site>, context: RequestContext, request: Request) -> Result<Response, ErrorResponse> {
    let (uri, headers) = (request.uri(), request.headers());
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(ErrorResponse::NoSuchMethod);
    }
    if let Some(file) = site.assets.answer(uri.path(), headers) {
        return Ok(file);
    }
    if uri.path().rsplit('/').next().is_some_and(|last| last.contains('.')) {
        // A missing file, such as one of an earlier build.
        return Err(ErrorResponse::NoSuchPage);
    }
    let Some(reader) = context.reader() else {
        let back = uri.path_and_query().map_or("/", |back| back.as_str());
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("back", back).finish();
        return Ok(Redirect::to(&format!("{}?{query}", site.auth.path())).into_response());
    };
    draw(&site, context, reader, request, None).await
}

/// The path exists but doesn't support this method.
pub(crate) async fn no_such_method() -> ErrorResponse {
    ErrorResponse::NoSuchMethod
}

/// Renders the page for a request. A refused form makes it a 422.
pub(crate) async fn draw(
    site: &Site,
    context: RequestContext,
    reader: PersonId,
    request: Request,
    returned: Option<Returned>,
) -> Result<Response, ErrorResponse> {
    let comes_back = returned.is_some();
    let has_arrived = site.auth.cookies.is_set(request.headers(), AuthCookie::Arrived);
    let mut opening = opening(site, context, reader, request.uri(), returned).await?;
    if has_arrived {
        opening.notice = notice(site, context, &opening.board).await?;
    }
    let mut response = render(site, Arc::new(opening), request).await;
    if has_arrived {
        site.auth.cookies.clear(&mut response, AuthCookie::Arrived);
    }
    if comes_back {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers.append(VARY, HeaderValue::from_static("cookie, accept-language"));
    Ok(response)
}

/// The notice about the previous sign-in, after a new one.
async fn notice(site: &Site, context: RequestContext, board: &Board) -> Result<Option<String>, StoreError> {
    let Some(caller) = context.caller else { return Ok(None) };
    let sessions = site.service.sessions_of(caller.person).await?;
    let Some(session) = sessions.into_iter().find(|session| session.id == caller.session) else { return Ok(None) };
    let events = site.service.sign_in_events_of(caller.person, LOOKED_AT).await?;
    let words = context.words();
    let since = sign_ins::since(caller.person, &events, session.began_at);
    let sentences = since.sentences(words, board, &site.clock.moment(board));
    // A Chinese full stop needs no space after it.
    let gap = if words.0 == Language::Chinese { "" } else { " " };
    Ok((!sentences.is_empty()).then(|| sentences.join(gap)))
}

async fn render(site: &Site, opening: Arc<Opening>, request: Request) -> Response<Body> {
    let (office, context) = (site.service.clone(), opening.clone());
    let provide = move || {
        provide_context(context.clone());
        provide_context(office.clone());
    };
    let paths = site.assets.paths().clone();
    let draw = leptos_axum::render_app_async_with_context(provide, move || {
        if let Some((options, nonce)) = use_context::<ResponseOptions>().zip(use_nonce()) {
            options.insert_header(CONTENT_SECURITY_POLICY, security_headers::with_scripts(&nonce));
        }
        app::shell(opening.clone(), paths.clone())
    });
    draw(request).await
}
