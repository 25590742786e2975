//! All languages have the same keys, and all keys used in the code.

#![allow(clippy::unwrap_used, reason = "a test that cannot read what it is about has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use serde::de::{Deserializer, MapAccess, Visitor};

/// A language: phrases by key.
type Table = BTreeMap<String, String>;

/// English, and every other language with its table. Phrases of static pages are in separate tables.
fn tables() -> (Table, BTreeMap<String, Table>) {
    let read =
        |file: PathBuf| (file.file_stem().unwrap().to_string_lossy().into_owned(), table(&fs::read_to_string(file).unwrap()));
    let mut tables: BTreeMap<String, Table> = files("app/locales", "json").into_iter().map(read).collect();
    for (language, own) in files("app/locales/static_pages", "json").into_iter().map(read) {
        let table = tables.get_mut(&language).expect("the static pages speak the same languages");
        for (key, phrase) in own {
            assert_eq!(table.insert(key, phrase), None, "a phrase stands in one of the tables");
        }
    }
    let english = tables.remove("en").expect("English is what the others are held against");
    assert!(!tables.is_empty(), "there is but one language");
    (english, tables)
}

/// Parses a table, and panics on repeated keys, of which serde's maps would silently keep the last.
fn table(text: &str) -> Table {
    struct Keys;
    impl<'de> Visitor<'de> for Keys {
        type Value = Table;

        fn expecting(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
            out.write_str("a phrase by key")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Table, A::Error> {
            let mut table = Table::new();
            while let Some((key, phrase)) = entries.next_entry::<String, String>()? {
                assert!(!table.contains_key(&key), "{key} stands twice");
                table.insert(key, phrase);
            }
            Ok(table)
        }
    }
    serde_json::Deserializer::from_str(text).deserialize_map(Keys).unwrap()
}

/// The files with an extension in a folder of the repository, for `rs` with its subfolders.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder)];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && ending == "rs" {
                waiting.push(path);
            } else if path.extension().is_some_and(|is| is == ending) {
                found.push(path);
            }
        }
    }
    found
}

/// The placeholders of a phrase: the names between braces.
fn places(phrase: &str) -> BTreeSet<&str> {
    phrase.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect()
}

/// The plain string literals of a source, including those inside macros. Comments aren't included.
fn literals(source: TokenStream, found: &mut BTreeSet<String>) {
    for token in source {
        match token {
            TokenTree::Group(group) => literals(group.stream(), found),
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                found.extend(text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).map(str::to_owned));
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) => {}
        }
    }
}

/// What `t!` is given for a key: the key, and the names of the places that are filled.
type Filled = (String, BTreeSet<String>);

/// All `t!(words, "key", name = value, …)` of a source, including those inside macros.
fn fillings(source: TokenStream, found: &mut Vec<Filled>) {
    let tokens: Vec<TokenTree> = source.into_iter().collect();
    for (index, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        fillings(group.stream(), found);
        let before =
            [index.checked_sub(2), index.checked_sub(1)].map(|at| at.and_then(|at| tokens.get(at)).map(ToString::to_string));
        if before == [Some("t".to_owned()), Some("!".to_owned())] {
            found.extend(filled(group.stream()));
        }
    }
}

/// The arguments of one `t!`; `None` where its key is no literal.
fn filled(arguments: TokenStream) -> Option<Filled> {
    let tokens: Vec<TokenTree> = arguments.into_iter().collect();
    let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',');
    let mut arguments = tokens.split(is_comma).skip(1);
    let [TokenTree::Literal(key)] = arguments.next()? else { return None };
    let name = |argument: &[TokenTree]| match argument {
        [TokenTree::Ident(name), TokenTree::Punct(is), ..] if is.as_char() == '=' => Some(name.to_string()),
        _ => None,
    };
    Some((key.to_string().trim_matches('"').to_owned(), arguments.filter_map(name).collect()))
}

