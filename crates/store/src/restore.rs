//! Putting a backup where a database is to be.

use std::fs;
use std::path::{Path, PathBuf};

use crate::database::is_on_a_server;
use crate::inspection::{not_a_file, partial, settle, with_ending};
use crate::{Findings, Inspection, StoreError, Trouble, sqlite};

/// What lets somebody in, or is half-way there. A backup holds what has ended since: sessions that were signed out of, links that were
/// used, browsers that were forgotten. None of it may live again, so all of it ends.
const WAYS_IN: [&str; 6] = [
    "DELETE FROM session",
    "DELETE FROM pass",
    "DELETE FROM half_way",
    "DELETE FROM oidc_flow",
    "DELETE FROM device",
    "DELETE FROM second_factor WHERE confirmed_at IS NULL",
];

/// Files that SQLite keeps beside a database.
const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

/// Puts a backup, of this version or an older one, where a database is to be, and ends all sessions and links that are in it. The backup
/// stays as it is: a copy of it is brought up to date and examined, and gets its name when it is sound.
///
/// # Errors
/// The backup is damaged; there is a database already, which is never overwritten ([`Trouble::Taken`]); or the disk has no room.
pub async fn restore(backup: &Path, location: &str) -> Result<Findings, StoreError> {
    if is_on_a_server(location) {
        return Err(not_a_file());
    }
    let mut inspection = Inspection::open(&backup.to_string_lossy()).await?;
    // Before it is copied: a damaged file of some gigabytes is not to be copied first.
    let findings = inspection.examine().await?;
    if !findings.is_healthy() || findings.schema == 0 {
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
    // Not a copy of the file: a backup that was opened since may have part of its content in a file beside it.
    inspection.copy(&copy.0).await?;
    sqlite::bring_up_to_date(&copy.0, &WAYS_IN).await?;
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

/// A copy that goes, with what is beside it, unless it was given its name.
struct Copy(PathBuf);

impl Copy {
    fn remove(&self) -> Result<(), StoreError> {
        for path in BESIDE.iter().map(|ending| with_ending(&self.0, ending)).chain([self.0.clone()]) {
            crate::inspection::remove(&path)?;
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
