//! `plumbline import`: what a table would do, and then all of it or nothing.

use std::collections::BTreeSet;
use std::fs;
use std::io::IsTerminal;
use std::path::Path;

use app::words::Words;
use chrono::Weekday;
use okr::import::{Doubt, Fault, Table};
use okr::{Actor, Board, Command, Envelope, Event, Language, Organisation, Refusal};
use table::CycleName;

use super::house::House;
use super::{CommandError, Place, cast};
use crate::cli::{CycleArgs, Founding, Import};
use crate::clock::Clock;
use crate::say::{self, say};

/// What is said about what stands in a table is said in the language of whoever's table it is: the organisation's, or what it will be.
pub(super) fn words(board: &Board, otherwise: Language) -> Words {
    Words(board.organisation.as_ref().map_or(otherwise, |organisation| organisation.language))
}

/// What a table would do.
#[derive(Debug)]
pub(super) struct Plan {
    envelopes: Vec<Envelope>,
    tally: Tally,
    doubts: Vec<Doubt>,
}

/// What would be made and changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tally {
    cycles: usize,
    objectives: usize,
    key_results: usize,
    teams: usize,
    people: usize,
    alignments: usize,
    check_ins: usize,
    changes: usize,
}

/// Shows what a table would do, asks, and takes it in.
pub(super) async fn run(options: Import, clock: Clock) -> Result<(), CommandError> {
    // A table that can't be read doesn't make a data folder.
    fs::metadata(&options.file).map_err(|source| CommandError::File { path: options.file.clone(), source })?;
    let house = House::open(Place::of(&options.at, "data"), clock).await?;
    let plan = plan(&house, &options.file, &options.cycle, &options.founding, options.reason.as_deref())?;
    if !plan.tally.is_nothing() && !options.yes && !confirmed()? {
        return Err(CommandError::NotConfirmed);
    }
    take_in(&house, plan).await?;
    house.close().await;
    Ok(())
}

/// Reads a table and says what it would do, or every problem that it has.
pub(super) fn plan(
    house: &House,
    file: &Path,
    cycle: &CycleArgs,
    founding: &Founding,
    reason: Option<&str>,
) -> Result<Plan, CommandError> {
    let bytes = fs::read(file).map_err(|source| CommandError::File { path: file.to_owned(), source })?;
    let board = house.ledger.board();
    let words = words(&board, founding.language.into());
    // A new organisation's day is that of the zone it is given.
    let today = match board.organisation {
        Some(_) => house.clock.moment(&board).today,
        None => house.clock.moment_in(founding.time_zone.name()).today,
    };
    let cycle = cycle_of(cycle).unwrap_or_else(|| table::quarter_of(today));
    say!("{}, for the cycle {} ({} to {}):", file.display(), cycle.name, cycle.first_day, cycle.last_day);
    let planned = table::read(&bytes, cycle, house.clock.new_id()).map_err(Refusal::Table);
    let planned = planned.map(|table| Table { reason: reason.unwrap_or_default().to_owned(), ..table });
    match planned.and_then(|table| Plan::of(&board, table, founding, &house.clock)) {
        Ok(plan) => {
            plan.print();
            Ok(plan)
        }
        Err(Refusal::Table(problems)) => {
            for problem in &problems {
                say!("  {}", words.problem(problem, &board));
            }
            if problems.iter().any(|problem| problem.fault == Fault::Rule(Box::new(Refusal::ReasonOwed))) {
                println!("  Give the reason: plumbline import … --reason \"…\".");
            }
            Err(CommandError::Table { count: problems.len() })
        }
        Err(refusal) => Err(CommandError::Refused { sentence: words.refusal(&refusal, &board) }),
    }
}

