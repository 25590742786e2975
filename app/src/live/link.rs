//! Whether this browser hears the server, and what is said only for as long as it doesn't.

use leptos::prelude::*;
#[cfg(feature = "hydrate")]
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use super::Live;
use crate::error::AppError;

/// Whether this browser hears the server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Link {
    /// Nothing was heard yet, so nothing is said about it.
    #[default]
    Opening,
    /// It does.
    Live,
    /// Not at the moment; what is shown may be old.
    Lost,
    /// Not any more: whoever looks is signed out.
    SignedOut,
    /// The server says what only a newer version of this page understands.
    Outdated,
}

impl Link {
    /// The word by which tabs tell each other, and `data-link`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Live => "live",
            Self::Lost => "lost",
            Self::SignedOut => "signed-out",
            Self::Outdated => "outdated",
        }
    }

    /// The link of a word made by [`Link::key`]; anything else says nothing.
    pub fn from_key(key: &str) -> Self {
        [Self::Live, Self::Lost, Self::SignedOut].into_iter().find(|link| link.key() == key).unwrap_or_default()
    }
}

/// Takes back words that were true only while the server couldn't be reached.
pub(super) type TakeBack = Box<dyn Fn() + Send + Sync>;

impl Live {
    /// Notes whether the server is heard. Answers whether that is news. A page that a newer version has replaced stays so.
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

    /// Says as a message why something wasn't done. That the server couldn't be reached is taken back when it is heard again.
    pub fn fail(self, error: &AppError) {
        let words = self.words.error(error, &self.board.read_untracked());
        self.put_up(words, None, true, is_of_the_link(error));
    }

    /// The same beside what wasn't sent.
    pub fn explain(self, error: &AppError, wrong: RwSignal<Option<String>>) {
        wrong.try_set(Some(self.words.error(error, &self.board.read_untracked())));
        self.until_live(error, move || {
            wrong.try_set(None);
        });
    }

    /// Has `take_back` called when the server is heard again, if it is `error` that it couldn't be reached.
    pub fn until_live(self, error: &AppError, take_back: impl Fn() + Send + Sync + 'static) {
        if is_of_the_link(error) {
            self.take_backs.update_value(|known| known.push(Box::new(take_back)));
        }
    }
}

fn is_of_the_link(error: &AppError) -> bool {
    matches!(error, AppError::Unreachable)
}

/// Listens to the server. What that needs is a part of the client of its own: the first page is alive without it.
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
