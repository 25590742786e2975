//! Which teams the strip shows: all of a small organisation, one level of a large one, or those with a name.

use std::collections::{BTreeMap, BTreeSet};

use okr::numbers::TeamWeeks;
use okr::{Board, TeamId};

use crate::sought::sought;

/// The most teams that are shown at once.
pub(super) const MOST: usize = 40;

/// The teams to show.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Level {
    /// In a large organisation the teams above the opened one, and itself; the company first.
    pub(super) way: Vec<TeamId>,
    /// The rows, at most [`MOST`].
    pub(super) rows: Vec<Row>,
    /// How many more there are.
    pub(super) left_out: usize,
}

/// A team.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Row {
    pub(super) weeks: TeamWeeks,
    /// Whether there is a level below it.
    pub(super) opens: bool,
}

impl Level {
    /// Of all `rows`: those whose name contains `name`, if one is given; all, if they are few; otherwise the `opened`
    /// team (at first the company) and the teams directly below it.
    pub(super) fn of(board: &Board, rows: &[TeamWeeks], opened: Option<TeamId>, name: &str) -> Self {
        let name = sought(name);
        if name.is_empty() && rows.len() <= MOST {
            let rows = rows.iter().map(|weeks| Row { weeks: weeks.clone(), opens: false }).collect();
            return Self { rows, ..Self::default() };
        }
        // Every team that has a row, or one below it.
        let mut shown = BTreeSet::new();
        for row in rows {
            for team in board.upwards(row.team) {
                if !shown.insert(team.id) {
                    break;
                }
            }
        }
        let parents: BTreeSet<TeamId> = shown.iter().filter_map(|id| board.team(*id).ok()?.parent).collect();
        let row_of: BTreeMap<TeamId, &TeamWeeks> = rows.iter().map(|row| (row.team, row)).collect();
        let row = |team: TeamId| Row {
            weeks: row_of.get(&team).map_or_else(|| TeamWeeks::without_data(team), |row| (*row).clone()),
            opens: parents.contains(&team),
        };
        let mut level = Self::default();
        if name.is_empty() {
            let opened = opened.filter(|id| shown.contains(id)).or_else(|| board.company().map(|company| company.id));
            level.way = opened.map(|id| board.upwards(id).map(|team| team.id).collect()).unwrap_or_default();
            level.way.reverse();
            // In the order of the rows, which is that of names.
            let mut below: Vec<TeamId> = Vec::new();
            for one in rows {
                let directly_below = board.upwards(one.team).find(|team| team.parent == opened).map(|team| team.id);
                if let Some(id) = directly_below.filter(|id| below.last() != Some(id)) {
                    below.push(id);
                }
            }
            let own = opened.filter(|id| row_of.contains_key(id)).map(|id| Row { opens: false, ..row(id) });
            level.rows = own.into_iter().chain(below.into_iter().map(row)).collect();
        } else {
            let has_it = |id: &TeamId| board.team(*id).is_ok_and(|team| sought(&team.name).contains(&name));
            level.rows = rows.iter().map(|row| row.team).filter(has_it).map(row).collect();
        }
        level.left_out = level.rows.len().saturating_sub(MOST);
        level.rows.truncate(MOST);
        level
    }
}

#[cfg(test)]
mod tests {
    use okr::{Event, Team};
    use uuid::Uuid;

    use super::*;

    const fn id(number: u128) -> TeamId {
        TeamId(Uuid::from_u128(number))
    }

    /// The company 1, departments 2 to 5 below it, and below the department `n` the teams `n00` to `n14`. Department 5
    /// has no row of its own.
    fn large() -> (Board, Vec<TeamWeeks>) {
        let mut board = Board::default();
        let mut add = |number: u128, parent: Option<u128>| {
            board.apply(&Event::TeamAdded(Team { id: id(number), name: format!("Team {number}"), parent: parent.map(id) }));
        };
        add(1, None);
        let mut all = vec![1];
        for department in 2..=5 {
            add(department, Some(1));
            all.push(department);
            for team in 0..15 {
                add(department * 100 + team, Some(department));
                all.push(department * 100 + team);
            }
        }
        let rows = all.into_iter().filter(|number| *number != 5).map(|number| TeamWeeks::without_data(id(number))).collect();
        (board, rows)
    }

    fn teams(level: &Level) -> Vec<(u128, bool)> {
        level.rows.iter().map(|row| (row.weeks.team.0.as_u128(), row.opens)).collect()
    }

    #[test]
    fn a_small_organisation_is_shown_as_a_whole() {
        let (board, rows) = large();
        let level = Level::of(&board, &rows[..MOST], None, "");
        assert_eq!((level.rows.len(), level.way.len(), level.left_out), (MOST, 0, 0));
        assert!(level.rows.iter().all(|row| !row.opens));
    }

    #[test]
    fn a_large_one_opens_level_by_level() {
        let (board, rows) = large();
        let top = Level::of(&board, &rows, None, "");
        assert_eq!(teams(&top), [(1, false), (2, true), (3, true), (4, true), (5, true)]);
        assert_eq!(top.way, [id(1)]);
        let third = Level::of(&board, &rows, Some(id(3)), "");
        assert_eq!(third.way, [id(1), id(3)]);
        assert_eq!((third.rows.len(), teams(&third)[0], teams(&third)[1]), (16, (3, false), (300, false)));
        assert_eq!(Level::of(&board, &rows, Some(id(5)), "").rows.len(), 15, "it has no row of its own");
        assert_eq!(Level::of(&board, &rows, Some(id(9_999)), ""), top, "an unknown team");
    }

    #[test]
    fn a_team_is_found_by_a_part_of_its_name() {
        let (board, rows) = large();
        assert_eq!(
            teams(&Level::of(&board, &rows, None, " TEAM 41")),
            [(410, false), (411, false), (412, false), (413, false), (414, false)]
        );
        let all = Level::of(&board, &rows, Some(id(3)), "team");
        assert_eq!((all.rows.len(), all.left_out), (MOST, rows.len() - MOST));
    }
}
