//! Writing an objective.

use leptos::prelude::*;
use okr::hint::{Hint, hints_for_objective};
use okr::{Action, Actor, Ambition, Board, CycleId, ObjectiveDraft, ObjectiveId, PersonId, Subject, TeamId};

use super::hints::Hints;
use crate::components::flow::Show;
use crate::live::live;
use crate::memo::memo;
use crate::words::words;

/// The teams that the reader may draft in, with their paths below the company, in the order of the tree's names.
pub(super) fn teams_for(board: &Board, reader: Option<PersonId>, keep: Option<TeamId>) -> Vec<(TeamId, String)> {
    let may =
        |team: TeamId| reader.is_some_and(|reader| Actor::Person(reader).may(board, Action::Draft, Subject::Team(team)).is_ok());
    let mut teams: Vec<_> = board
        .teams
        .values()
        .filter(|team| Some(team.id) == keep || may(team.id))
        .map(|team| {
            let mut path: Vec<_> = board.upwards(team.id).map(|team| team.name.as_str()).collect();
            if path.len() > 1 {
                path.pop();
            }
            path.reverse();
            (team.id, path.join(" / "))
        })
        .collect();
    teams.sort_by(|a, b| a.1.cmp(&b.1));
    teams
}

/// People by name.
pub(super) fn people(board: &Board) -> Vec<(PersonId, String)> {
    let mut people: Vec<_> = board.people.values().map(|person| (person.id, person.name.clone())).collect();
    people.sort_by(|a, b| a.1.cmp(&b.1));
    people
}

/// The form. Calls `save` with what is written; says `wrong` where it belongs: at the end, beside the button.
#[component]
pub(super) fn ObjectiveForm(
    /// Which objective is edited; `None` for a new one.
    id: Option<ObjectiveId>,
    /// The cycle it is set for.
    cycle: CycleId,
    /// What it begins with.
    draft: ObjectiveDraft,
    /// Whether a change owes a reason.
    #[prop(into)]
    owes_reason: Callback<ObjectiveDraft, bool>,
    /// Why it wasn't saved.
    wrong: RwSignal<Option<String>>,
    /// Saves it.
    #[prop(into)]
    save: Callback<(ObjectiveDraft, String)>,
) -> impl IntoView {
    let words = words();
    let live = live();
    let written = RwSignal::new(draft.clone());
    let reason = RwSignal::new(String::new());
    let board = live.board.read_untracked();
    let (teams, people) = (teams_for(&board, live.reader, Some(draft.team)), people(&board));
    let pillars: Vec<_> = board.pillars.values().map(|pillar| (pillar.id, pillar.name.clone())).collect();
    drop(board);
    let of_company = move || live.board.read().team(written.read().team).is_ok_and(|team| team.parent.is_none());
    let hints = Signal::derive(move || {
        let written = written.read();
        // A page that was just opened isn't greeted with advice.
        if written.title.trim().is_empty() {
            Vec::<Hint>::new()
        } else {
            hints_for_objective(&live.board.read(), id, cycle, &written)
        }
    });
    let owed = memo(move || owes_reason.run(written.get()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let mut draft = written.get_untracked();
        if !live.board.read_untracked().team(draft.team).is_ok_and(|team| team.parent.is_none()) {
            draft.pillar = None;
        }
        save.run((draft, reason.get_untracked()));
    };
    view! {
        <form class="fields" on:submit=submit>
            <div class="field">
                <label for="title">{words.say("objective.title_label")}</label>
                <input id="title" required autocomplete="off" prop:value=move || written.read().title.clone()
                    on:input=move |event| written.update(|draft| draft.title = event_target_value(&event)) aria-describedby="title-hints"/>
                <div id="title-hints"><Hints hints/></div>
            </div>
            <div class="field">
                <label for="why">{words.say("objective.why_label")}</label>
                <textarea id="why" prop:value=move || written.read().why.clone() on:input=move |event| written.update(|draft| draft.why = event_target_value(&event))></textarea>
            </div>
            <div class="row">
                <div class="field">
                    <label for="team">{words.say("kind.team")}</label>
                    <select id="team" on:change=move |event| if let Ok(team) = event_target_value(&event).parse() { written.update(|written| written.team = team); }>
                        {teams.into_iter().map(|(id, name)| view! { <option value=id.to_string() selected=id == draft.team>{name}</option> }.into_any()).collect_view()}
                    </select>
                </div>
                <div class="field">
                    <label for="owner">{words.say("field.owner")}</label>
                    <select id="owner" on:change=move |event| if let Ok(owner) = event_target_value(&event).parse() { written.update(|written| written.owner = owner); }>
                        {people.into_iter().map(|(id, name)| view! { <option value=id.to_string() selected=id == draft.owner>{name}</option> }.into_any()).collect_view()}
                    </select>
                </div>
            </div>
            <div class="row">
                <div class="field">
                    <label for="ambition">{words.say("objective.ambition")}</label>
                    <select id="ambition" on:change=move |event| {
                        let ambition = if event_target_value(&event) == "aspirational" { Ambition::Aspirational } else { Ambition::Committed };
                        written.update(|draft| draft.ambition = ambition);
                    }>
                        <option value="committed" selected=draft.ambition == Ambition::Committed>{words.say("objective.committed_means")}</option>
                        <option value="aspirational" selected=draft.ambition == Ambition::Aspirational>{words.say("objective.aspirational_means")}</option>
                    </select>
                </div>
                <Show when=of_company>
                    <div class="field">
                        <label for="pillar">{words.say("field.pillar")}</label>
                        <select id="pillar" on:change=move |event| written.update(|draft| draft.pillar = event_target_value(&event).parse().ok())>
                            <option value="">{words.say("overview.no_pillar")}</option>
                            {pillars.clone().into_iter().map(|(id, name)| view! { <option value=id.to_string() selected=draft.pillar == Some(id)>{name}</option> }.into_any()).collect_view()}
                        </select>
                    </div>
                </Show>
            </div>
            <Show when=move || owed.get()>
                <label class="field"><span class="label">{words.say("reason.label")}</span>
                    <textarea required prop:value=reason on:input=move |event| reason.set(event_target_value(&event))></textarea>
                    <span class="hint">{words.say("reason.seen")}</span>
                </label>
            </Show>
            <p class="field"><span class="wrong" role="alert">{wrong}</span></p>
            <div class="actions">
                <button class="button primary">{words.say("form.save")}</button>
                <a class="button" href=move || id.map_or_else(|| "/map".to_owned(), |id| format!("/objectives/{id}"))>{words.say("form.cancel")}</a>
            </div>
        </form>
    }
}
