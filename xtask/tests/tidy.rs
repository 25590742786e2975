//! Architecture tests: the dependencies between packages, from cargo's metadata.

#![allow(clippy::unwrap_used, reason = "a test that cannot read what it is about has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

/// The own packages that each package may depend on.
const MAY_KNOW: [(&str, &[&str]); 11] = [
    ("okr", &[]),
    ("layout", &[]),
    ("temporary_postgres", &[]),
    ("table", &["okr"]),
    ("demo", &["okr"]),
    ("store", &["okr"]),
    ("service", &["okr", "store"]),
    ("app", &["okr", "layout", "service", "store"]),
    ("plumbline", &["okr", "layout", "table", "demo", "service", "store", "app"]),
    ("frontend", &["app"]),
    ("xtask", &["temporary_postgres"]),
];

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    /// `None` for normal dependencies, otherwise `dev` or `build`.
    kind: Option<String>,
    optional: bool,
    /// Only the project's own packages have one.
    path: Option<String>,
}

fn cargo(arguments: &[&str]) -> String {
    let output =
        Command::new(env!("CARGO")).current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).args(arguments).output().unwrap();
    assert!(output.status.success(), "cargo {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn packages() -> Vec<Package> {
    let metadata = cargo(&["metadata", "--format-version", "1", "--no-deps", "--offline"]);
    serde_json::from_str::<Metadata>(&metadata).unwrap().packages
}

#[test]
fn the_client_holds_no_database_and_no_server_runtime() {
    let arguments =
        ["tree", "--package", "frontend", "--target", "wasm32-unknown-unknown", "--edges", "normal", "--prefix", "none"];
    let tree = cargo(&arguments);
    assert!(tree.contains("leptos v"), "not the client's tree:\n{tree}");
    for unwanted in ["sqlx", "sqlx-core", "libsqlite3-sys", "tokio", "axum", "store"] {
        let found = tree.lines().find(|line| line.split(' ').next() == Some(unwanted));
        assert_eq!(found, None, "{unwanted} has reached the client");
    }
}

#[test]
fn packages_know_only_those_they_may_know() {
    let may_know = BTreeMap::from(MAY_KNOW);
    for package in packages() {
        let allowed = may_know.get(package.name.as_str()).unwrap_or_else(|| panic!("{} is not in MAY_KNOW", package.name));
        for known in package.dependencies.iter().filter(|known| known.path.is_some() && known.kind.is_none()) {
            assert!(allowed.contains(&known.name.as_str()), "{} may not know {}", package.name, known.name);
        }
    }
}

#[test]
fn the_app_knows_service_and_store_only_on_the_servers_side() {
    let packages = packages();
    let app = packages.iter().find(|package| package.name == "app").unwrap();
    for name in ["service", "store"] {
        let known = app.dependencies.iter().find(|known| known.name == name).unwrap();
        assert!(known.optional, "{name} must be optional, and a part of the feature ssr");
    }
}

/// Each external dependency of these packages, with the sets of features it is compiled with, which may differ for
/// build scripts and macros. The project's own packages are omitted, because tests need more of their features.
fn compiled(packages: &[&str], edges: &str) -> BTreeMap<String, BTreeSet<String>> {
    let tree = [&["tree", "--offline", "--prefix", "none", "--format", "{p}|{f}", "--edges", edges], packages].concat();
    let mut compiled: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let text = cargo(&tree);
    let lines =
        text.lines().filter(|line| !line.contains(" (/")).filter_map(|line| line.trim_end_matches(" (*)").split_once('|'));
    for (package, features) in lines {
        compiled.entry(package.to_owned()).or_default().insert(features.to_owned());
    }
    compiled
}

#[test]
fn the_server_alone_wants_the_same_features_of_its_dependencies_as_beside_the_tests() {
    let alone = compiled(&["--package", "plumbline"], "normal,build");
    let host =
        compiled(&["--workspace", "--exclude", "frontend", "--exclude", "xtask", "--features", "app/ssr"], "normal,build,dev");
    assert!(alone.len() > 200, "{}", alone.len());
    let other: Vec<_> = alone.iter().filter(|(package, features)| host.get(*package) != Some(features)).collect();
    assert!(other.is_empty(), "compiled once more for `cargo build --package plumbline`: {other:?}");
}

