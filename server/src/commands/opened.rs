//! An opened organisation: its store, ledger and clock.

use std::sync::Arc;

use service::Service;
use store::{Ledger, Store, private};

use super::{CommandError, Location};
use crate::clock::Clock;

/// The warning when the permissions of a file or folder were corrected.
const MENDED: &str = "other users of this machine could read this; from now on they can't";

/// An opened organisation.
pub(super) struct Opened {
    pub(super) place: Location,
    pub(super) clock: Clock,
    pub(super) store: Store,
    pub(super) ledger: Ledger,
    pub(super) service: Service,
}

impl Opened {
    /// Opens the data at a location, and creates it if it doesn't exist.
    pub(super) async fn open(place: Location, clock: Clock) -> Result<Self, CommandError> {
        if let Location::Folder(folder) = &place {
            private::make_folder(folder).map_err(|source| CommandError::Folder { path: folder.clone(), source })?;
            match private::mend(folder) {
                Ok(true) => tracing::info!(path = %folder.display(), "{MENDED}"),
                Ok(false) => {}
                Err(error) => tracing::warn!(path = %folder.display(), %error, "others may read what is in this folder"),
            }
        }
        let store = Store::open(&place.location()).await?;
        for path in store.mended() {
            tracing::info!(path = %path.display(), "{MENDED}");
        }
        let ledger = Ledger::start(store.clone(), Arc::new(clock.clone())).await?;
        let service = Service::new(store.clone(), ledger.clone(), clock.clone());
        Ok(Self { place, clock, store, ledger, service })
    }

    /// Whether an organisation exists.
    pub(super) fn is_founded(&self) -> bool {
        self.ledger.board().organisation.is_some()
    }

    /// Finishes pending writes and releases the location.
    pub(super) async fn close(self) {
        self.ledger.stop().await;
    }
}
