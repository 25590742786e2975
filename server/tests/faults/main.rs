//! Fault injection into real servers. What was acknowledged must exist, once and complete.
//!
//! `cargo xtask test` runs the short form, `cargo xtask faults` the long one, with the seeded bugs that it has to
//! detect.

#![allow(clippy::unwrap_used, reason = "a test that can’t get what it needs has failed")]

#[cfg(target_os = "linux")]
mod disk;
mod ground;
mod key;
mod kills;
mod nodes;
mod post;
#[cfg(target_os = "linux")]
mod power;
mod reader;
mod repeats;
mod server;
mod targets;
mod wire;
mod writers;

/// The number of concurrent writers.
const WRITERS: usize = 50;

fn now<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// Xorshift: G. Marsaglia, *Xorshift RNGs* (2003).
fn next(chance: &mut u64) -> u64 {
    *chance ^= *chance << 13;
    *chance ^= *chance >> 7;
    *chance ^= *chance << 17;
    *chance
}
