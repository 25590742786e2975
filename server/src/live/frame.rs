//! The frames of a stream, as server-sent events: <https://html.spec.whatwg.org/multipage/server-sent-events.html>.

use std::fmt::Write as _;
use std::time::Duration;

use bytes::Bytes;
use okr::{Entry, Moment, PersonId};

/// The delay before a browser reconnects.
const COME_BACK: Duration = Duration::from_secs(1);

/// The first frame: the reconnection delay and the current time, for a page that was suspended over midnight.
pub(super) fn greeting(moment: &Moment) -> Bytes {
    let mut text = format!("retry: {}\n", COME_BACK.as_millis());
    write_day(&mut text, moment);
    text.into()
}

/// Entries as `reader` may see them; without a reader, as everyone without special access may. Each has its journal
/// position as the event id, so that a reconnecting browser says where it was, and the server can check that the
/// journal is still the same.
pub(super) fn entries<'a>(entries: impl IntoIterator<Item = &'a Entry>, reader: Option<PersonId>) -> Bytes {
    let mut text = String::new();
    for entry in entries.into_iter().map(|entry| entry.visible_to(reader)) {
        // JSON has no line breaks outside strings, and escapes those within as `\n`.
        let json = serde_json::to_string(&*entry).expect("an entry is plain data, which always becomes JSON");
        writeln!(text, "id: {}\ndata: {json}\n", entry.position()).expect("a text can always grow");
    }
    text.into()
}

/// The current time. It has no event id: it isn't in the journal and is never replayed.
pub(super) fn day(moment: &Moment) -> Bytes {
    let mut text = String::new();
    write_day(&mut text, moment);
    text.into()
}

fn write_day(text: &mut String, moment: &Moment) {
    let json = serde_json::to_string(moment).expect("a moment is plain data, which always becomes JSON");
    writeln!(text, "event: day\ndata: {json}\n").expect("a text can always grow");
}

/// Tells the page to reload its state. The standard drops an event without data, so it has some.
pub(super) const fn resync() -> Bytes {
    Bytes::from_static(b"event: resync\ndata: resync\n\n")
}

/// A keep-alive. An event rather than a comment, because pages don't get comments.
pub(super) const fn ping() -> Bytes {
    Bytes::from_static(b"event: ping\ndata: ping\n\n")
}
