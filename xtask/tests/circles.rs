//! No circle of files: within a package, no file uses what another one defines that uses, directly or not, what the
//! first one defines. A module and its children count as files like any others; a name counts where it is defined, not
//! where it is re-exported.

#![allow(clippy::unwrap_used, reason = "a test that cannot read what it is about has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};
use syn::{Item, ItemMod, ItemUse, UseTree, Visibility};

/// The packages, by folder.
const PACKAGES: [&str; 9] =
    ["app", "crates/demo", "crates/layout", "crates/okr", "crates/service", "crates/store", "crates/table", "server", "xtask"];

/// A module's path, such as `["forms", "people"]`.
type ModulePath = Vec<String>;

/// A module in a file of its own.
#[derive(Default)]
struct Module {
    /// The names that it defines.
    defines: BTreeSet<String>,
    /// The names that it imports, with their paths, as written: by name, or `*`.
    imports: Vec<(String, ModulePath, bool)>,
    /// Other paths in it, as written.
    paths: BTreeSet<ModulePath>,
    /// The single names in it.
    names: BTreeSet<String>,
}

struct Reader {
    module: Module,
    /// How many modules within the file the reader is in.
    depth: usize,
}

impl Reader {
    /// A path as it would be written outside of the modules within the file.
    fn outside(&self, path: ModulePath) -> ModulePath {
        let supers = path.iter().take_while(|part| *part == "super").count().min(self.depth);
        if supers == 0 { path } else { [&["self".to_owned()], &path[supers..]].concat() }
    }
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        // Tests may use anything.
        if item.ident != "tests" {
            self.depth += 1;
            visit::visit_item_mod(self, item);
            self.depth -= 1;
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        let is_export = !matches!(item.vis, Visibility::Inherited);
        let mut found = Vec::new();
        flatten(&item.tree, &mut Vec::new(), is_export, &mut found);
        let found = found.into_iter().map(|(name, path, is_export)| (name, self.outside(path), is_export));
        self.module.imports.extend(found.collect::<Vec<_>>());
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: ModulePath = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if segments.len() > 1 {
            self.module.paths.insert(self.outside(segments.clone()));
        }
        self.module.names.insert(segments[0].clone());
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        // The names in a macro's tokens, such as a view's components.
        for word in item.tokens.to_string().split(|letter: char| !letter.is_alphanumeric() && letter != '_') {
            self.module.names.insert(word.to_owned());
        }
        visit::visit_macro(self, item);
    }
}

fn flatten(tree: &UseTree, before: &mut ModulePath, is_export: bool, found: &mut Vec<(String, ModulePath, bool)>) {
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            flatten(&path.tree, before, is_export, found);
            before.pop();
        }
        UseTree::Name(name) if name.ident == "self" => {
            found.push((before.last().cloned().unwrap_or_default(), before.clone(), is_export));
        }
        UseTree::Name(name) => {
            found.push((name.ident.to_string(), [before.as_slice(), &[name.ident.to_string()]].concat(), is_export));
        }
        UseTree::Rename(name) => {
            found.push((name.rename.to_string(), [before.as_slice(), &[name.ident.to_string()]].concat(), is_export));
        }
        UseTree::Glob(_) => found.push(("*".to_owned(), before.clone(), is_export)),
        UseTree::Group(group) => group.items.iter().for_each(|tree| flatten(tree, before, is_export, found)),
    }
}

fn defined(item: &Item) -> Option<String> {
    Some(match item {
        Item::Const(item) => item.ident.to_string(),
        Item::Enum(item) => item.ident.to_string(),
        Item::Fn(item) => item.sig.ident.to_string(),
        Item::Static(item) => item.ident.to_string(),
        Item::Struct(item) => item.ident.to_string(),
        Item::Trait(item) => item.ident.to_string(),
        Item::Type(item) => item.ident.to_string(),
        Item::Union(item) => item.ident.to_string(),
        Item::Macro(item) => item.ident.as_ref()?.to_string(),
        _ => return None,
    })
}

/// All modules of a package that are files of their own, except tests.
fn modules(source: &Path) -> BTreeMap<ModulePath, (PathBuf, Module)> {
    let mut found = BTreeMap::new();
    let mut folders = vec![source.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let mut module: ModulePath = path
                .strip_prefix(source)
                .unwrap()
                .with_extension("")
                .iter()
                .map(|part| part.to_string_lossy().into_owned())
                .collect();
            if matches!(module.last().map(String::as_str), Some("mod" | "lib" | "main")) {
                module.pop();
            }
            let is_main = path.file_name().is_some_and(|name| name == "main.rs");
            if path.extension().is_none_or(|ending| ending != "rs") || module.iter().any(|part| part == "tests") || is_main {
                continue;
            }
            let file = syn::parse_file(&fs::read_to_string(&path).unwrap()).unwrap();
            let mut reader = Reader { module: Module::default(), depth: 0 };
            reader.visit_file(&file);
            reader.module.defines = file.items.iter().filter_map(defined).collect();
            found.insert(module, (path, reader.module));
        }
    }
    found
}

/// The absolute path of a path as it is written in a module; `None` if it leads to another package.
fn absolute(modules: &BTreeMap<ModulePath, (PathBuf, Module)>, at: &[String], path: &[String]) -> Option<ModulePath> {
    let mut whole = match path.first()?.as_str() {
        "crate" => Vec::new(),
        "self" | "super" => at.to_vec(),
        first => {
            let child = [at, &[first.to_owned()]].concat();
            return modules.contains_key(&child).then(|| [at, path].concat());
        }
    };
    for part in path {
        match part.as_str() {
            "crate" | "self" => {}
            "super" => {
                whole.pop()?;
            }
            part => whole.push(part.to_owned()),
        }
    }
    Some(whole)
}

