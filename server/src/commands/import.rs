//! `plumbline import`: shows what a table would change, then applies all of it or nothing.

use std::collections::BTreeSet;
use std::fs;
use std::io::IsTerminal;
use std::path::Path;

use app::i18n::Words;
use app::t;
use chrono::Weekday;
use okr::import::{Doubt, Fault, Table};
use okr::{Actor, Board, Command, Envelope, Event, Language, Organisation, Refusal};
use service::Principal;
use table::CycleName;

use super::opened::Opened;
use super::{CommandError, Location, cast};
use crate::cli::{CycleArgs, Founding, Import, Speech};
use crate::clock::Clock;
use crate::say::{self, say};

/// Messages about a table are in the requested language, or else in the organisation's.
pub(super) fn words(board: &Board, context: Option<Speech>) -> Words {
    let otherwise = || board.organisation.as_ref().map_or_else(Language::default, |organisation| organisation.language);
    Words(context.map_or_else(otherwise, Language::from))
}

/// The planned changes of a table.
#[derive(Debug)]
pub(super) struct Plan {
    words: Words,
    envelopes: Vec<Envelope>,
    tally: Tally,
    doubts: Vec<Doubt>,
}

/// The numbers of planned additions and changes.
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

/// Shows the planned changes of a table, asks for confirmation, and applies them.
pub(super) async fn run(options: Import, clock: Clock) -> Result<(), CommandError> {
    // Checked first, so that no data folder is created for an unreadable table.
    fs::metadata(&options.file).map_err(|source| CommandError::File { path: options.file.clone(), source })?;
    let opened = Opened::open(Location::of(&options.at, "data"), clock).await?;
    let plan = plan(&opened, &options.file, &options.cycle, &options.founding, options.reason.as_deref())?;
    let words = plan.words;
    if !plan.tally.is_nothing() && !options.yes && !confirmed(words)? {
        return Err(CommandError::NotConfirmed { words });
    }
    take_in(&opened, plan).await?;
    opened.close().await;
    Ok(())
}

/// Reads a table and plans its changes, or prints all of its problems.
pub(super) fn plan(
    opened: &Opened,
    file: &Path,
    cycle: &CycleArgs,
    founding: &Founding,
    reason: Option<&str>,
) -> Result<Plan, CommandError> {
    let bytes = fs::read(file).map_err(|source| CommandError::File { path: file.to_owned(), source })?;
    let board = opened.ledger.board();
    let words = words(&board, founding.language);
    // A new organisation's date depends on the time zone it is given.
    let today = match board.organisation {
        Some(_) => opened.clock.moment(&board).today,
        None => opened.clock.moment_in(founding.time_zone.name()).today,
    };
    let cycle = cycle_of(cycle).unwrap_or_else(|| table::quarter_of(today));
    let (from, to) = (cycle.first_day, cycle.last_day);
    say!("{}", t!(words, "import.file", file = file.display(), cycle = cycle.name, from = from, to = to));
    let sheet = table::sheet(&bytes, cycle, opened.clock.new_id());
    let with_reason = |table: &Table| Table { reason: reason.unwrap_or_default().to_owned(), ..table.clone() };
    match sheet.judged(|table| Plan::of(&board, with_reason(table), founding, &opened.clock, words)) {
        Ok((_, plan)) => {
            plan.print();
            Ok(plan)
        }
        Err(Refusal::Table(problems)) => {
            for problem in &problems {
                say!("  {}", words.problem(problem, &board));
            }
            if problems.iter().any(|problem| problem.fault == Fault::Rule(Box::new(Refusal::ReasonOwed))) {
                say!("  {}", words.translate("import.give_reason"));
            }
            Err(CommandError::Table { words, count: problems.len() })
        }
        Err(refusal) => Err(CommandError::Refused { words, sentence: words.refusal(&refusal, &board) }),
    }
}

/// Applies the plan.
pub(super) async fn take_in(opened: &Opened, plan: Plan) -> Result<(), CommandError> {
    if plan.tally.is_nothing() {
        say!("{}", plan.words.translate("import.nothing_new"));
    } else {
        for envelope in plan.envelopes {
            opened.service.commit(Principal::CommandLine, envelope).await?;
        }
        say!("{}", plan.words.translate("import.done"));
    }
    for envelope in cast::missing(&opened.ledger.board(), &opened.clock) {
        opened.service.commit(Principal::CommandLine, envelope).await?;
    }
    Ok(())
}

impl Plan {
    /// Decides the commands one after another on a copy of the board.
    fn of(board: &Board, table: Table, founding: &Founding, clock: &Clock, words: Words) -> Result<Self, Refusal> {
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
        Ok(Self { words, envelopes, tally: Tally::of(&events), doubts })
    }

    fn print(&self) {
        for doubt in &self.doubts {
            say!("  {}", self.words.doubt(doubt));
        }
        if !self.tally.is_nothing() {
            say!("  {}", self.tally.words(self.words));
        }
    }
}

/// The founding command for a table: the organisation is named after the root of the first team.
fn found(table: &Table, founding: &Founding, clock: &Clock) -> Command {
    let organisation = Organisation {
        name: table.company().unwrap_or("Company").to_owned(),
        purpose: String::new(),
        vision: String::new(),
        language: founding.language.unwrap_or_default().into(),
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

/// Asks for confirmation at the terminal. Without a terminal, the answer is no.
pub(super) fn confirmed(words: Words) -> Result<bool, CommandError> {
    if !std::io::stdin().is_terminal() {
        return Ok(false);
    }
    say::print(format_args!("{} [y/N] ", words.translate("import.confirm")));
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

    fn words(self, words: Words) -> String {
        let Self { cycles, objectives, key_results, teams, people, alignments, check_ins, changes } = self;
        t!(
            words,
            "import.tally",
            objectives = objectives,
            key_results = key_results,
            teams = teams,
            people = people,
            alignments = alignments,
            check_ins = check_ins,
            cycles = cycles,
            changes = changes
        )
    }
}
