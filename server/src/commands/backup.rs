//! `plumbline backup` and `plumbline restore`.

use std::fs;

use store::Inspection;

use super::{CommandError, Location};
use crate::cli::Backup;
use crate::say::say;

/// Writes a backup and verifies it by reading it again.
pub(super) async fn back_up(options: &Backup) -> Result<(), CommandError> {
    Inspection::open(&Location::of(&options.at, "data").location()).await?.back_up(&options.file).await?;
    let findings = Inspection::open(&options.file.to_string_lossy()).await?.examine().await?;
    if !findings.is_healthy() {
        super::doctor::print(&findings);
        return Err(CommandError::Unsound);
    }
    let file = |source| CommandError::File { path: options.file.clone(), source };
    let bytes = fs::metadata(&options.file).map_err(file)?.len();
    say!("{} holds everything up to entry {} ({} KB).", options.file.display(), findings.seq, bytes.div_ceil(1000));
    Ok(())
}

/// Restores a backup into a folder without a database.
pub(super) async fn restore(options: &Backup) -> Result<(), CommandError> {
    let place = Location::of(&options.at, "data");
    let findings = store::restore(&options.file, &place.location()).await?;
    say!("{place} now holds everything up to entry {}.", findings.seq);
    say!(
        "Everybody signs in anew: sessions and links that were in the backup have ended. Passwords, second factors and recovery codes \
         are those of the backup, so what was changed since, because somebody else may know it, has to be changed again."
    );
    Ok(())
}
