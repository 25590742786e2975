//! Building the server: for development with a separate folder of files, for a release as one binary that contains
//! them.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::client::{self, Grade};
use crate::compress::{self, Effort};
use crate::packages::HOST;
use crate::shell::{cargo, run, say};
use crate::{assets, place};

/// A built server.
#[derive(Debug)]
pub(crate) struct Built {
    /// The server's binary.
    pub(crate) binary: PathBuf,
    /// The folder for `--assets`; `None` if the binary contains its files.
    pub(crate) assets: Option<PathBuf>,
}

/// Builds client and server for development.
pub(crate) fn development() -> Result<Built> {
    with_client(&mut cargo(&["build", "--package", "plumbline"]))
}

/// The same after the Rust tests, reusing the packages compiled for them.
pub(crate) fn beside_tests() -> Result<Built> {
    with_client(cargo(&["build", "--bins", "--tests"]).args(HOST))
}

fn with_client(build_server: &mut Command) -> Result<Built> {
    let client = client::build(Grade::Development)?;
    let assets = assets::assemble(Grade::Development, &client)?;
    say("Building the server (4 minutes the first time, then seconds)");
    run(build_server)?;
    Ok(Built { binary: place::binary("debug"), assets: Some(assets) })
}

/// The release binary, and the size of its client.
#[derive(Debug)]
pub(crate) struct Released {
    /// The binary.
    pub(crate) built: Built,
    /// The client's size.
    pub(crate) client: Weight,
}

impl Released {
    /// Prints the binary's path and the sizes.
    pub(crate) fn print(&self) {
        let size = fs::metadata(&self.built.binary).map_or(0, |metadata| metadata.len());
        println!("{}: {:.1} MB, needs nothing but a data folder", self.built.binary.display(), megabytes(size));
        println!("{}", self.client);
    }
}

/// The size of the client's wasm module, in bytes.
#[derive(Debug)]
pub(crate) struct Weight {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

impl std::fmt::Display for Weight {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [raw, gzip, brotli] = [self.raw, self.gzip, self.brotli].map(|bytes| bytes as f64 / 1000.0);
        write!(out, "client wasm: {brotli:.0} KB with brotli, {gzip:.0} KB with gzip, {raw:.0} KB raw")
    }
}

/// Builds the release binary.
pub(crate) fn release() -> Result<Released> {
    let client = client::build(Grade::Release)?;
    let module = fs::read(client.join(format!("{}_bg.wasm", client::NAME)))?;
    let site = assets::assemble(Grade::Release, &client)?;
    say("Building the server for release (6 minutes the first time)");
    // The server's `embed` feature reads this variable when it is compiled.
    run(cargo(&["build", "--release", "--package", "plumbline", "--features", "embed"]).env("PLUMBLINE_SITE", site))?;
    let weight = Weight {
        raw: module.len(),
        gzip: compress::gzip(&module, Effort::Best)?.len(),
        brotli: compress::brotli(&module, Effort::Best)?.len(),
    };
    Ok(Released { built: Built { binary: place::binary("release"), assets: None }, client: weight })
}

fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
