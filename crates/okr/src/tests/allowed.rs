//! The table "What each phase of a cycle allows", for every command.

use super::{align, because, draft_of, edge, key_result_draft_of, metric_draft, objective, sales_draft};
use crate::fixtures::*;
use crate::import::{Content, Fault, Row, Table};
use crate::{
    Actor, Allowed, CheckInId, Command, Doing, Event, How, KeyResultDraft, KeyResultId, Measure, Note, ObjectiveDraft,
    ObjectiveId, PersonId, Phase, Reading, Refusal,
};

const PHASES: [Phase; 4] = [Phase::Planning, Phase::Running, Phase::Scoring, Phase::Closed];

/// Aurora with its quarter in a phase.
fn aurora_in(phase: Phase) -> Fixture {
    let mut aurora = Fixture::aurora();
    let mut cycle = (**aurora.board.cycles.get(&QUARTER).unwrap()).clone();
    cycle.phase = phase;
    aurora.board.cycles.insert(QUARTER, cycle.into());
    aurora
}

fn is_about_the_phase(refusal: &Refusal, phase: Phase) -> bool {
    match refusal {
        Refusal::CycleClosed { cycle } => (*cycle, phase) == (QUARTER, Phase::Closed),
        Refusal::WrongPhase { cycle, is } => (*cycle, *is) == (QUARTER, phase),
        _ => false,
    }
}

/// Commands for each row of the table, with and without a reason.
fn commands(fixture: &mut Fixture) -> Vec<(Doing, Command, Option<Command>)> {
    let board = &fixture.board;
    let titled = ObjectiveDraft { title: "Reworded".into(), ..draft_of(board, RELIABLE) };
    let edit = |reason: String| Command::EditObjective { id: RELIABLE, draft: titled.clone(), base: None, reason };
    let stands = key_result_draft_of(board, OUTAGES);
    let moved = Measure::Metric { unit: "min".into(), baseline: 100.0, target: 50.0 };
    let based = Measure::Metric { unit: "min".into(), baseline: 110.0, target: 60.0 };
    let drafts = [
        KeyResultDraft { title: "Reworded".into(), ..stands.clone() },
        KeyResultDraft { measure: moved, ..stands.clone() },
        KeyResultDraft { measure: based, ..stands.clone() },
        KeyResultDraft { measure: Measure::Done { due: None }, ..stands.clone() },
        KeyResultDraft { weight: 5.0, ..stands },
    ];
    let edit_key_result =
        |draft: &KeyResultDraft, reason: String| Command::EditKeyResult { id: OUTAGES, draft: draft.clone(), base: None, reason };
    let how = match edge(board, LISBON, objective(MARKETS)).unwrap().how {
        How::Contributes(weight) => How::Contributes(weight + 1.0),
        How::Supports => How::Contributes(1.0),
    };
    let (new_objective, new_key_result) = (ObjectiveId(fixture.fresh()), KeyResultId(fixture.fresh()));
    let create = |reason: String| Command::CreateKeyResult {
        id: new_key_result,
        objective: RELIABLE,
        draft: metric_draft("10 of them", OWNER),
        reason,
    };
    let none = String::new;
    let mut commands = vec![
        (Doing::Write, Command::CreateObjective { id: new_objective, cycle: QUARTER, draft: sales_draft("Anew") }, None),
        (Doing::Write, edit(because()), Some(edit(none()))),
        (Doing::Write, create(because()), Some(create(none()))),
        (
            Doing::Write,
            Command::DeleteObjective { id: REFERRALS, reason: because() },
            Some(Command::DeleteObjective { id: REFERRALS, reason: none() }),
        ),
        (
            Doing::Write,
            Command::DeleteKeyResult { id: OUTAGES, reason: because() },
            Some(Command::DeleteKeyResult { id: OUTAGES, reason: none() }),
        ),
        (Doing::Write, align(REFERRALS, objective(TRUSTED)), None),
        (Doing::Write, Command::Unalign { child: LISBON, parent: objective(MARKETS) }, None),
        (Doing::Write, Command::Decline { child: LISBON, parent: objective(MARKETS), reason: because() }, None),
        (Doing::Write, Command::Reweigh { child: LISBON, parent: objective(MARKETS), how, base: None, reason: because() }, None),
        (Doing::Publish, Command::Publish { id: DRAFT }, None),
    ];
    let edits =
        drafts.iter().map(|draft| (Doing::Write, edit_key_result(draft, because()), Some(edit_key_result(draft, none()))));
    commands.extend(edits);
    let id = CheckInId(fixture.fresh());
    let (reading, said) = (Reading::Number(70.0), Note::default());
    commands.push((Doing::CheckIn, Command::CheckIn { id, key_result: OUTAGES, reading, confidence: 8, note: said }, None));
    commands
}

#[test]
fn every_command_goes_by_the_table_of_phases() {
    for phase in PHASES {
        for (doing, command, without_reason) in commands(&mut aurora_in(phase)) {
            let answer = aurora_in(phase).ask(Actor::Person(who(doing)), command.clone());
            match phase.allows(doing) {
                Allowed::No => {
                    assert!(matches!(&answer, Err(no) if is_about_the_phase(no, phase)), "{phase:?} {command:?} {answer:?}");
                }
                Allowed::Yes | Allowed::WithReason => assert!(answer.is_ok(), "{phase:?} {command:?} {answer:?}"),
            }
            let Some(command) = without_reason else { continue };
            let answer = aurora_in(phase).ask(Actor::Person(who(doing)), command.clone());
            match phase.allows(doing) {
                Allowed::Yes => assert!(answer.is_ok(), "{phase:?} {command:?} {answer:?}"),
                Allowed::WithReason => assert_eq!(answer, Err(Refusal::ReasonOwed), "{phase:?} {command:?}"),
                Allowed::No => assert!(answer.is_err(), "{phase:?} {command:?}"),
            }
        }
    }
}

