//! The live stream.

use axum::body::Body;
use http_body_util::BodyExt;
use okr::{Actor, CheckInId, Command, Entry, Moment, Note, Reading};

use crate::support::{Ask, PATIENCE, TestServer, clock, executive};

/// An open stream.
pub(crate) struct Stream {
    body: Body,
    heard: String,
}

/// A frame of it.
#[derive(Debug, Default, PartialEq)]
struct Frame {
    event: String,
    id: String,
    data: String,
}

impl Stream {
    /// Opens one as an executive, and skips the greeting.
    async fn open(ask: Ask<'_>) -> Self {
        Self::of(ask.by(executive())).await
    }

    /// Opens one, and skips the greeting.
    pub(crate) async fn of(ask: Ask<'_>) -> Self {
        let response = ask.open().await;
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert!(response.headers().get("content-encoding").is_none());
        let mut stream = Self { body: response.into_body(), heard: String::new() };
        let greeting = stream.next().await.unwrap();
        assert_eq!((greeting.event.as_str(), greeting.id.as_str()), ("day", ""));
        stream
    }

    /// The next frame other than a keep-alive; `None` at the end.
    async fn next(&mut self) -> Option<Frame> {
        loop {
            let frame = self.frame().await?;
            if frame.event != "ping" {
                return Some(frame);
            }
        }
    }

    /// The next frame; `None` at the end.
    async fn frame(&mut self) -> Option<Frame> {
        loop {
            if let Some((frame, rest)) = self.heard.clone().split_once("\n\n") {
                self.heard = rest.into();
                let mut read = Frame::default();
                for line in frame.lines() {
                    match line.split_once(": ") {
                        Some(("event", text)) => read.event += text,
                        Some(("id", text)) => read.id += text,
                        Some(("data", text)) => read.data += text,
                        _ => {}
                    }
                }
                return Some(read);
            }
            let piece = tokio::time::timeout(PATIENCE, self.body.frame()).await.expect("a stream says something in time")?;
            self.heard += std::str::from_utf8(&piece.unwrap().into_data().unwrap()).unwrap();
        }
    }

    pub(crate) async fn entry(&mut self) -> Entry {
        let frame = self.next().await.unwrap();
        let entry: Entry = serde_json::from_str(&frame.data).unwrap_or_else(|error| panic!("{error}: {frame:?}"));
        assert_eq!((frame.event.as_str(), frame.id), ("", entry.position().to_string()));
        entry
    }
}

/// A check-in by the key result's owner.
pub(crate) fn check_in(server: &TestServer, value: f64) -> (Actor, okr::Envelope) {
    let (objective, key_result) = server.metric();
    let id = CheckInId(server.fresh());
    let command =
        Command::CheckIn { id, key_result: key_result.id, reading: Reading::Number(value), confidence: 7, note: Note::default() };
    (Actor::Person(objective.owner), server.envelope(command))
}

async fn happen(server: &TestServer, count: u32) {
    let at = clock().moment(&server.board());
    let commands =
        (0..count).map(|value| check_in(server, f64::from(value))).map(|(actor, envelope)| (actor, envelope, at)).collect();
    server.ledger.seed(commands).await.unwrap();
}

/// Commits this many separate transactions.
pub(crate) async fn happen_one_by_one(server: &TestServer, count: u32) {
    for value in 0..count {
        let (actor, envelope) = check_in(server, f64::from(value));
        server.ledger.commit(actor, envelope).await.unwrap();
    }
}

#[tokio::test]
async fn what_happens_is_heard_in_order() {
    let server = TestServer::open().await;
    let seq = server.board().seq;
    let mut stream = Stream::open(server.get(&format!("/live?since={seq}"))).await;
    for value in [1.0, 2.0, 3.0] {
        let (actor, envelope) = check_in(&server, value);
        let id = envelope.id;
        let receipt = server.ledger.commit(actor, envelope).await.unwrap();
        let entry = stream.entry().await;
        assert_eq!((entry.seq, entry.command), (receipt.seq, id));
    }
}

#[tokio::test]
async fn a_browser_that_comes_back_hears_what_it_missed_and_then_what_is_new() {
    let server = TestServer::open().await;
    let seq = server.board().seq;
    happen(&server, 250).await;
    // The header has the last received entry; the query is from when the page was loaded.
    let mut stream = Stream::open(server.get("/live?since=1").header("last-event-id", &seq.to_string())).await;
    let (actor, envelope) = check_in(&server, 0.5);
    server.ledger.commit(actor, envelope).await.unwrap();
    for expected in seq + 1..=seq + 251 {
        assert_eq!(stream.entry().await.seq, expected);
    }
}

#[tokio::test]
async fn who_is_too_far_behind_begins_again() {
    let server = TestServer::open().await;
    let seq = server.board().seq;
    happen(&server, 2_001).await;
    let mut stream = Stream::open(server.get(&format!("/live?since={seq}"))).await;
    assert_eq!(stream.next().await.unwrap().event, "resync");
    assert_eq!(stream.next().await, None);
}

