//! The live stream on a socket, for browsers and proxies.

use plumbline::serve::serve;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

use crate::live::{check_in, happen_one_by_one};
use crate::support::{PATIENCE, TestServer, executive};

/// A connection to a new server.
struct Connection {
    server: TestServer,
    stream: BufReader<TcpStream>,
    host: String,
}

impl Connection {
    async fn open() -> Self {
        let server = TestServer::open().await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (router, lifecycle) = (server.router.clone(), server.lifecycle.clone());
        tokio::spawn(async move { serve(listener, router, &lifecycle).await });
        let stream = BufReader::new(TcpStream::connect(address).await.unwrap());
        Self { server, stream, host: address.to_string() }
    }

    /// Sends a request; returns the response's head.
    async fn ask(&mut self, what: &str, version: &str) -> String {
        let key = self.server.key(executive()).await;
        let request = format!("{what} {version}\r\nhost: {}\r\ncookie: {key}\r\n\r\n", self.host);
        self.stream.write_all(request.as_bytes()).await.unwrap();
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert_ne!(timeout(PATIENCE, self.stream.read_line(&mut head)).await.unwrap().unwrap(), 0, "{head}");
        }
        head
    }

    async fn listen(&mut self, version: &str) -> String {
        let since = self.server.board().seq;
        self.ask(&format!("GET /live?since={since}"), version).await
    }

    async fn line(&mut self) -> String {
        let mut line = String::new();
        timeout(PATIENCE, self.stream.read_line(&mut line)).await.unwrap().unwrap();
        line
    }

    /// The next chunk other than a keep-alive.
    async fn chunk(&mut self) -> String {
        loop {
            let chunk = self.any_chunk().await;
            if !chunk.starts_with("event: ping") {
                return chunk;
            }
        }
    }

    /// A chunk: its declared size, and its content.
    async fn any_chunk(&mut self) -> String {
        let size = usize::from_str_radix(self.line().await.trim_end(), 16).unwrap();
        let mut chunk = vec![0; size + 2];
        timeout(PATIENCE, self.stream.read_exact(&mut chunk)).await.unwrap().unwrap();
        assert!(chunk.ends_with(b"\r\n"), "a chunk is as long as it says");
        String::from_utf8(chunk[..size].to_vec()).unwrap()
    }

    async fn rest(&mut self) -> String {
        let mut rest = String::new();
        timeout(PATIENCE, self.stream.read_to_string(&mut rest)).await.unwrap().unwrap();
        rest
    }
}

#[tokio::test]
async fn a_stream_comes_in_chunks_and_says_when_it_ends() {
    let mut connection = Connection::open().await;
    let head = connection.listen("HTTP/1.1").await.to_lowercase();
    assert!(head.contains("transfer-encoding: chunked") && head.contains("content-type: text/event-stream"), "{head}");
    assert!(connection.chunk().await.starts_with("retry: 1000\nevent: day\n"));
    for value in [1.0, 2.0] {
        let (actor, envelope) = check_in(&connection.server, value);
        let seq = connection.server.ledger.commit(actor, envelope).await.unwrap().seq;
        let frame = connection.chunk().await;
        assert!(frame.starts_with(&format!("id: {seq}-")) && frame.contains("\ndata: {") && frame.ends_with("}\n\n"), "{frame}");
    }
    connection.server.lifecycle.close();
    assert_eq!(connection.chunk().await, "", "the last chunk is empty");
    assert_eq!(connection.rest().await, "");
}

#[tokio::test]
async fn a_proxy_that_speaks_http_1_0_gets_no_chunks() {
    let mut connection = Connection::open().await;
    let head = connection.listen("HTTP/1.0").await.to_lowercase();
    assert!(head.contains(" 200 ") && !head.contains("chunked"), "{head}");
    assert_eq!([connection.line().await, connection.line().await], ["retry: 1000\n", "event: day\n"]);
    connection.server.lifecycle.close();
    assert!(connection.rest().await.ends_with("}\n\n"));
}

#[tokio::test]
async fn a_stream_may_follow_other_answers_on_the_same_connection() {
    let mut connection = Connection::open().await;
    assert!(connection.ask("GET /healthz", "HTTP/1.1").await.contains("200 OK"));
    assert_eq!(connection.line().await, "ok\n");
    assert!(connection.ask("HEAD /live", "HTTP/1.1").await.contains("200 OK"), "a head has no stream behind it");
    assert!(connection.listen("HTTP/1.1").await.contains("200 OK"));
    assert!(connection.chunk().await.starts_with("retry: "));
    happen_one_by_one(&connection.server, 3).await;
    for _ in 0..3 {
        assert!(connection.chunk().await.starts_with("id: "));
    }
}

#[tokio::test]
async fn who_goes_away_is_noticed_at_once() {
    let mut connection = Connection::open().await;
    connection.listen("HTTP/1.1").await;
    assert!(connection.chunk().await.starts_with("retry: "));
    let listeners = || connection.server.ledger.listeners();
    assert_eq!(listeners(), 1);
    connection.stream.shutdown().await.unwrap();
    timeout(PATIENCE, async {
        while connection.server.ledger.listeners() > 0 {
            tokio::task::yield_now().await;
        }
    })
    .await
    .expect("nobody listens any more");
}
