//! The project's tasks: `cargo xtask serve`, `cargo xtask test`, and the rest.
//!
//! Only the Rust toolchain has to be installed beforehand; [`needs`] installs what is missing and says so. The client
//! is built here rather than by a separate tool, because installing one takes longer than building the whole project:
//! cargo compiles it to wasm, `wasm-bindgen` is linked as a library (so that its version is always the one in
//! `Cargo.lock`), and npm's `binaryen` reduces its size.

mod assets;
mod attack;
mod bench;
mod client;
mod compress;
mod dev;
mod faults;
mod needs;
mod packages;
mod pictures;
mod place;
mod serve;
mod server;
mod shell;
mod tally;
mod test;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The project's chores.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about)]
struct Chores {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Build Plumbline and start it on port 3000
    Serve(serve::Options),
    /// Run every test: format, lints, Rust, browser
    Test(test::Options),
    /// Build the one binary that needs nothing but a data folder
    Build,
    /// Print the figures that the README quotes
    Bench,
    /// Break real servers, again and again, and look whether anything was lost
    Faults,
    /// Attack it: texts that want to run, other sites, requests bent out of shape, a thousand slow clients
    Attack,
    /// Like serve, and again whenever a source file changes
    Dev(serve::Options),
    /// Take the pictures in docs/
    Pictures,
}

fn main() -> ExitCode {
    match run(Chores::parse().chore) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(chore: Chore) -> anyhow::Result<()> {
    match chore {
        Chore::Serve(options) => serve::run(&options),
        Chore::Test(options) => test::run(&options),
        Chore::Build => server::release().map(|built| built.print()),
        Chore::Bench => bench::run(),
        Chore::Faults => faults::run(),
        Chore::Attack => attack::run(),
        Chore::Dev(options) => dev::run(&options),
        Chore::Pictures => pictures::run(),
    }
}
