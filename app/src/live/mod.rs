//! The live state in the browser: the confirmed board, with pending commands applied on top.

#[cfg(feature = "hydrate")]
mod heard;
mod link;
#[cfg(feature = "hydrate")]
mod locks;
#[cfg(feature = "hydrate")]
mod quiet;
#[cfg(feature = "hydrate")]
mod stream;
#[cfg(feature = "hydrate")]
mod tabs;
#[cfg(feature = "hydrate")]
mod under_way;

use std::sync::Arc;

use leptos::prelude::*;
use okr::{Actor, Board, Command, Cycle, CycleId, Entry, Envelope, Event, Moment, Person, PersonId, Refusal, Standings};

use crate::error::AppError;
use crate::i18n::Words;
use crate::memo::memo;
use crate::opening::Opening;

/// How many entries the feed holds.
const FEED: usize = 30;

/// How often the current time is updated.
#[cfg(feature = "hydrate")]
const MINUTE: std::time::Duration = std::time::Duration::from_mins(1);

pub use link::Link;

/// An undo or redo action. Toasts hold it as a closure and don't depend on commands.
#[derive(Clone)]
pub struct Undo {
    /// The translation key of the button.
    pub label: &'static str,
    /// Sends the command.
    pub run: Arc<dyn Fn() + Send + Sync>,
}

/// Decides a command by the rules. Pending commands bring this function along, so the rules are loaded only with the
/// pages that send commands.
type Decide = fn(&Board, Actor, &Command, Moment) -> Result<Vec<Event>, Refusal>;

/// A short message, with an undo button if there is one.
#[derive(Clone)]
pub struct Toast {
    /// Its id.
    pub id: u64,
    /// Its text.
    pub words: String,
    /// The undo action.
    pub undo: Option<Undo>,
    /// Whether it reports an error.
    pub wrong: bool,
    /// Whether it is removed when the connection is back.
    pub until_live: bool,
}

/// The live state. Cheap to copy; everything in it is a handle.
#[derive(Clone, Copy)]
pub struct Live {
    /// The board shown: confirmed entries plus pending commands.
    pub board: RwSignal<Arc<Board>>,
    /// The computed standings of the board.
    pub standings: Memo<Arc<Standings>>,
    /// The current time.
    pub moment: RwSignal<Moment>,
    /// The newest entries, newest first.
    pub feed: RwSignal<Vec<Arc<Entry>>>,
    /// The state of the connection.
    pub link: RwSignal<Link>,
    /// The visible toasts.
    pub toasts: RwSignal<Vec<Toast>>,
    /// Incremented when past weeks may have changed. Check-ins change only the current one.
    pub past: RwSignal<u64>,
    /// The reader.
    pub reader: Option<PersonId>,
    /// The translations. Event handlers have no context to get them from.
    words: Words,
    confirmed: StoredValue<Board>,
    pending: StoredValue<Vec<(Envelope, Decide)>>,
    toast_count: StoredValue<u64>,
    /// What to remove when the connection is back.
    take_backs: StoredValue<Vec<link::TakeBack>>,
    /// Commands without an answer, and those whose answer was lost.
    #[cfg(feature = "hydrate")]
    under_way: StoredValue<under_way::UnderWay>,
}

fn greeting(words: String) -> Toast {
    Toast { id: 1, words, undo: None, wrong: false, until_live: false }
}

/// The live state of this page.
pub fn live() -> Live {
    expect_context()
}

