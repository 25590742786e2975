//! The company as a whole.

use serde::{Deserialize, Serialize};

use super::due::is_updated;
use super::index::Index;
use super::mean::Mean;
use super::{Attention, Standings};
use crate::{Board, CycleId, Moment};

/// The company's figures in one cycle.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Company {
    /// Company progress: the unweighted mean of the cycle's published company objectives with data. `None` if there is none.
    pub progress: Option<f64>,
    /// Expected progress, over the same objectives.
    pub expected: Option<f64>,
    /// How many objectives the mean is of.
    pub objectives: u32,
    /// The number of the cycle's published key results that aren't driven by contributions.
    pub key_results: u32,
    /// How many of them have been reported on at least once.
    pub reported: u32,
    /// How many of them had a check-in in the current week.
    pub updated: u32,
    /// The cycle's unaligned objectives, including drafts.
    pub unaligned: u32,
    /// What needs attention, worst first.
    pub attention: Vec<Attention>,
}

impl Company {
    /// Computes one cycle. `standings` must be of the same board and moment.
    pub fn of(board: &Board, standings: &Standings, cycle: CycleId, at: Moment) -> Self {
        let mut company = Self { attention: Attention::in_cycle(board, standings, cycle, at), ..Self::default() };
        let mut mean = Mean::default();
        let mut published = Vec::new();
        for objective in board.objectives.values().filter(|objective| objective.cycle == cycle) {
            company.unaligned += u32::from(board.is_unaligned(objective));
            if !objective.is_published() {
                continue;
            }
            published.push(objective.id.0);
            if board.is_company(objective) {
                let standing = standings.objective(objective.id);
                mean.count(1.0, standing.progress, standing.expected);
                company.objectives += u32::from(standing.progress.is_some());
            }
        }
        let published = Index::new(published.into_iter());
        for key_result in board.key_results.values() {
            if !key_result.driven && published.of(key_result.objective.0).is_some() {
                company.key_results += 1;
                company.reported += u32::from(!key_result.series.is_empty());
                company.updated += u32::from(is_updated(key_result, at));
            }
        }
        (company.progress, company.expected) = mean.value().unzip();
        company
    }
}
