//! Benchmark of durable check-ins per second over HTTP, with many open live streams. Writers and readers share the
//! machine with the server.

#![allow(clippy::unwrap_used, reason = "a bench that can't be set up may stop")]

#[path = "../tests/faults/key.rs"]
#[allow(dead_code, reason = "the harness uses more of it")]
mod key;
#[path = "../tests/faults/targets.rs"]
mod targets;

use std::io::{BufRead as _, BufReader as Lines};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use okr::{KeyResultId, PersonId};
use store::Store;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

const WRITERS: usize = 200;
/// The number of open streams in each run.
const STREAMS: [usize; 3] = [0, 100, 1_000];
const WARM_UP: Duration = Duration::from_secs(1);
const MEASURED: Duration = Duration::from_secs(5);

/// Counters shared by all tasks.
#[derive(Default)]
struct Counted {
    acknowledged: AtomicU64,
    heard: AtomicU64,
    sent_away: AtomicU64,
    over: AtomicBool,
}

struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plumbline"));
    command.stdin(Stdio::null()).stderr(Stdio::null());
    command
}

/// Checks in repeatedly on one connection.
async fn write(port: u16, writer: usize, target: (KeyResultId, PersonId), counted: Arc<Counted>) {
    let (key_result, person) = target;
    let cookie = tokio::task::spawn_blocking(move || key::key(port, person)).await.unwrap().unwrap();
    let mut stream = BufReader::new(TcpStream::connect(("127.0.0.1", port)).await.unwrap());
    stream.get_ref().set_nodelay(true).unwrap();
    let mut line = String::new();
    for number in 0_u128.. {
        if counted.over.load(Ordering::Relaxed) {
            return;
        }
        let (_, body) = targets::check_in((writer as u128) << 32 | number, key_result);
        let length = body.len();
        let request = format!(
            "POST /api/commit HTTP/1.1\r\nhost: localhost:{port}\r\nsec-fetch-site: same-origin\r\ncontent-type: application/json\r\n\
             accept: application/json\r\ncookie: {cookie}\r\ncontent-length: {length}\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut content = 0;
        loop {
            line.clear();
            assert_ne!(stream.read_line(&mut line).await.unwrap(), 0);
            if let Some(length) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                content = length.trim().parse().unwrap();
            }
            if line == "\r\n" {
                break;
            }
        }
        let mut answer = vec![0; content];
        stream.read_exact(&mut answer).await.unwrap();
        assert!(answer.starts_with(b"{\"seq\""), "{}", String::from_utf8_lossy(&answer));
        counted.acknowledged.fetch_add(1, Ordering::Relaxed);
    }
}

/// Reads the stream, and counts entries by their ids.
async fn listen(port: u16, person: PersonId, since: u64, counted: Arc<Counted>) {
    let cookie = tokio::task::spawn_blocking(move || key::key(port, person)).await.unwrap().unwrap();
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    let request = format!("GET /live?since={since} HTTP/1.1\r\nhost: localhost:{port}\r\ncookie: {cookie}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut read = vec![0; 128 * 1024];
    while let Ok(length @ 1..) = stream.read(&mut read).await {
        // An id split between two reads isn't counted; with reads of this size that is one in hundreds.
        let ids = memchr::memmem::find_iter(&read[..length], b"\nid: ").count();
        counted.heard.fetch_add(ids as u64, Ordering::Relaxed);
    }
    counted.sent_away.fetch_add(1, Ordering::Relaxed);
}

async fn measure(streams: usize) {
    // In the target folder, because the temporary folder may be in memory.
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    assert!(program().args(["demo", "--data"]).arg(folder.path()).stdout(Stdio::null()).status().unwrap().success());
    let store = Store::open(folder.path().join("plumbline.db").to_str().unwrap()).await.unwrap();
    let board = store.load().await.unwrap();
    store.close().await;
    let mut server = program()
        .args(["serve", "--open-door", "--requests-a-minute", "0", "--streams-a-person", "100000", "--port", "0", "--data"])
        .arg(folder.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = Lines::new(server.stdout.take().unwrap()).lines().map_while(Result::ok);
    let server = Server(server);
    let port: u16 = said.find_map(|line| line.split_once("http://localhost:")?.1.parse().ok()).unwrap();

    let targets = targets::targets(&board);
    let counted = Arc::new(Counted::default());
    for _ in 0..streams {
        tokio::spawn(listen(port, targets[0].1, board.seq, counted.clone()));
    }
    let writers: Vec<_> =
        (0..WRITERS).map(|writer| tokio::spawn(write(port, writer, targets[writer % targets.len()], counted.clone()))).collect();
    tokio::time::sleep(WARM_UP).await;
    let before = [&counted.acknowledged, &counted.heard].map(|count| count.load(Ordering::Relaxed));
    let began = Instant::now();
    tokio::time::sleep(MEASURED).await;
    let took = began.elapsed().as_secs_f64();
    let after = [&counted.acknowledged, &counted.heard].map(|count| count.load(Ordering::Relaxed));
    let away = counted.sent_away.load(Ordering::Relaxed);
    counted.over.store(true, Ordering::Relaxed);
    for writer in writers {
        writer.await.unwrap();
    }
    drop(server);
    let [acknowledged, heard] = [0, 1].map(|index| (after[index] - before[index]) as f64 / took);
    println!(
        "{WRITERS} writers over HTTP while {streams} streams listen: {acknowledged:.0} durable check-ins a second; \
         {heard:.0} entries a second heard by all streams together, {away} streams told to begin again"
    );
}

fn main() {
    // `cargo test` and `--list` only check whether it would run.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for streams in STREAMS {
        runtime.block_on(measure(streams));
    }
}
