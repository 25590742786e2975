//! The form of an objective.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use okr::hint::{Hint, hints_for_objective};
use okr::merge::{Editable as _, Theirs};
use okr::{
    Action, Actor, Ambition, Board, CycleId, Event, Field, ObjectiveDraft, ObjectiveId, PersonId, Refusal, Subject, TeamId,
};

use serde::{Deserialize, Serialize};

use super::hints::Hints;
use super::meanwhile::{Clash, Meanwhile, last_by};
use crate::components::flow::Show;
use crate::components::raw_text::raw_text;
use crate::drafts::FormDraft;
use crate::focus;
use crate::forms::check_in::COMMAND;
use crate::forms::objective::{self, CYCLE, OBJECTIVE};
use crate::forms::touched::touched;
use crate::i18n::{Words, words};
use crate::live::live;
use crate::memo::memo;
use crate::opening::{Opening, nth};
use crate::order::{Places, team_path};
use crate::place::place;
use crate::submission::Submission;

/// The teams in which the reader may draft, with their paths below the company, in the order of names.
pub(super) fn teams_for(board: &Board, reader: Option<PersonId>, keep: Option<TeamId>) -> Vec<(TeamId, String)> {
    let may =
        |team: TeamId| reader.is_some_and(|reader| Actor::Person(reader).may(board, Action::Draft, Subject::Team(team)).is_ok());
    let mut teams: Vec<_> = board
        .teams
        .values()
        .filter(|team| Some(team.id) == keep || may(team.id))
        .map(|team| (team.id, team_path(board, team.id)))
        .collect();
    by_name(&mut teams, |opening| opening.order.of_teams(&opening.board));
    teams
}

/// The people who can be owners, by name: active ones, and the current owner.
pub(super) fn people(board: &Board, owner: Option<PersonId>) -> Vec<(PersonId, String)> {
    let there = board.people.values().filter(|person| !person.deactivated || owner == Some(person.id));
    let mut people: Vec<_> = there.map(|person| (person.id, person.name.clone())).collect();
    by_name(&mut people, |opening| opening.order.of_people(&opening.board));
    people
}

/// Sorts a list by name, in the order sent with the page.
fn by_name<I: Copy + Eq + std::hash::Hash + Ord>(list: &mut [(I, String)], places: fn(&Opening) -> Places<I>) {
    match use_context::<Arc<Opening>>() {
        Some(opening) => places(&opening).sort(list),
        None => list.sort_by(|one, other| one.1.cmp(&other.1)),
    }
}

/// The data to save.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    pub(super) draft: ObjectiveDraft,
    /// The draft at the beginning; `None` for a new objective.
    pub(super) base: Option<ObjectiveDraft>,
    pub(super) reason: String,
}

/// The form's values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Written {
    draft: ObjectiveDraft,
    /// The draft at the beginning; `None` for a new objective.
    base: Option<ObjectiveDraft>,
    reason: String,
}

impl Written {
    /// Sets the value of a field.
    fn write(&mut self, field: &str, value: String) {
        objective::write(&mut self.draft, field, &value);
    }
}

/// The text of a draft's field.
fn field_words(words: Words, board: &Board, field: Field, draft: &ObjectiveDraft) -> String {
    match field {
        Field::Title => draft.title.clone(),
        Field::Why => draft.why.clone(),
        Field::Team => board.team(draft.team).map(|team| team.name.clone()).unwrap_or_default(),
        Field::Owner => board.person(draft.owner).map(|person| person.name.clone()).unwrap_or_default(),
        Field::Pillar => draft.pillar.and_then(|id| board.pillar(id).ok()).map(|pillar| pillar.name.clone()).unwrap_or_default(),
        Field::Ambition => words
            .translate(match draft.ambition {
                Ambition::Committed => "objective.committed_means",
                Ambition::Aspirational => "objective.aspirational_means",
            })
            .to_owned(),
        _ => String::new(),
    }
}

/// Copies a field from another draft.
fn take(field: Field, draft: &mut ObjectiveDraft, from: &ObjectiveDraft) {
    match field {
        Field::Title => draft.title.clone_from(&from.title),
        Field::Why => draft.why.clone_from(&from.why),
        Field::Team => draft.team = from.team,
        Field::Owner => draft.owner = from.owner,
        Field::Pillar => draft.pillar = from.pillar,
        Field::Ambition => draft.ambition = from.ambition,
        _ => {}
    }
}

/// An option of a list. A choice made before hydration is kept.
fn choice(
    value: impl Into<String>,
    text: impl Into<String>,
    alive: RwSignal<bool>,
    is_chosen: impl Fn() -> bool + Copy + Send + Sync + 'static,
) -> AnyView {
    let (value, text) = (value.into(), text.into());
    view! { <option value=value selected=is_chosen prop:selected=move || alive.get().then(is_chosen)>{text}</option> }.into_any()
}

