//! Shares one stream among a browser's tabs. With HTTP/1.1 a browser opens at most six connections to a server, and
//! each stream uses one. So the tab of a reader that holds a Web Lock is the leader: it receives the stream, and
//! forwards it to the other tabs over a `BroadcastChannel`. When it closes or falls silent, the next tab takes over.
//! Without Web Locks, each tab has its own stream.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

use js_sys::{Function, Promise};
use leptos::prelude::*;
use okr::Board;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

use super::heard::{self, Taken};
use super::link::Link;
use super::locks::Locks;
use super::quiet;
use super::state::Live;
use super::stream::{Receiver, SILENCE, Stream};
use crate::browser::elapsed;

/// The version of the messages between tabs; tabs with different versions use different channels.
const VERSION: u32 = 1;
/// How often a tab checks for silence.
const LOOK: Duration = Duration::from_secs(1);
/// How often the leader announces its state, in checks.
const STATE: u32 = 5;
/// How long a new tab waits for the leader's answer, in milliseconds.
const ANSWER: f64 = 7_000.0;
/// How many entries the leader stores for tabs that missed some.
const RECENT: usize = 200;

/// This tab's role among the reader's tabs.
pub(super) struct Tabs {
    live: Live,
    /// The name of the lock and the channel, different for each reader.
    name: String,
    among: Option<(Locks, BroadcastChannel)>,
    /// The stream, if this tab is the leader.
    stream: RefCell<Option<Rc<Stream>>>,
    /// Releases the lock.
    release: RefCell<Option<Function>>,
    /// When the last message of the leader arrived.
    heard: Cell<f64>,
    looks: Cell<u32>,
    /// The newest entries, as the server sent them, without gaps.
    recent: RefCell<VecDeque<(u64, String)>>,
    loading: Cell<bool>,
    /// When a newer version was detected.
    outdated: Cell<Option<f64>>,
}

/// Starts receiving, through this tab or another.
pub(super) fn listen(live: Live) {
    let Some(reader) = live.reader else { return };
    let name = format!("plumbline.live.{VERSION}.{reader}");
    let among = Locks::of_this_browser().zip(BroadcastChannel::new(&name).ok());
    let tabs = Rc::new(Tabs {
        live,
        name,
        among,
        stream: RefCell::default(),
        release: RefCell::default(),
        heard: Cell::new(elapsed() - SILENCE + ANSWER),
        looks: Cell::new(0),
        recent: RefCell::default(),
        loading: Cell::new(false),
        outdated: Cell::new(None),
    });
    if let Some((_, channel)) = &tabs.among {
        let its = tabs.clone();
        let heard = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
            if let Some(said) = message.data().as_string() {
                its.hear(&said);
            }
        });
        channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        heard.forget();
        tabs.stand_in_line(false);
        tabs.tell("hello");
    } else {
        tabs.lead();
    }
    let its = tabs.clone();
    set_interval(move || its.look(), LOOK);
    let its = tabs.clone();
    let _ = window_event_listener_untyped("offline", move |_| its.offline());
    let its = tabs.clone();
    let _ = window_event_listener_untyped("online", move |_| {
        if let Some(stream) = its.stream() {
            stream.again();
        }
    });
    // Timers of hidden tabs are throttled.
    let _ = window_event_listener_untyped("visibilitychange", move |_| tabs.look());
}

impl Receiver for Tabs {
    /// Applies an entry as the server sent it, and forwards it to the other tabs. Returns whether it was applied.
    fn take(&self, text: &str) -> bool {
        let before = self.live.seq();
        match heard::entry(self.live, text) {
            Taken::Unknown => self.is_outdated(),
            Taken::Missing => return false,
            Taken::Yes => {
                let seq = self.live.seq();
                if seq > before {
                    let mut recent = self.recent.borrow_mut();
                    recent.push_back((seq, text.to_owned()));
                    if recent.len() > RECENT {
                        recent.pop_front();
                    }
                }
                self.tell(&format!("entry {text}"));
            }
        }
        true
    }

    /// The board was reloaded: the others have to reload it too.
    fn restarted(&self) {
        self.recent.borrow_mut().clear();
        self.tell("restart");
    }

    /// Applies a change of time, and forwards it.
    fn day(&self, text: &str) {
        heard::day(self.live, text);
        self.tell(&format!("day {text}"));
    }

    /// Announces the connection state, the last entry, and the first entry that this tab can resend.
    fn tell_state(&self) {
        if self.outdated.get().is_none() {
            let (seq, link) = (self.live.seq(), self.live.connection.link.get_untracked());
            let after = self.recent.borrow().front().map_or(seq, |(first, _)| first - 1);
            self.tell(&format!("state {} {seq} {after}", link.key()));
        }
    }
}

impl Tabs {
    fn stream(&self) -> Option<Rc<Stream>> {
        self.stream.borrow().clone()
    }

    /// Sends a message to the other tabs.
    fn tell(&self, what: &str) {
        if let Some((_, channel)) = &self.among {
            let _ = channel.post_message(&JsValue::from_str(what));
        }
    }

