//! The alphabetical order of names. Collation needs large tables, so the server computes it once for all pages and
//! sends the positions.

use std::collections::HashMap;
use std::hash::Hash;

use okr::{Board, PersonId, TeamId};
use serde::{Deserialize, Serialize};

/// The positions of people and teams in a list by name, in the order of their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    people: Vec<u32>,
    teams: Vec<u32>,
}

impl Order {
    /// The positions of people. `board` is the one that the order was computed for.
    pub fn of_people(&self, board: &Board) -> Places<PersonId> {
        Places(board.people.keys().copied().zip(self.people.iter().copied()).collect())
    }

    /// The positions of teams, by their paths from the company; likewise.
    pub fn of_teams(&self, board: &Board) -> Places<TeamId> {
        Places(board.teams.keys().copied().zip(self.teams.iter().copied()).collect())
    }
}

/// Positions in a list by name.
#[derive(Clone, Debug)]
pub struct Places<I>(HashMap<I, u32>);

impl<I: Copy + Eq + Hash + Ord> Places<I> {
    /// Sorts by position. Items added later come last.
    pub fn sort(&self, list: &mut [(I, String)]) {
        list.sort_by_cached_key(|(id, name)| (self.0.get(id).copied().unwrap_or(u32::MAX), name.clone(), *id));
    }
}

/// A team's path below the company; for the company, its name.
pub fn team_path(board: &Board, team: TeamId) -> String {
    let mut path: Vec<_> = board.upwards(team).map(|team| team.name.as_str()).collect();
    if path.len() > 1 {
        path.pop();
    }
    path.reverse();
    path.join(" / ")
}

#[cfg(feature = "ssr")]
pub use on_server::sort_by_name;

#[cfg(feature = "ssr")]
mod on_server {
    use deunicode::deunicode;
    use okr::Board;

    use crate::order::{Order, team_path};

    impl Order {
        /// The order of a board's people and teams.
        pub fn of(board: &Board) -> Self {
            let people = board.people.values().map(|person| person.name.clone()).collect();
            let teams = board.teams.keys().map(|team| team_path(board, *team)).collect();
            Self { people: places(people), teams: places(teams) }
        }
    }

    /// Sorts by names: Latin and other letters first, ignoring accents, then Chinese by pinyin, in every language.
    /// Ties are sorted by spelling, and equal names by `then`.
    pub fn sort_by_name<T, K: Ord>(list: &mut [T], name: impl Fn(&T) -> &str, then: impl Fn(&T) -> K) {
        list.sort_by_cached_key(|one| {
            let name = name(one);
            (is_chinese(name), deunicode(name).to_lowercase(), name.to_owned(), then(one))
        });
    }

    fn places(names: Vec<String>) -> Vec<u32> {
        let mut sorted: Vec<(usize, String)> = names.into_iter().enumerate().collect();
        sort_by_name(&mut sorted, |(_, name)| name, |(index, _)| *index);
        let mut places = vec![0; sorted.len()];
        for (place, (index, _)) in (0_u32..).zip(sorted) {
            places[index] = place;
        }
        places
    }

    fn is_chinese(name: &str) -> bool {
        name.chars()
            .next()
            .is_some_and(|first| matches!(first, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}'))
    }

    #[cfg(test)]
    mod tests {
        use okr::fixtures::Fixture;

        use super::*;

        const SORTED: [&str; 8] = ["Alice", "Ärna", "Åsa", "bob", "Émile", "Zoë", "李娜", "张伟"];

        #[test]
        fn names_are_sorted_as_people_look_for_them() {
            let mut names = ["Zoë", "Åsa", "Ärna", "Émile", "Alice", "bob", "张伟", "李娜"];
            sort_by_name(&mut names, |name| name, |_| 0);
            assert_eq!(names, SORTED);
        }

        #[test]
        fn the_places_that_are_sent_sort_a_list_the_same() {
            let mut board = Fixture::aurora().board;
            let names = ["张伟", "Zoë", "李娜", "Åsa", "bob", "Alice", "Ärna", "Émile"];
            for (person, name) in board.people.values().cloned().collect::<Vec<_>>().into_iter().zip(names) {
                let id = person.id;
                board.people.insert(id, okr::Person { name: name.into(), ..person.as_ref().clone() }.into());
            }
            let order = Order::of(&board);
            let mut list: Vec<_> = board.people.values().map(|person| (person.id, person.name.clone())).collect();
            order.of_people(&board).sort(&mut list);
            let sorted: Vec<_> = list.iter().map(|(_, name)| name.as_str()).filter(|name| SORTED.contains(name)).collect();
            let mut wanted: Vec<_> = SORTED.into_iter().filter(|name| sorted.contains(name)).collect();
            wanted.dedup();
            assert_eq!(sorted, wanted);
            assert!(sorted.len() > 5, "{sorted:?}");
        }
    }
}
