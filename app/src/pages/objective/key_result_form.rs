//! The form of a key result: title, owner and measure.

use leptos::prelude::*;
use okr::hint::hints_for_key_result;
use okr::merge::{Editable as _, Theirs};
use okr::{
    Action, Actor, Board, Command, Event, Field, KeyResultDraft, KeyResultId, Measure, Milestone, ObjectiveId, Refusal, Subject,
};

use super::hints::Hints;
use super::meanwhile::{Clash, Meanwhile, last_by};
use super::milestone_rows::MilestoneRows;
use super::objective_form::people;
use super::reason::ReasonDialog;
use super::typed_key_result::{FormError, Typed};
use crate::components::choices::Choices;
use crate::components::flow::Show;
use crate::components::measure::range_words;
use crate::drafts::FormDraft;
use crate::error::AppError;
use crate::focus;
use crate::i18n::{Words, words};
use crate::live::live;
use crate::memo::memo;
use crate::submission::Submission;

/// The data to save.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    draft: KeyResultDraft,
    /// The draft at the beginning; `None` for a new key result.
    base: Option<KeyResultDraft>,
    reason: String,
}

/// The text of a draft's field.
fn field_words(words: Words, board: &Board, field: Field, draft: &KeyResultDraft) -> String {
    match (field, &draft.measure) {
        (Field::Title, _) => draft.title.clone(),
        (Field::Owner, _) => {
            draft.owner.and_then(|id| board.person(id).ok()).map(|person| person.name.clone()).unwrap_or_default()
        }
        (Field::Weight, _) => words.number(draft.weight),
        (Field::Driven, _) => words.translate(if draft.driven { "objective.driven" } else { "objective.measured_by" }).to_owned(),
        (Field::Unit, Measure::Metric { unit, .. } | Measure::Keep { unit, .. }) => unit.clone(),
        (Field::Baseline, Measure::Metric { unit, baseline, .. }) => words.quantity(*baseline, unit),
        (Field::Target, Measure::Metric { unit, target, .. }) => words.quantity(*target, unit),
        (Field::Milestones, Measure::Milestones { steps }) => {
            let step = |step: &Milestone| format!("{} ({})", step.name, words.number(step.weight));
            steps.iter().map(step).collect::<Vec<_>>().join(words.translate("field.and"))
        }
        (_, measure) => range_words(words, measure),
    }
}

/// A new key result.
#[component]
pub(super) fn NewKeyResult(objective: ObjectiveId, open: RwSignal<bool>) -> impl IntoView {
    let live = live();
    let draft = KeyResultDraft {
        title: String::new(),
        owner: live.reader,
        weight: 1.0,
        measure: Measure::Metric { unit: String::new(), baseline: 0.0, target: 100.0 },
        driven: false,
    };
    let id = KeyResultId(crate::browser::new_id());
    let command = Callback::new(move |Sent { draft, reason, .. }| Command::CreateKeyResult { id, objective, draft, reason });
    view! { <KeyResultForm objective id=None draft open command/> }
}

/// An existing one.
#[component]
pub(super) fn EditKeyResult(id: KeyResultId, open: RwSignal<bool>) -> impl IntoView {
    let live = live();
    let key_result = live.board.read_untracked().key_result(id).ok().cloned();
    key_result.map(|key_result| {
        let command = Callback::new(move |Sent { draft, base, reason }| Command::EditKeyResult { id, draft, base, reason });
        view! { <KeyResultForm objective=key_result.objective id=Some(id) draft=KeyResultDraft::of(&key_result) open command/> }
            .into_any()
    })
}

