//! A data folder, opened.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use store::{Ledger, Store};

use super::CommandError;
use crate::clock::Clock;

/// The database inside a data folder.
const DATABASE: &str = "plumbline.db";

/// A data folder, opened for this process alone.
pub(super) struct House {
    pub(super) folder: PathBuf,
    pub(super) clock: Clock,
    pub(super) store: Store,
    pub(super) ledger: Ledger,
}

impl House {
    /// Opens a folder, and makes it if it isn't there.
    pub(super) async fn open(folder: &Path, clock: Clock) -> Result<Self, CommandError> {
        fs::create_dir_all(folder).map_err(|source| CommandError::File { path: folder.to_owned(), source })?;
        let store = Store::open(&Self::database(folder)).await?;
        let ledger = Ledger::start(store.clone(), Arc::new(clock.clone())).await?;
        Ok(Self { folder: folder.to_owned(), clock, store, ledger })
    }

    /// Where the database of a folder is.
    pub(super) fn database(folder: &Path) -> String {
        folder.join(DATABASE).to_string_lossy().into_owned()
    }

    /// Whether a folder holds a database, without making one.
    pub(super) fn is_there(folder: &Path) -> bool {
        folder.join(DATABASE).exists()
    }

    /// Whether there is an organisation.
    pub(super) fn is_founded(&self) -> bool {
        self.ledger.board().organisation.is_some()
    }

    /// Finishes what is waiting, and lets others have the folder.
    pub(super) async fn close(self) {
        self.ledger.stop().await;
    }
}
