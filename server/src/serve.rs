//! The listener: accepts connections and shuts down gracefully.

use std::future::poll_fn;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, Response, Version};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioTimer;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tower::ServiceExt as _;

use crate::auth::Socket;
use crate::lifecycle::Lifecycle;
use crate::live::{self, Listener, Tap};
use crate::wire::{Blocked, Wire};

/// How long a client may take to send a request's head.
const HEAD: Duration = Duration::from_secs(15);
/// How long responses may take to complete after shutdown begins.
const LAST_ORDERS: Duration = Duration::from_secs(4);
/// The pause after a failed accept, for instance when file handles run out.
const BREATH: Duration = Duration::from_millis(100);

/// Serves connections until shutdown. Then accepts no new ones, lets running responses complete, and returns after at
/// most four seconds.
pub async fn serve(listener: TcpListener, router: Router, lifecycle: &Lifecycle) {
    // Each connection holds a sender; when all are dropped, the receiver ends.
    let (open, mut all_ended) = mpsc::channel::<()>(1);
    loop {
        tokio::select! {
            () = lifecycle.closed() => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => {
                    let (router, lifecycle, open) = (router.clone(), lifecycle.clone(), open.clone());
                    tokio::spawn(answer(stream, peer.ip().to_canonical(), router, lifecycle, open));
                }
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be taken");
                    tokio::time::sleep(BREATH).await;
                }
            },
        }
    }
    drop((listener, open));
    if tokio::time::timeout(LAST_ORDERS, all_ended.recv()).await.is_err() {
        tracing::warn!("some answers did not end in time");
    }
}

/// A stream that is ready to leave hyper.
struct Leaving {
    tap: Tap,
    listener: Listener,
    /// Whether the client supports chunked transfer coding.
    chunked: bool,
}

type Exit = Arc<Mutex<Option<Leaving>>>;

async fn answer(stream: TcpStream, peer: IpAddr, router: Router, lifecycle: Lifecycle, open: mpsc::Sender<()>) {
    // Events are small and must be sent at once.
    let _ = stream.set_nodelay(true);
    let exit = Exit::default();
    let blocked = Blocked::default();
    let its = exit.clone();
    let service = service_fn(move |request| Box::pin(respond(router.clone(), peer, request, its.clone())));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD);
    let mut connection = http.serve_connection(Wire::new(stream, blocked.clone()), service);
    let mut closing = std::pin::pin!(lifecycle.closed());
    let mut closed = false;
    let ended = poll_fn(|context| {
        if !closed && closing.as_mut().poll(context).is_ready() {
            closed = true;
            Pin::new(&mut connection).graceful_shutdown();
        }
        match Pin::new(&mut connection).poll(context) {
            Poll::Ready(ended) => Poll::Ready(Some(ended)),
            Poll::Pending if may_leave(&exit, &blocked) => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    })
    .await;
    match ended {
        Some(Ok(())) => {}
        // A client that disconnects is no error.
        Some(Err(error)) => tracing::debug!(%error, "a connection ended early"),
        None => {
            let stream = connection.into_parts().io.into_stream();
            let leaving = exit.lock().unwrap_or_else(PoisonError::into_inner).take();
            if let Some(Leaving { listener, chunked, .. }) = leaving {
                // A task of its own, as small as a stream needs.
                let streaming = async move {
                    if let Err(error) = live::stream(stream, listener, chunked).await {
                        tracing::debug!(%error, "a stream ended early");
                    }
                    drop(open);
                };
                tokio::spawn(streaming);
            }
        }
    }
}

/// Calls the router. If the response is a stream, it is prepared to leave hyper.
async fn respond(
    router: Router,
    peer: IpAddr,
    mut request: Request<Incoming>,
    exit: Exit,
) -> Result<Response<Body>, std::convert::Infallible> {
    let (is_get, chunked) = (request.method() == Method::GET, request.version() >= Version::HTTP_11);
    request.extensions_mut().insert(Socket(peer));
    let mut answer = router.oneshot(request.map(Body::new)).await?;
    let tap = answer.extensions_mut().remove::<Tap>().filter(|_| is_get);
    if let Some(tap) = tap
        && let Some(listener) = tap.take()
    {
        exit.lock().unwrap_or_else(PoisonError::into_inner).replace(Leaving { tap, listener, chunked });
    }
    Ok(answer)
}

/// Whether there is a stream whose head has been sent.
fn may_leave(exit: &Exit, blocked: &Blocked) -> bool {
    let leaving = exit.lock().unwrap_or_else(PoisonError::into_inner);
    leaving.as_ref().is_some_and(|leaving| leaving.tap.is_reached()) && !blocked.is()
}

/// Waits for a request to stop the process: Ctrl-C, or SIGTERM from a service manager.
///
/// # Errors
/// Signal handlers can't be installed.
pub async fn asked_to_stop() -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            _ = terminate.recv() => Ok(()),
            interrupted = tokio::signal::ctrl_c() => interrupted,
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}
