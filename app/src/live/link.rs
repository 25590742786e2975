//! The state of the connection to the server, and messages that are shown only while it is lost.

use leptos::prelude::*;
#[cfg(feature = "hydrate")]
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use super::Live;
use crate::error::AppError;

/// The state of the connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Link {
    /// Not connected yet; nothing is shown.
    #[default]
    Opening,
    /// Connected.
    Live,
    /// Connection lost; what is shown may be outdated.
    Lost,
    /// The reader is signed out.
    SignedOut,
    /// The server runs a newer version that this page can't parse.
    Outdated,
}

impl Link {
    /// The key exchanged between tabs, and the value of `data-link`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Live => "live",
            Self::Lost => "lost",
            Self::SignedOut => "signed-out",
            Self::Outdated => "outdated",
        }
    }

    /// The link of a key made by [`Link::key`]; an unknown key is ignored.
    pub fn from_key(key: &str) -> Self {
        [Self::Live, Self::Lost, Self::SignedOut].into_iter().find(|link| link.key() == key).unwrap_or_default()
    }
}

/// Removes a message that applied only while the server couldn't be reached.
pub(super) type TakeBack = Box<dyn Fn() + Send + Sync>;

impl Live {
    /// Sets the state. Returns whether it changed. `Outdated` is final.
    #[cfg(feature = "hydrate")]
    pub(super) fn set_link(self, link: Link) -> bool {
        let before = self.link.get_untracked();
        if before == link || before == Link::Outdated {
            return false;
        }
        self.link.set(link);
        if link == Link::Live {
            self.toasts.update(|toasts| toasts.retain(|toast| !toast.until_live));
            for take_back in self.take_backs.try_update_value(std::mem::take).unwrap_or_default() {
                take_back();
            }
        }
        true
    }

    /// Shows an error as a toast. "Server unreachable" is removed when the connection is back.
    pub fn fail(self, error: &AppError) {
        let words = self.words.error(error, &self.board.read_untracked());
        self.put_up(words, None, true, is_of_the_link(error));
    }

    /// Shows an error beside the form.
    pub fn explain(self, error: &AppError, wrong: RwSignal<Option<String>>) {
        wrong.try_set(Some(self.words.error(error, &self.board.read_untracked())));
        self.until_live(error, move || {
            wrong.try_set(None);
        });
    }

    /// Calls `take_back` when the connection is back, if `error` is that the server can't be reached.
    pub fn until_live(self, error: &AppError, take_back: impl Fn() + Send + Sync + 'static) {
        if is_of_the_link(error) {
            self.take_backs.update_value(|known| known.push(Box::new(take_back)));
        }
    }
}

fn is_of_the_link(error: &AppError) -> bool {
    matches!(error, AppError::Unreachable)
}

/// Connects to the server. The code is a separate part of the client, so that the first page doesn't wait for it.
#[cfg(feature = "hydrate")]
pub(super) fn listen(live: Live, pause: std::time::Duration) {
    const LATEST: std::time::Duration = std::time::Duration::from_secs(30);
    leptos::task::spawn_local(async move {
        if listening(live).await.is_err() {
            live.set_link(Link::Lost);
            set_timeout(move || listen(live, (pause * 2).min(LATEST)), pause);
        }
    });
}

#[cfg(feature = "hydrate")]
#[allow(clippy::unnecessary_wraps, reason = "loading it may fail, and the macro returns that as its own")]
#[wasm_split(listening, wasm_split_path = leptos::wasm_split, fallible)]
fn listening(live: Live) -> Result<(), SplitLoaderError> {
    super::tabs::listen(live);
    Ok(())
}
