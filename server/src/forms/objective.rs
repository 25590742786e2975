//! Creating an objective without JavaScript, or before the client has loaded.

use app::forms::objective;
use app::i18n::Words;
use axum::extract::{Request, State};
use axum::response::Response;

use super::Fields;
use crate::auth::SignedIn;
use crate::error_response::ErrorResponse;
use crate::request_context::RequestContext;
use crate::site::Site;

/// Handles the form.
pub(crate) async fn send(
    SignedIn(caller): SignedIn,
    State(site): State<Site>,
    context: RequestContext,
    request: Request,
) -> Result<Response, ErrorResponse> {
    let parse = |words, board: &_, fields: &Fields| objective::parse(words, board, fields);
    let refused = |words: Words, board: &_, fields: &Fields, error: &_| objective::returned(fields, words.error(error, board));
    let done = |id, _| format!("/objectives/{id}");
    site.submit_on_page(context, caller, request, parse, refused, done).await
}
