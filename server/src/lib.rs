//! The server of Plumbline: the composition root.
//!
//! [`site::Site`] is what every request is answered from, [`router::router`] turns requests into answers, and [`serve::serve`] brings both
//! to a socket. [`commands`] are what the command line offers. Time and chance come from [`clock`] and from nowhere else.

mod api;
mod asked;
pub mod assets;
pub mod bell;
pub mod cli;
pub mod clock;
pub mod commands;
pub mod door;
mod forms;
mod founding;
mod guard;
mod health;
mod in_path;
mod live;
pub mod logging;
mod opening;
mod page;
pub mod router;
mod say;
pub mod serve;
mod sheet;
pub mod site;
mod welcome;
mod wire;
mod wrong;
