//! Names that look like one name written in two ways.

use std::collections::{BTreeMap, BTreeSet};

use super::{Content, Doubt, Table};
use crate::Board;

/// Names of people, and names of teams, that differ only in case, spaces or punctuation: within the table, or between the table and
/// what stands already. Each is named with the first of its kind, in alphabetical order.
pub fn doubts(board: &Board, table: &Table) -> Vec<Doubt> {
    let (mut people, mut teams) = (Spellings::default(), Spellings::default());
    board.people.values().for_each(|person| people.read(&person.name));
    board.teams.values().for_each(|team| teams.read(&team.name));
    for row in &table.rows {
        match &row.content {
            Content::Objective { team, owner, .. } => {
                people.read(owner);
                for name in team {
                    teams.read(name);
                }
            }
            Content::KeyResult { owner, .. } => people.read(owner),
        }
    }
    let mut doubts: Vec<Doubt> = people.doubts().collect();
    for doubt in teams.doubts() {
        if !doubts.contains(&doubt) {
            doubts.push(doubt);
        }
    }
    doubts
}

/// Spellings by what they have in common: their letters and digits, in lower case.
#[derive(Default)]
struct Spellings(BTreeMap<String, BTreeSet<String>>);

impl Spellings {
    fn read(&mut self, name: &str) {
        let letters: String = name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        if !letters.is_empty() {
            self.0.entry(letters).or_default().insert(name.to_owned());
        }
    }

    fn doubts(self) -> impl Iterator<Item = Doubt> {
        self.0.into_values().flat_map(|spellings| {
            let mut spellings = spellings.into_iter();
            let first = spellings.next().unwrap_or_default();
            spellings.map(move |other| Doubt::AlmostTheSame(first.clone(), other))
        })
    }
}
