//! A PostgreSQL server of one's own, for tests: in a temporary folder, on a port of its own, and gone with the process that started it,
//! however that ends.
//!
//! It needs PostgreSQL's programs, as Debian's package `postgresql` brings them, and no server that runs already. PostgreSQL refuses to
//! run as root; so there it runs as the user `postgres` that the package makes.

#[cfg(unix)]
mod owner;
mod programs;
#[cfg(unix)]
mod server;

pub use programs::{are_installed, find};
#[cfg(unix)]
pub use server::{Durability, Server};
