//! Every kind of event, as the domain's golden files hold it, is told in every language, and nothing is left out.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::DateTime;
use okr::fixtures::{EXECUTIVE, Fixture, RELIABLE};
use okr::{CommandId, Entry, Event, Language};

use super::Narrator;
use crate::i18n::Words;

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// An entry for each stored event.
fn entries() -> Vec<Entry> {
    let golden = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/okr/golden"));
    let texts = golden.iter().map(|file| fs::read_to_string(file).unwrap()).collect::<Vec<_>>();
    let event = |line: &str| serde_json::from_slice::<Event>(line.as_bytes()).unwrap();
    let entry = |event| Entry {
        seq: 1,
        command: CommandId(uuid::Uuid::nil()),
        actor: Some(EXECUTIVE),
        at: DateTime::UNIX_EPOCH,
        events: vec![event],
    };
    texts.iter().flat_map(|text| text.lines()).map(|line| entry(event(line))).collect()
}

#[test]
fn every_phrase_is_given_all_that_it_asks_for() {
    let board = Fixture::aurora().board;
    let entries = entries();
    assert!(entries.len() > 25, "{}", entries.len());
    let complete = |said: &str| assert!(!said.is_empty() && !said.contains(['{', '⟨']), "{said}");
    for words in [Language::English, Language::Chinese].map(Words) {
        for entry in &entries {
            let sentences = Narrator::of_audit(words, &board).sentences(entry);
            assert!(!sentences.is_empty(), "{entry:?}");
            for said in &sentences {
                complete(said);
            }
            for narrator in [Narrator::new(words, &board), Narrator::on_page_of(words, &board, RELIABLE)] {
                narrator.sentence(entry).into_iter().flatten().for_each(|piece| complete(&piece.text));
                narrator.changes(entry, RELIABLE).iter().for_each(|said| complete(said));
            }
        }
    }
}
