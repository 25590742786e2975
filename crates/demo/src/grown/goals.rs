//! Generates objectives and key results from phrases, aligned unevenly.

use std::borrow::Cow;

use okr::{How, Language};
use rand_chacha::ChaCha8Rng;

use super::phrases::{COUNTS, PEOPLE, QUALITIES, STEPS, SUBJECTS};
use super::teams::{EXECUTIVE, below_skewed};
use crate::chance::{below, happens, pick, share, within};
use crate::model::{Answerable, Course, Gauge, Goal, Link, Now, Outcome, Shape, Somebody, Span, Text, Unit};

/// The number of company objectives.
const OF_THE_COMPANY: usize = 5;

/// Check-ins per key result.
const CHECK_INS: u8 = 3;

/// The distribution of the number of key results per objective, from 1: 3.5 on average.
const KEY_RESULTS: [f64; 6] = [0.05, 0.15, 0.30, 0.30, 0.15, 0.05];

/// Generates objectives; each comes after its parents, so that there are no loops.
pub(super) fn goals(count: usize, teams: &[Unit], people: &[Somebody], language: Language, chance: &mut ChaCha8Rng) -> Vec<Goal> {
    let mut owners = vec![Vec::new(); teams.len()];
    for (place, person) in people.iter().enumerate() {
        owners[person.team].push(place);
    }
    let mut of_team: Vec<Vec<usize>> = vec![Vec::new(); teams.len()];
    let mut goals: Vec<Goal> = Vec::with_capacity(count);
    for place in 0..count {
        // Every team gets one, parents before children; the others are distributed randomly.
        let team = match place.checked_sub(OF_THE_COMPANY) {
            None => 0,
            Some(nth) if nth + 1 < teams.len() => nth + 1,
            Some(_) => 1 + below_skewed(chance, teams.len() - 1),
        };
        let owner = if team == 0 { EXECUTIVE } else { *pick(chance, &owners[team]) };
        let parents = if team == 0 { Vec::new() } else { parents(team, teams, &of_team, &goals, chance) };
        of_team[team].push(place);
        goals.push(Goal {
            key: Cow::Owned(place.to_string()),
            span: Span::Quarter,
            team,
            owner,
            title: title(language, chance),
            why: Text::NONE,
            pillar: (team == 0).then_some(place % 3),
            aspirational: happens(chance, 0.2),
            draft: team != 0 && happens(chance, 0.03),
            parents,
            results: (0..results(chance)).map(|_| outcome(language, chance)).collect(),
        });
    }
    goals
}

/// The parents: an objective of the nearest ancestor team that has one, sometimes a key result of it; some have a
/// second parent, some none.
fn parents(team: usize, teams: &[Unit], of_team: &[Vec<usize>], goals: &[Goal], chance: &mut ChaCha8Rng) -> Vec<Link> {
    if happens(chance, 0.04) {
        return Vec::new();
    }
    let mut upwards = std::iter::successors(teams[team].parent, |&above| teams[above].parent);
    // Some are aligned to another objective of their own team, which makes the tree deep.
    let own = !of_team[team].is_empty() && happens(chance, 0.2);
    let near = if own { Some(team) } else { upwards.find(|&above| !of_team[above].is_empty()) };
    let Some(near) = near else { return Vec::new() };
    let first = of_team[near][below_skewed(chance, of_team[near].len())];
    let link = |to: usize, result, how| Link { to: goals[to].key.clone(), result, how };
    let mut links = vec![if happens(chance, 0.15) {
        link(first, Some(below(chance, goals[first].results.len())), None)
    } else {
        link(first, None, Some(How::Contributes(1.0)))
    }];
    let second = below(chance, goals.len());
    if happens(chance, 0.08) && second != first {
        links.push(link(second, None, Some(How::Supports)));
    }
    links
}

fn title(language: Language, chance: &mut ChaCha8Rng) -> Text {
    let (subject, quality, people) = (pick(chance, &SUBJECTS), pick(chance, &QUALITIES), pick(chance, &PEOPLE));
    let [subject, quality, people] = [subject, quality, people].map(|text| text.said(language));
    Text::Made(match language {
        Language::English => format!("For {people}, {subject} are {quality}"),
        Language::Chinese => format!("让{people}的{subject}更{quality}"),
    })
}

/// The number of key results of an objective.
fn results(chance: &mut ChaCha8Rng) -> usize {
    let mut left = share(chance);
    for (nth, share) in KEY_RESULTS.into_iter().enumerate() {
        if left < share {
            return nth + 1;
        }
        left -= share;
    }
    KEY_RESULTS.len()
}

