//! Generates an uneven tree of teams, and their people.

use std::borrow::Cow;

use okr::Language;
use rand_chacha::ChaCha8Rng;

use super::phrases::{AREAS, FAMILY, GIVEN_CHINESE, GIVEN_LATIN};
use crate::chance::{pick, share};
use crate::model::{Part, Somebody, Text, Unit, t};

/// The index of the executive who owns the company's objectives.
pub(super) const EXECUTIVE: usize = 0;

/// Approximate number of objectives per team.
const FOR_EACH: usize = 8;

/// People in each team except the company.
const IN_EACH: usize = 3;

/// Generates a tree of teams for this many objectives: branches differ in size and depth.
pub(super) fn teams(objectives: usize, language: Language, chance: &mut ChaCha8Rng) -> Vec<Unit> {
    let count = (objectives / FOR_EACH).max(4);
    let mut teams = vec![Unit { name: t("Longreach Works", "远达集团"), parent: None }];
    for place in 1..=count {
        let area = AREAS[(place - 1) % AREAS.len()].said(language);
        let name = match (place - 1) / AREAS.len() {
            0 => area,
            nth => format!("{area} {}", nth + 1),
        };
        // The first six are directly below the company; later ones more likely have early parents.
        let parent = if place <= 6 { 0 } else { 1 + below_skewed(chance, place - 1) };
        teams.push(Unit { name: Text::Made(name), parent: Some(parent) });
    }
    teams
}

/// A random index below `end`; smaller ones are more likely.
pub(super) fn below_skewed(chance: &mut ChaCha8Rng, end: usize) -> usize {
    let skewed = share(chance).powf(1.7) * end as f64;
    // The product with a share below 1 fits into the type.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let place = skewed as usize;
    place.min(end.saturating_sub(1))
}

/// The cast, then a lead and members for every team.
pub(super) fn people(teams: usize, chance: &mut ChaCha8Rng) -> Vec<Somebody> {
    let cast = [(0, Part::Executive), (1, Part::Lead), (1, Part::Member), (0, Part::ProgrammeOffice), (0, Part::Admin)];
    let others = (1..teams).flat_map(|team| {
        let lead = if team == 1 { Part::Member } else { Part::Lead };
        std::iter::once((team, lead)).chain(std::iter::repeat_n((team, Part::Member), IN_EACH - 1))
    });
    cast.into_iter().chain(others).enumerate().map(|(place, (team, part))| somebody(place, team, part, chance)).collect()
}

fn somebody(place: usize, team: usize, part: Part, chance: &mut ChaCha8Rng) -> Somebody {
    let (family, family_mailbox) = FAMILY[place % FAMILY.len()];
    let (name, given_mailbox) = if family.is_ascii() {
        let (given, mailbox) = *pick(chance, &GIVEN_LATIN);
        (format!("{given} {family}"), mailbox)
    } else {
        let (given, mailbox) = *pick(chance, &GIVEN_CHINESE);
        (format!("{family}{given}"), mailbox)
    };
    // The number makes addresses unique; names may not be.
    let mailbox = format!("{given_mailbox}.{family_mailbox}{}", place + 1);
    Somebody { name: Cow::Owned(name), mailbox: Cow::Owned(mailbox), team, part }
}
