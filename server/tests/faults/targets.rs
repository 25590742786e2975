//! Key results to check in on, and check-ins for them.

use okr::{
    Action, Actor, Board, CheckInId, Command, CommandId, Envelope, KeyResultId, Measure, Note, PersonId, Reading, Subject,
};
use uuid::Uuid;

/// Metrics that can be reported on now, and by whom.
pub(crate) fn targets(board: &Board) -> Vec<(KeyResultId, PersonId)> {
    let key_results = board.key_results.values().filter(|key_result| matches!(key_result.measure, Measure::Metric { .. }));
    let targets = key_results.filter_map(|key_result| {
        let objective = board.objective(key_result.objective).ok()?;
        let open = board.cycle(objective.cycle).ok()?.accepts_check_ins().is_ok();
        let owner = key_result.owner.unwrap_or(objective.owner);
        let may = Actor::Person(owner).may(board, Action::CheckIn, Subject::KeyResult(key_result.id)).is_ok();
        (open && objective.is_published() && !key_result.driven && may).then_some((key_result.id, owner))
    });
    targets.collect()
}

/// A unique check-in for each number: the command's id, and the request body.
pub(crate) fn check_in(number: u128, key_result: KeyResultId) -> (CommandId, String) {
    let id = CommandId(Uuid::from_u128(0xfa_u128 << 64 | number));
    let command = Command::CheckIn {
        id: CheckInId(Uuid::from_u128(0xfb_u128 << 64 | number)),
        key_result,
        reading: Reading::Number(f64::from(u32::try_from(number % 1000).unwrap())),
        confidence: 7,
        note: Note::default(),
    };
    (id, serde_json::json!({ "envelope": Envelope { id, command } }).to_string())
}
