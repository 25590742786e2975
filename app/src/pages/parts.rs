//! Lazy-loaded pages: loaded on navigation, or some time after the first page is hydrated.
//!
//! Loading may fail: the network is down, or a newer version has been deployed. Then the page says so, and the rest
//! stays live.

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use leptos_router::LazyRoute;

use super::check_in::CheckInPage;
use super::explain::ExplainPage;
use super::map::MapPage;
use super::objective::{EditObjectivePage, NewObjectivePage, ObjectivePage};
use crate::components::missing::Missing;

/// A route with a lazy-loaded page, and its preload function.
macro_rules! part {
    ($route:ident, $page:ident, $load:ident, $preload:ident) => {
        #[doc = concat!("[`", stringify!($page), "`]")]
        #[derive(Debug)]
        pub(crate) struct $route;

        #[allow(clippy::unnecessary_wraps, reason = "loading it may fail, and the macro returns that as its own")]
        #[wasm_split($load, wasm_split_path = leptos::wasm_split, preload($preload), fallible)]
        fn $load() -> Result<AnyView, SplitLoaderError> {
            Ok(view! { <$page/> }.into_any())
        }

        impl LazyRoute for $route {
            fn data() -> Self {
                Self
            }

            async fn view(_: Self) -> AnyView {
                $load().await.unwrap_or_else(|_| view! { <article class="page"><Missing/></article> }.into_any())
            }

            async fn preload() {
                // Later navigation tries again.
                let _ = $preload().await;
            }
        }
    };
}

part!(MapRoute, MapPage, map_page, preload_map);
part!(ObjectiveRoute, ObjectivePage, objective_page, preload_objective);
part!(NewObjectiveRoute, NewObjectivePage, new_objective_page, preload_new_objective);
part!(EditObjectiveRoute, EditObjectivePage, edit_objective_page, preload_edit_objective);
part!(CheckInRoute, CheckInPage, check_in_page, preload_check_in);
part!(ExplainRoute, ExplainPage, explain_page, preload_explain);

/// Loads the part for the page at a path, if there is one.
#[cfg(feature = "hydrate")]
pub(crate) async fn load(path: &str) {
    let mut parts = path.trim_matches('/').split('/');
    match (parts.next(), parts.next(), parts.next()) {
        (Some("map"), None, _) => MapRoute::preload().await,
        (Some("check-in"), None, _) => CheckInRoute::preload().await,
        (Some("explain"), ..) => ExplainRoute::preload().await,
        (Some("objectives"), Some("new"), None) => NewObjectiveRoute::preload().await,
        (Some("objectives"), Some(_), None) => ObjectiveRoute::preload().await,
        (Some("objectives"), Some(_), Some("edit")) => EditObjectiveRoute::preload().await,
        _ => {}
    }
}

/// Loads all parts, one after the other.
#[cfg(feature = "hydrate")]
pub(crate) async fn preload() {
    CheckInRoute::preload().await;
    ObjectiveRoute::preload().await;
    MapRoute::preload().await;
    ExplainRoute::preload().await;
    NewObjectiveRoute::preload().await;
    EditObjectiveRoute::preload().await;
}
