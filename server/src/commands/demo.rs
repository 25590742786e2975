//! `plumbline demo`.

use demo::Size;
use okr::Language;
use service::Principal;

use super::opened::Opened;
use super::{CommandError, Location};
use crate::cli::Demo;
use crate::clock::Clock;
use crate::say::say;

/// Fills an empty folder or database with the demo.
pub(super) async fn run(options: Demo, clock: Clock) -> Result<(), CommandError> {
    let opened = Opened::open(Location::of(&options.at, "data/demo"), clock).await?;
    if opened.is_founded() {
        return Err(CommandError::NotEmpty { place: opened.place });
    }
    fill(&opened, options.objectives, options.seed, options.language.into()).await?;
    let stats = opened.store.stats().await?;
    say!(
        "{} now holds {} objectives, {} key results, {} teams and {} people.",
        opened.place,
        stats.objectives,
        stats.key_results,
        stats.teams,
        stats.people
    );
    opened.close().await;
    Ok(())
}

/// Fills an empty organisation with demo data up to the current time.
pub(super) async fn fill(opened: &Opened, objectives: Option<usize>, seed: u64, language: Language) -> Result<(), CommandError> {
    let size = objectives.map_or(Size::Written, Size::Objectives);
    let steps = demo::organisation(opened.clock.moment_in(demo::TIME_ZONE), size, seed, language);
    let commands = steps.into_iter().map(|step| (step.actor, step.envelope, step.at)).collect();
    opened.service.seed(Principal::CommandLine, commands).await?;
    Ok(())
}
