//! The choices of "align to…": all matches, first those that can take the objective, then the others with the reason.

use okr::{Action, Actor, Board, CycleId, How, ObjectiveId, Parent, PersonId, Refusal, Subject};

use super::judge::judge;
use crate::live::Live;
use crate::sought::sought;

/// The most possible parents, and the most impossible ones, that are listed.
const MOST: (usize, usize) = (30, 12);

/// A match.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Choice {
    /// The parent.
    pub(super) parent: Parent,
    /// Its title.
    pub(super) title: String,
    /// The team or, for a key result, its objective.
    pub(super) under: String,
    /// How it would count, or the refusal.
    pub(super) verdict: Result<How, Refusal>,
}

/// Whether the reader may align an objective at all; otherwise the action isn't offered.
pub(super) fn may_align(board: &Board, reader: Option<PersonId>, child: ObjectiveId) -> bool {
    let open =
        board.objective(child).and_then(|child| board.cycle(child.cycle)).is_ok_and(|cycle| cycle.accepts_changes().is_ok());
    open && reader.is_some_and(|reader| Actor::Person(reader).may(board, Action::Align, Subject::Objective(child)).is_ok())
}

/// The matches of `query`; without one, all objectives, the company's first.
pub(super) fn choices(live: Live, board: &Board, cycle: CycleId, child: ObjectiveId, query: &str) -> Vec<Choice> {
    let query = sought(query);
    let mut found = candidates(board, cycle, child, &query);
    found.sort_by_key(|candidate| candidate.rank);
    let (mut can, mut cannot) = (Vec::new(), Vec::new());
    for Candidate { parent, title, under, .. } in found {
        let verdict = judge(live, child, parent);
        let (list, most) = if verdict.is_ok() { (&mut can, MOST.0) } else { (&mut cannot, MOST.1) };
        if list.len() < most {
            list.push(Choice { parent, title, under, verdict });
        }
        if can.len() == MOST.0 {
            break;
        }
    }
    can.append(&mut cannot);
    can
}

struct Candidate {
    parent: Parent,
    title: String,
    under: String,
    /// Titles that begin with the query come first; then the company's objectives, teams' objectives, and key
    /// results.
    rank: (bool, u8),
}

fn candidates(board: &Board, cycle: CycleId, child: ObjectiveId, query: &str) -> Vec<Candidate> {
    let matches = |title: &str| {
        let title = sought(title);
        title.contains(query).then(|| !title.starts_with(query))
    };
    let mut found = Vec::new();
    for objective in board.shown_in(cycle).filter(|objective| objective.id != child) {
        if let Some(later) = matches(&objective.title) {
            found.push(Candidate {
                parent: Parent::Objective(objective.id),
                title: objective.title.clone(),
                under: board.team(objective.team).map(|team| team.name.clone()).unwrap_or_default(),
                rank: (later, u8::from(!board.is_company(objective))),
            });
        }
        if query.is_empty() {
            continue;
        }
        for key_result in board.key_results_of(objective) {
            if let Some(later) = matches(&key_result.title) {
                found.push(Candidate {
                    parent: Parent::KeyResult(key_result.id),
                    title: key_result.title.clone(),
                    under: objective.title.clone(),
                    rank: (later, 2),
                });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use okr::fixtures::*;
    use okr::{Command, ObjectiveDraft};

    use super::*;

    #[test]
    fn what_is_looked_for_is_found_however_its_accents_are_spelt() {
        let mut aurora = Fixture::aurora();
        let draft = ObjectiveDraft { title: "Caf\u{e9}s".into(), ..ObjectiveDraft::of(aurora.board.objective(LISBON).unwrap()) };
        aurora.does(EXECUTIVE, Command::EditObjective { id: LISBON, draft, base: None, reason: "A better word".into() });
        let found = candidates(&aurora.board, QUARTER, TESTED, &sought("CAFE\u{301}S"));
        assert_eq!(found.into_iter().map(|found| found.parent).collect::<Vec<_>>(), [Parent::Objective(LISBON)]);
    }
}
