//! What goes down a stream, in the words of server-sent events: <https://html.spec.whatwg.org/multipage/server-sent-events.html>.

use std::fmt::Write as _;
use std::time::Duration;

use bytes::Bytes;
use okr::{Entry, Moment, PersonId};

/// How soon a browser comes back when the stream broke off.
const COME_BACK: Duration = Duration::from_secs(1);

/// The first frame: how to come back, and what time it is, for a page that slept through a midnight.
pub(super) fn greeting(moment: &Moment) -> Bytes {
    let mut text = format!("retry: {}\n", COME_BACK.as_millis());
    write_day(&mut text, moment);
    text.into()
}

/// Entries, as `reader` may know them; without one, as anybody may whom they say nothing about. Each has its position in the journal for an
/// id, so that a browser that comes back says where it was, and it shows whether the journal still is the one that it heard.
pub(super) fn entries<'a>(entries: impl IntoIterator<Item = &'a Entry>, reader: Option<PersonId>) -> Bytes {
    let mut text = String::new();
    for entry in entries.into_iter().map(|entry| entry.visible_to(reader)) {
        // JSON holds no line break outside its texts, and writes those within as `\n`.
        let json = serde_json::to_string(&*entry).expect("an entry is plain data, which always becomes JSON");
        writeln!(text, "id: {}\ndata: {json}\n", entry.position()).expect("a text can always grow");
    }
    text.into()
}

/// What time it is. It has no id: it isn't in the journal, so nobody can be sent it again.
pub(super) fn day(moment: &Moment) -> Bytes {
    let mut text = String::new();
    write_day(&mut text, moment);
    text.into()
}

fn write_day(text: &mut String, moment: &Moment) {
    let json = serde_json::to_string(moment).expect("a moment is plain data, which always becomes JSON");
    writeln!(text, "event: day\ndata: {json}\n").expect("a text can always grow");
}

/// Begin again. The standard drops an event without data, so there is some.
pub(super) const fn resync() -> Bytes {
    Bytes::from_static(b"event: resync\ndata: resync\n\n")
}

/// Says nothing but that the stream is still there. An event and not a comment, because a page never hears of comments.
pub(super) const fn ping() -> Bytes {
    Bytes::from_static(b"event: ping\ndata: ping\n\n")
}
