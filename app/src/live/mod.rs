//! The organisation as the browser knows it: what the server has confirmed, the commands that are still unanswered, and
//! the connection over which news arrive.

mod clock;
mod commands;
mod connection;
mod cycle;
#[cfg(feature = "hydrate")]
mod heard;
mod link;
#[cfg(feature = "hydrate")]
mod listen;
#[cfg(feature = "hydrate")]
mod locks;
mod messages;
mod optimistic;
#[cfg(feature = "hydrate")]
mod quiet;
mod state;
#[cfg(feature = "hydrate")]
mod stream;
#[cfg(feature = "hydrate")]
mod tabs;
mod under_way;
mod undo;

pub use cycle::chosen_cycle;
pub use link::Link;
pub use messages::{Toast, Undo};
pub use state::{Live, live};
