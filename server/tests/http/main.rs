//! Tests of the server over HTTP: the real router and database, with a fixed clock.

#![allow(clippy::unwrap_used, reason = "a test that can’t get what it needs has failed")]

mod assets;
mod attack;
mod audit;
mod auth;
mod bad_input;
mod beside;
mod clocks;
mod forms;
mod founding;
mod live;
mod markup;
mod matrix;
mod middleware;
mod objectives_table;
mod oidc;
mod organisation;
mod pages;
mod people_table;
mod privacy;
mod second_factor;
mod sessions;
mod shutdown;
mod sign_ins;
mod sockets;
mod support;
mod teams;
mod visibility;