/// Does what was planned.
pub(super) async fn take_in(house: &House, plan: Plan) -> Result<(), CommandError> {
    if plan.tally.is_nothing() {
        say!("Nothing changed: all of it is there already.");
    } else {
        for envelope in plan.envelopes {
            house.ledger.commit(Actor::CommandLine, envelope).await?;
        }
        say!("Imported.");
    }
    for envelope in cast::missing(&house.ledger.board(), &house.clock) {
        house.ledger.commit(Actor::CommandLine, envelope).await?;
    }
    Ok(())
}

impl Plan {
    /// Decides the commands on a board of its own, one on top of the other.
    fn of(board: &Board, table: Table, founding: &Founding, clock: &Clock) -> Result<Self, Refusal> {
        let mut board = board.clone();
        let mut envelopes = Vec::new();
        let mut events = Vec::new();
        let doubts = okr::import::doubts(&board, &table);
        let found = board.organisation.is_none().then(|| found(&table, founding, clock));
        for command in found.into_iter().chain([Command::Import(table)]) {
            let decided = okr::decide(&board, Actor::CommandLine, &command, clock.moment(&board))?;
            for event in &decided {
                board.apply(event);
            }
            events.extend(decided);
            envelopes.push(Envelope { id: clock.new_id().into(), command });
        }
        Ok(Self { envelopes, tally: Tally::of(&events), doubts })
    }

    fn print(&self) {
        for Doubt::AlmostTheSame(one, other) in &self.doubts {
            say!("  “{one}” and “{other}” differ only in case, spaces or punctuation. Are they the same?");
        }
        if !self.tally.is_nothing() {
            say!("  {}", self.tally);
        }
    }
}

/// The organisation that a table begins: named as the root of its first team.
fn found(table: &Table, founding: &Founding, clock: &Clock) -> Command {
    let organisation = Organisation {
        name: table.company().unwrap_or("Company").to_owned(),
        purpose: String::new(),
        vision: String::new(),
        language: founding.language.into(),
        time_zone: founding.time_zone.name().to_owned(),
        week_begins: Weekday::Mon,
        rhythm_days: 7,
        second_factor_required: false,
    };
    Command::Found { organisation, root: clock.new_id().into() }
}

fn cycle_of(cycle: &CycleArgs) -> Option<CycleName> {
    Some(CycleName { name: cycle.cycle.clone()?, first_day: cycle.from?, last_day: cycle.to? })
}

/// Asks at the terminal. Without one, nobody can say yes.
pub(super) fn confirmed() -> Result<bool, CommandError> {
    if !std::io::stdin().is_terminal() {
        return Ok(false);
    }
    say::print(format_args!("Import? [y/N] "));
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}

impl Tally {
    fn of(events: &[Event]) -> Self {
        let mut tally = Self::default();
        let mut made = BTreeSet::new();
        for event in events {
            match event {
                Event::CycleOpened(cycle) => {
                    made.insert(cycle.id.0);
                    tally.cycles += 1;
                }
                Event::ObjectiveCreated(objective) => {
                    made.insert(objective.id.0);
                    tally.objectives += 1;
                }
                Event::KeyResultCreated { .. } => tally.key_results += 1,
                Event::TeamAdded(_) => tally.teams += 1,
                Event::PersonAdded(_) => tally.people += 1,
                Event::Aligned { .. } => tally.alignments += 1,
                Event::CheckedIn { .. } => tally.check_ins += 1,
                Event::Published { id, .. } if made.contains(&id.0) => {}
                Event::PhaseMoved { cycle, .. } if made.contains(&cycle.0) => {}
                Event::RowImported { .. } | Event::Founded(_) => {}
                _ => tally.changes += 1,
            }
        }
        tally
    }

    fn is_nothing(self) -> bool {
        self == Self::default()
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { cycles, objectives, key_results, teams, people, alignments, check_ins, changes } = self;
        write!(
            f,
            "Makes objectives: {objectives}, key results: {key_results}, teams: {teams}, people: {people}, \
             alignments: {alignments}, check-ins: {check_ins}, cycles: {cycles}; changes of what is there: {changes}."
        )
    }
}
