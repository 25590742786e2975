//! The folder of static files: served as a folder in development, embedded in the binary in a release.
//!
//! Files below `assets/` have a hash of their content in their name and can be cached for good. Each compressible
//! file also has a `….br` and a `….gz`. The files of `public/` keep their names, at the root. `manifest.json` lists
//! the others.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::client::{self, Grade};
use crate::compress::{self, Effort};
use crate::place;

/// The style sheets in the order of concatenation. A folder stands for all its sheets, by name.
const STYLES: [&str; 5] = ["tokens.css", "base.css", "layout.css", "components", "pages"];

/// The first line of the result: the order of the cascade layers.
const LAYERS: &str = "@layer tokens, base, layout, components, pages;\n";

/// What the server needs to know about the folder: `manifest.json`.
#[derive(Debug, Serialize)]
struct Manifest {
    /// Path of the script that loads the module.
    script: String,
    /// Path of the wasm module.
    module: String,
    /// Path of the style sheet.
    style: String,
    /// Paths of the client's translation tables, by language.
    words: BTreeMap<String, String>,
    /// A version that changes with any file of the folder.
    version: String,
}

/// The folder for a grade: `target/site`, or `target/site-release`.
pub(crate) fn folder(grade: Grade) -> PathBuf {
    place::target().join(match grade {
        Grade::Development => "site",
        Grade::Release => "site-release",
    })
}

/// Updates the folder from the built client, `style/` and `public/`, and returns it.
pub(crate) fn assemble(grade: Grade, client: &Path) -> Result<PathBuf> {
    let mut site = Site::open(folder(grade), grade.effort());

    let [script, module] = site.put_client(&files_below(client)?)?;
    let style = site.put_hashed("css", joined_styles(&place::root().join("style"))?.as_bytes())?;
    let mut words = BTreeMap::new();
    for (path, content) in files_below(&place::root().join("app/locales"))? {
        // Tables in subfolders are for static pages.
        if let Some(language) = path.to_str().and_then(|name| name.strip_suffix(".json")).filter(|name| !name.contains('/')) {
            words.insert(language.to_owned(), site.put_hashed("json", &content)?);
        }
    }
    for (path, content) in files_below(&place::root().join("public"))? {
        site.put(&path, &content)?;
    }

    let manifest = Manifest { script, module, style, words, version: site.version() };
    site.put(Path::new("manifest.json"), &serde_json::to_vec_pretty(&manifest)?)?;
    site.close()
}

/// All style sheets concatenated.
fn joined_styles(folder: &Path) -> Result<String> {
    let mut joined = LAYERS.to_owned();
    for name in STYLES {
        let path = folder.join(name);
        if path.is_dir() {
            for (sheet, content) in files_below(&path)? {
                if sheet.extension().is_some_and(|ending| ending == "css") {
                    joined +=
                        std::str::from_utf8(&content).with_context(|| format!("{name}/{} is not UTF-8", sheet.display()))?;
                }
            }
        } else if path.is_file() {
            joined += &fs::read_to_string(&path).with_context(|| format!("could not read {}", path.display()))?;
        }
    }
    Ok(joined)
}

/// A folder being updated: files that aren't put are removed at the end.
struct Site {
    root: PathBuf,
    effort: Effort,
    /// The files put: path within the folder, and hash.
    put: BTreeMap<PathBuf, String>,
}

impl Site {
    fn open(root: PathBuf, effort: Effort) -> Self {
        Self { root, effort, put: BTreeMap::new() }
    }

    /// Writes `assets/plumbline-<hash>.<ending>`, and returns its path on the server.
    fn put_hashed(&mut self, ending: &str, content: &[u8]) -> Result<String> {
        let path = format!("assets/{}-{}.{ending}", client::NAME, hash(content));
        self.put(Path::new(&path), content)?;
        Ok(format!("/{path}"))
    }

    /// Writes the client's script, its module, and the files they load by relative path, into a folder named by their
    /// combined hash. Returns the paths of the script and the module on the server.
    fn put_client(&mut self, files: &BTreeMap<PathBuf, Vec<u8>>) -> Result<[String; 2]> {
        let all: Vec<u8> = files.values().flatten().copied().collect();
        let folder = format!("assets/{}-{}", client::NAME, hash(&all));
        for (path, content) in files.iter().filter(|(path, _)| path.extension().is_some()) {
            self.put(&Path::new(&folder).join(path), content)?;
        }
        Ok([format!("/{folder}/{}.js", client::NAME), format!("/{folder}/{}_bg.wasm", client::NAME)])
    }

    /// Writes a file and its compressed forms. Unchanged files aren't touched.
    fn put(&mut self, path: &Path, content: &[u8]) -> Result<()> {
        self.put.insert(path.to_owned(), hash(content));
        let file = self.root.join(path);
        let complete = !compress::shrinks(path) || compress::siblings(&file).iter().all(|sibling| sibling.is_file());
        if complete && fs::read(&file).is_ok_and(|present| present == content) {
            return Ok(());
        }
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        if compress::shrinks(path) {
            compress::write_siblings(&file, content, self.effort)?;
        }
        // Written last, so that an interrupted run leaves nothing that looks complete.
        fs::write(&file, content).with_context(|| format!("could not write {}", file.display()))
    }