#[component]
fn KeyResultForm(
    objective: ObjectiveId,
    id: Option<KeyResultId>,
    draft: KeyResultDraft,
    open: RwSignal<bool>,
    command: Callback<Sent, Command>,
) -> impl IntoView {
    let words = words();
    let live = live();
    let typed = RwSignal::new(Typed { base: id.map(|_| draft.clone()), ..Typed::of(&draft) });
    let form = id.map_or_else(|| format!("key-result.new.{objective}"), |id| format!("key-result.{id}"));
    let kept = FormDraft::of(live.reader, &form, typed);
    let wrong = RwSignal::new(None::<String>);
    let submission = Submission::new(wrong);
    let board = live.board.read_untracked();
    let people = people(&board, id.and(draft.owner));
    // Actions that would be refused aren't offered.
    let may_delete = live
        .reader
        .is_some_and(|reader| Actor::Person(reader).may(&board, Action::Delete, Subject::Objective(objective)).is_ok());
    drop(board);
    let hints = Signal::derive(move || {
        let typed = typed.read();
        match typed.read() {
            Ok(draft) if !typed.title.trim().is_empty() => hints_for_key_result(&live.board.read(), objective, id, &draft),
            _ => Vec::new(),
        }
    });
    // A driven key result is computed from what is aligned to it, so its form lists that.
    let kind = memo(move || typed.read().kind.clone());
    let asked = RwSignal::new(false);
    let owed = memo(move || asked.get() || live.board.read().owes_reason(objective));
    let (clashes, sides) = (RwSignal::new(Vec::<Clash>::new()), StoredValue::new(None::<(Typed, Typed)>));
    // Merges with the current draft. Fields changed on one side only are taken over; conflicts are asked about.
    let meet = move |theirs: KeyResultDraft| {
        let before = typed.get_untracked();
        let (Some(base), Ok(draft)) = (before.base.clone(), before.read()) else { return };
        let (mine, fields) = draft.rebased(&base, &theirs);
        let board = live.board.read_untracked();
        let say = |field, draft: &KeyResultDraft| field_words(words, &board, field, draft);
        let clash = |field| Clash { field, theirs: say(field, &theirs), mine: say(field, &mine) };
        clashes.set(fields.into_iter().map(clash).collect());
        let mine = Typed::of(&mine);
        // Chosen numbers aren't asked about again.
        let meant = [mine.meant.clone(), before.meant].concat();
        let mine = Typed { reason: before.reason, base: Some(theirs.clone()), meant, ..mine };
        sides.set_value(Some((Typed::of(&theirs), mine.clone())));
        typed.set(mine);
    };
    let choose = move |(field, is_theirs): (Field, bool)| {
        let Some((theirs, mine)) = sides.get_value() else { return };
        typed.update(|typed| typed.take(field, if is_theirs { &theirs } else { &mine }));
    };
    let by = Signal::derive(move || {
        last_by(live, |event| matches!(event, Event::KeyResultEdited { id: edited, .. } if Some(*edited) == id))
    });
    let answer = move |refusal: Refusal| match refusal {
        Refusal::EditedMeanwhile { theirs, .. } => {
            if let Theirs::KeyResult(theirs) = *theirs {
                meet(theirs);
            }
        }
        Refusal::ReasonOwed => asked.set(true),
        _ => {}
    };
    Effect::new(move |_| {
        if kept.restored.get()
            && let Some(stands) = id.and_then(|id| live.board.read_untracked().key_result(id).ok().map(KeyResultDraft::of))
        {
            meet(stands);
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if submission.is_busy() {
            return;
        }
        let wanted = typed.read_untracked().read().and_then(|draft| {
            let (base, reason) = typed.with_untracked(|typed| (typed.base.clone(), typed.reason.clone()));
            let command = command.run(Sent { draft, base, reason });
            live.decide(&command).map(|_| command).map_err(FormError::Refused)
        });
        match wanted {
            Err(is) => {
                wrong.set(Some(is.words(words, &live.board.read_untracked(), &typed.read_untracked().unit)));
                if let FormError::Refused(refusal) = is {
                    answer(refusal);
                }
            }
            Ok(command) => submission.run(async move {
                match live.commit(command).await {
                    Ok(events) => {
                        kept.forget();
                        open.set(false);
                        live.messages.say(words.translate("form.saved"), live.undo(&events), false);
                        Ok(())
                    }
                    Err(error) => {
                        if let AppError::Refused(refusal) = &error {
                            answer(refusal.clone());
                        }
                        Err(error)
                    }
                }
            }),
        }
    };
    // The possible meanings of the ambiguous number, while it is in its field.
    let asked = memo(move || wrong.read().as_ref().and_then(|_| typed.read().read().err()?.asked()));
    let choices = Signal::derive(move || asked.get().map(|(_, choices)| choices).unwrap_or_default());
    let chosen = Callback::new(move |choice: String| {
        let Some((field, _)) = asked.get_untracked() else { return };
        typed.update(|typed| typed.answer(field, choice));
        wrong.set(None);
    });
    // Deleting can't be undone, so it is confirmed in a dialog; the pressed button isn't replaced.
    let deleting = RwSignal::new(false);
    let delete = id.filter(|_| may_delete);
    // An opened form gets the focus.
    let form = NodeRef::<leptos::html::Form>::new();
    Effect::new(move |_| {
        if let Some(first) = form.get().and_then(|form| form.query_selector("input").ok().flatten()) {
            focus::go_on_in(first);
        }
    });
    let give_up = move |_| {
        kept.forget();
        open.set(false);
    };
    let text = move |label: &'static str, read: fn(&Typed) -> &String, write: fn(&mut Typed, String), mode: &'static str| {
        view! {
            <label class="field"><span class="label">{label}</span>
                <input inputmode=mode autocomplete="off" prop:value=move || read(&typed.read()).clone() on:input=move |event| typed.update(|typed| write(typed, event_target_value(&event)))/>
            </label>
        }
    };
    view! {
        <form class="fields inline-form" node_ref=form on:submit=submit>
            <Show when=move || kept.restored.get()><p class="dim" role="status">{words.translate("form.kept")}</p></Show>
            {text(words.translate("objective.key_result_title"), |typed| &typed.title, |typed, value| typed.title = value, "text")}
            <p class="hint">{words.translate("objective.key_result_hint")}</p>
            <Hints hints/>
            <div class="row">
                <label class="field"><span class="label">{words.translate("objective.measured_by")}</span>
                    <select on:change=move |event| typed.update(|typed| typed.kind = event_target_value(&event))>
                        {[("metric", "measure.metric"), ("keep", "measure.keep"), ("milestones", "measure.milestones"), ("done", "measure.done")]
                            .map(|(value, key)| view! { <option value=value selected=move || kind.get() == value>{words.translate(key)}</option> }.into_any()).collect_view()}
                    </select>
                </label>
                <label class="field"><span class="label">{words.translate("field.owner")}</span>
                    <select on:change=move |event| typed.update(|typed| typed.owner = event_target_value(&event))>
                        <option value="">"–"</option>
                        {people.into_iter().map(|(id, name)| view! { <option value=id.to_string() selected=move || typed.read().owner == id.to_string()>{name}</option> }.into_any()).collect_view()}
                    </select>
                </label>
                {text(words.translate("field.weight"), |typed| &typed.weight, |typed, value| typed.weight = value, "decimal")}
            </div>
            {move || match kind.get().as_str() {
                "keep" => view! { <div class="row">
                    {text(words.translate("keep.lower"), |typed| &typed.lower, |typed, value| typed.lower = value, "decimal")}
                    {text(words.translate("keep.upper"), |typed| &typed.upper, |typed, value| typed.upper = value, "decimal")}
                    {text(words.translate("field.unit"), |typed| &typed.unit, |typed, value| typed.unit = value, "text")}
                </div> }.into_any(),
                "milestones" => view! {
                    <MilestoneRows typed/>
                }.into_any(),
                "done" => view! {
                    <label class="field"><span class="label">{words.translate("done.due")}</span>
                        <input type="date" prop:value=move || typed.read().due.clone() on:input=move |event| typed.update(|typed| typed.due = event_target_value(&event))/>
                    </label>
                }.into_any(),
                _ => view! { <div class="row">
                    {text(words.translate("field.baseline"), |typed| &typed.baseline, |typed, value| typed.baseline = value, "decimal")}
                    {text(words.translate("field.target"), |typed| &typed.target, |typed, value| typed.target = value, "decimal")}
                    {text(words.translate("field.unit"), |typed| &typed.unit, |typed, value| typed.unit = value, "text")}
                </div> }.into_any(),
            }}
            <label><input type="checkbox" prop:checked=move || typed.read().driven on:change=move |event| typed.update(|typed| typed.driven = event_target_checked(&event))/>" "{words.translate("objective.driven_label")}</label>
            <Show when=move || owed.get()>
                <label class="field"><span class="label">{words.translate("reason.label")}</span>
                    <textarea prop:value=move || typed.read().reason.clone() on:input=move |event| typed.update(|typed| typed.reason = event_target_value(&event))></textarea>
                    <span class="hint">{words.translate("reason.seen")}</span>
                </label>
            </Show>
            <Meanwhile clashes by choose/>
            <p class="field"><span class="wrong" role="alert">{wrong}</span></p>
            <Choices choices chosen/>
            <div class="actions">
                <button class="button primary" aria-disabled=move || submission.busy()>{words.translate("form.save")}</button>
                <button type="button" class="button" on:click=give_up>{words.translate("form.cancel")}</button>
                {delete.map(|_| view! { <button type="button" class="button quiet" on:click=move |_| deleting.set(true)>{words.translate("objective.delete")}</button> }.into_any())}
            </div>
        </form>
        {delete.map(|id| {
            let given = move |reason: String| {
                kept.forget();
                Command::DeleteKeyResult { id, reason }
            };
            let lost = Signal::derive(move || {
                let has_check_ins = live.board.read().key_result(id).is_ok_and(|one| !one.series.is_empty());
                has_check_ins.then(|| words.translate("objective.delete_final"))
            });
            view! {
                <ReasonDialog open=deleting title=words.translate("objective.delete_key_result") button=words.translate("objective.delete") owed=Signal::derive(move || live.board.read().owes_reason(objective))
                    given=given warning=lost done=words.translate("objective.key_result_deleted")/>
            }
            .into_any()
        })}
    }
}
