//! The live state of a page, composed of its parts.

use std::sync::Arc;

use leptos::prelude::*;
use okr::numbers::Incremental;
use okr::{Board, Command, Entry, Event, Moment, Person, PersonId, Position, Refusal};

use super::clock::Clock;
use super::connection::Connection;
use super::messages::Messages;
use super::optimistic::Optimistic;
use super::under_way::UnderWay;
use crate::error::AppError;
use crate::i18n::Words;
use crate::opening::Opening;

/// How many entries the feed holds.
const FEED: usize = 30;

/// The live state. Cheap to copy; everything in it is a handle.
#[derive(Clone, Copy)]
pub struct Live {
    /// The board shown: confirmed entries plus pending commands.
    pub board: ReadSignal<Arc<Board>>,
    /// The computed standings of the board.
    pub standings: Memo<Incremental>,
    /// The current time.
    pub moment: ReadSignal<Moment>,
    /// The newest entries, newest first.
    pub feed: RwSignal<Vec<Arc<Entry>>>,
    /// Incremented when past weeks may have changed. Check-ins change only the current one.
    pub past: RwSignal<u64>,
    /// The reader.
    pub reader: Option<PersonId>,
    /// The connection to the server.
    pub connection: Connection,
    /// The messages shown.
    pub messages: Messages,
    /// The translations. Event handlers have no context to get them from.
    pub(super) words: Words,
    pub(super) clock: Clock,
    pub(super) optimistic: Optimistic,
    /// Commands without an answer, and those whose answer was lost.
    pub(super) under_way: StoredValue<UnderWay>,
}

/// The live state of this page.
pub fn live() -> Live {
    expect_context()
}

/// The standings of a board at a moment, from those of the board before; at first from `known` ones, if there are any.
fn standings(board: ReadSignal<Arc<Board>>, moment: ReadSignal<Moment>, known: Option<Incremental>) -> Memo<Incremental> {
    Memo::new_owning(move |before: Option<Incremental>| {
        let (board, moment, first) = (board.read(), moment.get(), before.is_none());
        let before = before.or_else(|| known.clone());
        let mut standings = before.unwrap_or_else(|| Incremental::of(&board, moment));
        let changed = standings.follow(&board, moment);
        (standings, first || !changed.is_empty())
    })
}

impl Live {
    /// The state that the server sent with the page.
    pub fn new(opening: &Opening) -> Self {
        let clock = Clock::new(opening.moment);
        let optimistic = Optimistic::new(&opening.board, opening.reader);
        let (board, moment) = (optimistic.board(), clock.moment.read_only());
        Self {
            board,
            standings: standings(board, moment, opening.standings.clone()),
            moment,
            feed: RwSignal::new(opening.feed.iter().cloned().map(Arc::new).collect()),
            past: RwSignal::new(0),
            reader: opening.reader,
            connection: Connection::default(),
            messages: Messages::new(opening.notice.clone()),
            words: Words(opening.language),
            clock,
            optimistic,
            under_way: StoredValue::default(),
        }
    }

    /// The reader, as a person on the board.
    pub fn reader(self) -> Option<Person> {
        let board = self.board.read();
        self.reader.and_then(|id| board.person(id).ok().cloned())
    }

    /// Decides a command on the shown board without applying it.
    ///
    /// # Errors
    /// The refusal.
    pub fn decide(self, command: &Command) -> Result<Vec<Event>, Refusal> {
        self.optimistic.decide(command, self.moment.get_untracked())
    }

    /// Applies a journal entry. Returns `false` if entries in between are missing.
    pub fn hear(self, entry: &Arc<Entry>) -> bool {
        let seq = self.seq();
        if entry.seq <= seq {
            return true;
        }
        if entry.seq > seq + 1 {
            return false;
        }
        self.under_way.update_value(|under_way| under_way.hear(entry.command));
        self.optimistic.confirm(entry, self.moment.get_untracked());
        if !entry.events.iter().all(|event| matches!(event, Event::CheckedIn { .. })) {
            self.past.update(|past| *past += 1);
        }
        self.feed.update(|feed| {
            feed.insert(0, entry.clone());
            feed.truncate(FEED);
        });
        self.clock.reach(entry.at);
        true
    }

    /// Replaces the board. Pending commands that the server has applied are part of it; the others get their own
    /// answers.
    pub fn restart(self, board: Board) {
        self.optimistic.restart(board, self.moment.get_untracked());
        self.past.update(|past| *past += 1);
    }

    /// The sequence number of the last confirmed entry.
    pub fn seq(self) -> u64 {
        self.position().seq
    }

    /// The position of the last confirmed entry.
    pub fn position(self) -> Position {
        self.optimistic.position()
    }

    /// Shows an error as a toast. "Server unreachable" is removed when the connection is back.
    pub fn fail(self, error: &AppError) {
        let Self { connection, messages, .. } = self;
        let toast = messages.put_up(self.words.error(error, &self.board.read_untracked()), None, true);
        connection.until_live(error, move || messages.dismiss(toast));
    }

    /// Shows an error beside the form.
    pub fn explain(self, error: &AppError, wrong: RwSignal<Option<String>>) {
        wrong.try_set(Some(self.words.error(error, &self.board.read_untracked())));
        self.connection.until_live(error, move || {
            wrong.try_set(None);
        });
    }
}