/// The module that defines what an absolute path names; re-exports are followed.
fn definer(modules: &BTreeMap<ModulePath, (PathBuf, Module)>, path: &[String], depth: u8) -> Option<ModulePath> {
    let length = (0..=path.len()).rev().find(|length| modules.contains_key(&path[..*length]))?;
    let (at, rest) = path.split_at(length);
    let name = rest.first()?;
    let (_, module) = &modules[at];
    if depth == 0 || module.defines.contains(name) {
        return Some(at.to_vec());
    }
    for (imported, from, _) in &module.imports {
        let whole = if imported == name {
            absolute(modules, at, from)
        } else if imported == "*" {
            absolute(modules, at, from).map(|from| [from.as_slice(), std::slice::from_ref(name)].concat())
        } else {
            None
        };
        if let Some(found) = whole.and_then(|whole| definer(modules, &whole, depth - 1))
            && (imported == name || modules[&found].1.defines.contains(name))
        {
            return Some(found);
        }
    }
    // A macro with `#[macro_export]` has its path at the root, wherever it is defined.
    let exported = modules.iter().find(|(_, (_, module))| at.is_empty() && module.defines.contains(name));
    Some(exported.map_or_else(|| at.to_vec(), |(definer, _)| definer.clone()))
}

/// Which module uses which others, and the names.
fn uses(modules: &BTreeMap<ModulePath, (PathBuf, Module)>) -> BTreeMap<ModulePath, BTreeMap<ModulePath, BTreeSet<String>>> {
    let mut uses: BTreeMap<ModulePath, BTreeMap<ModulePath, BTreeSet<String>>> = BTreeMap::new();
    for (at, (_, module)) in modules {
        let imported = module.imports.iter().filter(|(name, _, is_export)| !is_export || module.names.contains(name));
        let written = imported.map(|(_, path, _)| path).chain(&module.paths);
        for path in written {
            let Some(whole) = absolute(modules, at, path) else { continue };
            if let Some(other) = definer(modules, &whole, 8).filter(|other| other != at) {
                uses.entry(at.clone()).or_default().entry(other).or_default().insert(path.last().unwrap().clone());
            }
        }
        // Paths that begin with an imported module, as in `frame::draw`.
        for path in &module.paths {
            for (_, from, _) in module.imports.iter().filter(|(name, ..)| *name == path[0]) {
                let Some(start) = absolute(modules, at, from) else { continue };
                let whole = [start.as_slice(), &path[1..]].concat();
                if let Some(other) = definer(modules, &whole, 8).filter(|other| other != at) {
                    uses.entry(at.clone()).or_default().entry(other).or_default().insert(path.last().unwrap().clone());
                }
            }
        }
    }
    uses
}

/// The circles: the largest sets of modules of which each uses every other, directly or not.
fn circles(uses: &BTreeMap<ModulePath, BTreeMap<ModulePath, BTreeSet<String>>>) -> BTreeSet<BTreeSet<ModulePath>> {
    let reached = |from: &ModulePath| {
        let mut seen = BTreeSet::new();
        let mut next: Vec<&ModulePath> = uses.get(from).into_iter().flat_map(BTreeMap::keys).collect();
        while let Some(module) = next.pop() {
            if seen.insert(module.clone()) {
                next.extend(uses.get(module).into_iter().flat_map(BTreeMap::keys));
            }
        }
        seen
    };
    let reach: BTreeMap<&ModulePath, BTreeSet<ModulePath>> = uses.keys().map(|module| (module, reached(module))).collect();
    let circle = |module: &ModulePath| -> BTreeSet<ModulePath> {
        reach[module].iter().filter(|other| reach.get(other).is_some_and(|back| back.contains(module))).cloned().collect()
    };
    reach.keys().map(|module| circle(module)).filter(|circle| circle.len() > 1).collect()
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = Vec::new();
    for package in PACKAGES {
        let modules = modules(&root.join(package).join("src"));
        assert!(!modules.is_empty(), "{package}");
        let uses = uses(&modules);
        for circle in circles(&uses) {
            found.push(format!("{package}: a circle of {}", circle.len()));
            for (from, to, names) in uses.iter().flat_map(|(from, to)| to.iter().map(move |(to, names)| (from, to, names))) {
                if circle.contains(from) && circle.contains(to) {
                    let names: Vec<&str> = names.iter().map(String::as_str).collect();
                    found.push(format!("  {} -> {}: {}", from.join("::"), to.join("::"), names.join(", ")));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_circle_would_be_seen() {
    let module = |defines: &str, from: &[&str]| Module {
        defines: BTreeSet::from([defines.to_owned()]),
        imports: vec![(from.last().unwrap().to_string(), from.iter().map(ToString::to_string).collect(), false)],
        ..Module::default()
    };
    // `a` uses what `b` defines, through the re-export of their parent; `b` uses what the parent defines, which uses `a`.
    let mut parent = module("Parent", &["self", "a", "A"]);
    parent.imports.push(("B".to_owned(), ["self", "b", "B"].map(str::to_owned).to_vec(), true));
    let modules = BTreeMap::from([
        (Vec::new(), (PathBuf::new(), parent)),
        (vec!["a".to_owned()], (PathBuf::new(), module("A", &["crate", "B"]))),
        (vec!["b".to_owned()], (PathBuf::new(), module("B", &["super", "Parent"]))),
    ]);
    let all = BTreeSet::from([Vec::new(), vec!["a".to_owned()], vec!["b".to_owned()]]);
    assert_eq!(circles(&uses(&modules)), BTreeSet::from([all]));
}
