//! The page: the map or its outline, and what opens over them.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::align_dialog::AlignDialog;
use super::ground::Ground;
use super::menu::CardMenu;
use super::outline::Outline;
use super::screen;
use super::tools::{Empty, Tools};
use super::view::View;
use super::world::World;
use crate::components::flow::Show;
use crate::components::page_title::PageTitle;
use crate::i18n::words;
use crate::memo::memo;

/// `/map`, `/map?view=outline`
///
/// Unless the address asks for the outline, the server sends both views, and the style sheet shows one: the outline
/// without JavaScript and, if the address names no view, on phones. Once the browser knows its width, only that view
/// stays in the document.
#[component]
pub(crate) fn MapPage() -> impl IntoView {
    let words = words();
    let ground = Ground::new();
    provide_context(ground);
    ground.keep_address();
    let query = use_query_map();
    let wanted = memo(move || match query.read().get_str("view") {
        Some("map") => Some(View::Map),
        Some("outline") => Some(View::Outline),
        _ => None,
    });
    let narrow = RwSignal::new(None);
    Effect::new(move |_| {
        narrow.set(Some(screen::is_narrow()));
        screen::listen_for_resizing(move || narrow.maybe_update(|narrow| narrow.replace(screen::is_narrow()) != *narrow));
    });
    let shown = move |view: View| match (wanted.get(), narrow.get()) {
        (Some(View::Outline), _) | (Some(View::Map), Some(_)) => wanted.get() == Some(view),
        (None, Some(narrow)) => (view == View::Outline) == narrow,
        (Some(View::Map) | None, None) => true,
    };
    let view =
        Signal::derive(move || if wanted.get() == Some(View::Outline) || !shown(View::Map) { View::Outline } else { View::Map });
    let name = move || match wanted.get() {
        Some(View::Map) => "map",
        Some(View::Outline) => "outline",
        None => "either",
    };
    let empty = memo(move || ground.graph.read().objectives == 0);
    view! {
        <PageTitle about=move || words.translate("page.map").to_owned()/>
        <div class="map-page" data-view=name>
            <h1 class="visually-hidden">{words.translate("page.map")}</h1>
            {move || if empty.get() {
                view! { <Empty/> }.into_any()
            } else {
                view! {
                    <Tools view/>
                    <Show when=move || shown(View::Map)><World/></Show>
                    <Show when=move || shown(View::Outline)><Outline/></Show>
                }
                .into_any()
            }}
            <AlignDialog/>
            <CardMenu/>
            <p class="visually-hidden" role="status" aria-live="assertive">{move || ground.said.get()}</p>
        </div>
    }
}
