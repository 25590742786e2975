//! The browser's ear: one `EventSource`, by `seq`.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use gloo_net::http::{Method, RequestBuilder};
use leptos::prelude::*;
use okr::{Board, Entry, Moment};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventSource, MessageEvent, RequestRedirect, ResponseType};

use super::{Link, Live};

/// How long to wait before asking a server again that gave no answer, or another's; twice as long each time, up to the longest.
const SOONEST: Duration = Duration::from_secs(1);
const LATEST: Duration = Duration::from_secs(30);

/// Listens from the last confirmed entry on. `EventSource` comes back by itself when its connection breaks, and says then with
/// `Last-Event-ID` what it has heard. It gives up when it is answered wrongly, such as by a proxy before a server that restarts, or
/// because whoever looks is signed out; so then another one is made, after a while.
pub(super) fn listen(live: Live) {
    listen_after(live, SOONEST);
}

/// `pause`: how long to wait if this one gives up before it was open.
fn listen_after(live: Live, pause: Duration) {
    let Ok(source) = EventSource::new(&format!("/live?since={}", live.position())) else {
        live.link.set(Link::Lost);
        return;
    };
    let pause = Rc::new(Cell::new(pause));
    let opened = pause.clone();
    on(&source, "open", move |_: Event| {
        opened.set(SOONEST);
        live.link.set(Link::Live);
    });
    let its = source.clone();
    on(&source, "error", move |_: Event| {
        if live.link.get_untracked() == Link::Live {
            live.link.set(Link::Lost);
        }
        if its.ready_state() == EventSource::CLOSED {
            let pause = pause.get();
            leptos::task::spawn_local(async move {
                if is_signed_out().await {
                    live.link.set(Link::SignedOut);
                }
            });
            set_timeout(move || listen_after(live, longer(pause)), pause);
        }
    });
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

/// Whether this browser would be sent to the door. An `EventSource` doesn't tell how it was answered.
async fn is_signed_out() -> bool {
    let asked = RequestBuilder::new("/account").method(Method::HEAD).redirect(RequestRedirect::Manual).send().await;
    asked.is_ok_and(|answer| answer.type_() == ResponseType::Opaqueredirect)
}

/// Too far behind: the whole board again, then the stream from there.
fn catch_up(live: Live, source: &EventSource) {
    source.close();
    load(live, SOONEST);
}

fn load(live: Live, pause: Duration) {
    leptos::task::spawn_local(async move {
        if let Ok(snapshot) = crate::server_fns::board().await {
            live.restart(Board::from(snapshot));
            listen(live);
        } else {
            live.link.set(Link::Lost);
            set_timeout(move || load(live, longer(pause)), pause);
        }
    });
}

fn longer(pause: Duration) -> Duration {
    (pause * 2).min(LATEST)
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
