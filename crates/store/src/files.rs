//! Files that get their name only when they are complete.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::error::StoreError;
use crate::trouble::Trouble;

/// A path with something appended to its name.
pub(crate) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// The name of a file while it isn't complete.
pub(crate) fn partial(to: &Path) -> PathBuf {
    with_ending(to, ".partial")
}

/// Removes a file, if there is one.
pub(crate) fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(unwritable(path)(error)),
        _ => Ok(()),
    }
}

/// Syncs a finished file to disk and gives it its name, unless that exists by now.
pub(crate) fn settle(partial: &Path, to: &Path) -> Result<(), StoreError> {
    let onto_disk = || -> io::Result<()> {
        File::options().write(true).open(partial)?.sync_all()?;
        // A hard link rather than a rename, because it fails if the name exists. Not every file system supports it.
        match fs::hard_link(partial, to) {
            Ok(()) => fs::remove_file(partial)?,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(error),
            Err(_) => fs::rename(partial, to)?,
        }
        match to.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            Some(folder) => File::open(folder)?.sync_all(),
            None => File::open(".")?.sync_all(),
        }
    };
    onto_disk().map_err(unwritable(to))
}

/// For `map_err`: why a file can't be written.
pub(crate) fn unwritable(path: &Path) -> impl Fn(io::Error) -> StoreError {
    move |error| {
        let trouble = match error.kind() {
            io::ErrorKind::AlreadyExists => Trouble::Taken,
            io::ErrorKind::StorageFull => Trouble::Full,
            _ => Trouble::Unavailable,
        };
        StoreError::new(trouble, format!("writing {}", path.display())).with_source(error)
    }
}
