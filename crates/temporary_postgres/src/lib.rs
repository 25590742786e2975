//! A temporary PostgreSQL server for tests: in a temporary folder, on its own port, stopped and deleted when the
//! process that started it ends, even by a crash.
//!
//! It needs PostgreSQL's programs, as in Debian's package `postgresql`, and no running server. PostgreSQL refuses to
//! run as root; in that case it runs as the user `postgres`, which the package creates.

#[cfg(unix)]
mod owner;
mod programs;
#[cfg(unix)]
mod server;

pub use programs::{are_installed, find};
#[cfg(unix)]
pub use server::{Durability, Server};