fn outcome(language: Language, chance: &mut ChaCha8Rng) -> Outcome {
    let kind = share(chance);
    let (title, gauge, from, now) = match kind {
        kind if kind < 0.70 => metric(language, chance),
        kind if kind < 0.82 => keep(language, chance),
        kind if kind < 0.92 => milestones(language, chance),
        _ => done(language, chance),
    };
    let reached = (1..=2 + below(chance, STEPS.len() - 1)).filter_map(|nth| u8::try_from(2 * nth).ok()).collect();
    let course = Course {
        from,
        now,
        shape: *pick(chance, &[Shape::Steady, Shape::Early, Shape::Late, Shape::Dip, Shape::Stall]),
        confidence: None,
        silent: if happens(chance, 0.07) { 3 } else { 0 },
        never: happens(chance, 0.04),
        reached,
        at_most: Some(CHECK_INS),
    };
    Outcome {
        title: Text::Made(title),
        owner: Answerable::Somebody,
        weight: 1.0,
        driven: false,
        gauge,
        course,
        notes: Vec::new(),
    }
}

type Told = (String, Gauge, Option<f64>, Now);

fn metric(language: Language, chance: &mut ChaCha8Rng) -> Told {
    let (name, unit, low, high, falling) = pick(chance, &COUNTS);
    let span = high - low;
    let lower = round(within(chance, *low, low + span * 0.4));
    let upper = round(within(chance, low + span * 0.5, *high));
    let (baseline, target) = if *falling { (upper, lower) } else { (lower, upper) };
    let (name, said) = (name.said(language), unit.said(language));
    let title = match language {
        Language::English if *falling => format!("{name} down from {baseline} to {target}"),
        Language::English => format!("{name} up from {baseline} to {target}"),
        Language::Chinese if *falling => format!("{name}由 {baseline} 降到 {target} {said}"),
        Language::Chinese => format!("{name}由 {baseline} 提升到 {target} {said}"),
    };
    let pace = match share(chance) {
        luck if luck < 0.65 => within(chance, 0.85, 1.15),
        luck if luck < 0.87 => within(chance, 0.6, 0.78),
        _ => within(chance, 0.1, 0.5),
    };
    (title, Gauge::Metric { unit: unit.clone(), baseline, target }, None, Now::Pace(pace))
}

fn keep(language: Language, chance: &mut ChaCha8Rng) -> Told {
    let (name, unit, low, high, falling) = pick(chance, &COUNTS);
    let bound = round(within(chance, low + (high - low) * 0.3, low + (high - low) * 0.7));
    let name = name.said(language);
    let title = match (language, falling) {
        (Language::English, true) => format!("{name}: never above {bound}"),
        (Language::English, false) => format!("{name}: never below {bound}"),
        (Language::Chinese, true) => format!("{name}保持在 {bound} 以下"),
        (Language::Chinese, false) => format!("{name}保持在 {bound} 以上"),
    };
    let (lower, upper) = if *falling { (None, Some(bound)) } else { (Some(bound), None) };
    let (better, worse) = if *falling { (bound * 0.9, bound * 1.1) } else { (bound * 1.1, bound * 0.9) };
    let now = if happens(chance, 0.75) { better } else { worse };
    (title, Gauge::Keep { unit: unit.clone(), lower, upper }, Some(round(worse)), Now::Value(round(now)))
}

fn milestones(language: Language, chance: &mut ChaCha8Rng) -> Told {
    let subject = pick(chance, &SUBJECTS).said(language);
    let title = match language {
        Language::English => format!("A new way for {subject} is in use everywhere by 4 steps"),
        Language::Chinese => format!("{subject}的新做法分 4 步推广到各处"),
    };
    let steps = STEPS.iter().map(|step| (step.clone(), 1.0, None)).collect();
    (title, Gauge::Milestones(steps), None, Now::Pace(1.0))
}

fn done(language: Language, chance: &mut ChaCha8Rng) -> Told {
    let (subject, people) = (pick(chance, &SUBJECTS).said(language), pick(chance, &PEOPLE).said(language));
    let title = match language {
        Language::English => format!("Promises about {subject} to {people} are kept in writing"),
        Language::Chinese => format!("对{people}的{subject}承诺写成书面"),
    };
    let due = happens(chance, 0.3).then_some(9);
    (title, Gauge::Done { due }, None, Now::Pace(1.0))
}

/// Rounds to one decimal.
fn round(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}
