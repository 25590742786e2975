//! Streams that bypass hyper once the response head is sent.
//!
//! hyper holds two buffers of 8 KB per open connection and copies what is sent through one of them. A stream that
//! rarely sends doesn't need them. So [`crate::serve`] takes the socket back from hyper after the head, and writes
//! the frames, which all streams share, directly to the socket.

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

/// How long a client may leave its receive window full. A suspended client reconnects and asks for the rest.
const STALLED: Duration = Duration::from_mins(1);

/// A stream ready to be taken, either by the response's body or by the owner of the socket.
#[derive(Clone)]
pub(crate) struct Tap {
    listener: Arc<Mutex<Option<Listener>>>,
    /// Whether the body was polled, which means that the head was written.
    reached: Arc<AtomicBool>,
}

impl Tap {
    pub(super) fn new(listener: Listener) -> Self {
        Self { listener: Arc::new(Mutex::new(Some(listener))), reached: Arc::default() }
    }

    /// Takes the stream. The body then stays pending for ever.
    pub(crate) fn take(&self) -> Option<Listener> {
        self.listener.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Whether the head of the response was written, if not yet sent.
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

/// Writes a stream to a socket until either ends. `chunked`: with HTTP/1.1's chunked transfer coding, which marks the
/// end.
///
/// # Errors
/// The client has disconnected or doesn't read.
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
                // The client has disconnected. Other data before the end of the stream is ignored.
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
