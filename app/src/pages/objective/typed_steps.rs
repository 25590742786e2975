//! The steps of milestones as they are typed, and what they are read as.

use okr::{Field, Milestone, MilestoneId, Refusal};
use serde::{Deserialize, Serialize};

use crate::forms::number::{self, Mark, written};

/// A step as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Step {
    pub(super) id: MilestoneId,
    pub(super) name: String,
    pub(super) weight: String,
    pub(super) due: String,
}

/// Why a row isn't a valid step: its number from 1, and the problem.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct WrongStep {
    pub(super) row: usize,
    pub(super) refusal: Refusal,
}

impl Step {
    /// A step as its row shows it.
    pub(super) fn of(step: &Milestone) -> Self {
        let due = step.due.map(|due| due.to_string()).unwrap_or_default();
        Self { id: step.id, name: step.name.clone(), weight: written(step.weight), due }
    }

    /// An empty row.
    pub(super) fn new(id: MilestoneId) -> Self {
        Self { id, name: String::new(), weight: written(1.0), due: String::new() }
    }

    /// Whether the row is empty.
    fn is_untouched(&self) -> bool {
        self.name.trim().is_empty() && self.due.is_empty() && (self.weight.trim().is_empty() || self.weight == written(1.0))
    }

    fn read(&self) -> Result<Milestone, Refusal> {
        if self.name.trim().is_empty() {
            return Err(Refusal::Empty { field: Field::Name });
        }
        // Weights are small and need no thousands separator, so a comma isn't ambiguous.
        let weight = number::read(&self.weight, "").ok().filter(|read| read.other.is_none() || read.mark == Mark::Point);
        let weight = weight.ok_or(Refusal::NotANumber { field: Field::Weight })?.plain;
        let due = match self.due.as_str() {
            "" => None,
            due => Some(due.parse().map_err(|_| Refusal::DatesCrossed)?),
        };
        Ok(Milestone { id: self.id, name: self.name.clone(), weight, due })
    }
}

/// The steps of the rows. Empty rows are ignored.
pub(super) fn read(steps: &[Step]) -> Result<Vec<Milestone>, WrongStep> {
    let rows = steps.iter().enumerate().filter(|(_, step)| !step.is_untouched());
    rows.map(|(row, step)| step.read().map_err(|refusal| WrongStep { row: row + 1, refusal })).collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_step_is_read_as_it_was_written_whatever_is_in_its_name() {
        for name in ["Signed", "Phase 1 | 2", "A | B", "签订：试点；一"] {
            let step =
                Milestone { id: MilestoneId(Uuid::from_u128(7)), name: name.into(), weight: 2.5, due: "2026-12-01".parse().ok() };
            assert_eq!(read(&[Step::of(&step)]), Ok(vec![step]));
        }
    }

    #[test]
    fn what_is_wrong_with_a_row_is_said_with_its_place_and_an_untouched_one_is_none() {
        let row = |number: u128, name: &str, weight: &str| Step {
            name: name.into(),
            weight: weight.into(),
            ..Step::new(MilestoneId(Uuid::from_u128(number)))
        };
        assert_eq!(read(&[row(1, "", "1"), row(2, "Signed", "1")]).map(|steps| steps.len()), Ok(1));
        let refused = |rows: &[Step]| read(rows).unwrap_err();
        let (empty, number) = (Refusal::Empty { field: Field::Name }, Refusal::NotANumber { field: Field::Weight });
        assert_eq!(refused(&[row(1, "Signed", "1"), row(2, " ", "3")]), WrongStep { row: 2, refusal: empty });
        assert_eq!(refused(&[row(1, "Signed", "much")]), WrongStep { row: 1, refusal: number });
    }
}