/// The form. Calls `save` with its values; shows `wrong` beside the button.
#[component]
pub(super) fn ObjectiveForm(
    /// The edited objective; `None` for a new one.
    id: Option<ObjectiveId>,
    /// Its cycle.
    cycle: CycleId,
    /// The initial draft.
    draft: ObjectiveDraft,
    /// Why it wasn't saved.
    wrong: RwSignal<Option<String>>,
    /// The refusal, if a rule refused it.
    refused: RwSignal<Option<Refusal>>,
    /// The submission.
    submission: Submission,
    /// Saves it, and then deletes the stored draft.
    #[prop(into)]
    save: Callback<(Sent, FormDraft)>,
) -> impl IntoView {
    let words = words();
    let (live, place) = (live(), place());
    let base = id.map(|_| draft.clone());
    let written = RwSignal::new(Written { draft: draft.clone(), base, reason: String::new() });
    let kept =
        FormDraft::of(live.reader, &id.map_or_else(|| "objective.new".to_owned(), |id| format!("objective.{id}")), written);
    // After hydration the fields follow the state. Before, they may have been edited as the server rendered them.
    let alive = RwSignal::new(false);
    let form = NodeRef::<html::Form>::new();
    Effect::new(move |_| {
        let Some(form) = form.get().filter(|_| !alive.get_untracked()) else { return };
        for (name, value) in touched(&form).unwrap_or_default() {
            written.update(|written| written.write(&name, value));
        }
        alive.set(true);
        // An opened form gets the focus.
        if let Some(title) = form.query_selector("#title").ok().flatten() {
            focus::go_on_in(title);
        }
    });
    let text = move |of: fn(&Written) -> &String| move || alive.get().then(|| of(&written.read()).clone());
    let board = live.board.read_untracked();
    let (teams, people) = (teams_for(&board, live.reader, Some(draft.team)), people(&board, id.map(|_| draft.owner)));
    let pillars: Vec<_> = board.pillars.values().map(|pillar| (pillar.id, pillar.name.clone())).collect();
    drop(board);
    let of_company = move || live.board.read().team(written.read().draft.team).is_ok_and(|team| team.parent.is_none());
    let hints = Signal::derive(move || {
        let written = &written.read().draft;
        // An empty form shows no hints.
        if written.title.trim().is_empty() {
            Vec::<Hint>::new()
        } else {
            hints_for_objective(&live.board.read(), id, cycle, written)
        }
    });
    let asked = RwSignal::new(false);
    let owed = memo(move || {
        let written = written.read();
        let changes = written.base.as_ref().is_some_and(|base| written.draft.changes_promise(base));
        let promised = || id.is_some_and(|id| live.board.read().owes_reason(id));
        asked.get() || (changes && promised())
    });
    let (clashes, sides) = (RwSignal::new(Vec::<Clash>::new()), StoredValue::new(None::<(ObjectiveDraft, ObjectiveDraft)>));
    // Merges with the current draft. Fields changed on one side only are taken over; conflicts are asked about.
    let meet = move |theirs: ObjectiveDraft| {
        let Written { draft, base: Some(base), .. } = written.get_untracked() else { return };
        let (mine, fields) = draft.rebased(&base, &theirs);
        let board = live.board.read_untracked();
        let say = |field, draft: &ObjectiveDraft| field_words(words, &board, field, draft);
        let clash = |field| Clash { field, theirs: say(field, &theirs), mine: say(field, &mine) };
        clashes.set(fields.into_iter().map(clash).collect());
        sides.set_value(Some((theirs.clone(), mine.clone())));
        written.update(|written| (written.draft, written.base) = (mine, Some(theirs)));
    };
    let choose = move |(field, is_theirs): (Field, bool)| {
        let Some((theirs, mine)) = sides.get_value() else { return };
        written.update(|written| take(field, &mut written.draft, if is_theirs { &theirs } else { &mine }));
    };
    let by = Signal::derive(move || {
        last_by(live, |event| matches!(event, Event::ObjectiveEdited { id: edited, .. } if Some(*edited) == id))
    });
    Effect::new(move |_| match refused.get() {
        Some(Refusal::EditedMeanwhile { theirs, .. }) => {
            if let Theirs::Objective(theirs) = *theirs {
                meet(theirs);
            }
        }
        Some(Refusal::ReasonOwed) => asked.set(true),
        _ => {}
    });
    Effect::new(move |_| {
        if kept.restored.get()
            && let Some(stands) = id.and_then(|id| live.board.read_untracked().objective(id).ok().map(ObjectiveDraft::of))
        {
            meet(stands);
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Written { mut draft, base, reason } = written.get_untracked();
        if !live.board.read_untracked().team(draft.team).is_ok_and(|team| team.parent.is_none()) {
            draft.pillar = None;
        }
        refused.set(None);
        save.run((Sent { draft, base, reason }, kept));
    };
    // The server accepts a new objective without the client too. Editing needs the client: before it is loaded,
    // nothing is sent.
    let ids_from = expect_context::<Arc<Opening>>().ids_from;
    let hidden = id.is_none().then(|| {
        [(OBJECTIVE, nth(ids_from, 0).to_string()), (COMMAND, nth(ids_from, 1).to_string()), (CYCLE, cycle.to_string())]
            .map(|(name, value)| view! { <input type="hidden" name=name value=value/> }.into_any())
            .collect_view()
    });
    let waits = move || id.is_some() && !alive.get();
    view! {
        <form class="fields" method="post" node_ref=form on:submit=submit>
            {hidden}
            <Show when=move || kept.restored.get()><p class="dim" role="status">{words.translate("form.kept")}</p></Show>
            <div class="field">
                <label for="title">{words.translate("objective.title_label")}</label>
                <input id="title" name="title" required autocomplete="off" value=draft.title.clone() prop:value=text(|written| &written.draft.title)
                    on:input=move |event| written.update(|written| written.write("title", event_target_value(&event))) aria-describedby="title-hint title-hints"/>
                <span class="hint" id="title-hint">{words.translate("objective.title_hint")}</span>
                <div id="title-hints"><Hints hints/></div>
            </div>
            <div class="field">
                <label for="why">{words.translate("objective.why_label")}</label>
                <textarea id="why" name="why" prop:value=text(|written| &written.draft.why)
                    on:input=move |event| written.update(|written| written.write("why", event_target_value(&event)))>{raw_text(&draft.why)}</textarea>
            </div>
            <div class="row">
                <div class="field">
                    <label for="team">{words.translate("outline.team")}</label>
                    <select id="team" name="team" on:change=move |event| if let Ok(team) = event_target_value(&event).parse() { written.update(|written| written.draft.team = team); }>
                        {teams.into_iter().map(|(id, name)| choice(id.to_string(), name, alive, move || written.read().draft.team == id)).collect_view()}
                    </select>
                </div>
                <div class="field">
                    <label for="owner">{words.translate("field.owner")}</label>
                    <select id="owner" name="owner" on:change=move |event| if let Ok(owner) = event_target_value(&event).parse() { written.update(|written| written.draft.owner = owner); }>
                        {people.into_iter().map(|(id, name)| choice(id.to_string(), name, alive, move || written.read().draft.owner == id)).collect_view()}
                    </select>
                </div>
            </div>
            <div class="row">
                <div class="field">
                    <label for="ambition">{words.translate("objective.ambition")}</label>
                    <select id="ambition" name="ambition" on:change=move |event| {
                        let ambition = if event_target_value(&event) == "aspirational" { Ambition::Aspirational } else { Ambition::Committed };
                        written.update(|written| written.draft.ambition = ambition);
                    }>
                        {choice("committed", words.translate("objective.committed_means"), alive, move || written.read().draft.ambition == Ambition::Committed)}
                        {choice("aspirational", words.translate("objective.aspirational_means"), alive, move || written.read().draft.ambition == Ambition::Aspirational)}
                    </select>
                </div>
                <Show when=of_company>
                    <div class="field">
                        <label for="pillar">{words.translate("field.pillar")}</label>
                        <select id="pillar" name="pillar" on:change=move |event| written.update(|written| written.draft.pillar = event_target_value(&event).parse().ok())>
                            <option value="">{words.translate("overview.no_pillar")}</option>
                            {pillars.clone().into_iter().map(|(id, name)| choice(id.to_string(), name, alive, move || written.read().draft.pillar == Some(id))).collect_view()}
                        </select>
                    </div>
                </Show>
            </div>
            <Show when=move || owed.get()>
                <label class="field"><span class="label">{words.translate("reason.label")}</span>
                    <textarea required prop:value=move || written.read().reason.clone() on:input=move |event| written.update(|written| written.reason = event_target_value(&event))></textarea>
                    <span class="hint">{words.translate("reason.seen")}</span>
                </label>
            </Show>
            <Meanwhile clashes by choose/>
            <p class="field"><span class="wrong" role="alert">{wrong}</span></p>
            <div class="actions">
                <button class="button primary" disabled=waits aria-disabled=move || submission.busy()>{words.translate("form.save")}</button>
                <a class="button" on:click=move |_| kept.forget() href=move || place.to(&id.map_or_else(|| "/map".to_owned(), |id| format!("/objectives/{id}")))>{words.translate("form.cancel")}</a>
            </div>
        </form>
    }
}