    /// A hash over all files so far.
    fn version(&self) -> String {
        let listed: Vec<String> = self.put.iter().map(|(path, hash)| format!("{} {hash}\n", path.display())).collect();
        hash(listed.concat().as_bytes())
    }

    /// Removes files that weren't put, and returns the folder.
    fn close(self) -> Result<PathBuf> {
        for path in paths_below(&self.root)? {
            let original = match path.extension().and_then(|ending| ending.to_str()) {
                Some("br" | "gz") => path.with_extension(""),
                _ => path.clone(),
            };
            if !self.put.contains_key(&original) && !self.put.contains_key(&path) {
                fs::remove_file(self.root.join(&path))?;
            }
        }
        Ok(self.root)
    }
}

/// The first 16 hexadecimal digits of the SHA-256: 64 bits are enough to distinguish builds.
fn hash(content: &[u8]) -> String {
    let mut digits = format!("{:x}", Sha256::digest(content));
    digits.truncate(16);
    digits
}

fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("could not read {}", file.display()))
}

/// All files below a folder with their content, by relative path. A missing folder has none.
fn files_below(folder: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    paths_below(folder)?.into_iter().map(|path| read(&folder.join(&path)).map(|content| (path, content))).collect()
}

/// The relative paths of all files below a folder.
fn paths_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        if !next.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&next)? {
            let path = entry?.path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                found.push(path.strip_prefix(folder)?.to_owned());
            }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder for one test, below cargo's folder for test files.
    fn scratch(name: &str) -> PathBuf {
        let folder = place::target().join("tmp/xtask").join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder).unwrap();
        }
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn another_content_gets_another_name_and_the_old_file_goes() {
        let root = scratch("stale");
        let mut site = Site::open(root.clone(), Effort::Quick);
        let old = site.put_hashed("css", b"body { color: red }").unwrap();
        site.close().unwrap();

        let mut site = Site::open(root.clone(), Effort::Quick);
        let new = site.put_hashed("css", b"body { color: green }").unwrap();
        site.close().unwrap();

        assert_ne!(old, new);
        let left: Vec<String> = paths_below(&root).unwrap().iter().map(|path| format!("/{}", path.display())).collect();
        assert_eq!(left, [new.clone(), format!("{new}.br"), format!("{new}.gz")]);
    }

    #[test]
    fn the_version_changes_with_any_file() {
        let version = |content: &[u8]| {
            let mut site = Site::open(scratch("version"), Effort::Quick);
            site.put(Path::new("icon.svg"), content).unwrap();
            site.version()
        };
        assert_ne!(version(b"<svg/>"), version(b"<svg></svg>"));
    }

    #[test]
    fn a_lost_sibling_is_made_again() {
        let root = scratch("sibling");
        for _ in 0..2 {
            let mut site = Site::open(root.clone(), Effort::Quick);
            site.put(Path::new("worker.js"), b"self.oninstall = null").unwrap();
            site.close().unwrap();
            assert!(root.join("worker.js.br").exists());
            fs::remove_file(root.join("worker.js.br")).unwrap();
        }
    }

    #[test]
    fn sheets_are_joined_in_the_order_of_the_layers() {
        let root = scratch("styles");
        fs::create_dir_all(root.join("components")).unwrap();
        for (name, content) in [("base.css", "b"), ("tokens.css", "t"), ("components/card.css", "2"), ("components/bar.css", "1")]
        {
            fs::write(root.join(name), format!("{content}\n")).unwrap();
        }
        assert_eq!(joined_styles(&root).unwrap(), format!("{LAYERS}t\nb\n1\n2\n"));
    }

    #[test]
    fn what_belongs_to_the_client_lies_together_in_a_folder_named_by_its_hash() {
        let mut site = Site::open(scratch("client"), Effort::Quick);
        let mut files: BTreeMap<_, _> =
            ["plumbline.js", "plumbline_bg.wasm", "map.wasm", "snippets/crate-1/inline0.js", "made-from"]
                .map(|path| (PathBuf::from(path), path.as_bytes().to_vec()))
                .into();
        let [script, module] = site.put_client(&files).unwrap();
        let folder = site.root.join(script.trim_start_matches('/')).parent().unwrap().to_owned();
        assert!(module.ends_with("/plumbline_bg.wasm"));
        for path in ["plumbline.js", "plumbline_bg.wasm", "map.wasm", "snippets/crate-1/inline0.js"] {
            assert!(folder.join(path).is_file(), "{path}");
        }
        assert!(!folder.join("made-from").exists(), "what only we need stays here");
        files.insert("map.wasm".into(), b"another".to_vec());
        assert_ne!(site.put_client(&files).unwrap()[0], script, "whatever changes, the address of all of it does");
    }
}
