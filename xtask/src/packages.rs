//! How the packages are named to cargo.
//!
//! Cargo compiles a dependency again when the packages it is asked for want other features of it. So they are always asked
//! for in the same three sets: [`HOST`], [`CHORES`], and `frontend` for wasm. Never all at once: that would unite the app's
//! `ssr` and `hydrate`. `--package plumbline` alone wants the same features as [`HOST`] does: what [`HOST`]
//! has besides, such as what tests stand on, may want more of them, and then `server/Cargo.toml` names those, too. `tests/tidy.rs` holds it.
//! (Tests and benchmarks want a few more, of their own dependencies' doing: our packages are compiled once more for them.)

/// The packages on the server side: all except the wasm entry point and xtask.
pub(crate) const HOST: [&str; 7] = ["--workspace", "--exclude", "frontend", "--exclude", "xtask", "--features", "app/ssr"];

/// xtask alone, as the running `cargo xtask` was compiled.
pub(crate) const CHORES: [&str; 2] = ["--package", "xtask"];
