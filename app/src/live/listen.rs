//! Starts the live connection. Its code is a separate part of the client, so that the first page doesn't wait for it.

use std::time::Duration;

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use super::link::Link;
use super::state::Live;
use super::tabs;

/// The delays before the code is requested again after a failure: doubled each time up to the maximum.
const SOONEST: Duration = Duration::from_secs(1);
const LATEST: Duration = Duration::from_secs(30);

impl Live {
    /// Connects to the server, and lets the time pass.
    pub fn listen(self) {
        connect(self, SOONEST);
        self.clock.run();
    }
}

fn connect(live: Live, pause: Duration) {
    leptos::task::spawn_local(async move {
        if listening(live).await.is_err() {
            live.connection.set(Link::Lost);
            set_timeout(move || connect(live, (pause * 2).min(LATEST)), pause);
        }
    });
}

#[allow(clippy::unnecessary_wraps, reason = "loading it may fail, and the macro returns that as its own")]
#[wasm_split(listening, wasm_split_path = leptos::wasm_split, fallible)]
fn listening(live: Live) -> Result<(), SplitLoaderError> {
    tabs::listen(live);
    Ok(())
}
