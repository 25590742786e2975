//! The organisation as this browser shows it: what the server has confirmed, and on top of it what is still on its way.

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

/// How many entries the feed keeps.
const FEED: usize = 30;

/// How often pages are told what time it is.
#[cfg(feature = "hydrate")]
const MINUTE: std::time::Duration = std::time::Duration::from_mins(1);

pub use link::Link;

/// Takes something back, or does it once more. It comes with the message, so that messages themselves know no commands.
#[derive(Clone)]
pub struct Undo {
    /// The key of the button's word.
    pub label: &'static str,
    /// Sends the command.
    pub run: Arc<dyn Fn() + Send + Sync>,
}

/// What the rules say to a command. What is pending brings it along: so the rules are loaded with the pages that send commands, and
/// not with those that only show.
type Decide = fn(&Board, Actor, &Command, Moment) -> Result<Vec<Event>, Refusal>;

/// A short message at the edge of the page, with the way back if there is one.
#[derive(Clone)]
pub struct Toast {
    /// Tells one from another.
    pub id: u64,
    /// What it says.
    pub words: String,
    /// The command that takes it back.
    pub undo: Option<Undo>,
    /// Whether it reports something that went wrong.
    pub wrong: bool,
    /// Whether it is true only until the server is heard again.
    pub until_live: bool,
}

/// The live organisation. Copied freely; everything in it is a handle.
#[derive(Clone, Copy)]
pub struct Live {
    /// What is shown: confirmed and pending.
    pub board: RwSignal<Arc<Board>>,
    /// How everything on it stands.
    pub standings: Memo<Arc<Standings>>,
    /// The time that pages go by.
    pub moment: RwSignal<Moment>,
    /// The newest entries, newest first.
    pub feed: RwSignal<Vec<Arc<Entry>>>,
    /// Whether the server is heard.
    pub link: RwSignal<Link>,
    /// Messages that are up.
    pub toasts: RwSignal<Vec<Toast>>,
    /// Counts up whenever something changes that may be about weeks that are over. A check-in is about the current one.
    pub past: RwSignal<u64>,
    /// Who is looking.
    pub reader: Option<PersonId>,
    /// What they read. An event handler has no context to ask.
    words: Words,
    confirmed: StoredValue<Board>,
    pending: StoredValue<Vec<(Envelope, Decide)>>,
    toast_count: StoredValue<u64>,
    /// What is taken back when the server is heard again.
    take_backs: StoredValue<Vec<link::TakeBack>>,
    /// What was sent and isn't answered, and what was sent and won't be.
    #[cfg(feature = "hydrate")]
    under_way: StoredValue<under_way::UnderWay>,
}

fn greeting(words: String) -> Toast {
    Toast { id: 1, words, undo: None, wrong: false, until_live: false }
}

/// The live organisation of this page.
pub fn live() -> Live {
    expect_context()
}