/// The ledger and the accounts are written by the use cases alone, so that what they add to the rules holds for every
/// way in.
#[test]
fn only_the_service_commits_and_writes_accounts() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let path = path.to_string_lossy().into_owned();
        if path.contains("/tests/")
            || path.contains("/benches/")
            || path.contains("/crates/store/")
            || path.contains("/crates/service/")
        {
            continue;
        }
        let calls = ["ledger.commit(", "ledger.commit_as_of(", "ledger.seed(", "ledger().commit(", "Accounts::"];
        wrong.extend(calls.iter().filter(|call| text.contains(**call)).map(|call| format!("{path}: {call}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Names that a newcomer would not look for, each with the standard word: they name no file and no type.
const NOT_STANDARD: [(&str, &str); 17] = [
    ("door", "auth"),
    ("gate", "authenticate"),
    ("half_way", "mfa_challenge"),
    ("guard", "middleware"),
    ("bell", "lifecycle"),
    ("ring", "lifecycle"),
    ("wrong", "error_response"),
    ("asked", "request_context, or request"),
    ("kept", "drafts"),
    ("shelf", "local_storage"),
    ("telling", "objective_history, or narrator"),
    ("story", "objective_history"),
    ("wall", "privacy"),
    ("drafted", "write_batch"),
    ("ear", "listener"),
    ("house", "test_server"),
    ("desk", "service, or context"),
];

/// Our Rust files, with their texts.
fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folders = ["app", "crates", "frontend", "fuzz", "server", "xtask"].map(|name| root.join(name));
    let found: Vec<_> = folders.iter().flat_map(|folder| sources_in(folder)).collect();
    assert!(found.len() > 300, "{}", found.len());
    found
}

/// The Rust files in a folder, with their texts.
fn sources_in(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut folders = vec![folder.to_owned()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                if path.file_name().is_some_and(|name| name != "target") {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    found
}

#[test]
fn files_and_types_have_standard_names() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let declared = text.lines().filter_map(|line| {
            let line = line.trim_start();
            if line.starts_with("//") {
                return None;
            }
            let (_, rest) = ["struct ", "enum ", "trait ", "type "].iter().find_map(|kind| line.split_once(kind))?;
            Some(rest.split(|letter: char| !letter.is_alphanumeric()).next()?.to_lowercase())
        });
        let names: Vec<String> = [stem].into_iter().chain(declared).collect();
        for (name, standard) in NOT_STANDARD {
            let plain = name.replace('_', "");
            if names.iter().any(|found| *found == name || *found == plain) {
                wrong.push(format!("{}: {name} is called {standard}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The fuzz targets are a workspace of their own, which is compiled only when somebody fuzzes. So this test finds the
/// modules that they name.
#[test]
fn the_fuzz_targets_name_modules_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let sources = [("app", "app/src"), ("okr", "crates/okr/src"), ("table", "crates/table/src")];
    let mut seen = 0;
    for (path, text) in sources_in(&root.join("fuzz")) {
        for line in text.lines().filter_map(|line| line.strip_prefix("use ")) {
            let parts: Vec<&str> = line.split("::").collect();
            let Some((_, source)) = sources.iter().find(|(package, _)| *package == parts[0]) else { continue };
            let module = parts[1..parts.len() - 1].join("/");
            let file = root.join(source).join(&module);
            let exists = module.is_empty() || file.with_extension("rs").exists() || file.join("mod.rs").exists();
            assert!(exists, "{}: there is no {}", path.display(), parts[..parts.len() - 1].join("::"));
            seen += 1;
        }
    }
    assert!(seen > 5, "{seen}");
}

/// What git ignores isn't in a clone. A test that reads such a file passes only where it was written.
#[test]
fn nothing_among_the_sources_is_ignored() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    if !root.join(".git").exists() {
        return;
    }
    let arguments =
        ["ls-files", "--others", "--ignored", "--exclude-standard", "--", "app", "crates", "docs", "frontend", "fuzz"];
    let more = ["public", "server", "style", "xtask", "end2end/tests"];
    let listed = Command::new("git").current_dir(root).args(arguments).args(more).output().unwrap();
    assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
    let ignored = String::from_utf8(listed.stdout).unwrap();
    let ignored: Vec<&str> =
        ignored.lines().filter(|file| !file.contains("/target/") && !file.contains("/node_modules/")).collect();
    assert_eq!(ignored, [""; 0], "files that a clone would not have");
}
