//! The time axis of the cycle, with a plumb line at today and a switch between cycles.

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate};
use okr::Cycle;

use crate::i18n::{t, words};
use crate::live::live;
use crate::place::place;

/// The chosen cycle, the elapsed part of it, and a form to choose another.
#[component]
pub(crate) fn CycleAxis() -> impl IntoView {
    let live = live();
    let place = place();
    let words = words();
    let navigate = use_navigate();
    let location = use_location();
    let cycles = move || {
        let board = live.board.read();
        let mut cycles: Vec<_> = board.cycles.values().map(|cycle| (cycle.id, cycle.name.clone(), cycle.first_day)).collect();
        cycles.sort_by_key(|cycle| std::cmp::Reverse(cycle.2));
        cycles
    };
    let chosen = move || place.cycle.read().as_ref().map(|cycle| cycle.id);
    let choose = move |event: leptos::ev::Event| {
        let mut query = location.query.get_untracked();
        query.replace("cycle", event_target_value(&event));
        let address = format!("{}{}", location.pathname.get_untracked(), query.to_query_string());
        navigate(&address, leptos_router::NavigateOptions::default());
    };
    let weeks = move || place.cycle.get().map(|cycle| weeks(&cycle, live.moment.get().today));
    view! {
        // Without JavaScript the form is submitted by its button.
        <form class="cycle" method="get">
            <label class="visually-hidden" for="cycle">{words.translate("cycle.choose")}</label>
            <select id="cycle" name="cycle" on:change=choose>
                {move || cycles().into_iter().map(|(id, name, _)| view! { <option value=id.to_string() selected=chosen() == Some(id) prop:selected=chosen() == Some(id)>{name}</option> }.into_any()).collect_view()}
            </select>
            {move || (location.query.read().get("view").is_some_and(|view| view == "outline"))
                .then(|| view! { <input type="hidden" name="view" value="outline"/> }.into_any())}
            <noscript><button class="button">{words.translate("cycle.show")}</button></noscript>
            <span class="axis" aria-hidden="true">
                {move || weeks().map(|(_, of, _)| (0..=of).map(|week| view! { <i style:--at=format!("{:.4}", f64::from(week) / f64::from(of.max(1)))></i> }.into_any()).collect_view())}
                <b style:--at=move || format!("{:.4}", weeks().map_or(0.0, |(_, _, share)| share))></b>
            </span>
            <span class="dim">{move || place.cycle.get().and_then(|cycle| {
                let (week, of, _) = weeks()?;
                Some(match cycle.phase {
                    okr::Phase::Running if live.moment.read().today < cycle.first_day => {
                        t!(words, "cycle.begins", day = words.day(cycle.first_day))
                    }
                    okr::Phase::Running => t!(words, "cycle.week_of", week = week, of = of),
                    phase => words.phase(phase).to_owned(),
                })
            })}</span>
        </form>
    }
}

/// The week of `today` counted from 1, the number of weeks, and the share of elapsed days.
fn weeks(cycle: &Cycle, today: chrono::NaiveDate) -> (u32, u32, f64) {
    (cycle.week_of(today), cycle.weeks(), okr::numbers::Elapsed::of(cycle, today).share)
}
