//! `plumbline people`: shows what a table of people and teams would change, then applies all of it or nothing.

use std::fs;

use app::static_pages::people_table::Effect;
use app::t;
use okr::{Actor, Command, Envelope, Refusal};
use service::Principal;

use super::import::{confirmed, words};
use super::opened::Opened;
use super::{CommandError, Location};
use crate::cli::People;
use crate::clock::Clock;
use crate::say::say;

/// Shows the planned changes of a table, asks for confirmation, and applies them.
pub(super) async fn run(options: People, clock: Clock) -> Result<(), CommandError> {
    let People { file, at, yes, language } = options;
    let bytes = fs::read(&file).map_err(|source| CommandError::File { path: file.clone(), source })?;
    let place = Location::of(&at, "data");
    if !place.may_be_there() {
        return Err(CommandError::NotFounded { place });
    }
    let opened = Opened::open(place.clone(), clock).await?;
    if !opened.is_founded() {
        return Err(CommandError::NotFounded { place });
    }
    let board = opened.ledger.board();
    let words = words(&board, language);
    let decided = table::people_sheet(&bytes, opened.clock.new_id()).judged(|table| {
        okr::decide(&board, Actor::CommandLine, &Command::ImportPeople(table.clone()), opened.clock.moment(&board))
    });
    let (table, events) = match decided {
        Ok(decided) => decided,
        Err(Refusal::Table(problems)) => {
            for problem in &problems {
                say!("  {}", words.problem(problem, &board));
            }
            return Err(CommandError::Table { words, count: problems.len() });
        }
        Err(refusal) => return Err(CommandError::Refused { words, sentence: words.refusal(&refusal, &board) }),
    };
    if events.is_empty() {
        say!("{}", words.translate("import.nothing_new"));
    } else {
        let Effect { added, teams, changed } = Effect::of(words, &board, &events);
        let (added, teams, changed) = (added.len(), teams.len(), changed.len());
        say!("{}", t!(words, "import.tally_people", added = added, teams = teams, changed = changed));
        if !yes && !confirmed(words)? {
            return Err(CommandError::NotConfirmed { words });
        }
        let command = Command::ImportPeople(table);
        opened.service.commit(Principal::CommandLine, Envelope { id: opened.clock.new_id().into(), command }).await?;
        say!("{}", words.translate("import.done_people"));
    }
    opened.close().await;
    Ok(())
}
