//! The server of Plumbline: the composition root.
//!
//! [`site::Site`] is the shared state, [`router::router`] routes requests, and [`serve::serve`] accepts connections.
//! [`commands`] holds the commands of the command line. Time and randomness come only from [`clock`].

mod api;
pub mod assets;
pub mod auth;
pub mod cli;
pub mod commands;
mod error_response;
mod forms;
mod health;
mod in_path;
pub mod lifecycle;
mod live;
pub mod logging;
mod middleware;
mod opening;
mod page;
mod request_context;
pub mod router;
mod say;
pub mod serve;
pub mod site;
mod static_page;
mod wire;

pub use service::clock;
