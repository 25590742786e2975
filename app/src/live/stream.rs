//! The connection to the server's stream: an `EventSource`, replaced after too long a silence.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::time::Duration;

use gloo_net::http::{Method, RequestBuilder};
use leptos::prelude::*;
use okr::Board;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventSource, MessageEvent};

use super::link::Link;
use super::state::Live;
use crate::browser::elapsed;

/// The delay before reconnecting after an error response; doubled each time up to the maximum.
const SOONEST: Duration = Duration::from_secs(1);
const LATEST: Duration = Duration::from_secs(30);
/// Milliseconds of silence after which a connection counts as lost. The server sends every 8 seconds.
pub(super) const SILENCE: f64 = 18_000.0;

/// The status for requests that aren't signed in, or not as the reader of this page.
const UNAUTHORIZED: u16 = 401;

/// What the stream's messages are passed to.
pub(super) trait Receiver {
    /// Applies an entry as the server sent it. Returns whether it was applied.
    fn take(&self, text: &str) -> bool;

    /// Applies a change of time as the server sent it.
    fn day(&self, text: &str);

    /// The board was reloaded.
    fn restarted(&self);

    /// The state of the connection has changed, or has been confirmed.
    fn tell_state(&self);
}

/// The connection. `EventSource` reconnects by itself when its connection breaks. It gives up after an error
/// response, for instance from a proxy during a restart, or because the reader is signed out; then a new one is
/// created after a delay. It doesn't detect a connection that is open but silent.
pub(super) struct Stream {
    live: Live,
    receiver: Weak<dyn Receiver>,
    connection: RefCell<Option<Connection>>,
    /// When the last message arrived on this connection, or when it was opened, in milliseconds since the page was
    /// opened.
    heard: Cell<f64>,
    /// The delay if this connection fails before any message.
    pause: Cell<Duration>,
    /// Whether the board is being loaded; the next connection is opened afterwards.
    loading: Cell<bool>,
    /// Whether it is closed for good, for instance because another tab is the leader now.
    over: Cell<bool>,
}

/// An `EventSource` with its callbacks.
struct Connection {
    source: EventSource,
    _heard: Vec<Closure<dyn Fn(Event)>>,
}

impl Stream {
    /// Connects, starting after the last confirmed entry.
    pub(super) fn open(live: Live, receiver: Weak<dyn Receiver>) -> Rc<Self> {
        let stream = Rc::new(Self {
            live,
            receiver,
            connection: RefCell::default(),
            heard: Cell::new(elapsed()),
            pause: Cell::new(SOONEST),
            loading: Cell::new(false),
            over: Cell::new(false),
        });
        stream.connect();
        stream
    }

    /// Closes it for good.
    pub(super) fn close(&self) {
        self.over.set(true);
        self.hang_up();
    }

    /// Reconnects after too long a silence.
    pub(super) fn look(self: &Rc<Self>) {
        if !self.loading.get() && elapsed() - self.heard.get() > SILENCE {
            self.lost();
            self.connect();
        }
    }

    /// Reconnects at once, for instance when the browser is online again.
    pub(super) fn again(self: &Rc<Self>) {
        if !self.loading.get() {
            self.connect();
        }
    }

    fn connect(self: &Rc<Self>) {
        if self.over.get() {
            return;
        }
        self.hang_up();
        self.heard.set(elapsed());
        let Ok(source) = EventSource::new(&self.address()) else { return self.lost() };
        let at = |name: &str, what: fn(&Rc<Self>, &EventSource, Event)| {
            let (this, its) = (Rc::downgrade(self), source.clone());
            let closure = Closure::<dyn Fn(Event)>::new(move |event| {
                if let Some(this) = this.upgrade() {
                    what(&this, &its, event);
                }
            });
            let _ = source.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
            closure
        };
        let heard = vec![
            at("error", |this, source, _| this.failed(source)),
            at("ping", |this, _, _| {
                this.spoken();
                this.tell_state();
            }),
            at("day", |this, _, event| {
                this.spoken();
                if let Some(receiver) = this.receiver.upgrade() {
                    receiver.day(&text(&event));
                }
            }),
            at("resync", |this, _, _| this.catch_up()),
            at("message", |this, _, event| {
                this.spoken();
                let Some(receiver) = this.receiver.upgrade() else { return };
                if !receiver.take(&text(&event)) {
                    this.catch_up();
                }
            }),
        ];
        self.connection.replace(Some(Connection { source, _heard: heard }));
    }

    /// The callbacks are dropped with the next connection, because one of them may be running.
    fn hang_up(&self) {
        if let Some(connection) = self.connection.borrow().as_ref() {
            connection.source.close();
        }
    }

    fn address(&self) -> String {
        let reader = self.live.reader.map(|reader| reader.to_string()).unwrap_or_default();
        format!("/live?since={}&reader={reader}", self.live.position())
    }

    /// The browser reports that it is offline.
    pub(super) fn offline(&self) {
        self.hang_up();
        self.heard.set(elapsed());
        self.lost();
    }

    /// A message arrived on this connection.
    fn spoken(&self) {
        self.heard.set(elapsed());
        self.pause.set(SOONEST);
        if self.live.connection.set(Link::Live) {
            self.tell_state();
        }
    }

    fn lost(&self) {
        if self.live.connection.link.get_untracked() != Link::SignedOut && self.live.connection.set(Link::Lost) {
            self.tell_state();
        }
    }

    fn failed(self: &Rc<Self>, source: &EventSource) {
        self.lost();
        if source.ready_state() != EventSource::CLOSED {
            return;
        }
        let pause = self.pause.replace((self.pause.get() * 2).min(LATEST));
        // The delay doesn't count as silence.
        self.heard.set(elapsed() + pause.as_secs_f64() * 1_000.0);
        let this = self.clone();
        leptos::task::spawn_local(async move {
            if is_signed_out(&this.address()).await && !this.over.get() {
                this.live.connection.set(Link::SignedOut);
                this.tell_state();
            }
        });
        let (this, its) = (self.clone(), source.clone());
        set_timeout(
            move || {
                // Unless another connection was opened meanwhile.
                if this.connection.borrow().as_ref().is_some_and(|connection| connection.source == its) {
                    this.connect();
                }
            },
            pause,
        );
    }

    /// Too far behind: loads the whole board, then streams from there.
    fn catch_up(self: &Rc<Self>) {
        self.hang_up();
        self.loading.set(true);
        self.load(SOONEST);
    }

    fn load(self: &Rc<Self>, pause: Duration) {
        let this = self.clone();
        leptos::task::spawn_local(async move {
            if this.over.get() {
                return;
            }
            if let Ok(snapshot) = crate::server_fns::board().await {
                this.live.restart(Board::from(snapshot));
                this.loading.set(false);
                if let Some(receiver) = this.receiver.upgrade() {
                    receiver.restarted();
                }
                this.connect();
            } else {
                this.lost();
                set_timeout(move || this.load((pause * 2).min(LATEST)), pause);
            }
        });
    }

    fn tell_state(&self) {
        if let Some(receiver) = self.receiver.upgrade() {
            receiver.tell_state();
        }
    }
}

/// Whether the reader of this page is signed out. `EventSource` doesn't reveal the response status.
async fn is_signed_out(address: &str) -> bool {
    let asked = RequestBuilder::new(address).method(Method::HEAD).send().await;
    asked.is_ok_and(|answer| answer.status() == UNAUTHORIZED)
}

fn text(event: &Event) -> String {
    event.dyn_ref::<MessageEvent>().and_then(|message| message.data().as_string()).unwrap_or_default()
}
