//! The company's objectives, by pillar.

use std::collections::BTreeSet;

use leptos::prelude::*;
use okr::explain::Of;
use okr::{Board, CycleId, Map, Moment, Objective, ObjectiveId, Parent, PillarId, Standing, Team, TeamId};

use crate::components::bar::ProgressBar;
use crate::components::figure::progress_of;
use crate::components::flow::{For, Show};
use crate::components::health::{HealthMark, health_words};
use crate::components::percent::Percent;
use crate::components::person::{Avatar, name_of};
use crate::components::spark::Spark;
use crate::i18n::{t, words};
use crate::live::live;
use crate::memo::memo;
use crate::place::place;

/// The company objectives of the chosen cycle and the cycles above it, by pillar; those without one last.
fn by_pillar(board: &Board, cycle: CycleId) -> Vec<(Option<PillarId>, Vec<ObjectiveId>)> {
    let goals: Vec<&Objective> = board.shown_in(cycle).filter(|objective| board.is_company(objective)).collect();
    let mut pillars: Vec<Option<PillarId>> = goals.iter().map(|goal| goal.pillar).collect::<BTreeSet<_>>().into_iter().collect();
    pillars.sort_by_key(Option::is_none);
    pillars
        .into_iter()
        .map(|pillar| (pillar, goals.iter().filter(|goal| goal.pillar == pillar).map(|goal| goal.id).collect()))
        .collect()
}

/// All objectives below an objective: their number, and the number of their teams.
fn below(board: &Board, goal: ObjectiveId) -> (usize, usize) {
    let mut seen = BTreeSet::from([goal]);
    let mut teams = BTreeSet::new();
    let mut ahead = vec![goal];
    while let Some(objective) = ahead.pop().and_then(|id| board.objective(id).ok()) {
        let parents =
            std::iter::once(Parent::Objective(objective.id)).chain(objective.key_results.iter().copied().map(Parent::KeyResult));
        for child in parents.flat_map(|parent| board.aligned_to(parent)) {
            if seen.insert(child.id) {
                teams.insert(child.team);
                ahead.push(child.id);
            }
        }
    }
    (seen.len() - 1, teams.len())
}

/// What of the board decides which objectives are shown and what is below them: no check-in changes it.
#[derive(Clone)]
struct Structure {
    objectives: Map<ObjectiveId, Objective>,
    teams: Map<TeamId, Team>,
}

/// Whether it is the very same, which is known at once.
impl PartialEq for Structure {
    fn eq(&self, other: &Self) -> bool {
        self.objectives.ptr_eq(&other.objectives) && self.teams.ptr_eq(&other.teams)
    }
}

/// The section.
#[component]
pub(crate) fn Goals() -> impl IntoView {
    let words = words();
    let live = live();
    let place = place();
    let structure =
        memo(move || live.board.with(|board| Structure { objectives: board.objectives.clone(), teams: board.teams.clone() }));
    let groups = memo(move || {
        structure.track();
        place.cycle.get().map(|cycle| by_pillar(&live.board.read_untracked(), cycle.id)).unwrap_or_default()
    });
    let pillar_name = move |id: Option<PillarId>| {
        id.and_then(|id| live.board.read().pillar(id).ok().map(|pillar| pillar.name.clone()))
            .unwrap_or_else(|| words.translate("overview.no_pillar").to_owned())
    };
    view! {
        <section class="section" aria-labelledby="goals">
            <header>
                <h2 id="goals">{words.translate("overview.company_objectives")}</h2>
                <a class="end" href=move || place.to("/map")>{words.translate("overview.to_map")}</a>
            </header>
            <Show when=move || groups.read().is_empty()>
                <div class="empty"><p>{words.translate("overview.no_objectives")}</p></div>
            </Show>
            <For each=move || groups.get() key=|(pillar, goals)| (*pillar, goals.clone()) let((pillar, goals))>
                {(pillar.is_some() || groups.read_untracked().len() > 1).then(|| view! { <h3 class="pillar">{move || pillar_name(pillar)}</h3> }.into_any())}
                <ul>{goals.into_iter().map(|id| view! { <Goal id structure/> }.into_any()).collect_view()}</ul>
            </For>
        </section>
    }
}

/// One company objective.
#[component]
fn Goal(id: ObjectiveId, structure: Memo<Structure>) -> impl IntoView {
    let words = words();
    let live = live();
    let place = place();
    let objective = memo(move || live.board.read().objective(id).ok().cloned());
    let standing = memo(move || live.standings.read().objective(id));
    let progress = Signal::derive(move || standing.get().progress);
    let health = Signal::derive(move || standing.get().health);
    let today = memo(move || live.moment.get().today);
    let past = memo(move || {
        live.past.track();
        today.track();
        past(&live.board.read_untracked(), id, live.moment.get_untracked())
    });
    let weeks = memo(move || past.get().into_iter().chain([progress.get()]).collect::<Vec<_>>());
    let below = memo(move || {
        structure.track();
        below(&live.board.read_untracked(), id)
    });
    let sub = move || {
        let Some(objective) = objective.get() else { return String::new() };
        let (objectives, teams) = below.get();
        let mut parts = Vec::new();
        if !objective.is_published() {
            parts.push(words.translate("stage.draft").to_owned());
        }
        if objective.ambition == okr::Ambition::Aspirational {
            parts.push(words.translate("ambition.aspirational").to_owned());
        }
        if Some(objective.cycle) != place.cycle.get().map(|cycle| cycle.id) {
            parts.extend(live.board.read().cycle(objective.cycle).ok().map(|cycle| cycle.name.clone()));
        }
        parts.push(if objectives == 0 {
            words.translate("overview.nothing_below").to_owned()
        } else {
            t!(
                words,
                "overview.below",
                objectives = t!(words, "count.objectives", n = objectives),
                teams = t!(words, "count.teams", n = teams)
            )
        });
        let Standing { reported, key_results, .. } = standing.get();
        if reported < key_results {
            parts.push(t!(words, "objective.reported", reported = reported, n = key_results));
        }
        let worst = standing.get().worst_below;
        if worst > standing.get().health {
            parts.push(t!(words, "overview.worst_below", health = health_words(worst)));
        }
        parts.join(" · ")
    };
    view! {
        <li class="goal">
            <HealthMark health/>
            <div>
                <h4><a href=move || place.to(&format!("/objectives/{id}"))>{move || objective.get().map(|objective| objective.title)}</a></h4>
                <p class="dim">{move || sub()}</p>
            </div>
            <Spark values=weeks health/>
            <ProgressBar standing/>
            <Percent figure=progress_of(Of::Objective(id)) value=progress/>
            {move || objective.get().map(|objective| view! { <Avatar name=name_of(&live.board.read(), Some(objective.owner))/> }.into_any())}
        </li>
    }
}

/// Progress at the end of each past week.
fn past(board: &Board, id: ObjectiveId, at: Moment) -> Vec<Option<f64>> {
    okr::numbers::history(board, id, at).into_iter().filter(|(day, _)| *day < at.today).map(|(_, progress)| progress).collect()
}
