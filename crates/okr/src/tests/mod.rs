//! Tests of the rules.

mod alignment;
mod allowed;
mod check_in;
mod cycle;
mod import;
mod import_people;
mod incremental;
mod invariants;
mod journal;
mod merge;
mod milestones;
mod organisation;
mod people;
mod permission;
mod random;
mod teams;
mod text;
mod undo;
mod visibility;
mod writing;

use proptest::test_runner::{Config, RngSeed};

use crate::fixtures::{EXECUTIVE, OWNER, SALES};
use crate::{
    Alignment, Ambition, Board, Command, How, KeyResultDraft, KeyResultId, Measure, ObjectiveDraft, ObjectiveId, Parent,
    PersonId, Place, Reading,
};

const fn objective(id: ObjectiveId) -> Parent {
    Parent::Objective(id)
}

const fn key_result(id: KeyResultId) -> Parent {
    Parent::KeyResult(id)
}

fn align(child: ObjectiveId, parent: Parent) -> Command {
    Command::Align { child, parent, how: None, place: Place::Last }
}

fn align_as(child: ObjectiveId, parent: Parent, how: How) -> Command {
    Command::Align { child, parent, how: Some(how), place: Place::Last }
}

fn edge(board: &Board, child: ObjectiveId, parent: Parent) -> Option<Alignment> {
    board.objective(child).unwrap().alignment_to(parent).copied()
}

fn parents(board: &Board, child: ObjectiveId) -> Vec<Parent> {
    board.objective(child).unwrap().parents.iter().map(|alignment| alignment.parent).collect()
}

fn draft_of(board: &Board, id: ObjectiveId) -> ObjectiveDraft {
    ObjectiveDraft::of(board.objective(id).unwrap())
}

fn key_result_draft_of(board: &Board, id: KeyResultId) -> KeyResultDraft {
    KeyResultDraft::of(board.key_result(id).unwrap())
}

fn sales_draft(title: &str) -> ObjectiveDraft {
    let (title, why) = (title.to_owned(), String::new());
    ObjectiveDraft { title, why, team: SALES, owner: OWNER, pillar: None, ambition: Ambition::Committed }
}

fn metric_draft(title: &str, owner: PersonId) -> KeyResultDraft {
    let measure = Measure::Metric { unit: String::new(), baseline: 0.0, target: 10.0 };
    KeyResultDraft { title: title.to_owned(), owner: Some(owner), weight: 1.0, measure, driven: false }
}

fn because() -> String {
    "the market has moved".to_owned()
}

fn edit(id: ObjectiveId, draft: ObjectiveDraft, reason: &str) -> Command {
    Command::EditObjective { base: None, id, draft, reason: reason.to_owned() }
}

fn edit_key_result(id: KeyResultId, draft: KeyResultDraft, reason: &str) -> Command {
    Command::EditKeyResult { base: None, id, draft, reason: reason.to_owned() }
}

fn check_in(fixture: &mut crate::fixtures::Fixture, key_result: KeyResultId, reading: Reading, confidence: u8) -> Command {
    let (id, note) = (crate::CheckInId(fixture.fresh()), crate::Note::default());
    Command::CheckIn { id, key_result, reading, confidence, note }
}

/// Random cases with a fixed seed.
fn always_the_same(cases: u32) -> Config {
    Config { cases, failure_persistence: None, rng_seed: RngSeed::Fixed(20_261_104), ..Config::default() }
}

/// The person with the most permissions.
const BOSS: PersonId = EXECUTIVE;
