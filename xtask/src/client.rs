//! Building the client: cargo compiles it to wasm, `wasm-bindgen` generates the JavaScript, `wasm-opt` reduces the
//! size.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, anyhow};
use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

use crate::compress::Effort;
use crate::shell::{cargo, command, run, say, spoken};
use crate::{needs, place};

/// The wasm features that `wasm-opt` may use. All browsers have had them since 2023.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// The base name of the generated files, before the hash is added.
pub(crate) const NAME: &str = "plumbline";

/// The grade of a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Grade {
    /// For development and tests: fast to build.
    Development,
    /// For releases: small.
    Release,
}

impl Grade {
    /// The profile in the root `Cargo.toml`.
    pub(crate) fn profile(self) -> &'static str {
        match self {
            Self::Development => "wasm-dev",
            Self::Release => "wasm-release",
        }
    }

    /// The compression level for its files.
    pub(crate) fn effort(self) -> Effort {
        match self {
            Self::Development => Effort::Quick,
            Self::Release => Effort::Best,
        }
    }
}

/// Builds the client, and returns the folder with `plumbline.js`, `plumbline_bg.wasm` and `snippets/`.
///
/// Steps after cargo are skipped if cargo's output is unchanged.
pub(crate) fn build(grade: Grade) -> Result<PathBuf> {
    needs::wasm_target()?;
    say(match grade {
        Grade::Development => "Building the client (2 minutes the first time, then seconds)",
        Grade::Release => "Building the client for release (3 minutes the first time, then half a minute)",
    });
    let build = ["rustc", "--package", "frontend", "--lib", "--target", needs::WASM, "--profile", grade.profile()];
    // The splitter uses the relocations to find which code belongs to which part.
    run(&mut cargo(&[&build[..], &["--", "--codegen", "link-arg=--emit-relocs"]].concat()))?;

    let compiled = place::target().join(needs::WASM).join(grade.profile()).join("frontend.wasm");
    let wasm_opt = match grade {
        // In development it would take longer at each rebuild than the smaller file saves.
        Grade::Development => None,
        Grade::Release => needs::wasm_opt()?,
    };
    let folder = place::target().join("client").join(grade.profile());
    let stamp = folder.join("made-from");
    let made_from = stamp_of(&compiled, wasm_opt.is_some())?;
    if fs::read_to_string(&stamp).is_ok_and(|last| last == made_from) {
        return Ok(folder);
    }
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let parts = split(&compiled, &folder)?;
    bind(&folder.join(WHOLE), &folder)?;
    fs::remove_file(folder.join(WHOLE))?;
    if let Some(wasm_opt) = wasm_opt {
        for module in parts.iter().chain([&folder.join(format!("{NAME}_bg.wasm"))]) {
            shrink(&wasm_opt, module)?;
        }
    }
    fs::write(stamp, made_from)?;
    Ok(folder)
}

/// A fingerprint of all inputs of the client.
fn stamp_of(compiled: &Path, optimised: bool) -> Result<String> {
    let module = fs::read(compiled).with_context(|| format!("cargo left no {}", compiled.display()))?;
    let tools = if optimised { fs::read_to_string(place::tools().join("package-lock.json"))? } else { String::new() };
    let digest = Sha256::new().chain_update(module).chain_update(tools).finalize();
    Ok(format!("{digest:x}"))
}

/// The rest of the module after splitting.
const WHOLE: &str = "main.wasm";

/// Splits code for single pages out of the module, into parts that are loaded on navigation.
fn split(compiled: &Path, folder: &Path) -> Result<Vec<PathBuf>> {
    fs::create_dir_all(folder)?;
    let module = fs::read(compiled)?;
    let (main_out_path, main_module) = (folder.join(WHOLE), format!("./{NAME}.js"));
    let mut options = wasm_split_cli_support::Options::new(&module);
    options.output_dir = folder;
    options.main_out_path = &main_out_path;
    options.main_module = &main_module;
    let split = wasm_split_cli_support::transform(options).map_err(|error| anyhow!("wasm-split: {error:#}"))?;
    Ok(split.split_modules)
}

/// Writes the JavaScript loader, and the module without data for `wasm-bindgen`.
fn bind(compiled: &Path, folder: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(compiled).out_name(NAME).typescript(false).keep_lld_exports(true);
    bindgen.web(true).map_err(|error| anyhow!("{error:#}"))?;
    // The page passes the module's address, because this script can't know its hash.
    bindgen.omit_default_module_path(true).remove_name_section(true).remove_producers_section(true);
    bindgen.generate(folder).map_err(|error| anyhow!("wasm-bindgen: {error:#}"))
}

fn shrink(wasm_opt: &Path, module: &Path) -> Result<()> {
    say("Making the client small with wasm-opt (half a minute)");
    let began = Instant::now();
    let before = fs::metadata(module)?.len();
    run(command("node").arg(wasm_opt).arg("-Oz").args(WASM_FEATURES).arg(module).arg("-o").arg(module))?;
    say(format!("… {} KB are now {} KB, in {}", before / 1000, fs::metadata(module)?.len() / 1000, spoken(began.elapsed())));
    Ok(())
}
