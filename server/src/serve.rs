//! The socket: connections come in, and end in good order.

use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};

use crate::bell::Bell;

/// How long a client may take to send the head of a request.
const HEAD: Duration = Duration::from_secs(15);
/// How long answers may take to end once the house closes.
const LAST_ORDERS: Duration = Duration::from_secs(4);
/// How long to wait when no connection can be taken, such as for want of file handles.
const BREATH: Duration = Duration::from_millis(100);

/// Answers connections until the bell rings for closing. Then takes no new ones, lets what is being answered end, and returns after
/// four seconds at the latest.
pub async fn serve(listener: TcpListener, router: Router, bell: &Bell) {
    let open = GracefulShutdown::new();
    loop {
        tokio::select! {
            () = bell.closed() => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => answer(stream, router.clone(), &open),
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be taken");
                    tokio::time::sleep(BREATH).await;
                }
            },
        }
    }
    drop(listener);
    if tokio::time::timeout(LAST_ORDERS, open.shutdown()).await.is_err() {
        tracing::warn!("some answers did not end in time");
    }
}

fn answer(stream: TcpStream, router: Router, open: &GracefulShutdown) {
    // An event is small and shall leave at once.
    let _ = stream.set_nodelay(true);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD);
    let connection = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    let watched = open.watch(connection);
    tokio::spawn(async move {
        // A client that goes away is no trouble of ours.
        if let Err(error) = watched.await {
            tracing::debug!(%error, "a connection ended early");
        }
    });
}

/// Waits until somebody asks the process to stop: Ctrl-C, or the signal that service managers send.
///
/// # Errors
/// The system doesn't let signals be listened to.
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
