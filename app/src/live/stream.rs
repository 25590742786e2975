//! The browser's ear: one `EventSource`, by `seq`.

use std::sync::Arc;

use leptos::prelude::*;
use okr::{Board, Entry, Moment};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventSource, MessageEvent};

use super::{Link, Live};

/// Listens from the last confirmed entry on. `EventSource` comes back by itself, and says then with `Last-Event-ID` what it has heard.
pub(super) fn listen(live: Live) {
    let Ok(source) = EventSource::new(&format!("/live?since={}", live.seq())) else {
        live.link.set(Link::Lost);
        return;
    };
    on(&source, "open", move |_: Event| live.link.set(Link::Live));
    on(&source, "error", move |_: Event| live.link.set(Link::Lost));
    let again = source.clone();
    on(&source, "message", move |message: MessageEvent| {
        let Some(entry) = text(&message).and_then(|text| serde_json::from_slice::<Entry>(text.as_bytes()).ok()) else { return };
        if !live.hear(&Arc::new(entry)) {
            catch_up(live, &again);
        }
    });
    let again = source.clone();
    on(&source, "resync", move |_: MessageEvent| catch_up(live, &again));
    on(&source, "day", move |message: MessageEvent| {
        if let Some(moment) = text(&message).and_then(|text| serde_json::from_slice::<Moment>(text.as_bytes()).ok()) {
            live.moment.set(moment);
        }
    });
}

/// Too far behind: the whole board again, then the stream from there.
fn catch_up(live: Live, source: &EventSource) {
    source.close();
    leptos::task::spawn_local(async move {
        match crate::server_fns::board().await {
            Ok(snapshot) => {
                live.restart(Board::from(snapshot));
                listen(live);
            }
            Err(_) => live.link.set(Link::Lost),
        }
    });
}

fn text(message: &MessageEvent) -> Option<String> {
    message.data().as_string()
}

/// Listens for as long as the page lives.
fn on<E: wasm_bindgen::convert::FromWasmAbi + 'static>(source: &EventSource, name: &str, heard: impl Fn(E) + 'static) {
    let closure = Closure::<dyn Fn(E)>::new(heard);
    let _ = source.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
    closure.forget();
}
