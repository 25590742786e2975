//! An organisation, opened.

use std::fs;
use std::sync::Arc;

use store::{Ledger, Store};

use super::{CommandError, Place};
use crate::clock::Clock;

/// An organisation, opened.
pub(super) struct House {
    pub(super) place: Place,
    pub(super) clock: Clock,
    pub(super) store: Store,
    pub(super) ledger: Ledger,
}

impl House {
    /// Opens what is at a place, and makes it if it isn't there.
    pub(super) async fn open(place: Place, clock: Clock) -> Result<Self, CommandError> {
        if let Place::Folder(folder) = &place {
            fs::create_dir_all(folder).map_err(|source| CommandError::File { path: folder.clone(), source })?;
        }
        let store = Store::open(&place.location()).await?;
        let ledger = Ledger::start(store.clone(), Arc::new(clock.clone())).await?;
        Ok(Self { place, clock, store, ledger })
    }

    /// Whether there is an organisation.
    pub(super) fn is_founded(&self) -> bool {
        self.ledger.board().organisation.is_some()
    }

    /// Finishes what is waiting, and lets others have the place.
    pub(super) async fn close(self) {
        self.ledger.stop().await;
    }
}
