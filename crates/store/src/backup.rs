//! Copies of a database file.

use std::fs;
use std::path::Path;

use sqlx::SqliteConnection;

use crate::error::StoreError;
use crate::files::{partial, remove, settle, unwritable};
use crate::private;
use crate::trouble::Trouble;

/// Writes a snapshot of everything to a new file, which gets its name when it is complete and on disk.
pub(crate) async fn write(connection: &mut SqliteConnection, to: &Path) -> Result<(), StoreError> {
    if to.exists() {
        return Err(StoreError::new(Trouble::Taken, format!("writing {}", to.display())));
    }
    let partial = partial(to);
    remove(&partial)?;
    copy(connection, &partial).await?;
    settle(&partial, to)
}

/// Writes a snapshot of everything to a new file with permissions for this user only.
pub(crate) async fn copy(connection: &mut SqliteConnection, to: &Path) -> Result<(), StoreError> {
    // SQLite keeps the permissions of an existing empty file; a file it creates itself would be readable by everyone.
    private::file(to).map_err(unwritable(to))?;
    let written = vacuum_into(connection, to).await;
    if written.is_err() {
        let _ = fs::remove_file(to);
    }
    written
}

async fn vacuum_into(connection: &mut SqliteConnection, to: &Path) -> Result<(), StoreError> {
    let to = to.to_string_lossy().into_owned();
    sqlx::query("VACUUM INTO ?").bind(to).execute(connection).await.map_err(StoreError::while_doing("writing the backup"))?;
    Ok(())
}

/// The error for a database on a server.
pub(crate) fn not_a_file() -> StoreError {
    StoreError::new(Trouble::NotAFile, "copying the database")
}