#[test]
fn every_phrase_is_given_what_it_asks_for() {
    let (english, _) = tables();
    let mut found = Vec::new();
    for file in [files("app/src", "rs"), files("server/src", "rs")].concat() {
        fillings(fs::read_to_string(&file).unwrap().parse().unwrap(), &mut found);
    }
    assert!(found.len() > 200, "{}", found.len());
    let mut wrong = Vec::new();
    for (key, given) in found.iter().filter(|(key, _)| english.contains_key(key)) {
        let asked: BTreeSet<String> = places(&english[key]).into_iter().map(str::to_owned).collect();
        // `n` also chooses between one and many.
        if asked.symmetric_difference(given).any(|name| !(name == "n" && given.contains(name))) {
            wrong.push(format!("{key} asks for {asked:?} and is given {given:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_a_phrase_is_given_is_found_inside_macros() {
    let source =
        "view! { <p>{move || t!(words, \"a.b\", n = count(1, 2), what = if x { y } else { z })}</p> } t!(words, \"a.c\")";
    let mut found = Vec::new();
    fillings(source.parse().unwrap(), &mut found);
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(found, [("a.b".to_owned(), names(&["n", "what"])), ("a.c".to_owned(), names(&[]))]);
}

/// All string literals of the packages with a user interface.
fn said_in_code() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for file in [files("app/src", "rs"), files("server/src", "rs")].concat() {
        literals(fs::read_to_string(&file).unwrap().parse().unwrap(), &mut found);
    }
    found
}

/// Whether a literal is a key: lower-case words separated by dots, of which the first is the prefix of a key in the
/// table.
fn is_key(literal: &str, table: &Table) -> bool {
    let word = |word: &str| !word.is_empty() && word.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_');
    literal.split_once('.').is_some_and(|(first, rest)| {
        word(first) && rest.split('.').all(word) && table.keys().any(|key| key.split('.').next() == Some(first))
    })
}

#[test]
fn every_language_has_the_same_keys() {
    let (english, others) = tables();
    for (language, table) in &others {
        let [english, other] = [&english, table].map(|table| table.keys().collect::<BTreeSet<_>>());
        let differing: Vec<_> = english.symmetric_difference(&other).collect();
        assert!(differing.is_empty(), "in only one of en and {language}: {differing:?}");
    }
}

#[test]
fn every_language_fills_in_the_same_things() {
    let (english, others) = tables();
    for (language, table) in &others {
        for (key, phrase) in table {
            let original = english.get(key).map(|original| places(original));
            assert_eq!(original, Some(places(phrase)), "{key} in {language}");
        }
    }
}

#[test]
fn no_phrase_is_empty() {
    let (english, others) = tables();
    for (language, table) in others.iter().chain([(&"en".to_owned(), &english)]) {
        let empty: Vec<_> = table.iter().filter(|(_, phrase)| phrase.trim().is_empty()).map(|(key, _)| key).collect();
        assert!(empty.is_empty(), "empty in {language}: {empty:?}");
    }
}

#[test]
fn every_key_that_the_code_names_is_in_the_table() {
    let (english, _) = tables();
    let unknown: Vec<_> =
        said_in_code().into_iter().filter(|said| is_key(said, &english) && !english.contains_key(said)).collect();
    assert!(unknown.is_empty(), "named in code, and in no table: {unknown:?}");
}

#[test]
fn every_key_in_the_table_is_named_in_the_code() {
    let (english, _) = tables();
    let said = said_in_code();
    let idle: Vec<_> = english.keys().filter(|key| !said.contains(*key)).collect();
    assert!(idle.is_empty(), "in the tables, and never said: {idle:?}");
}

#[test]
fn places_are_found_in_a_phrase() {
    assert_eq!(places("{name} moved it to {target}, {name} said"), BTreeSet::from(["name", "target"]));
}

#[test]
fn keys_are_told_from_other_texts() {
    let table = Table::from([("map.tray".to_owned(), "Not aligned".to_owned())]);
    for key in ["map.tray", "map.no_such_phrase"] {
        assert!(is_key(key, &table), "{key}");
    }
    for text in ["map", "map.", "index.html", "map.tray is open", "Map.tray"] {
        assert!(!is_key(text, &table), "{text}");
    }
}

#[test]
fn literals_are_found_inside_macros_but_not_in_comments() {
    let mut found = BTreeSet::new();
    literals(r#"fn f() { view! { <p>{t!(words, "map.tray")}</p> } /* "map.note" */ }"#.parse().unwrap(), &mut found);
    assert_eq!(found, BTreeSet::from(["map.tray".to_owned()]));
}
