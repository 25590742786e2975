//! Teams by week.

use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use leptos_router::params::ParamsMap;
use okr::numbers::{PastWeeks, TeamWeeks};
use okr::{Health, Phase, TeamId};

use super::level::{Level, MOST, Row};
use super::query::{self, NAME, TEAM};
use crate::components::flow::{For, Show};
use crate::components::health::{HealthMark, health_key};
use crate::i18n::{t, words};
use crate::live::live;
use crate::memo::memo;
use crate::place::place;

/// How many teams are shown at first.
const FIRST: usize = 16;
/// The most teams shown of the way from the company down to the opened one.
const DEEPEST: usize = 4;
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
        let (board, standings) = (live.board.read(), live.standings.read());
        id.get().map(|id| TeamWeeks::of(&board, &standings, id, live.moment.get(), &past.read())).unwrap_or_default()
    });
    // The first week shown, from 1, and the last week of the cycle.
    let span = memo(move || {
        let (now, of) = cycle().map_or((1, 1), |cycle| (cycle.week_of(live.moment.get().today) as usize, cycle.weeks() as usize));
        if of <= MOST_WEEKS { (1, of) } else { (now.saturating_sub(MOST_WEEKS) + 1, now.max(MOST_WEEKS)) }
    });
    let running = memo(move || cycle().is_some_and(|cycle| cycle.phase == Phase::Running));
    let address = use_query_map();
    let (opened, name) = (query::field::<TeamId>(TEAM), query::field::<String>(NAME));
    let level =
        memo(move || Level::of(&live.board.read(), &teams.read(), opened.get(), name.read().as_deref().unwrap_or_default()));
    let table = move |from: usize, to: usize| {
        let (first, last) = span.get();
        let each = move || level.with(|level| level.rows.iter().take(to).skip(from).cloned().collect::<Vec<_>>());
        view! {
            <table class="weeks">
                <thead>
                    <tr>
                        <th scope="col"><span class="visually-hidden">{words.translate("overview.team")}</span></th>
                        {(first..=last).map(|week| view! { <th scope="col"><span class="visually-hidden">{t!(words, "overview.week", week = week)}</span><span aria-hidden="true">{week}</span></th> }.into_any()).collect_view()}
                        <th scope="col">{running.get().then(|| words.translate("overview.updated_short"))}</th>
                    </tr>
                </thead>
                <tbody>
                    <For each key=|row: &Row| row.clone() let(row)>
                        <TeamRow row first last running=running.get_untracked()/>
                    </For>
                </tbody>
            </table>
        }
        .into_any()
    };
    let rows = memo(move || level.read().rows.len());
    view! {
        <Show when=move || !teams.read().is_empty()>
            <section class="section teams" aria-labelledby="teams">
                <header>
                    <h2 id="teams">{words.translate("overview.teams")}</h2>
                    <span class="dim">{words.translate("overview.teams_why")}</span>
                </header>
                <Show when=move || { teams.read().len() > MOST }>
                    <Way level address/>
                    <Find name=name address/>
                </Show>
                <Show when=move || { rows.get() > 0 } >{move || table(0, FIRST)}</Show>
                <Show when=move || { rows.get() == 0 }><p class="empty">{words.translate("overview.no_such_team")}</p></Show>
                <Show when=move || { rows.get() > FIRST }>
                    <details>
                        <summary class="link">{move || t!(words, "overview.more", n = rows.get() - FIRST)}</summary>
                        {move || table(FIRST, MOST)}
                    </details>
                </Show>
                <Show when=move || { level.read().left_out > 0 }>
                    <p class="dim">{move || t!(words, "overview.more_teams", n = level.read().left_out)}</p>
                </Show>
                <p class="dim"><a class="link" href="/wall" rel="external">{words.translate("overview.small_teams")}</a></p>
            </section>
        </Show>
    }
}

/// The way from the company down to the opened team.
#[component]
fn Way(level: Memo<Level>, address: Memo<ParamsMap>) -> impl IntoView {
    let (words, live) = (words(), live());
    let steps = move || {
        let (board, level) = (live.board.read(), level.read());
        // Of a deep tree the company and the last few.
        let hidden = level.way.len().saturating_sub(DEEPEST);
        let steps = level.way.iter().enumerate().filter(|(at, _)| *at == 0 || *at > hidden);
        let step = |(at, id): (usize, &TeamId)| {
            let name = board.team(*id).map(|team| team.name.clone()).unwrap_or_default();
            let gap = (at > 0 && at == hidden + 1 && hidden > 0).then_some("… ");
            if at + 1 == level.way.len() {
                return view! { <li>{gap}<b>{name}</b></li> }.into_any();
            }
            let to = query::with(&address.read(), &[(TEAM, (at > 0).then(|| id.to_string())), (NAME, None)], "teams");
            view! { <li>{gap}<a href=to>{name}</a></li> }.into_any()
        };
        steps.map(step).collect_view()
    };
    view! {
        <Show when=move || { level.read().way.len() > 1 }>
            <nav class="way" aria-label=words.translate("overview.way")><ol>{steps}</ol></nav>
        </Show>
    }
}

/// The form that finds teams by name.
#[component]
fn Find(name: Memo<Option<String>>, address: Memo<ParamsMap>) -> impl IntoView {
    let words = words();
    let navigate = StoredValue::new(use_navigate());
    let field = NodeRef::<Input>::new();
    // After Back or another link the field shows what the address says. At first it keeps what was typed before the page
    // was alive.
    Effect::new(move |was_shown: Option<()>| {
        let name = name.get().unwrap_or_default();
        if let (Some(()), Some(field)) = (was_shown, field.get_untracked()) {
            field.set_value(&name);
        }
    });
    let find = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = field.get_untracked().map(|field| field.value()).filter(|typed| !typed.trim().is_empty());
        let to = query::with(&address.read_untracked(), &[(NAME, typed), (TEAM, None)], "teams");
        navigate.with_value(|navigate| navigate(&to, NavigateOptions::default()));
    };
    view! {
        <form class="team-search" role="search" action="/#teams" on:submit=find>
            {move || address.read().get("cycle").map(|cycle| view! { <input type="hidden" name="cycle" value=cycle/> })}
            <input node_ref=field type="search" name=NAME maxlength="100" aria-label=words.translate("overview.find_team")
                placeholder=words.translate("overview.find_team") value=move || name.get().unwrap_or_default()/>
            <button class="button">{words.translate("overview.find")}</button>
        </form>
    }
}

/// One team.
#[component]
fn TeamRow(row: Row, first: usize, last: usize, running: bool) -> impl IntoView {
    let words = words();
    let address = use_query_map();
    let Row { weeks: team, opens } = row;
    let name = live().board.read_untracked().team(team.team).map(|team| team.name.clone()).unwrap_or_default();
    let cell = |week: usize| {
        match team.weeks.get(week - 1) {
        Some(&health) => view! { <td data-health=health_key(health)>{(health != Health::NoData).then(|| view! { <HealthMark health/> }.into_any())}</td> }.into_any(),
        None => view! { <td></td> }.into_any(),
    }
    };
    let to = move || query::with(&address.read(), &[(TEAM, Some(team.team.to_string())), (NAME, None)], "teams");
    view! {
        <tr>
            <th scope="row">{if opens { view! { <a href=to>{name}" ›"</a> }.into_any() } else { name.into_any() }}</th>
            {(first..=last).map(cell).collect_view()}
            <td class="num">{(running && team.key_results > 0).then(|| t!(words, "overview.updated_of", updated = team.updated, of = team.key_results))}</td>
        </tr>
    }
}
