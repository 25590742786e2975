//! The sets of packages that are passed to cargo.
//!
//! Cargo recompiles a dependency when the requested packages need other features of it. So packages are always
//! requested in the same three sets: [`HOST`], [`CHORES`], and `frontend` for wasm. Never all at once, which would
//! unite the app's features `ssr` and `hydrate`. `--package plumbline` alone needs the same features as [`HOST`]:
//! where other packages in [`HOST`], such as test helpers, need more, `server/Cargo.toml` names those features, too.
//! `tests/tidy.rs` checks that. (Tests and benchmarks need a few more because of their own dependencies: the
//! project's packages are compiled once more for them.)

/// The packages on the server side: all except the wasm entry point and xtask.
pub(crate) const HOST: [&str; 7] = ["--workspace", "--exclude", "frontend", "--exclude", "xtask", "--features", "app/ssr"];

/// xtask alone, as the running `cargo xtask` was compiled.
pub(crate) const CHORES: [&str; 2] = ["--package", "xtask"];
