//! What is common to the migrations of both databases.

use sqlx::migrate::{MigrateError, Migrator};

use crate::error::StoreError;
use crate::trouble::Trouble;

/// The version of the schema after all migrations.
pub(crate) fn newest(migrations: &Migrator) -> i64 {
    migrations.iter().map(|migration| migration.version).max().unwrap_or_default()
}

/// The error of a failed migration.
pub(crate) fn not_migrated(error: MigrateError) -> StoreError {
    const DOING: &str = "bringing the tables up to date";
    match error {
        MigrateError::VersionMissing(_) | MigrateError::VersionTooNew(..) => {
            StoreError::new(Trouble::Newer, DOING).with_source(error)
        }
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => StoreError::while_doing(DOING)(error),
        // A migration that was applied has changed since, or was applied only in part.
        MigrateError::VersionMismatch(_) | MigrateError::Dirty(_) => StoreError::new(Trouble::Corrupt, DOING).with_source(error),
        other => StoreError::new(Trouble::Defect, DOING).with_source(other),
    }
}
