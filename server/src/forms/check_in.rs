//! Check-ins without JavaScript.

use app::forms::check_in;
use axum::extract::{Request, State};
use axum::response::Response;
use store::Receipt;

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
    let parse = |words, board: &_, fields: &Fields| check_in::parse(words, board, fields).map(|envelope| ((), envelope));
    let refused = |words, board: &_, fields: &Fields, error: &_| check_in::refused(words, board, fields, error);
    let done = |(), receipt: Receipt| format!("/check-in?done={}", receipt.seq);
    site.submit_on_page(context, caller, request, parse, refused, done).await
}
