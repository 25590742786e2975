//! The connection to the server, and what is shown only while it is lost.

use leptos::prelude::*;

use super::link::Link;
use crate::error::AppError;

/// Removes a message that applied only while the server couldn't be reached.
type TakeBack = Box<dyn Fn() + Send + Sync>;

/// The connection. Cheap to copy.
#[derive(Clone, Copy, Default)]
pub struct Connection {
    /// Its state.
    pub link: RwSignal<Link>,
    /// What to remove when it is back.
    take_backs: StoredValue<Vec<TakeBack>>,
}

impl Connection {
    /// Sets the state. Returns whether it changed. `Outdated` is final.
    #[cfg(feature = "hydrate")]
    pub(super) fn set(self, link: Link) -> bool {
        let before = self.link.get_untracked();
        if before == link || before == Link::Outdated {
            return false;
        }
        self.link.set(link);
        if link == Link::Live {
            for take_back in self.take_backs.try_update_value(std::mem::take).unwrap_or_default() {
                take_back();
            }
        }
        true
    }

    /// Calls `take_back` when the connection is back, if `error` is that the server can't be reached.
    pub fn until_live(self, error: &AppError, take_back: impl Fn() + Send + Sync + 'static) {
        if matches!(error, AppError::Unreachable) {
            self.take_backs.update_value(|known| known.push(Box::new(take_back)));
        }
    }
}
