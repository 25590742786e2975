//! A socket that knows whether its last write was blocked.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

/// How long a client may stop reading a response. Without a limit it would hold the response and the socket.
const STALLED: Duration = Duration::from_mins(1);

/// A socket with hyper's interfaces.
pub(crate) struct Wire {
    stream: TokioIo<TcpStream>,
    blocked: Blocked,
    /// How long a write may be blocked.
    patience: Duration,
    /// The timer that runs while a write is blocked.
    waited: Option<Pin<Box<Sleep>>>,
}

/// Whether the last write to a socket was blocked.
#[derive(Clone, Default)]
pub(crate) struct Blocked(Arc<AtomicBool>);

impl Blocked {
    pub(crate) fn is(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }

    fn note<T>(&self, outcome: Poll<T>) -> Poll<T> {
        self.0.store(outcome.is_pending(), Ordering::Release);
        outcome
    }
}

impl Wire {
    pub(crate) fn new(stream: TcpStream, blocked: Blocked) -> Self {
        Self { stream: TokioIo::new(stream), blocked, patience: STALLED, waited: None }
    }

    /// Handles the outcome of a write; an error if it was blocked for too long.
    fn written(&mut self, outcome: Poll<io::Result<usize>>, context: &mut Context<'_>) -> Poll<io::Result<usize>> {
        let outcome = self.blocked.note(outcome);
        if outcome.is_ready() {
            self.waited = None;
            return outcome;
        }
        let patience = self.patience;
        ready!(self.waited.get_or_insert_with(|| Box::pin(sleep(patience))).as_mut().poll(context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }

    pub(crate) fn into_stream(self) -> TcpStream {
        self.stream.into_inner()
    }
}

impl Read for Wire {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: ReadBufCursor<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl Write for Wire {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let outcome = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.written(outcome, context)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let outcome = Pin::new(&mut self.stream).poll_write_vectored(context, pieces);
        self.written(outcome, context)
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use tokio::net::TcpListener;

    use super::*;

    #[tokio::test]
    async fn whoever_never_reads_is_given_up_on() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let _never_reads = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let mut wire = Wire::new(listener.accept().await.unwrap().0, Blocked::default());
        wire.patience = Duration::from_millis(100);
        let mut sent = 0;
        let error = loop {
            match poll_fn(|context| Pin::new(&mut wire).poll_write(context, &[0; 8 * 1024])).await {
                Ok(more) => sent += more,
                Err(error) => break error,
            }
        };
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        assert!(sent > 0 && wire.blocked.is());
    }
}
