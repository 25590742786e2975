//! The toolbar of the map: map or outline, filters, new objective, zoom.

use leptos::prelude::*;
use okr::{Action, Actor, Board, PersonId, Subject};

use super::ground::ground;
use super::keys::CLOSER;
use super::view::View;
use crate::components::flow::Show;
use crate::components::person::name_of;
use crate::i18n::{t, words};
use crate::live::live;
use crate::memo::memo;
use crate::place::place;

/// Whether the reader may draft an objective in any team.
pub(super) fn may_write(board: &Board, reader: Option<PersonId>) -> bool {
    reader.is_some_and(|reader| {
        board.teams.keys().any(|team| Actor::Person(reader).may(board, Action::Draft, Subject::Team(*team)).is_ok())
    })
}

/// The toolbar.
#[component]
pub(super) fn Tools(
    /// The current view.
    #[prop(into)]
    view: Signal<View>,
) -> impl IntoView {
    let (live, place, words, ground) = (live(), place(), words(), ground());
    let to = move |view: &'static str| move || ground.address(|query| query.replace("view", view.to_owned()));
    let current = move |shown: View| move || (view.get() == shown).then_some("true");
    let without = move |key: &'static str| move || ground.address(|query| drop(query.remove(key)));
    let team = move || {
        let team = ground.filter.get().team?;
        live.board.read().team(team).ok().map(|team| team.name.clone())
    };
    let owner = move || ground.filter.get().owner.map(|owner| name_of(&live.board.read(), Some(owner)));
    let can_write = memo(move || may_write(&live.board.read(), live.reader));
    let zoomed = move || words.percent(Some(ground.camera.get().zoom));
    view! {
        <div class="tools">
            <nav class="seg" aria-label=words.translate("map.views")>
                <a href=to("map") aria-current=current(View::Map)>{words.translate("map.as_map")}</a>
                <a href=to("outline") aria-current=current(View::Outline)>{words.translate("map.as_outline")}</a>
            </nav>
            {move || team().map(|team| view! { <a class="chip" href=without("team")>{t!(words, "map.only_team", team = team)}" ×"</a> }.into_any())}
            {move || owner().map(|owner| view! { <a class="chip" href=without("owner")>{t!(words, "map.only_owner", owner = owner)}" ×"</a> }.into_any())}
            <Show when=move || can_write.get()>
                <a class="button" href=move || place.to("/objectives/new")>{words.translate("map.new_objective")}</a>
            </Show>
            <Show when=move || view.get() == View::Map>
                <div class="seg zoom" role="group" aria-label=words.translate("map.zoom")>
                    <button type="button" aria-label=words.translate("map.farther") title=words.translate("map.farther") on:click=move |_| ground.zoom(1.0 / CLOSER)>"−"</button>
                    <button type="button" aria-label=move || t!(words, "map.fit", zoom = zoomed()) title=move || t!(words, "map.fit", zoom = zoomed()) on:click=move |_| ground.fit()>
                        {move || zoomed()}
                    </button>
                    <button type="button" aria-label=words.translate("map.closer") title=words.translate("map.closer") on:click=move |_| ground.zoom(CLOSER)>"+"</button>
                </div>
            </Show>
        </div>
    }
}

/// The view without objectives: what the map is, why it matters, and a button to begin.
#[component]
pub(super) fn Empty() -> impl IntoView {
    let (live, place, words) = (live(), place(), words());
    let can_write = memo(move || may_write(&live.board.read(), live.reader));
    view! {
        <div class="page">
            <div class="empty">
                <h2>{words.translate("map.empty_title")}</h2>
                <p>{words.translate("map.empty")}</p>
                {move || if can_write.get() {
                    view! { <a class="button primary" href=move || place.to("/objectives/new")>{words.translate("map.empty_begin")}</a> }.into_any()
                } else {
                    view! { <p>{words.translate("map.empty_wait")}</p> }.into_any()
                }}
            </div>
        </div>
    }
}
