//! Teams over the weeks of a cycle.

use chrono::{Days, NaiveDate};

use super::due::is_updated;
use super::graph::Graph;
use super::health::judge;
use super::mean::Mean;
use super::privacy::counted_in;
use super::roll_up::RollUp;
use super::{Elapsed, Health, Pace};
use crate::{Board, Cycle, CycleId, Moment, Objective, Team, TeamId};

/// A team by week. Made by [`TeamWeeks::of`].
#[derive(Clone, Debug, PartialEq, Eq)]
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
        let teams = Teams::of(board, &graph, cycle);
        let mut past = Self { weeks: 0, teams: teams.ids.iter().map(|id| (*id, Vec::new())).collect() };
        for day in ends_of_past_weeks(cycle, at.today) {
            let now = at.end_of(day);
            let roll_up = RollUp::of(board, &graph, Moment { now, today: day, ..at }, Some(now));
            let judged = Elapsed::of(cycle, day).is_judged();
            for ((_, weeks), sum) in past.teams.iter_mut().zip(teams.add_up(&roll_up)) {
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
    /// stale if all of them are. Teams are assigned as of today ([`counted_in`]). `past` must be of the same cycle
    /// and week.
    pub fn of(board: &Board, cycle: CycleId, at: Moment, past: &PastWeeks) -> Vec<Self> {
        let Some(cycle) = board.cycles.get(&cycle) else { return Vec::new() };
        let graph = Graph::of(board);
        let teams = Teams::of(board, &graph, cycle);
        let roll_up = RollUp::of(board, &graph, at, None);
        let is_current = past.weeks < cycle.weeks_begun(at.today);
        let judged = Elapsed::of(cycle, at.today).is_judged();
        let mut rows: Vec<_> = teams
            .ids
            .iter()
            .zip(teams.add_up(&roll_up))
            .map(|(team, sum)| {
                let mut weeks = past.of_team(*team);
                weeks.extend(is_current.then(|| sum.health(judged)));
                (sum.objectives, Self { team: *team, weeks, key_results: 0, updated: 0 })
            })
            .collect();
        for own in graph.key_results.iter().filter(|own| !own.key_result.driven) {
            if let Some(team) = teams.of_objective[own.objective] {
                rows[team].1.key_results += 1;
                rows[team].1.updated += u32::from(is_updated(own.key_result, at));
            }
        }
        let rows = rows.into_iter().filter(|(objectives, _)| *objectives > 0);
        let mut rows: Vec<_> = rows.map(|(_, row)| (way_down(board, row.team), row)).collect();
        rows.sort_by(|(a, _), (b, _)| a.cmp(b));
        rows.into_iter().map(|(_, row)| row).collect()
    }
}

/// The teams of a board, and the team in which each objective counts.
struct Teams {
    /// In the order of ids.
    ids: Vec<TeamId>,
    /// The index of each objective's team, if it counts: published, of the cycle, in a team with totals.
    of_objective: Vec<Option<usize>>,
}

impl Teams {
    fn of(board: &Board, graph: &Graph<'_>, cycle: &Cycle) -> Self {
        let ids: Vec<TeamId> = board.teams.keys().copied().collect();
        let counted_in = counted_in(board, cycle.id);
        let team_of = |objective: &Objective| {
            let counts = objective.cycle == cycle.id && objective.is_published();
            let team = counted_in.binary_search_by_key(&objective.team, |(team, _)| *team).ok().filter(|_| counts)?;
            ids.binary_search(&counted_in[team].1).ok()
        };
        let of_objective = graph.objectives.iter().map(|node| team_of(node.objective)).collect();
        Self { ids, of_objective }
    }

    /// The sums of each team's objectives.
    fn add_up(&self, roll_up: &RollUp<'_, '_>) -> Vec<Sum> {
        let mut sums = vec![Sum::default(); self.ids.len()];
        for (index, team) in self.of_objective.iter().enumerate() {
            if let Some(team) = team {
                sums[*team].count(roll_up, index);
            }
        }
        sums
    }
}

/// The sum of a team's published objectives.
#[derive(Clone, Default)]
struct Sum {
    /// The number of objectives, whether they existed then or not.
    objectives: u32,
    mean: Mean,
    confidence: f64,
    confident: u32,
    /// The number of objectives that existed then.
    there: u32,
    /// How many of those were silent.
    silent: u32,
}

impl Sum {
    fn count(&mut self, roll_up: &RollUp<'_, '_>, objective: usize) {
        self.objectives += 1;
        if !roll_up.counts(objective) {
            return;
        }
        let standing = roll_up.standing(objective);
        self.mean.count(1.0, standing.progress, standing.expected);
        if let Some(confidence) = standing.confidence {
            self.confidence += confidence;
            self.confident += 1;
        }
        self.there += 1;
        self.silent += u32::from(roll_up.is_objective_silent(objective));
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
