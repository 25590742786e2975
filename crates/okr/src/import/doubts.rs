//! Possible mistakes in a table: two spellings of the same name, and values far outside their measure's range.

use std::collections::{BTreeMap, BTreeSet};

use super::{Content, Doubt, Row, Table};
use crate::decimal::Scale;
use crate::{Board, Reading, text};

/// Values far outside the scale of their key result; and names of people, and of teams, that differ only in case,
/// spaces or punctuation, within the table or from existing ones. Each is reported with the first of its kind, in
/// alphabetical order.
pub fn doubts(board: &Board, table: &Table) -> Vec<Doubt> {
    let mut doubts: Vec<Doubt> = table.rows.iter().filter_map(far_off).collect();
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
    doubts.extend(people.doubts());
    for doubt in teams.doubts() {
        // Team names that differ only in case and spaces are equal, and no problem.
        let is_one = matches!(&doubt, Doubt::AlmostTheSame(one, other) if text::is_same_name(one, other));
        if !is_one && !doubts.contains(&doubt) {
            doubts.push(doubt);
        }
    }
    doubts
}

fn far_off(row: &Row) -> Option<Doubt> {
    let Content::KeyResult { title, measure, reading: Some(Reading::Number(value)), .. } = &row.content else { return None };
    let scale = Scale::of(measure, None)?;
    scale.is_far(*value).then(|| Doubt::FarOff { line: row.line, title: title.clone(), value: *value })
}

/// Spellings by normalised form: letters and digits in lower case.
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
