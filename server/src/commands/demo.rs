//! `plumbline demo`.

use demo::Size;
use okr::Language;

use super::house::House;
use super::{CommandError, Place};
use crate::cli::Demo;
use crate::clock::Clock;
use crate::say::say;

/// What chance begins with unless somebody says otherwise.
pub(crate) const SEED: u64 = 1;

/// Fills an empty folder or database.
pub(super) async fn run(options: Demo, clock: Clock) -> Result<(), CommandError> {
    let house = House::open(Place::of(&options.at, "data/demo"), clock).await?;
    if house.is_founded() {
        return Err(CommandError::NotEmpty { place: house.place });
    }
    fill(&house, options.objectives, options.seed, options.language.into()).await?;
    let stats = house.store.stats().await?;
    say!(
        "{} now holds {} objectives, {} key results, {} teams and {} people.",
        house.place,
        stats.objectives,
        stats.key_results,
        stats.teams,
        stats.people
    );
    house.close().await;
    Ok(())
}

/// Fills a house that holds nothing yet, as if its people had worked until now.
pub(super) async fn fill(house: &House, objectives: Option<usize>, seed: u64, language: Language) -> Result<(), CommandError> {
    let size = objectives.map_or(Size::Written, Size::Objectives);
    let steps = demo::organisation(house.clock.moment_in(demo::TIME_ZONE), size, seed, language);
    house.ledger.seed(steps.into_iter().map(|step| (step.actor, step.envelope, step.at)).collect()).await?;
    Ok(())
}
