//! A stream that leaves the web server behind once its head was sent.
//!
//! hyper keeps two buffers of 8 KB for as long as a connection lives, and copies what is sent through one of them. A stream that says
//! something now and then needs neither. So [`crate::serve`] takes the socket back when hyper has sent the head, and from then on the
//! frames, which all streams share, go to the socket as they are.

use std::convert::Infallible;
use std::future::pending;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::Body;
use bytes::{Buf as _, Bytes};
use futures_util::stream;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::time::timeout;

use super::listener::Listener;

/// How long a client may take to make room for a frame. One that sleeps with its connection open comes back and asks for the rest.
const STALLED: Duration = Duration::from_mins(1);

/// What is about to flow. Whoever takes it first lets it flow: the answer's own body, or somebody who has the socket.
#[derive(Clone)]
pub(crate) struct Tap {
    listener: Arc<Mutex<Option<Listener>>>,
    /// Whether the body was asked for something, so that the head is behind it.
    reached: Arc<AtomicBool>,
}

impl Tap {
    pub(super) fn new(listener: Listener) -> Self {
        Self { listener: Arc::new(Mutex::new(Some(listener))), reached: Arc::default() }
    }

    /// Takes the stream. Its body then waits for ever.
    pub(crate) fn take(&self) -> Option<Listener> {
        self.listener.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Whether the head of the answer has been written, if not sent.
    pub(crate) fn is_reached(&self) -> bool {
        self.reached.load(Ordering::Acquire)
    }

    pub(super) fn body(&self) -> Body {
        let tap = self.clone();
        Body::from_stream(stream::unfold(None, move |listener| {
            let tap = tap.clone();
            async move {
                let Some(mut listener) = listener.or_else(|| tap.take()) else {
                    tap.reached.store(true, Ordering::Release);
                    return pending().await;
                };
                let frame = listener.next().await?;
                Some((Ok::<_, Infallible>(frame), Some(listener)))
            }
        }))
    }
}

/// Lets a stream flow into a socket until either ends. `chunked`: in the transfer coding that HTTP/1.1 needs to tell the end.
///
/// # Errors
/// The client has gone, or makes no room.
pub(crate) async fn stream(
    mut socket: impl AsyncRead + AsyncWrite + Unpin,
    mut listener: Listener,
    chunked: bool,
) -> io::Result<()> {
    let mut said = [0; 64];
    loop {
        let frame = tokio::select! {
            frame = listener.next() => frame,
            read = socket.read(&mut said) => match read? {
                // It has gone. Anything else that it says, it says too early.
                0 => return Ok(()),
                _ => continue,
            },
        };
        let Some(frame) = frame else { break };
        tokio::select! {
            sent = timeout(STALLED, send(&mut socket, frame, chunked)) => sent.map_err(|_| io::ErrorKind::TimedOut)??,
            () = listener.closed() => return Ok(()),
        }
    }
    if chunked {
        socket.write_all(b"0\r\n\r\n").await?;
    }
    socket.shutdown().await
}

/// RFC 9112, section 7.1.
async fn send(socket: &mut (impl AsyncWrite + Unpin), frame: Bytes, chunked: bool) -> io::Result<()> {
    if chunked {
        let size = format!("{:x}\r\n", frame.len());
        socket.write_all_buf(&mut Bytes::from(size).chain(frame).chain(Bytes::from_static(b"\r\n"))).await
    } else {
        let mut frame = frame;
        socket.write_all_buf(&mut frame).await
    }
}