impl Live {
    /// The state that the server sent with the page.
    pub fn new(opening: &Opening) -> Self {
        let board = RwSignal::new(opening.board.clone());
        let moment = RwSignal::new(opening.moment);
        Self {
            board,
            standings: memo(move || Arc::new(Standings::of(&board.read(), moment.get()))),
            moment,
            feed: RwSignal::new(opening.feed.iter().cloned().map(Arc::new).collect()),
            link: RwSignal::default(),
            toasts: RwSignal::new(opening.notice.iter().cloned().map(greeting).collect()),
            past: RwSignal::new(0),
            reader: opening.reader,
            words: Words(opening.language),
            confirmed: StoredValue::new(opening.board.as_ref().clone()),
            pending: StoredValue::default(),
            // The notice after sign-in is the first toast.
            toast_count: StoredValue::new(1),
            take_backs: StoredValue::default(),
            #[cfg(feature = "hydrate")]
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
        let Some(reader) = self.reader else {
            return Err(Refusal::Founding);
        };
        okr::decide(&self.board.read_untracked(), Actor::Person(reader), command, self.moment.get_untracked())
    }

    /// Shows a toast.
    pub fn say(self, words: impl Into<String>, undo: Option<Undo>, wrong: bool) {
        self.put_up(words.into(), undo, wrong, false);
    }

    fn put_up(self, words: String, undo: Option<Undo>, wrong: bool, until_live: bool) -> u64 {
        self.toast_count.update_value(|count| *count += 1);
        let id = self.toast_count.get_value();
        self.toasts.update(|toasts| toasts.push(Toast { id, words, undo, wrong, until_live }));
        id
    }

    /// Removes a toast.
    pub fn dismiss(self, id: u64) {
        self.toasts.update(|toasts| toasts.retain(|toast| toast.id != id));
    }

    /// Applies a journal entry. Returns `false` if entries in between are missing.
    pub fn hear(self, entry: &Arc<Entry>) -> bool {
        let seq = self.confirmed.with_value(|board| board.seq);
        if entry.seq <= seq {
            return true;
        }
        if entry.seq > seq + 1 {
            return false;
        }
        self.confirmed.update_value(|board| board.record(entry));
        self.pending.update_value(|pending| pending.retain(|(envelope, _)| envelope.id != entry.command));
        #[cfg(feature = "hydrate")]
        self.under_way.update_value(|under_way| under_way.hear(entry.command));
        self.show();
        if !entry.events.iter().all(|event| matches!(event, Event::CheckedIn { .. })) {
            self.past.update(|past| *past += 1);
        }
        self.feed.update(|feed| {
            feed.insert(0, entry.clone());
            feed.truncate(FEED);
        });
        self.moment.update(|moment| moment.now = moment.now.max(entry.at));
        true
    }

    /// Replaces the board. Pending commands that the server has applied are part of it; the others get their own
    /// answers.
    pub fn restart(self, board: Board) {
        self.confirmed.set_value(board);
        self.pending.update_value(Vec::clear);
        self.show();
        self.past.update(|past| *past += 1);
    }

    /// The sequence number of the last confirmed entry.
    pub fn seq(self) -> u64 {
        self.confirmed.with_value(|board| board.seq)
    }

    /// The position of the last confirmed entry.
    pub fn position(self) -> okr::Position {
        self.confirmed.with_value(Board::position)
    }

    /// Shows a command before the server has confirmed it.
    ///
    /// # Errors
    /// The refusal, if the rules refuse it already here.
    pub fn expect(self, envelope: Envelope) -> Result<Vec<Event>, Refusal> {
        let events = self.decide(&envelope.command)?;
        self.pending.update_value(|pending| pending.push((envelope, okr::decide)));
        self.show();
        Ok(events)
    }

    /// Drops a pending command that the server refused.
    pub fn forget(self, id: okr::CommandId) {
        self.pending.update_value(|pending| pending.retain(|(envelope, _)| envelope.id != id));
        self.show();
    }

    /// Recomputes the shown board. Pending commands are decided again; those that are refused now are left out until
    /// the server answers.
    fn show(self) {
        let mut board = self.confirmed.get_value();
        if let Some(reader) = self.reader {
            let at = self.moment.get_untracked();
            self.pending.with_value(|pending| {
                for (envelope, decide) in pending {
                    for event in decide(&board, Actor::Person(reader), &envelope.command, at).unwrap_or_default() {
                        board.apply(&event);
                    }
                }
            });
        }
        self.board.set(Arc::new(board));
    }

    /// Sends a command: shows it at once, and reverts it with a message if the server refuses.
    ///
    /// # Errors
    /// Why it failed. A command that is refused here isn't sent.
    #[cfg(feature = "hydrate")]
    pub async fn commit(self, command: Command) -> Result<Vec<Event>, AppError> {
        match self.under_way.with_value(|under_way| under_way.unanswered(&command)) {
            // It may already be applied and so be refused here; the server recognises its id.
            Some(envelope) => {
                let events = self.expect(envelope.clone()).unwrap_or_default();
                self.deliver(envelope).await.map(|()| events)
            }
            None => self.commit_as(Envelope { id: crate::browser::new_id().into(), command }).await,
        }
    }

    /// Sends a command from a form that is part of what the command changes. It isn't shown before it is confirmed:
    /// otherwise the form and its input would be lost if the server refused. Returns the undo action.
    ///
    /// # Errors
    /// As [`Live::commit`].
    #[cfg(feature = "hydrate")]
    pub async fn ask(self, command: Command) -> Result<Option<Undo>, AppError> {
        if let Some(envelope) = self.under_way.with_value(|under_way| under_way.unanswered(&command)) {
            return self.deliver(envelope).await.map(|()| None);
        }
        let events = self.decide(&command).map_err(AppError::Refused)?;
        let mut after = Board::clone(&self.board.read_untracked());
        for event in &events {
            after.apply(event);
        }
        let undo = self.undo_on(&after, &events);
        self.deliver(Envelope { id: crate::browser::new_id().into(), command }).await.map(|()| undo)
    }

    /// [`Live::commit`] with an id that the caller stores, to be able to [send it again](Live::commit_again).
    ///
    /// # Errors
    /// As there.
    #[cfg(feature = "hydrate")]
    pub async fn commit_as(self, envelope: Envelope) -> Result<Vec<Event>, AppError> {
        let events = self.expect(envelope.clone()).map_err(AppError::Refused)?;
        self.deliver(envelope).await.map(|()| events)
    }

    /// Sends a command again whose answer was lost. It may have been applied meanwhile, and the rules would refuse it
    /// here; the server recognises its id and applies it once.
    ///
    /// # Errors
    /// Why it failed.
    #[cfg(feature = "hydrate")]
    pub async fn commit_again(self, envelope: Envelope) -> Result<(), AppError> {
        let _ = self.expect(envelope.clone());
        self.deliver(envelope).await
    }

    #[cfg(feature = "hydrate")]
    fn is_under_way(self, command: &Command) -> bool {
        self.under_way.with_value(|under_way| under_way.is_under_way(command))
    }

    #[cfg(not(feature = "hydrate"))]
    #[expect(clippy::unused_self, reason = "the browser's own looks at what is under way")]
    const fn is_under_way(self, _: &Command) -> bool {
        false
    }

    /// Whether any command is unanswered.
    #[cfg(feature = "hydrate")]
    fn is_sending(self) -> bool {
        self.under_way.with_value(under_way::UnderWay::is_sending)
    }

    /// Not available on the server.
    ///
    /// # Errors
    /// Always.
    #[cfg(not(feature = "hydrate"))]
    #[expect(clippy::unused_async, reason = "the browser's own is")]
    pub async fn commit(self, command: Command) -> Result<Vec<Event>, AppError> {
        drop(command);
        Err(AppError::SignedOut)
    }

    /// Not available on the server.
    ///
    /// # Errors
    /// Always.
    #[cfg(not(feature = "hydrate"))]
    #[expect(clippy::unused_async, reason = "the browser's own is")]
    pub async fn ask(self, command: Command) -> Result<Option<Undo>, AppError> {
        drop(command);
        Err(AppError::SignedOut)
    }

    /// Not available on the server.
    ///
    /// # Errors
    /// Always.
    #[cfg(not(feature = "hydrate"))]
    #[expect(clippy::unused_async, reason = "the browser's own is")]
    pub async fn commit_again(self, envelope: Envelope) -> Result<(), AppError> {
        drop(envelope);
        Err(AppError::SignedOut)
    }

    /// Not available on the server.
    ///
    /// # Errors
    /// Always.
    #[cfg(not(feature = "hydrate"))]
    #[expect(clippy::unused_async, reason = "the browser's own is")]
    pub async fn commit_as(self, envelope: Envelope) -> Result<Vec<Event>, AppError> {
        drop(envelope);
        Err(AppError::SignedOut)
    }

    /// Sends a command from an event handler. Shows `done` with an undo button on success, or the error.
    pub fn send(self, command: Command, done: impl Into<String>) {
        let done = done.into();
        // A second press before the answer counts as the same command.
        if self.is_under_way(&command) {
            return;
        }
        leptos::task::spawn_local(async move {
            match self.commit(command).await {
                Ok(events) => self.say(done, self.undo(&events), false),
                Err(error) => self.fail(&error),
            }
        });
    }

    /// Sends an undo. Its own undo is labelled as a redo.
    fn send_inverse(self, inverse: Vec<Command>) {
        if inverse.iter().any(|command| self.is_under_way(command)) {
            return;
        }
        leptos::task::spawn_local(async move {
            let mut done = Vec::new();
            for command in inverse {
                match self.commit(command).await {
                    Ok(events) => done.push(events),
                    Err(error) => return self.fail(&error),
                }
            }
            // An undo that restores several things can't be redone by a single command.
            let redo = if let [events] = done.as_slice() { self.undo(events) } else { None };
            self.say(self.words.translate("toast.undone"), redo.map(|undo| Undo { label: "toast.redo", ..undo }), false);
        });
    }

    /// The undo action of these events, if there is one.
    pub fn undo(self, events: &[Event]) -> Option<Undo> {
        self.undo_on(&self.board.read_untracked(), events)
    }

    /// The same on a board to which the events are applied. `None` if it would be refused.
    fn undo_on(self, board: &Board, events: &[Event]) -> Option<Undo> {
        let inverse = okr::undo::undo(board, Actor::Person(self.reader?), events, self.moment.get_untracked());
        (!inverse.is_empty()).then(|| Undo { label: "toast.undo", run: Arc::new(move || self.send_inverse(inverse.clone())) })
    }

    /// Starts the live connection.
    #[cfg(feature = "hydrate")]
    pub fn listen(self) {
        link::listen(self, std::time::Duration::from_secs(1));
        self.go_with_the_time();
    }

    /// Updates the current time, so that relative times stay right.
    #[cfg(feature = "hydrate")]
    fn go_with_the_time(self) {
        let (began, opened) = (self.moment.get_untracked().now, crate::browser::elapsed());
        let tick = move || {
            #[expect(clippy::cast_possible_truncation, reason = "no page is open for so many milliseconds")]
            let gone = chrono::TimeDelta::milliseconds((crate::browser::elapsed() - opened) as i64);
            self.moment.update(|moment| moment.now = moment.now.max(began + gone));
        };
        set_interval(tick, MINUTE);
    }
}

/// The cycle of a page: the wanted one, or the default.
pub fn chosen_cycle(board: &Board, wanted: Option<CycleId>, moment: &Moment) -> Option<Cycle> {
    let today = moment.today;
    let cycles = || board.cycles.values().map(AsRef::as_ref);
    wanted
        .and_then(|id| board.cycle(id).ok())
        .or_else(|| {
            // The shortest running cycle.
            cycles()
                .filter(|cycle| cycle.first_day <= today && today <= cycle.last_day)
                .min_by_key(|cycle| cycle.last_day - cycle.first_day)
        })
        // Between cycles: the one that ended last, which is being scored; of several, the shortest.
        .or_else(|| cycles().filter(|cycle| cycle.last_day < today).max_by_key(|cycle| (cycle.last_day, cycle.first_day)))
        // Before all cycles: the one that begins next; of several, the shortest.
        .or_else(|| cycles().min_by_key(|cycle| (cycle.first_day, cycle.last_day)))
        .cloned()
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDate};
    use okr::{Offsets, Phase};

