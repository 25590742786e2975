//! The content of a card.

use leptos::prelude::*;
use okr::explain::Of;
use okr::{KeyResultId, ObjectiveId};

use super::ground::ground;
use crate::components::bar::ProgressBar;
use crate::components::figure::progress_of;
use crate::components::flow::Show;
use crate::components::health::HealthMark;
use crate::components::percent::Percent;
use crate::components::person::{Avatar, name_of};
use crate::components::reported::Reported;
use crate::i18n::{t, words};
use crate::live::live;
use crate::memo::memo;
use crate::place::place;

/// Team, owner, title and progress of an objective. `tab` is the tabindex of its controls.
#[component]
pub(super) fn Face(
    /// The objective.
    id: ObjectiveId,
    /// `-1` while another card is the tab stop.
    #[prop(into)]
    tab: Signal<&'static str>,
    /// Whether it is the copy that is dragged; it has no element id, because the card exists twice.
    #[prop(optional)]
    lifted: bool,
) -> impl IntoView {
    let (live, place, words, ground) = (live(), place(), words(), ground());
    let objective = memo(move || live.board.read().objective(id).ok().cloned());
    let standing = memo(move || live.standings.read().objective(id));
    let health = Signal::derive(move || standing.get().health);
    let progress = Signal::derive(move || standing.get().progress);
    let title = memo(move || objective.read().as_ref().map(|objective| objective.title.clone()).unwrap_or_default());
    let team = move || {
        let team = objective.read().as_ref().map(|objective| objective.team)?;
        live.board.read().team(team).ok().map(|team| team.name.clone())
    };
    let owner = memo(move || {
        objective.read().as_ref().map(|objective| name_of(&live.board.read(), Some(objective.owner))).unwrap_or_default()
    });
    let draft = memo(move || objective.read().as_ref().is_some_and(|objective| !objective.is_published()));
    let key_results = memo(move || objective.read().as_ref().map_or(0, |objective| objective.key_results.len()));
    let unfolded = move || ground.opened.read().contains(&id);
    let other_cycle = move || {
        let cycle = objective.read().as_ref().map(|objective| objective.cycle)?;
        let chosen = place.cycle.read().as_ref().map(|cycle| cycle.id);
        (Some(cycle) != chosen).then(|| live.board.read().cycle(cycle).ok().map(|cycle| cycle.name.clone())).flatten()
    };
    view! {
        <div class="meta">
            <HealthMark health/>
            <span class="team">{move || team()}</span>
            {move || draft.get().then(|| view! { <span class="chip">{words.translate("stage.draft")}</span> }.into_any())}
            {move || other_cycle().map(|name| view! { <span class="chip">{name}</span> }.into_any())}
            <Show when=move || key_results.get() != 0>
                <button type="button" class="rows" tabindex=tab aria-expanded=move || unfolded().to_string()
                    aria-label=move || t!(words, "map.key_results_of", n = key_results.get(), title = title.get())
                    on:click=move |_| ground.open(id)>
                    {move || t!(words, "map.key_results", n = key_results.get())}
                </button>
            </Show>
            {move || view! { <Avatar name=owner.get()/> }.into_any()}
            <button type="button" class="more" tabindex=tab aria-haspopup="dialog" aria-label=move || t!(words, "map.menu", title = title.get())
                on:click=move |event| ground.open_menu(id, &event)>"⋯"</button>
        </div>
        <h2 id=(!lifted).then(|| format!("title-{id}"))>
            <a href=move || place.to(&format!("/objectives/{id}")) tabindex=tab draggable="false" title=title>{title}</a>
        </h2>
        <div class="foot">
            <ProgressBar standing/>
            <Reported standing/>
            <Percent figure=progress_of(Of::Objective(id)) value=progress attr:tabindex=tab attr:draggable="false"/>
        </div>
    }
}

/// A key result inside its objective's card.
#[component]
pub(super) fn Row(
    /// The key result.
    id: KeyResultId,
    /// As in [`Face`].
    #[prop(into)]
    tab: Signal<&'static str>,
) -> impl IntoView {
    let (live, place) = (live(), place());
    let key_result =
        memo(move || live.board.read().key_result(id).ok().map(|key_result| (key_result.objective, key_result.title.clone())));
    let standing = memo(move || live.standings.read().key_result(id));
    let health = Signal::derive(move || standing.get().health);
    let progress = Signal::derive(move || standing.get().progress);
    let path = move || key_result.read().as_ref().map(|(objective, _)| place.to(&format!("/objectives/{objective}#kr-{id}")));
    let title = memo(move || key_result.read().as_ref().map(|(_, title)| title.clone()).unwrap_or_default());
    view! {
        <HealthMark health/>
        <a href=path tabindex=tab draggable="false" title=title>{title}</a>
        <Percent figure=progress_of(Of::KeyResult(id)) value=progress attr:tabindex=tab attr:draggable="false"/>
    }
}
