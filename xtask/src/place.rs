//! Paths of the repository.

use std::env;
use std::path::{Path, PathBuf};

/// The repository's root folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the root folder")
}

/// Cargo's target folder: `target/`, or where `CARGO_TARGET_DIR` points.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// The folder of the browser tests, a separate npm package.
pub(crate) fn end2end() -> PathBuf {
    root().join("end2end")
}

/// The folder of the npm package with the build tools.
pub(crate) fn tools() -> PathBuf {
    root().join("xtask/tools")
}

/// The folder into which tools written in Rust are installed.
pub(crate) fn rust_tools() -> PathBuf {
    target().join("tools")
}

/// The server's binary in one of cargo's profile folders, `debug` or `release`.
pub(crate) fn binary(profile: &str) -> PathBuf {
    target().join(profile).join(format!("plumbline{}", env::consts::EXE_SUFFIX))
}