    use super::*;

    fn chosen_on(today: &str) -> String {
        let mut board = Board::default();
        for (number, name, first_day, last_day) in [
            (5, "Spring 27", "2027-04-01", "2027-06-30"),
            (1, "2026", "2026-01-01", "2026-12-18"),
            (4, "Winter 27", "2027-01-11", "2027-03-31"),
            (3, "Autumn 26", "2026-10-01", "2026-12-18"),
        ] {
            let day = |text: &str| text.parse::<NaiveDate>().unwrap();
            board.apply(&Event::CycleOpened(Cycle {
                id: CycleId(uuid::Uuid::from_u128(number)),
                name: name.into(),
                first_day: day(first_day),
                last_day: day(last_day),
                parent: None,
                phase: Phase::Running,
                phase_since: DateTime::UNIX_EPOCH,
            }));
        }
        let now = DateTime::UNIX_EPOCH;
        let moment = Moment { now, today: today.parse().unwrap(), week_began: now, offsets: Offsets::fixed(0) };
        chosen_cycle(&board, None, &moment).unwrap().name
    }

    #[test]
    fn between_two_cycles_the_one_that_has_just_ended_is_looked_at() {
        for (today, name) in [
            ("2025-06-01", "2026"),
            ("2026-03-01", "2026"),
            ("2026-12-18", "Autumn 26"),
            ("2026-12-19", "Autumn 26"),
            ("2027-01-10", "Autumn 26"),
            ("2027-01-11", "Winter 27"),
            ("2027-04-01", "Spring 27"),
            ("2028-01-01", "Spring 27"),
        ] {
            assert_eq!(chosen_on(today), name, "{today}");
        }
    }
}
