//! Restoring a backup.

use std::fs;
use std::path::{Path, PathBuf};

use crate::backup::not_a_file;
use crate::database::is_on_a_server;
use crate::error::StoreError;
use crate::files::{self, partial, settle, with_ending};
use crate::findings::Findings;
use crate::inspection::Inspection;
use crate::sqlite;
use crate::trouble::Trouble;

/// What isn't restored. Sessions, links, known browsers and pending sign-ins: a backup contains some that have ended
/// since and must not become valid again. Checkpoints, which the ledger makes anew, so that a damaged one doesn't come
/// back.
const NOT_RESTORED: [&str; 7] = [
    "DELETE FROM session",
    "DELETE FROM pass",
    "DELETE FROM half_way",
    "DELETE FROM oidc_flow",
    "DELETE FROM device",
    "DELETE FROM second_factor WHERE confirmed_at IS NULL",
    "DELETE FROM checkpoint",
];

/// Files that SQLite creates beside a database.
const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

/// Restores a backup, of this version or an older one, and ends all sessions and links in it. The backup is
/// unchanged: a copy of it is migrated and examined, and gets its name if it is sound.
///
/// # Errors
/// The backup is damaged; a database exists already, which is never overwritten ([`Trouble::Taken`]); or the disk is
/// full.
pub async fn restore(backup: &Path, location: &str) -> Result<Findings, StoreError> {
    if is_on_a_server(location) {
        return Err(not_a_file());
    }
    let mut inspection = Inspection::open(&backup.to_string_lossy()).await?;
    // Examined first, so that a large damaged file isn't copied.
    let findings = inspection.examine().await?;
    if !findings.is_sound() || findings.schema == 0 {
        return Err(damaged(backup));
    }
    let to = sqlite::path(location)?;
    let lock = sqlite::lock(&to)?;
    let leftovers = ["-wal", "-shm"].map(|ending| with_ending(&to, ending));
    if to.exists() || leftovers.iter().any(|path| path.exists()) {
        return Err(StoreError::new(Trouble::Taken, format!("restoring to {}", to.display())));
    }
    let copy = Copy(partial(&to));
    copy.remove()?;
    // Not a plain file copy: if the backup was opened since, part of its content may be in a file beside it.
    inspection.copy(&copy.0).await?;
    sqlite::bring_up_to_date(&copy.0, &NOT_RESTORED).await?;
    let findings = Inspection::open(&copy.0.to_string_lossy()).await?.examine().await?;
    if !findings.is_healthy() || findings.older {
        return Err(damaged(backup));
    }
    settle(&copy.0, &to)?;
    drop(lock);
    Ok(findings)
}

fn damaged(backup: &Path) -> StoreError {
    StoreError::new(Trouble::Corrupt, format!("examining {}", backup.display()))
}

/// A copy that is deleted when dropped, with the files beside it, unless it was given its name.
struct Copy(PathBuf);

impl Copy {
    fn remove(&self) -> Result<(), StoreError> {
        for path in BESIDE.iter().map(|ending| with_ending(&self.0, ending)).chain([self.0.clone()]) {
            files::remove(&path)?;
        }
        Ok(())
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        for path in BESIDE.iter().map(|ending| with_ending(&self.0, ending)).chain([self.0.clone()]) {
            let _ = fs::remove_file(path);
        }
    }
}
