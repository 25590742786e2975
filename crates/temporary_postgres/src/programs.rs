//! Locating PostgreSQL's programs.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// Debian's folder, with a subfolder for each version.
const DEBIAN: &str = "/usr/lib/postgresql";

/// Whether a server can be started.
pub fn are_installed() -> bool {
    find().is_some()
}

/// The folder of the programs: Debian's newest, or the first in `PATH`.
pub fn find() -> Option<PathBuf> {
    let versions = fs::read_dir(DEBIAN).into_iter().flatten().flatten();
    let versions =
        versions.filter_map(|entry| Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path().join("bin"))));
    let newest = versions.filter(|(_, folder)| is_whole(folder)).max().map(|(_, folder)| folder);
    newest.or_else(|| env::split_paths(&env::var_os("PATH")?).find(|folder| is_whole(folder)))
}

fn is_whole(folder: &Path) -> bool {
    ["initdb", "pg_ctl", "postgres", "psql"].iter().all(|program| folder.join(program).is_file())
}
