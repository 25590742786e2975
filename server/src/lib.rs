//! The server of Plumbline: the composition root.
//!
//! [`site::Site`] is what every request is answered from, [`router::router`] turns requests into answers, and [`serve::serve`] brings both
//! to a socket. [`commands`] are what the command line offers. Time and chance come from [`clock`] and from nowhere else.

mod api;
pub mod assets;
pub mod auth;
pub mod cli;
pub mod clock;
pub mod commands;
mod error_response;
mod forms;
mod founding;
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
mod welcome;
mod wire;