    /// Becomes the leader.
    fn lead(self: &Rc<Self>) {
        self.recent.borrow_mut().clear();
        self.stream.replace(Some(Stream::open(self.live, Rc::<Self>::downgrade(self))));
    }

    /// Queues for the lock, or steals it from a silent tab.
    fn stand_in_line(self: &Rc<Self>, take_away: bool) {
        let Some((locks, _)) = &self.among else { return };
        let (its, had) = (self.clone(), Rc::new(Cell::new(false)));
        let has = had.clone();
        let granted = move || {
            has.set(true);
            if its.outdated.get().is_some() {
                return Promise::resolve(&JsValue::UNDEFINED);
            }
            if its.stream().is_none() {
                its.lead();
            }
            Promise::new(&mut |release, _| drop(its.release.replace(Some(release))))
        };
        let its = self.clone();
        let gone = move || {
            if let Some(stream) = its.stream.take() {
                stream.close();
            }
            if its.outdated.get().is_some() {
                return;
            }
            if had.get() {
                its.heard.set(elapsed());
                its.stand_in_line(false);
            } else {
                // This page can't get a lock at all.
                its.lead();
            }
        };
        locks.ask(&self.name, take_away, granted, gone);
    }

    /// Handles a message of another tab.
    fn hear(self: &Rc<Self>, said: &str) {
        let (kind, rest) = said.split_once(' ').unwrap_or((said, ""));
        if self.outdated.get().is_some() {
            return;
        }
        if self.stream().is_some() {
            match kind {
                "hello" => self.tell_state(),
                "want" => self.say_again(rest.parse().unwrap_or(0)),
                _ => {}
            }
            return;
        }
        match kind {
            "entry" => {
                self.spoken(Link::Live);
                match heard::entry(self.live, rest) {
                    Taken::Yes => {}
                    Taken::Missing => self.tell(&format!("want {}", self.live.seq())),
                    Taken::Unknown => self.is_outdated(),
                }
            }
            "day" => {
                self.spoken(Link::Live);
                heard::day(self.live, rest);
            }
            "state" => self.compare(rest),
            "restart" => self.load(),
            _ => {}
        }
    }

    fn spoken(&self, link: Link) {
        self.heard.set(elapsed());
        self.live.connection.set(link);
    }

    /// Compares this tab's last entry with the leader's.
    fn compare(self: &Rc<Self>, state: &str) {
        let mut parts = state.split(' ');
        let link = parts.next().map(Link::from_key).unwrap_or_default();
        let mut number = || parts.next().and_then(|number| number.parse::<u64>().ok()).unwrap_or(0);
        let (seq, after) = (number(), number());
        let own = self.live.seq();
        self.spoken(link);
        if own < seq {
            if own < after {
                self.load();
            } else {
                self.tell(&format!("want {own}"));
            }
        }
    }

    /// Resends the entries after `seq`, or says that this tab can't.
    fn say_again(&self, seq: u64) {
        let recent = self.recent.borrow();
        if recent.front().is_some_and(|(first, _)| *first <= seq + 1) {
            for (_, text) in recent.iter().filter(|(entry, _)| *entry > seq) {
                self.tell(&format!("entry {text}"));
            }
        } else {
            drop(recent);
            self.tell_state();
        }
    }

    /// Loads the whole board, if the leader no longer has the missing entries.
    fn load(self: &Rc<Self>) {
        if self.loading.replace(true) {
            return;
        }
        let this = self.clone();
        leptos::task::spawn_local(async move {
            let board = crate::server_fns::board().await;
            this.loading.set(false);
            // If this fails, it is tried again after the leader's next announcement.
            if let Ok(snapshot) = board {
                this.live.restart(Board::from(snapshot));
            }
        });
    }

    /// The browser reports that it is offline.
    fn offline(&self) {
        match self.stream() {
            Some(stream) => stream.offline(),
            None => drop(self.live.connection.set(Link::Lost)),
        }
    }

    /// Detects silence of the server, or of the leader.
    fn look(self: &Rc<Self>) {
        if let Some(since) = self.outdated.get() {
            return quiet::reload_once_quiet(self.live, since);
        }
        if let Some(stream) = self.stream() {
            stream.look();
            let looks = self.looks.get() + 1;
            self.looks.set(looks % STATE);
            if looks == STATE {
                self.tell_state();
            }
        } else if elapsed() - self.heard.get() > SILENCE {
            self.live.connection.set(Link::Lost);
            // A hidden tab may wait. A visible one detects it by itself.
            if !document().hidden() {
                self.heard.set(elapsed());
                self.stand_in_line(true);
            }
        }
    }

    /// The server sent something unknown to this version: there is a newer one. This tab says so, stops receiving,
    /// and reloads as soon as that doesn't disturb the user.
    fn is_outdated(&self) {
        self.outdated.set(Some(elapsed()));
        self.live.connection.set(Link::Outdated);
        if let Some(stream) = self.stream() {
            stream.close();
        }
        if let Some(release) = self.release.take() {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}
