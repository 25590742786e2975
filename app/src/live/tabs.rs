//! One stream a browser. HTTP/1.1 allows a browser six connections to a server, and a stream holds one for as long as its tab is open. So of
//! the tabs of one reader the one that has a lock listens, and tells the others what it hears over a `BroadcastChannel`. When it goes, or
//! says nothing any more, the next one listens. Where a browser has no locks, each tab listens for itself.

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
use super::locks::Locks;
use super::stream::{SILENCE, Stream};
use super::{Link, Live, quiet};
use crate::browser::elapsed;

/// What tabs say to each other may be said in another way in a later version; these don't hear each other then.
const VERSION: u32 = 1;
/// How often a tab looks whether it has heard anything.
const LOOK: Duration = Duration::from_secs(1);
/// How often the tab that listens says how it stands, in looks.
const STATE: u32 = 5;
/// How long a tab that was just opened waits for an answer of the one that listens, in milliseconds.
const ANSWER: f64 = 7_000.0;
/// How many entries the tab that listens keeps for those that missed some.
const RECENT: usize = 200;

/// This tab among the reader's tabs.
pub(super) struct Tabs {
    live: Live,
    /// What the lock and the channel are called: other readers of the same browser have others.
    name: String,
    among: Option<(Locks, BroadcastChannel)>,
    /// The stream, if this is the tab that listens.
    stream: RefCell<Option<Rc<Stream>>>,
    /// Gives the lock back.
    release: RefCell<Option<Function>>,
    /// When the tab that listens was heard last.
    heard: Cell<f64>,
    looks: Cell<u32>,
    /// The newest entries, as the server wrote them, without gaps.
    recent: RefCell<VecDeque<(u64, String)>>,
    loading: Cell<bool>,
    /// Since when a newer version is known to be out.
    outdated: Cell<Option<f64>>,
}

/// Listens from now on, through this tab or another.
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
    // Timers of a hidden tab go slowly.
    let _ = window_event_listener_untyped("visibilitychange", move |_| tabs.look());
}

impl Tabs {
    fn stream(&self) -> Option<Rc<Stream>> {
        self.stream.borrow().clone()
    }

    /// Says something to the other tabs.
    pub(super) fn tell(&self, what: &str) {
        if let Some((_, channel)) = &self.among {
            let _ = channel.post_message(&JsValue::from_str(what));
        }
    }

    /// Tells the other tabs whether the server is heard, the last entry that was, and after which entry this tab can say them again.
    pub(super) fn tell_state(&self) {
        if self.outdated.get().is_none() {
            let (seq, link) = (self.live.seq(), self.live.link.get_untracked());
            let after = self.recent.borrow().front().map_or(seq, |(first, _)| first - 1);
            self.tell(&format!("state {} {seq} {after}", link.key()));
        }
    }

    /// Takes in an entry as the server wrote it, and tells the other tabs. Answers whether it fits.
    pub(super) fn take(self: &Rc<Self>, text: &str) -> bool {
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

    /// The board was loaded anew: the others have to do the same.
    pub(super) fn restarted(&self) {
        self.recent.borrow_mut().clear();
        self.tell("restart");
    }

    /// Listens for all tabs.
    fn lead(self: &Rc<Self>) {
        self.recent.borrow_mut().clear();
        self.stream.replace(Some(Stream::open(self.live, Rc::downgrade(self))));
    }

    /// Waits until the lock is this tab's, or takes it away from a tab that says nothing any more.
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
                // This page gets no lock at all.
                its.lead();
            }
        };
        locks.ask(&self.name, take_away, granted, gone);
    }

    /// What another tab says.
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
        self.live.set_link(link);
    }

    /// Whether this tab has heard all that the one that listens has.
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

    /// Says the entries after `seq` again, or that this tab can't.
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

    /// The whole board, for a tab that missed what the others don't remember any more.
    fn load(self: &Rc<Self>) {
        if self.loading.replace(true) {
            return;
        }
        let this = self.clone();
        leptos::task::spawn_local(async move {
            let board = crate::server_fns::board().await;
            this.loading.set(false);
            // Without an answer it is asked again when the tab that listens says again where it stands.
            if let Ok(snapshot) = board {
                this.live.restart(Board::from(snapshot));
            }
        });
    }

    /// The browser says itself that it is in no network.
    fn offline(&self) {
        match self.stream() {
            Some(stream) => stream.offline(),
            None => drop(self.live.set_link(Link::Lost)),
        }
    }

    /// What has to be looked for because it doesn't happen: words of the server, or of the tab that listens.
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
            self.live.set_link(Link::Lost);
            // A tab that isn't looked at may wait. One that is finds out by itself.
            if !document().hidden() {
                self.heard.set(elapsed());
                self.stand_in_line(true);
            }
        }
    }

    /// The server says something that this version doesn't know: a newer one is out. This tab says so, listens no more, and loads itself anew
    /// as soon as that disturbs nobody.
    fn is_outdated(&self) {
        self.outdated.set(Some(elapsed()));
        self.live.set_link(Link::Outdated);
        if let Some(stream) = self.stream() {
            stream.close();
        }
        if let Some(release) = self.release.take() {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}