#[tokio::test]
async fn who_doesnt_know_where_they_stand_begins_again() {
    let server = TestServer::open().await;
    for path in ["/live", "/live?since=then", "/live?since=-1", &format!("/live?since={}", server.board().seq + 1)] {
        let mut stream = Stream::open(server.get(path)).await;
        assert_eq!(stream.next().await.unwrap().event, "resync", "{path}");
        assert_eq!(stream.next().await, None);
    }
}

/// After a failover to a replica that lagged, or a restored backup, the journal differs from what this browser
/// received.
#[tokio::test]
async fn who_heard_an_entry_that_the_journal_does_not_hold_begins_again() {
    let server = TestServer::open().await;
    let before = server.board().position();
    happen(&server, 3).await;
    let now = server.board().position();
    let at = |seq, mark| okr::Position { seq, mark };
    for (heard, goes_on) in [
        (now, true),
        (before, true),
        (at(now.seq, now.mark ^ 1), false),
        (at(before.seq, now.mark), false),
        (at(before.seq + 1, before.mark), false),
        (at(now.seq + 1, now.mark), false),
        (at(0, 1), false),
    ] {
        for ask in [server.get(&format!("/live?since={heard}")), server.get("/live").header("last-event-id", &heard.to_string())]
        {
            let mut stream = Stream::open(ask).await;
            if goes_on {
                let (actor, envelope) = check_in(&server, 0.5);
                let receipt = server.ledger.commit(actor, envelope).await.unwrap();
                for seq in heard.seq + 1..=receipt.seq {
                    assert_eq!(stream.entry().await.seq, seq, "{heard}");
                }
            } else {
                assert_eq!(stream.next().await.unwrap().event, "resync", "{heard}");
                assert_eq!(stream.next().await, None);
            }
        }
    }
}

#[tokio::test]
async fn a_slow_reader_reads_on_in_the_journal_and_holds_up_nobody() {
    let server = TestServer::open().await;
    let seq = server.board().seq;
    let mut slow = Stream::open(server.get(&format!("/live?since={seq}"))).await;
    // More than the shared buffer holds, while the slow reader doesn't read.
    happen_one_by_one(&server, 200).await;
    for expected in seq + 1..=seq + 200 {
        assert_eq!(slow.entry().await.seq, expected);
    }
}

#[tokio::test]
async fn a_reader_that_is_far_too_slow_is_told_to_begin_again() {
    let server = TestServer::open().await;
    let seq = server.board().seq;
    let mut slow = Stream::open(server.get(&format!("/live?since={seq}"))).await;
    happen_one_by_one(&server, 200).await;
    happen(&server, 2_000).await;
    assert_eq!(slow.next().await.unwrap().event, "resync");
    assert_eq!(slow.next().await, None);
}

#[tokio::test]
async fn every_stream_ends_when_the_house_closes() {
    let server = TestServer::open().await;
    let seq = server.board().seq;
    let mut waiting = Stream::open(server.get(&format!("/live?since={seq}"))).await;
    server.lifecycle.close();
    assert_eq!(waiting.next().await, None);
    let late = server.get(&format!("/live?since={seq}")).by(executive()).send().await;
    assert_eq!(late.text(), "");
}

#[tokio::test]
async fn a_day_that_begins_is_heard_without_an_id() {
    let server = TestServer::open().await;
    let seq = server.board().seq;
    let mut stream = Stream::open(server.get(&format!("/live?since={seq}"))).await;
    let today = clock().moment(&server.board());
    let tomorrow = Moment { today: today.today.succ_opt().unwrap(), ..today };
    server.lifecycle.begin_day(tomorrow);
    let frame = stream.next().await.unwrap();
    assert_eq!((frame.event.as_str(), frame.id.as_str()), ("day", ""));
    assert_eq!(serde_json::from_str::<Moment>(&frame.data).unwrap(), tomorrow);
}

#[tokio::test]
async fn a_stream_on_which_nothing_happens_is_heard_all_the_same() {
    let server = TestServer::open().await;
    let seq = server.board().seq;
    let mut stream = Stream::open(server.get(&format!("/live?since={seq}"))).await;
    // An event with data, because pages don't get others. It has no id, because it isn't in the journal.
    assert_eq!(stream.frame().await.unwrap(), Frame { event: "ping".into(), id: String::new(), data: "ping".into() });
}

#[tokio::test]
async fn a_page_of_another_reader_than_the_one_who_is_signed_in_hears_nothing() {
    let server = TestServer::open().await;
    let (seq, reader) = (server.board().seq, executive());
    let other = *server.board().people.keys().find(|person| **person != reader).unwrap();
    for (drawn_for, status) in [(reader, 200), (other, 401)] {
        let answer = server.get(&format!("/live?since={seq}&reader={drawn_for}")).by(reader).open().await;
        assert_eq!(answer.status(), status);
    }
}