impl Live {
    /// Begins with what the server sent along.
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
            // The greeting is the first.
            toast_count: StoredValue::new(1),
            take_backs: StoredValue::default(),
            #[cfg(feature = "hydrate")]
            under_way: StoredValue::default(),
        }
    }

    /// Who is looking, as the board knows them.
    pub fn reader(self) -> Option<Person> {
        let board = self.board.read();
        self.reader.and_then(|id| board.person(id).ok().cloned())
    }

    /// What a rule says to a command on the board that is shown, without doing it.
    ///
    /// # Errors
    /// The refusal.
    pub fn decide(self, command: &Command) -> Result<Vec<Event>, Refusal> {
        let Some(reader) = self.reader else {
            return Err(Refusal::Founding);
        };
        okr::decide(&self.board.read_untracked(), Actor::Person(reader), command, self.moment.get_untracked())
    }

    /// Puts up a message.
    pub fn say(self, words: impl Into<String>, undo: Option<Undo>, wrong: bool) {
        self.put_up(words.into(), undo, wrong, false);
    }

    fn put_up(self, words: String, undo: Option<Undo>, wrong: bool, until_live: bool) -> u64 {
        self.toast_count.update_value(|count| *count += 1);
        let id = self.toast_count.get_value();
        self.toasts.update(|toasts| toasts.push(Toast { id, words, undo, wrong, until_live }));
        id
    }

    /// Takes a message down.
    pub fn dismiss(self, id: u64) {
        self.toasts.update(|toasts| toasts.retain(|toast| toast.id != id));
    }

    /// Takes in an entry of the journal. Answers whether it fits: `false` means that entries between are missing.
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

    /// Begins again with a whole board. What the server has done of what was on its way is on it; what it hasn't, it answers itself.
    pub fn restart(self, board: Board) {
        self.confirmed.set_value(board);
        self.pending.update_value(Vec::clear);
        self.show();
        self.past.update(|past| *past += 1);
    }

    /// The place of the last entry that the server confirmed.
    pub fn seq(self) -> u64 {
        self.confirmed.with_value(|board| board.seq)
    }

    /// The last entry that the server confirmed.
    pub fn position(self) -> okr::Position {
        self.confirmed.with_value(Board::position)
    }

    /// Lets a command show before the server has confirmed it.
    ///
    /// # Errors
    /// The refusal, if the rules say already here that it can't be done.
    pub fn expect(self, envelope: Envelope) -> Result<Vec<Event>, Refusal> {
        let events = self.decide(&envelope.command)?;
        self.pending.update_value(|pending| pending.push((envelope, okr::decide)));
        self.show();
        Ok(events)
    }

    /// Stops showing a command that the server wouldn't have.
    pub fn forget(self, id: okr::CommandId) {
        self.pending.update_value(|pending| pending.retain(|(envelope, _)| envelope.id != id));
        self.show();
    }

    /// Draws confirmed and pending anew. What is pending is decided again; what no longer can be done is left out until the server speaks.
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

    /// Sends a command: shows it at once, and takes it back with a message if the server refuses.
    ///
    /// # Errors
    /// Why it wasn't done. When the rules say no already here, nothing is sent.
    #[cfg(feature = "hydrate")]
    pub async fn commit(self, command: Command) -> Result<Vec<Event>, AppError> {
        match self.under_way.with_value(|under_way| under_way.unanswered(&command)) {
            // It may be done already, and then the rules refuse it here; the server knows it by its id.
            Some(envelope) => {
                let events = self.expect(envelope.clone()).unwrap_or_default();
                self.deliver(envelope).await.map(|()| events)
            }
            None => self.commit_as(Envelope { id: crate::browser::new_id().into(), command }).await,
        }
    }

    /// Sends a command from a form that stands in the middle of what it changes, and so doesn't show it before it is done: the form would be
    /// gone, and with it what was written, should the server refuse. Answers with the way back.
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

    /// [`Live::commit`] under an id that the sender keeps, to be able to [send it again](Live::commit_again).
    ///
    /// # Errors
    /// As there.
    #[cfg(feature = "hydrate")]
    pub async fn commit_as(self, envelope: Envelope) -> Result<Vec<Event>, AppError> {
        let events = self.expect(envelope.clone()).map_err(AppError::Refused)?;
        self.deliver(envelope).await.map(|()| events)
    }

    /// Sends once more what was sent before and never answered. It may have been done meanwhile, and then the rules would refuse it
    /// here; the server knows it by its id, and does it once.
    ///
    /// # Errors
    /// Why it wasn't done.
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

    /// Whether anything that was sent isn't answered yet.
    #[cfg(feature = "hydrate")]
    fn is_sending(self) -> bool {
        self.under_way.with_value(under_way::UnderWay::is_sending)
    }

    /// On the server nothing is committed from a view.
    ///
    /// # Errors
    /// Always.
    #[cfg(not(feature = "hydrate"))]
    #[expect(clippy::unused_async, reason = "the browser's own is")]
    pub async fn commit(self, command: Command) -> Result<Vec<Event>, AppError> {
        drop(command);
        Err(AppError::SignedOut)
    }

    /// On the server nothing is committed from a view.
    ///
    /// # Errors
    /// Always.
    #[cfg(not(feature = "hydrate"))]
    #[expect(clippy::unused_async, reason = "the browser's own is")]
    pub async fn ask(self, command: Command) -> Result<Option<Undo>, AppError> {
        drop(command);
        Err(AppError::SignedOut)
    }

    /// On the server nothing is committed from a view.
    ///
    /// # Errors
    /// Always.
    #[cfg(not(feature = "hydrate"))]
    #[expect(clippy::unused_async, reason = "the browser's own is")]
    pub async fn commit_again(self, envelope: Envelope) -> Result<(), AppError> {
        drop(envelope);
        Err(AppError::SignedOut)
    }

    /// On the server nothing is committed from a view.
    ///
    /// # Errors
    /// Always.
    #[cfg(not(feature = "hydrate"))]
    #[expect(clippy::unused_async, reason = "the browser's own is")]
    pub async fn commit_as(self, envelope: Envelope) -> Result<Vec<Event>, AppError> {
        drop(envelope);
        Err(AppError::SignedOut)
    }

    /// Sends a command from an event handler. Success says `done` with a way back if there is one; failure says why.
    pub fn send(self, command: Command, done: impl Into<String>) {
        let done = done.into();
        // Pressed again before it is answered, it is the same.
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

    /// Takes something back. What takes that back again does it once more, and is called so.
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
            // What brings back several things is not done again by one command.
            let redo = if let [events] = done.as_slice() { self.undo(events) } else { None };
            self.say(self.words.translate("toast.undone"), redo.map(|undo| Undo { label: "toast.redo", ..undo }), false);
        });
    }

    /// What takes these events back, if anything does.
    pub fn undo(self, events: &[Event]) -> Option<Undo> {
        self.undo_on(&self.board.read_untracked(), events)
    }

    /// The same, on a board on which they have happened. Nothing is offered that would be refused.
    fn undo_on(self, board: &Board, events: &[Event]) -> Option<Undo> {
        let inverse = okr::undo::undo(board, Actor::Person(self.reader?), events, self.moment.get_untracked());
        (!inverse.is_empty()).then(|| Undo { label: "toast.undo", run: Arc::new(move || self.send_inverse(inverse.clone())) })
    }

    /// Listens to the server from now on.
    #[cfg(feature = "hydrate")]
    pub fn listen(self) {
        link::listen(self, std::time::Duration::from_secs(1));
        self.go_with_the_time();
    }

    /// What was said a moment ago was said an hour ago after an hour, though nothing else was said.
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

/// The cycle that a page looks at, and how to name it.
pub fn chosen_cycle(board: &Board, wanted: Option<CycleId>, moment: &Moment) -> Option<Cycle> {
    let today = moment.today;
    let cycles = || board.cycles.values().map(AsRef::as_ref);
    wanted
        .and_then(|id| board.cycle(id).ok())
        .or_else(|| {
            // The shortest cycle that is going on now.
            cycles()
                .filter(|cycle| cycle.first_day <= today && today <= cycle.last_day)
                .min_by_key(|cycle| cycle.last_day - cycle.first_day)
        })
        // Between two cycles the one that has just ended, which is being scored; of those that ended together the shortest.
        .or_else(|| cycles().filter(|cycle| cycle.last_day < today).max_by_key(|cycle| (cycle.last_day, cycle.first_day)))
        // Before all of them the one that begins next; of those that begin together the shortest.
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
