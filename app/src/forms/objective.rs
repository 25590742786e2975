//! The form of a new objective.

use okr::{Ambition, Board, Command, CycleId, Envelope, ObjectiveDraft, ObjectiveId, Refusal, Thing};
use uuid::Uuid;

use super::check_in::COMMAND;
use crate::i18n::Words;
use crate::opening::Returned;

/// The field of the id that it will have.
pub const OBJECTIVE: &str = "objective";
/// The field of its cycle.
pub const CYCLE: &str = "cycle";

/// Copies a field's value into a draft. Invalid ids are ignored.
pub fn write(draft: &mut ObjectiveDraft, field: &str, value: &str) {
    match field {
        "title" => value.clone_into(&mut draft.title),
        "why" => value.clone_into(&mut draft.why),
        "team" => draft.team = value.parse().unwrap_or(draft.team),
        "owner" => draft.owner = value.parse().unwrap_or(draft.owner),
        "pillar" => draft.pillar = value.parse().ok(),
        "ambition" => {
            draft.ambition = if value == "aspirational" { Ambition::Aspirational } else { Ambition::Committed };
        }
        _ => {}
    }
}

/// Parses a submitted form. The rules aren't checked here.
///
/// # Errors
/// The submitted values, and which ones are missing.
pub fn parse(words: Words, board: &Board, fields: &[(String, String)]) -> Result<(ObjectiveId, Envelope), Returned> {
    let id = |name: &str| fields.iter().find(|(field, _)| field == name)?.1.trim().parse::<Uuid>().ok();
    let incomplete = || returned(fields, words.translate("check_in.incomplete").to_owned());
    let (Some(objective), Some(command), Some(cycle)) = (id(OBJECTIVE), id(COMMAND), id(CYCLE)) else {
        return Err(incomplete());
    };
    let (Some(team), Some(owner)) = (id("team"), id("owner")) else { return Err(incomplete()) };
    let (objective, cycle) = (ObjectiveId(objective), CycleId(cycle));
    if board.cycle(cycle).is_err() {
        return Err(returned(fields, words.refusal(&Refusal::Unknown(Thing::Cycle(cycle)), board)));
    }
    let mut draft = ObjectiveDraft {
        title: String::new(),
        why: String::new(),
        team: team.into(),
        owner: owner.into(),
        pillar: None,
        ambition: Ambition::default(),
    };
    for (field, value) in fields {
        write(&mut draft, field, value);
    }
    if board.team(draft.team).is_ok_and(|team| team.parent.is_some()) {
        draft.pillar = None;
    }
    Ok((objective, Envelope { id: command.into(), command: Command::CreateObjective { id: objective, cycle, draft } }))
}

/// The form to show again, with the reason why it was refused.
pub fn returned(fields: &[(String, String)], why: String) -> Returned {
    Returned { typed: fields.to_vec(), problems: vec![(String::new(), why)] }
}
