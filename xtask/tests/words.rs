//! Both languages say the same things.

#![allow(clippy::unwrap_used, reason = "a test that cannot read what it is about has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The tables of words, by language. Empty as long as there are none.
fn tables() -> BTreeMap<String, BTreeMap<String, String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/locales");
    let Ok(entries) = fs::read_dir(folder) else { return BTreeMap::new() };
    let files = entries.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|ending| ending == "json"));
    let table = |text: &str| {
        let mut words = BTreeMap::new();
        flatten("", &serde_json::from_str(text).unwrap(), &mut words);
        words
    };
    files
        .map(|file| (file.file_stem().unwrap().to_string_lossy().into_owned(), table(&fs::read_to_string(file).unwrap())))
        .collect()
}

/// Nested tables become keys with dots: `{"map": {"tray": "…"}}` is `map.tray`.
fn flatten(key: &str, value: &serde_json::Value, words: &mut BTreeMap<String, String>) {
    match value {
        serde_json::Value::Object(inner) => {
            for (name, value) in inner {
                flatten(&if key.is_empty() { name.clone() } else { format!("{key}.{name}") }, value, words);
            }
        }
        serde_json::Value::String(word) => {
            words.insert(key.to_owned(), word.clone());
        }
        other => panic!("{key} is neither a word nor a table of words: {other}"),
    }
}

/// What is filled in: the names between braces.
fn placeholders(word: &str) -> BTreeSet<&str> {
    word.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect()
}

/// Calls `compare` with the table of each language but English, beside the English one.
fn beside_english(compare: impl Fn(&str, &BTreeMap<String, String>, &BTreeMap<String, String>)) {
    let mut tables = tables();
    let Some(english) = tables.remove("en") else { return };
    for (language, words) in &tables {
        compare(language, &english, words);
    }
}

#[test]
fn every_language_has_the_same_keys() {
    beside_english(|language, english, words| {
        let [english, words] = [english, words].map(|table| table.keys().collect::<BTreeSet<_>>());
        let differing: Vec<_> = english.symmetric_difference(&words).collect();
        assert!(differing.is_empty(), "in only one of en and {language}: {differing:?}");
    });
}

#[test]
fn every_language_fills_in_the_same_things() {
    beside_english(|language, english, words| {
        for (key, word) in words {
            if let Some(original) = english.get(key) {
                assert_eq!(placeholders(original), placeholders(word), "{key} in {language}");
            }
        }
    });
}

#[test]
fn no_word_is_empty() {
    for (language, words) in tables() {
        let empty: Vec<_> = words.iter().filter(|(_, word)| word.trim().is_empty()).map(|(key, _)| key).collect();
        assert!(empty.is_empty(), "empty in {language}: {empty:?}");
    }
}

#[test]
fn placeholders_are_found_in_a_sentence() {
    assert_eq!(placeholders("{name} moved it to {target}, {name} said"), BTreeSet::from(["name", "target"]));
}
