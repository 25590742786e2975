//! How teams have come along over the weeks of a cycle.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::graph::Graph;
use super::health::judge;
use super::history::end_of;
use super::mean::Mean;
use super::roll_up::RollUp;
use super::wall::counted_in;
use super::{Elapsed, Health, Pace};
use crate::{Board, Cycle, CycleId, Moment, Team, TeamId};

/// A team over the weeks. Made by [`TeamWeeks::of`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamWeeks {
    /// The team. Teams below it that are too small to be summed up are counted in it.
    pub team: TeamId,
    /// How it stood at the end of each week of the cycle that has begun, the current one as of now.
    pub weeks: Vec<Health>,
    /// Of its published key results that aren't driven by contributions: how many there are …
    pub key_results: u32,
    /// … and how many of them aren't silent.
    pub fresh: u32,
}

impl TeamWeeks {
    /// Every team with published objectives in a cycle: the company, then each team before those below it, by name.
    ///
    /// A team stands as an objective would whose parts, of equal weight, are the team's published objectives of that cycle: pace from the
    /// mean of their progress and of what was expected, confidence from the mean of theirs, stale when all of them are. Which team counts
    /// where is as it is today ([`counted_in`]).
    ///
    /// Costs a roll-up of the whole board for each week.
    pub fn of(board: &Board, cycle: CycleId, at: Moment) -> Vec<Self> {
        let Some(cycle) = board.cycles.get(&cycle) else { return Vec::new() };
        let (graph, counted_in) = (Graph::of(board), counted_in(board));
        let team_of = |objective: usize| {
            let objective = graph.objectives[objective].objective;
            let counts = objective.cycle == cycle.id && objective.is_published();
            counts.then(|| counted_in.get(&objective.team).copied()).flatten()
        };
        let teams: Vec<Option<TeamId>> = (0..graph.objectives.len()).map(team_of).collect();
        let mut found: BTreeMap<TeamId, Self> = BTreeMap::new();
        for team in teams.iter().flatten() {
            found.entry(*team).or_insert(Self { team: *team, weeks: Vec::new(), key_results: 0, fresh: 0 });
        }
        for day in week_ends(cycle, at.today) {
            let now = if day == at.today { at.now } else { end_of(day, at.offset) };
            let roll_up = RollUp::of(board, &graph, Moment { now, today: day, ..at }, Some(now));
            let mut sums: BTreeMap<TeamId, Sum> = BTreeMap::new();
            for (index, team) in teams.iter().enumerate() {
                if let Some(team) = team {
                    sums.entry(*team).or_default().count(&roll_up, index);
                }
            }
            let judged = Elapsed::of(cycle, day).is_judged();
            for (team, sum) in sums {
                found.entry(team).and_modify(|team| team.weeks.push(sum.health(judged)));
            }
        }
        let latest = RollUp::of(board, &graph, at, None);
        for (index, own) in graph.key_results.iter().enumerate().filter(|(_, own)| !own.key_result.driven) {
            if let Some(team) = teams[own.objective].and_then(|team| found.get_mut(&team)) {
                team.key_results += 1;
                team.fresh += u32::from(!latest.is_key_result_silent(index));
            }
        }
        let mut rows: Vec<_> = found.into_values().map(|row| (way_down(board, row.team), row)).collect();
        rows.sort_by(|(a, _), (b, _)| a.cmp(b));
        rows.into_iter().map(|(_, row)| row).collect()
    }
}

/// A team's published objectives, added up.
#[derive(Default)]
struct Sum {
    mean: Mean,
    confidence: f64,
    confident: u32,
    /// How many objectives were there then,
    there: u32,
    /// and how many of them nobody said anything about.
    silent: u32,
}

impl Sum {
    fn count(&mut self, roll_up: &RollUp<'_, '_>, objective: usize) {
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

/// The last day of each week of a cycle that has begun: the weeks begin with the cycle; of the current one it is today.
fn week_ends(cycle: &Cycle, today: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let (first, last) = (cycle.first_day, cycle.last_day);
    std::iter::successors(Some(first), |day| day.checked_add_days(Days::new(7)))
        .take_while(move |day| *day <= last.min(today))
        .map(move |day| (day + Days::new(6)).min(last).min(today))
}

/// A team's names from the company down, each with its id, for equal names.
fn way_down(board: &Board, team: TeamId) -> Vec<(&str, TeamId)> {
    let mut way: Vec<_> = board.upwards(team).map(|team: &Team| (team.name.as_str(), team.id)).collect();
    way.reverse();
    way
}
