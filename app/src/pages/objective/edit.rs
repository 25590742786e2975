//! The pages to create and to edit an objective.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};
use okr::{Ambition, Command, Cycle, ObjectiveDraft, ObjectiveId, Refusal, Thing};

use super::address::named;
use super::objective_form::{ObjectiveForm, Sent, teams_for};
use crate::components::flow::{Anew, Show};
use crate::components::page_title::PageTitle;
use crate::components::saved::saved;
use crate::drafts::FormDraft;
use crate::error::AppError;
use crate::forms::objective::{self, OBJECTIVE};
use crate::i18n::{t, words};
use crate::live::live;
use crate::memo::memo;
use crate::opening::Opening;
use crate::pages::not_found::NotFound;
use crate::place::place;
use crate::submission::Submission;

/// `/objectives/new`
#[component]
pub(crate) fn NewObjectivePage() -> impl IntoView {
    let words = words();
    let live = live();
    let place = place();
    let query = use_query_map();
    let opening: Arc<Opening> = expect_context();
    // The server's message about a form sent without the client applies only to the page it was sent with.
    let fresh = opening.board.seq == live.board.read_untracked().seq;
    let returned = StoredValue::new(opening.returned.clone().filter(|returned| fresh && returned.typed(OBJECTIVE).is_some()));
    let navigate = StoredValue::new(use_navigate());
    let saved = saved();
    let save = move |cycle: Cycle, submission: Submission| {
        // One id for the form rather than for each press: sent again, it is the same objective.
        let id = ObjectiveId(crate::browser::new_id());
        Callback::new(move |(sent, kept): (Sent, FormDraft)| {
            let command = Command::CreateObjective { id, cycle: cycle.id, draft: sent.draft };
            submission.run(async move {
                live.commit(command).await?;
                kept.forget();
                saved.mark(Thing::Objective(id));
                live.messages.say(words.translate("form.saved"), None, false);
                navigate.with_value(|navigate| {
                    navigate(&place.to(&format!("/objectives/{id}")), leptos_router::NavigateOptions::default());
                });
                Ok(())
            });
        })
    };
    // Rendered anew for another cycle; the form's draft keeps the input.
    let cycle = memo(move || place.cycle.get().filter(|cycle| cycle.accepts_changes().is_ok()));
    let asked = memo(move || Some((cycle.get().map(|cycle| cycle.id), query.read().get("team"))));
    let form = move || {
        let cycle = cycle.get_untracked();
        let wrong = RwSignal::new(None);
        let submission = Submission::new(wrong);
        let reader = live.reader;
        let board = live.board.read_untracked();
        let teams = teams_for(&board, reader, None);
        drop(board);
        let wanted = query
            .read_untracked()
            .get("team")
            .and_then(|id| id.parse().ok())
            .filter(|id| teams.iter().any(|(team, _)| team == id));
        match (cycle, reader, wanted.or_else(|| teams.first().map(|(id, _)| *id))) {
            (Some(cycle), Some(owner), Some(team)) => {
                let mut draft = ObjectiveDraft {
                    title: String::new(),
                    why: String::new(),
                    team,
                    owner,
                    pillar: None,
                    ambition: Ambition::default(),
                };
                if let Some(returned) = returned.try_update_value(Option::take).flatten() {
                    returned.typed.iter().for_each(|(field, value)| objective::write(&mut draft, field, value));
                    wrong.set(returned.problem("").map(str::to_owned));
                }
                let refused = RwSignal::new(None);
                view! { <ObjectiveForm id=None cycle=cycle.id draft wrong refused submission save=save(cycle.clone(), submission)/> }.into_any()
            }
            (Some(_), Some(_), None) => view! { <p class="empty">{words.translate("objective.no_team")}</p> }.into_any(),
            _ => view! { <p class="empty">{words.translate("objective.no_cycle")}</p> }.into_any(),
        }
    };
    view! {
        <PageTitle about=move || words.translate("objective.new").to_owned()/>
        <article class="page form-page">
            <h1>{words.translate("objective.new")}</h1>
            <p class="dim">{move || cycle.get().map(|cycle| t!(words, "objective.new_in", cycle = cycle.name))}" "{words.translate("objective.new_is_draft")}</p>
            <Anew about=move || asked.get() let:_asked>{form()}</Anew>
        </article>
    }
}

/// `/objectives/{id}/edit`
#[component]
pub(crate) fn EditObjectivePage() -> impl IntoView {
    let words = words();
    let live = live();
    let place = place();
    let named = named();
    let navigate = StoredValue::new(use_navigate());
    let saved = saved();
    let save = move |id: ObjectiveId, submission: Submission, refused: RwSignal<Option<Refusal>>| {
        Callback::new(move |(Sent { draft, base, reason }, kept): (Sent, FormDraft)| {
            let command = Command::EditObjective { id, draft, base, reason };
            submission.run(async move {
                let events = live.commit(command).await.inspect_err(|error| {
                    if let AppError::Refused(refusal) = error {
                        refused.set(Some(refusal.clone()));
                    }
                })?;
                kept.forget();
                saved.mark(Thing::Objective(id));
                live.messages.say(words.translate("form.saved"), live.undo(&events), false);
                navigate.with_value(|navigate| {
                    navigate(&place.to(&format!("/objectives/{id}")), leptos_router::NavigateOptions::default());
                });
                Ok(())
            });
        })
    };
    // The form is created once, so that a concurrent change doesn't discard the input.
    let form = move |id: ObjectiveId| {
        let Ok(objective) = live.board.read_untracked().objective(id).cloned() else { return view! { <NotFound/> }.into_any() };
        let (wrong, refused) = (RwSignal::new(None), RwSignal::new(None));
        let submission = Submission::new(wrong);
        let draft = ObjectiveDraft::of(&objective);
        view! {
            <PageTitle about=move || words.translate("objective.edit").to_owned()/>
            <article class="page form-page">
                <h1>{words.translate("objective.edit_title")}</h1>
                <noscript><p class="empty">{words.translate("form.needs_script")}</p></noscript>
                <ObjectiveForm id=Some(id) cycle=objective.cycle draft wrong refused submission save=save(id, submission, refused)/>
            </article>
        }
        .into_any()
    };
    view! {
        <Anew about=move || named.get() let:id>{form(id)}</Anew>
        <Show when=move || named.get().is_none()><NotFound/></Show>
    }
}
