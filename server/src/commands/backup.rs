//! `plumbline backup` and `plumbline restore`.

use std::fs;

use store::Inspection;

use super::CommandError;
use super::house::House;
use crate::cli::Backup;

/// Writes a backup, and reads it again: one that nobody ever read is none.
pub(super) async fn back_up(options: &Backup) -> Result<(), CommandError> {
    Inspection::open(&House::database(&options.data)).await?.back_up(&options.file).await?;
    let findings = Inspection::open(&options.file.to_string_lossy()).await?.examine().await?;
    if !findings.is_healthy() {
        super::doctor::print(&findings);
        return Err(CommandError::Unsound);
    }
    let file = |source| CommandError::File { path: options.file.clone(), source };
    let bytes = fs::metadata(&options.file).map_err(file)?.len();
    println!("{} holds everything up to entry {} ({} KB).", options.file.display(), findings.seq, bytes.div_ceil(1000));
    Ok(())
}

/// Puts a backup into a folder that holds no database.
pub(super) async fn restore(options: &Backup) -> Result<(), CommandError> {
    let findings = store::restore(&options.file, &House::database(&options.data)).await?;
    println!("{} now holds everything up to entry {}.", options.data.display(), findings.seq);
    Ok(())
}
