//! Requirements of the tasks beyond the Rust toolchain, installed if missing.
//!
//! Sources are rustup, npm and Debian's packages only. Each step is announced.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::place;
use crate::shell::{cargo, command, has, npm, output_of, run, say};

/// Debian packages for the browser tests: the browser, and fonts for both languages.
const DEBIAN_PACKAGES: [&str; 3] = ["chromium", "fonts-noto-cjk", "fonts-inter"];

/// Names of Chromium-based browsers.
const BROWSERS: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// The client's target.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// Adds the wasm target to the pinned toolchain if it is missing.
///
/// # Errors
/// It is missing, and there is no rustup.
pub(crate) fn wasm_target() -> Result<()> {
    let libraries = output_of(command("rustc").args(["--print", "target-libdir", "--target", WASM]));
    if libraries.is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    if !has("rustup") {
        bail!("The Rust target {WASM} is missing and there is no rustup to add it. Please install it for your toolchain.");
    }
    say(format!("Adding the Rust target {WASM} (20 MB)"));
    run(command("rustup").args(["target", "add", WASM]))
}

/// The `wasm-opt` script of npm's binaryen, installed if missing; `None` without node.
///
/// A distribution's own `wasm-opt` isn't used: some are too old, and produce modules that crash in the browser.
pub(crate) fn wasm_opt() -> Result<Option<PathBuf>> {
    if !has("node") || !has("npm") {
        say("There is no node here, so wasm-opt is left out: the client will be about half as large again");
        return Ok(None);
    }
    npm_packages(&place::tools(), "wasm-opt from npm's binaryen (30 MB, some seconds)")?;
    Ok(Some(place::tools().join("node_modules/binaryen/bin/wasm-opt")))
}

/// Installs the requirements of the browser tests. Returns the browser's executable.
///
/// # Errors
/// Something is missing that can't be installed from here; the message names it.
pub(crate) fn browser_tests() -> Result<PathBuf> {
    if !has("node") || !has("npm") {
        bail!("The browser tests need node 20 or newer, with npm. Please install it (on Debian: apt-get install nodejs npm).");
    }
    npm_packages(&place::end2end(), "Playwright from npm (10 MB, some seconds)")?;
    // On other systems nothing is installed: there `browser` gives instructions.
    if env::var_os("CHROMIUM").is_none() && Path::new("/etc/debian_version").exists() {
        debian_packages("browser tests", &DEBIAN_PACKAGES, "200 MB, a minute or two")?;
    }
    browser()
}

/// Installs the requirements of the PostgreSQL tests: its programs. The tests start their own server.
///
/// # Errors
/// They are missing and can't be installed from here; the message names what to install.
pub(crate) fn postgres() -> Result<()> {
    if temporary_postgres::are_installed() {
        return Ok(());
    }
    if !Path::new("/etc/debian_version").exists() {
        bail!("The tests need the programs of PostgreSQL 14 or newer (initdb, postgres, psql) in PATH. Please install them.");
    }
    debian_packages("tests on PostgreSQL", &["postgresql"], "60 MB, half a minute")?;
    Ok(())
}

/// Installs strace, which shows whether a server syncs what it acknowledged. Without it, that one test is skipped.
pub(crate) fn strace() {
    let missing = !has("strace") && Path::new("/etc/debian_version").exists();
    if missing && let Err(error) = debian_packages("faults", &["strace"], "2 MB") {
        say(error);
    }
}

/// The checker of licences, sources and versions. The version is that of `deny.toml`.
pub(crate) fn cargo_deny() -> Result<PathBuf> {
    rust_tool("cargo-deny", "0.20.2", "3 minutes")
}

/// The runner of the targets in `fuzz/`. libFuzzer is compiled with them, which needs a C++ compiler.
pub(crate) fn cargo_fuzz() -> Result<PathBuf> {
    if !["c++", "g++", "clang++"].iter().any(|compiler| has(compiler)) && Path::new("/etc/debian_version").exists() {
        debian_packages("fuzz targets", &["g++"], "a minute")?;
    }
    rust_tool("cargo-fuzz", "0.13.2", "a minute")
}

/// A tool from the Rust registry, installed into the target folder if missing.
fn rust_tool(name: &str, version: &str, effort: &str) -> Result<PathBuf> {
    let root = place::rust_tools();
    let program = root.join("bin").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    if !program.exists() {
        say(format!("Installing {name} ({effort})"));
        run(cargo(&["install", name, "--locked", "--version", version, "--root"]).arg(root))?;
    }
    Ok(program)
}

/// Installs the packages of a lock file, unless that was done since its last change.
fn npm_packages(folder: &Path, what: &str) -> Result<()> {
    let changed = |file: &str| fs::metadata(folder.join(file)).and_then(|metadata| metadata.modified()).ok();
    if changed("node_modules/.package-lock.json") >= changed("package-lock.json") {
        return Ok(());
    }
    say(format!("Installing {what}"));
    run(npm(folder, &["ci", "--no-audit", "--no-fund", "--loglevel=error"]).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))
}

/// Installs missing packages on Debian and its derivatives.
fn debian_packages(whose: &str, wanted: &[&'static str], effort: &str) -> Result<()> {
    let missing: Vec<&str> = wanted.iter().copied().filter(|package| !is_installed(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let missing_words = missing.join(" ");
    if output_of(command("id").arg("-u")).as_deref() != Some("0") {
        bail!("The {whose} need {missing_words}. Please run: sudo apt-get install --no-install-recommends {missing_words}");
    }
    say(format!("Installing {missing_words} with apt-get ({effort})"));
    let apt = |arguments: &[&str]| run(command("apt-get").arg("-qq").args(arguments).env("DEBIAN_FRONTEND", "noninteractive"));
    apt(&["update"])?;
    apt(&[&["install", "--yes", "--no-install-recommends"], missing.as_slice()].concat())
}

fn is_installed(package: &str) -> bool {
    output_of(command("dpkg-query").args(["--show", "--showformat=${db:Status-Status}", package])).as_deref() == Some("installed")
}

/// The browser of the tests: the one in `CHROMIUM`, or the first found in `PATH`.
fn browser() -> Result<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM") {
        return Ok(named.into());
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let found = env::split_paths(&path).flat_map(|folder| BROWSERS.map(|name| folder.join(name))).find(|file| file.is_file());
    found.ok_or_else(|| {
        anyhow::anyhow!(
            "The browser tests need Chromium, and fonts for Chinese (Noto Sans CJK). Please install both, \
             and set CHROMIUM to the browser's executable if it is not in PATH."
        )
    })
}
