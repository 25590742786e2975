//! Files served from a folder, in development.

use std::fs;
use std::io;
use std::path::Path;

use axum::body::Bytes;

use super::Assets;

impl Assets {
    /// Reads a folder and its subfolders into memory.
    ///
    /// # Errors
    /// The folder, or something in it, can't be read.
    pub fn from_folder(root: &Path) -> io::Result<Self> {
        let mut files = Vec::new();
        let mut ahead = vec![(root.to_owned(), String::new())];
        while let Some((folder, prefix)) = ahead.pop() {
            for entry in fs::read_dir(&folder)? {
                let entry = entry?;
                // Linked files all have UTF-8 names; others can't be requested.
                let Ok(name) = entry.file_name().into_string() else { continue };
                if entry.path().is_dir() {
                    ahead.push((entry.path(), format!("{prefix}{name}/")));
                } else {
                    files.push((format!("{prefix}{name}"), Bytes::from(fs::read(entry.path())?)));
                }
            }
        }
        Ok(Self::of(files))
    }
}
