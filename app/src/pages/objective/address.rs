//! The objective in the address.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use okr::ObjectiveId;

use crate::memo::memo;

/// The id in the address.
pub(super) fn named() -> Memo<Option<ObjectiveId>> {
    let params = use_params_map();
    memo(move || params.read().get("id").and_then(|id| id.parse().ok()))
}
