//! The end of a stream, of the organisation's day, and of the server.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, TimeDelta, Utc};
use plumbline::clock::Clock;
use plumbline::lifecycle::{LifecycleEvent, announce_days};
use plumbline::serve::serve;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use uuid::Uuid;

use crate::support::{PATIENCE, TestServer, executive};

#[tokio::test]
async fn the_server_stops_with_a_stream_open() {
    let server = TestServer::open().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (router, lifecycle) = (server.router.clone(), server.lifecycle.clone());
    let serving = tokio::spawn(async move { serve(listener, router, &lifecycle).await });

    let mut stream = TcpStream::connect(address).await.unwrap();
    let (seq, key) = (server.board().seq, server.key(executive()).await);
    let request = format!("GET /live?since={seq} HTTP/1.1\r\nhost: {address}\r\ncookie: {key}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut head = [0; 12];
    tokio::time::timeout(PATIENCE, stream.read_exact(&mut head)).await.unwrap().unwrap();
    assert_eq!(&head, b"HTTP/1.1 200");
    // An idle connection must not delay the shutdown either.
    let _idle = TcpStream::connect(address).await.unwrap();

    server.lifecycle.close();
    tokio::time::timeout(PATIENCE, serving).await.unwrap().unwrap();
    let mut rest = Vec::new();
    tokio::time::timeout(PATIENCE, stream.read_to_end(&mut rest)).await.unwrap().unwrap();
    assert!(TcpStream::connect(address).await.is_err(), "nobody is let in any more");
}

#[tokio::test]
async fn the_bell_rings_at_the_organisations_midnight() {
    let server = TestServer::open().await;
    // A tenth of a second before midnight in the demo's time zone, and a day later at each further reading of the
    // clock.
    let midnight: DateTime<Utc> = "2026-11-23T16:00:00Z".parse().unwrap();
    let looks = Arc::new(AtomicI64::new(0));
    let counted = looks.clone();
    let clock = Clock::new(
        move || {
            midnight - TimeDelta::milliseconds(100)
                + TimeDelta::milliseconds(60) * i32::try_from(counted.fetch_add(1, Ordering::Relaxed)).unwrap()
        },
        Uuid::nil,
        || [0; 32],
    );
    let mut lifecycle = server.lifecycle.listen();
    let ringing = tokio::spawn(announce_days(server.lifecycle.clone(), server.ledger.clone(), clock));
    let event = tokio::time::timeout(PATIENCE, lifecycle.wait_for(|event| matches!(event, LifecycleEvent::Day(_))))
        .await
        .unwrap()
        .unwrap();
    let LifecycleEvent::Day(moment) = *event else { unreachable!() };
    drop(event);
    assert_eq!(moment.today.to_string(), "2026-11-24");
    server.lifecycle.close();
    tokio::time::timeout(PATIENCE, ringing).await.unwrap().unwrap();
}