/// The person who may do it in any phase that allows it.
const fn who(doing: Doing) -> PersonId {
    match doing {
        Doing::Write | Doing::Publish => EXECUTIVE,
        Doing::CheckIn => MEMBER,
    }
}

fn objective_row(title: &str, team: &str, owner: &str) -> Row {
    let content = Content::Objective {
        parents: Vec::new(),
        team: vec!["Aurora".into(), team.into()],
        owner: owner.into(),
        title: title.into(),
        why: String::new(),
        ambition: crate::Ambition::Committed,
        published: true,
        pillar: String::new(),
        weight: None,
    };
    Row { line: 2, reference: "O".into(), content }
}

fn key_result_row(target: f64, weight: f64, value: f64) -> Row {
    let content = Content::KeyResult {
        objective: "O".into(),
        owner: String::new(),
        title: "Calls a day".into(),
        weight,
        measure: Measure::Metric { unit: String::new(), baseline: 0.0, target },
        reading: Some(Reading::Number(value)),
        confidence: None,
    };
    Row { line: 3, reference: "K".into(), content }
}

fn table(fixture: &mut Fixture, rows: Vec<Row>, reason: &str) -> Command {
    let cycle = fixture.board.cycle(QUARTER).unwrap();
    let (name, first_day, last_day) = (cycle.name.clone(), cycle.first_day, cycle.last_day);
    let ids_from = uuid::Uuid::from_u128(fixture.fresh().as_u128() << 64);
    Command::Import(Table { cycle: name, first_day, last_day, ids_from, reason: reason.into(), rows })
}

/// Aurora with an imported objective and key result, its quarter in a phase.
fn imported(phase: Phase) -> Fixture {
    let mut aurora = Fixture::aurora();
    let rows = vec![objective_row("Be reached", "Sales", "mia@aurora.example"), key_result_row(50.0, 1.0, 10.0)];
    let command = table(&mut aurora, rows, "");
    aurora.ask(Actor::CommandLine, command).unwrap();
    let mut cycle = (**aurora.board.cycles.get(&QUARTER).unwrap()).clone();
    cycle.phase = phase;
    aurora.board.cycles.insert(QUARTER, cycle.into());
    aurora
}

fn faults(answer: Result<Vec<Event>, Refusal>) -> Vec<Fault> {
    match answer {
        Err(Refusal::Table(problems)) => problems.into_iter().map(|problem| problem.fault).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_import_goes_by_the_table_of_phases_too() {
    let changed = [
        vec![objective_row("Be reached soon", "Sales", "mia@aurora.example"), key_result_row(50.0, 1.0, 10.0)],
        vec![objective_row("Be reached", "Sales", "mia@aurora.example"), key_result_row(60.0, 1.0, 10.0)],
        vec![objective_row("Be reached", "Sales", "mia@aurora.example"), key_result_row(50.0, 3.0, 10.0)],
    ];
    for phase in PHASES {
        for rows in &changed {
            for reason in ["", "The market has moved"] {
                let mut aurora = imported(phase);
                let command = table(&mut aurora, rows.clone(), reason);
                let answer = aurora.ask(Actor::CommandLine, command);
                match phase {
                    Phase::Planning => assert!(answer.is_ok(), "{answer:?}"),
                    Phase::Running if reason.is_empty() => {
                        assert_eq!(faults(answer), [Fault::Rule(Box::new(Refusal::ReasonOwed))]);
                    }
                    Phase::Running => {
                        let events = answer.unwrap();
                        let told = |event: &Event| match event {
                            Event::ObjectiveEdited { reason, .. } | Event::KeyResultEdited { reason, .. } => !reason.is_empty(),
                            _ => true,
                        };
                        assert!(events.iter().all(told), "{events:?}");
                    }
                    Phase::Scoring => {
                        let faults = faults(answer);
                        assert!(matches!(&faults[..], [Fault::Rule(no)] if is_about_the_phase(no, phase)), "{faults:?}");
                    }
                    Phase::Closed => assert_eq!(answer, Err(Refusal::CycleClosed { cycle: QUARTER })),
                }
            }
        }
    }
}

#[test]
fn an_import_brings_final_values_while_the_cycle_is_scored() {
    let mut aurora = imported(Phase::Scoring);
    let rows = vec![objective_row("Be reached", "Sales", "mia@aurora.example"), key_result_row(50.0, 1.0, 48.0)];
    let command = table(&mut aurora, rows, "");
    let events = aurora.ask(Actor::CommandLine, command).unwrap();
    assert!(matches!(&events[..], [Event::CheckedIn { .. }, Event::RowImported { .. }]), "{events:?}");
}

#[test]
fn an_import_makes_teams_and_people_only_for_administrators_and_the_command_line() {
    let rows = || vec![objective_row("Be reached", "Field sales", "Nora New")];
    let mut aurora = Fixture::aurora();
    let command = table(&mut aurora, rows(), "");
    let refused = aurora.ask(Actor::Person(EXECUTIVE), command);
    assert_eq!(faults(refused), [Fault::UnknownTeam("Field sales".into()), Fault::UnknownPerson("Nora New".into())]);
    let command = table(&mut aurora, rows(), "");
    aurora.ask(Actor::CommandLine, command).unwrap();
    // They exist by now; an executive continues.
    let again = vec![objective_row("Be reached soon", "Field sales", "Nora New")];
    let command = table(&mut aurora, again, "Shorter");
    aurora.does(EXECUTIVE, command);
}
