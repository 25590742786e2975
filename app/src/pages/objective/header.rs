//! The objective's header: title, standing and actions.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use okr::explain::Of;
use okr::{Action, Actor, Command, Objective, ObjectiveId, Phase, Subject, Thing};

use super::reason::ReasonDialog;
use crate::components::bar::ProgressBar;
use crate::components::figure::{expected_of, progress_of};
use crate::components::flow::Show;
use crate::components::health::{HealthMark, health_words, judged_words};
use crate::components::percent::Percent;
use crate::components::person::{Avatar, name_of};
use crate::components::saved::SavedMark;
use crate::focus::go_on_if_lost;
use crate::i18n::{isolated, t, words};
use crate::live::live;
use crate::memo::memo;
use crate::place::place;

/// The header.
#[component]
pub(super) fn Header(id: ObjectiveId, objective: Signal<Option<Objective>>) -> impl IntoView {
    let words = words();
    let live = live();
    let standing = memo(move || live.standings.read().objective(id));
    let progress = Signal::derive(move || standing.get().progress);
    let health = Signal::derive(move || standing.get().health);
    let expected = Signal::derive(move || standing.get().expected);
    let draft = move || objective.get().is_some_and(|objective| !objective.is_published());
    // A new objective continues with its key results.
    let begun = objective.get_untracked().is_some_and(|objective| !objective.key_results.is_empty());
    let next = if begun { "edit-objective" } else { "add-key-result" };
    let meta = move || {
        let board = live.board.read();
        let Some(objective) = objective.get() else { return String::new() };
        let team = board.team(objective.team).map(|team| team.name.clone()).unwrap_or_default();
        let cycle = board.cycle(objective.cycle).map(|cycle| cycle.name.clone()).unwrap_or_default();
        let ambition = match objective.ambition {
            okr::Ambition::Committed => words.translate("ambition.committed"),
            okr::Ambition::Aspirational => words.translate("ambition.aspirational"),
        };
        let pillar = objective.pillar.and_then(|pillar| board.pillar(pillar).ok().map(|pillar| pillar.name.clone()));
        [Some(team), Some(cycle), pillar, Some(ambition.to_owned())]
            .into_iter()
            .flatten()
            .map(|part| isolated(&part).into_owned())
            .collect::<Vec<_>>()
            .join(" · ")
    };
    let owner = move || objective.get().map(|objective| name_of(&live.board.read(), Some(objective.owner)));
    let state = move || {
        let standing = standing.get();
        let mut parts = vec![judged_words(&standing)];
        if standing.key_results > 0 {
            parts.push(t!(words, "objective.reported", reported = standing.reported, n = standing.key_results));
        }
        if standing.worst_below > standing.health {
            parts.push(t!(words, "overview.worst_below", health = health_words(standing.worst_below)));
        }
        parts.join(" · ")
    };
    view! {
        <header class="objective-head">
            <div class="what">
                <p class="dim">
                    {move || meta()}{move || draft().then(|| view! { " "<span class="chip">{words.translate("stage.draft")}</span> }.into_any())}
                    <SavedMark thing=Thing::Objective(id) next=next.to_owned()/>
                </p>
                <h1>{move || objective.get().map(|objective| objective.title)}</h1>
                <p class="matters">{move || objective.get().map(|objective| objective.why)}</p>
                <p class="answers">{move || owner().map(|name| view! { <Avatar name=name.clone()/>{t!(words, "objective.owner", owner = name)} }.into_any())}</p>
            </div>
            <div class="how">
                <p class="big"><HealthMark health/><Percent figure=progress_of(Of::Objective(id)) value=progress/></p>
                <ProgressBar standing/>
                <p class="dim">{words.translate("objective.expected")}" "<Percent figure=expected_of(Of::Objective(id)) value=expected/>" · "{move || state()}</p>
            </div>
            <Actions id objective/>
        </header>
    }
}

/// The actions that the reader is allowed to take.
#[component]
fn Actions(id: ObjectiveId, objective: Signal<Option<Objective>>) -> impl IntoView {
    let words = words();
    let live = live();
    let place = place();
    let deleting = RwSignal::new(false);
    let can = move |action: Action| {
        let board = live.board.read();
        let open = objective
            .get()
            .is_some_and(|objective| board.cycle(objective.cycle).is_ok_and(|cycle| cycle.accepts_changes().is_ok()));
        open && live.reader.is_some_and(|reader| Actor::Person(reader).may(&board, action, Subject::Objective(id)).is_ok())
    };
    let draft = move || objective.get().is_some_and(|objective| !objective.is_published());
    // The pressed button is gone after publishing.
    Effect::new(move |before: Option<bool>| {
        let now = draft();
        if before == Some(true) && !now {
            go_on_if_lost("edit-objective");
        }
        now
    });
    let edit = move || if draft() { can(Action::Draft) } else { can(Action::Edit) };
    let promised = Signal::derive(move || {
        let running = |cycle| live.board.read().cycle(cycle).is_ok_and(|cycle| cycle.phase == Phase::Running);
        objective.get().is_some_and(|objective| objective.is_published() && running(objective.cycle))
    });
    let lost = Signal::derive(move || {
        let board = live.board.read();
        let mut key_results = objective.get().into_iter().flat_map(|objective| objective.key_results);
        key_results
            .any(|id| board.key_result(id).is_ok_and(|one| !one.series.is_empty()))
            .then(|| words.translate("objective.delete_final"))
    });
    let navigate = StoredValue::new(use_navigate());
    let delete = move |reason: String| Command::DeleteObjective { id, reason };
    let leave = move |()| navigate.with_value(|navigate| navigate(&place.to("/map"), leptos_router::NavigateOptions::default()));
    view! {
        <div class="actions">
            <Show when=move || draft() && can(Action::Publish)>
                <button type="button" class="button primary" on:click=move |_| live.send(Command::Publish { id }, words.translate("objective.published"))>
                    {words.translate("objective.publish")}
                </button>
            </Show>
            <Show when=edit>
                <a class="button" id="edit-objective" href=move || place.to(&format!("/objectives/{id}/edit"))>{words.translate("objective.edit")}</a>
            </Show>
            <Show when=move || can(Action::Delete)>
                <button type="button" class="button quiet" on:click=move |_| deleting.set(true)>{words.translate("objective.delete")}</button>
            </Show>
            <ReasonDialog open=deleting title=words.translate("objective.delete_title") button=words.translate("objective.delete") owed=promised given=delete warning=lost done=words.translate("objective.deleted") leave=leave/>
        </div>
    }
}
