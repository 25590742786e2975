//! Teams by week.

use leptos::prelude::*;
use okr::numbers::{PastWeeks, TeamWeeks};
use okr::{Health, Phase};

use crate::components::flow::Show;
use crate::components::health::{HealthMark, health_key};
use crate::i18n::{t, words};
use crate::live::live;
use crate::memo::memo;
use crate::place::place;

/// How many teams are shown at first.
const FIRST: usize = 16;
/// The most weeks shown; of a longer cycle, the latest.
const MOST_WEEKS: usize = 26;

/// The section. Empty if no team has published anything, or if a team is so small that a total would describe one
/// person.
#[component]
pub(crate) fn Teams() -> impl IntoView {
    let words = words();
    let live = live();
    let place = place();
    let cycle = move || place.cycle.get().and_then(|cycle| live.board.read().cycle(cycle.id).ok().cloned());
    let id = memo(move || place.cycle.get().map(|cycle| cycle.id));
    let today = memo(move || live.moment.get().today);
    let past = memo(move || {
        live.past.track();
        today.track();
        id.get().map(|id| PastWeeks::of(&live.board.read_untracked(), id, live.moment.get_untracked())).unwrap_or_default()
    });
    let teams = memo(move || {
        id.get().map(|id| TeamWeeks::of(&live.board.read(), id, live.moment.get(), &past.read())).unwrap_or_default()
    });
    // The first week shown, from 1, and the last week of the cycle.
    let span = memo(move || {
        let (now, of) = cycle().map_or((1, 1), |cycle| (cycle.week_of(live.moment.get().today) as usize, cycle.weeks() as usize));
        if of <= MOST_WEEKS { (1, of) } else { (now.saturating_sub(MOST_WEEKS) + 1, now.max(MOST_WEEKS)) }
    });
    let running = memo(move || cycle().is_some_and(|cycle| cycle.phase == Phase::Running));
    let table = move |teams: Vec<TeamWeeks>| {
        let (first, last) = span.get();
        view! {
            <table class="weeks">
                <thead>
                    <tr>
                        <th scope="col"><span class="visually-hidden">{words.translate("overview.team")}</span></th>
                        {(first..=last).map(|week| view! { <th scope="col"><span class="visually-hidden">{t!(words, "overview.week", week = week)}</span><span aria-hidden="true">{week}</span></th> }.into_any()).collect_view()}
                        <th scope="col">{running.get().then(|| words.translate("overview.updated_short"))}</th>
                    </tr>
                </thead>
                <tbody>{teams.into_iter().map(|team| view! { <Row team first last running=running.get()/> }.into_any()).collect_view()}</tbody>
            </table>
        }
        .into_any()
    };
    let first = move || teams.read().iter().take(FIRST).cloned().collect::<Vec<_>>();
    let rest = move || teams.read().iter().skip(FIRST).cloned().collect::<Vec<_>>();
    view! {
        <Show when=move || !teams.read().is_empty()>
            <section class="section teams" aria-labelledby="teams">
                <header>
                    <h2 id="teams">{words.translate("overview.teams")}</h2>
                    <span class="dim">{words.translate("overview.teams_why")}</span>
                </header>
                {move || table(first())}
                <Show when=move || { teams.read().len() > FIRST }>
                    <details>
                        <summary class="link">{move || t!(words, "overview.more", n = teams.read().len() - FIRST)}</summary>
                        {move || table(rest())}
                    </details>
                </Show>
                <p class="dim"><a class="link" href="/wall" rel="external">{words.translate("overview.small_teams")}</a></p>
            </section>
        </Show>
    }
}

/// One team.
#[component]
fn Row(team: TeamWeeks, first: usize, last: usize, running: bool) -> impl IntoView {
    let words = words();
    let name = live().board.read_untracked().team(team.team).map(|team| team.name.clone()).unwrap_or_default();
    let cell = |week: usize| {
        match team.weeks.get(week - 1) {
        Some(&health) => view! { <td data-health=health_key(health)>{(health != Health::NoData).then(|| view! { <HealthMark health/> }.into_any())}</td> }.into_any(),
        None => view! { <td></td> }.into_any(),
    }
    };
    view! {
        <tr>
            <th scope="row">{name}</th>
            {(first..=last).map(cell).collect_view()}
            <td class="num">{(running && team.key_results > 0).then(|| t!(words, "overview.updated_of", updated = team.updated, of = team.key_results))}</td>
        </tr>
    }
}
