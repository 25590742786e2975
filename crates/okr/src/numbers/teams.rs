//! Teams over the weeks of a cycle.

use chrono::{Days, NaiveDate};

use super::due::is_updated;
use super::graph::Graph;
use super::health::judge;
use super::mean::Mean;
use super::privacy::counted_in;
use super::roll_up::RollUp;
use super::{Elapsed, Health, Pace, Standing, Standings};
use crate::{Board, Cycle, CycleId, Moment, Objective, Team, TeamId};

/// A team by week. Made by [`TeamWeeks::of`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TeamWeeks {
    /// The team. Smaller teams below it that are too small for totals are counted in it.
    pub team: TeamId,
    /// Its health at the end of each week of the cycle that has begun; for the current week, now.
    pub weeks: Vec<Health>,
    /// The number of its published key results that aren't driven by contributions.
    pub key_results: u32,
    /// How many of them had a check-in in the current week, as in [`Company`](super::Company).
    pub updated: u32,
}

/// The health of teams at the end of each past week. It changes only with data about the past; today's check-ins
/// don't affect it. Made by [`PastWeeks::of`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PastWeeks {
    weeks: usize,
    /// Sorted by team.
    teams: Vec<(TeamId, Vec<Health>)>,
}

impl PastWeeks {
    /// The weeks of a cycle before the week of `at`; all of them after the cycle.
    ///
    /// Costs a roll-up of the whole board for each week.
    pub fn of(board: &Board, cycle: CycleId, at: Moment) -> Self {
        let Some(cycle) = board.cycles.get(&cycle) else { return Self::default() };
        let graph = Graph::of(board);
        let teams = Teams::of(board, cycle);
        let team_of: Vec<_> = graph.objectives.iter().map(|node| teams.index_of(node.objective)).collect();
        let mut past = Self { weeks: 0, teams: teams.ids.iter().map(|id| (*id, Vec::new())).collect() };
        for day in ends_of_past_weeks(cycle, at.today) {
            let now = at.end_of(day);
            let roll_up = RollUp::of(board, &graph, Moment { now, today: day, ..at }, Some(now));
            let judged = Elapsed::of(cycle, day).is_judged();
            let mut sums = vec![Sum::default(); teams.ids.len()];
            for (index, team) in team_of.iter().enumerate() {
                if let Some(team) = team.filter(|_| roll_up.counts(index)) {
                    sums[team].count(roll_up.standing(index));
                }
            }
            for ((_, weeks), sum) in past.teams.iter_mut().zip(sums) {
                weeks.push(sum.health(judged));
            }
            past.weeks += 1;
        }
        past
    }

    /// The weeks of a team. Weeks before it existed have no health.
    fn of_team(&self, team: TeamId) -> Vec<Health> {
        let known = self.teams.binary_search_by_key(&team, |(id, _)| *id).ok().map(|index| self.teams[index].1.clone());
        known.unwrap_or_else(|| vec![Health::NoData; self.weeks])
    }
}

impl TeamWeeks {
    /// Every team with published objectives in a cycle: the company, then each team before those below it, by name.
    ///
    /// A team's health is computed as for an objective with the team's published objectives of that cycle as equally
    /// weighted parts: pace from the means of progress and expected progress, confidence from the mean of theirs,
    /// stale if all of them are. Teams are assigned as of today ([`counted_in`]). `standings` must be of the same board
    /// and moment, `past` of the same cycle and week.
    pub fn of(board: &Board, standings: &Standings, cycle: CycleId, at: Moment, past: &PastWeeks) -> Vec<Self> {
        let Some(cycle) = board.cycles.get(&cycle) else { return Vec::new() };
        let teams = Teams::of(board, cycle);
        let is_current = past.weeks < cycle.weeks_begun(at.today);
        let judged = Elapsed::of(cycle, at.today).is_judged();
        let mut rows: Vec<_> = teams.ids.iter().map(|team| (Sum::default(), Self::without_data(*team))).collect();
        for objective in board.objectives.values() {
            let Some(team) = teams.index_of(objective) else { continue };
            let (sum, row) = &mut rows[team];
            sum.count(&standings.objective(objective.id));
            for key_result in board.key_results_of(objective).filter(|key_result| !key_result.driven) {
                row.key_results += 1;
                row.updated += u32::from(is_updated(key_result, at));
            }
        }
        let rows = rows.into_iter().filter(|(sum, _)| sum.there > 0).map(|(sum, mut row)| {
            row.weeks = past.of_team(row.team);
            row.weeks.extend(is_current.then(|| sum.health(judged)));
            (way_down(board, row.team), row)
        });
        let mut rows: Vec<_> = rows.collect();
        rows.sort_by(|(a, _), (b, _)| a.cmp(b));
        rows.into_iter().map(|(_, row)| row).collect()
    }

    /// A team of which nothing is known.
    pub const fn without_data(team: TeamId) -> Self {
        Self { team, weeks: Vec::new(), key_results: 0, updated: 0 }
    }
}

/// The teams of a board, and those in which the objectives of a cycle count.
struct Teams {
    /// In the order of ids.
    ids: Vec<TeamId>,
    cycle: CycleId,
    counted_in: Vec<(TeamId, TeamId)>,
}

impl Teams {
    fn of(board: &Board, cycle: &Cycle) -> Self {
        Self { ids: board.teams.keys().copied().collect(), cycle: cycle.id, counted_in: counted_in(board, cycle.id) }
    }

    /// The index of an objective's team, if it counts: published, of the cycle, in a team with totals.
    fn index_of(&self, objective: &Objective) -> Option<usize> {
        let counts = objective.cycle == self.cycle && objective.is_published();
        let team = self.counted_in.binary_search_by_key(&objective.team, |(team, _)| *team).ok().filter(|_| counts)?;
        self.ids.binary_search(&self.counted_in[team].1).ok()
    }
}

/// The sum of a team's published objectives.
#[derive(Clone, Default)]
struct Sum {
    mean: Mean,
    confidence: f64,
    confident: u32,
    /// The number of objectives.
    there: u32,
    /// How many of those were silent.
    silent: u32,
}

impl Sum {
    fn count(&mut self, standing: &Standing) {
        self.mean.count(1.0, standing.progress, standing.expected);
        if let Some(confidence) = standing.confidence {
            self.confidence += confidence;
            self.confident += 1;
        }
        self.there += 1;
        self.silent += u32::from(standing.silent);
    }

    fn health(&self, judged: bool) -> Health {
        let pace = self.mean.value().filter(|_| judged).map(|(progress, expected)| Pace::of_gap(expected - progress));
        let confidence = (self.confident > 0).then(|| self.confidence / f64::from(self.confident));
        judge(pace, confidence, self.there > 0 && self.silent == self.there).0
    }
}

/// The last day of each past week of a cycle. Weeks start with the cycle.
fn ends_of_past_weeks(cycle: &Cycle, today: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let (first, last) = (cycle.first_day, cycle.last_day);
    std::iter::successors(Some(first), |day| day.checked_add_days(Days::new(7)))
        .take_while(move |day| *day <= last)
        .map(move |day| (day + Days::new(6)).min(last))
        .take_while(move |day| *day < today)
}

/// The names on a team's path from the company, each with its id to order equal names.
fn way_down(board: &Board, team: TeamId) -> Vec<(&str, TeamId)> {
    let mut way: Vec<_> = board.upwards(team).map(|team: &Team| (team.name.as_str(), team.id)).collect();
    way.reverse();
    way
}
