//! The alignments of the objective, upwards and downwards.

use leptos::prelude::*;
use okr::explain::Of;
use okr::merge::Theirs;
use okr::{Action, Actor, Alignment, Board, Command, Event, Field, How, Objective, ObjectiveId, Parent, Refusal, Subject};

use super::meanwhile::{Clash, Meanwhile, last_by};
use super::reason::ReasonDialog;
use crate::components::bar::ProgressBar;
use crate::components::choices::Choices;
use crate::components::figure::progress_of;
use crate::components::flow::{For, Show};
use crate::components::health::HealthMark;
use crate::components::percent::Percent;
use crate::error::AppError;
use crate::forms::number;
use crate::i18n::{t, words};
use crate::live::live;
use crate::memo::memo;
use crate::place::place;
use crate::submission::Submission;

/// An alignment is marked as new for this many days.
const NEW_DAYS: i64 = 7;

/// What the objective is aligned to.
#[component]
pub(super) fn Upwards(objective: Signal<Option<Objective>>) -> impl IntoView {
    let live = live();
    let words = words();
    let place = place();
    let edges = memo(move || objective.get().map(|objective| (objective.id, objective.parents)));
    let of_company = move || objective.get().is_some_and(|objective| live.board.read().is_company(&objective));
    let to_map = move || place.to(&format!("/map?at={}", edges.get().map(|(id, _)| id.to_string()).unwrap_or_default()));
    view! {
        <section class="section alignments" aria-labelledby="upwards">
            <header><h2 id="upwards">{words.translate("objective.upwards")}</h2><a class="end" href=to_map>{words.translate("objective.on_map")}</a></header>
            {move || edges.get().map(|(child, edges)| if edges.is_empty() {
                let key = if of_company() { "objective.is_company" } else { "objective.aligned_to_nothing" };
                view! { <p class="empty">{words.translate(key)}</p> }.into_any()
            } else {
                view! { <ul>{edges.into_iter().map(|alignment| view! { <Above child alignment/> }.into_any()).collect_view()}</ul> }.into_any()
            })}
        </section>
    }
}

#[component]
fn Above(child: ObjectiveId, alignment: Alignment) -> impl IntoView {
    let words = words();
    let live = live();
    let place = place();
    let Alignment { parent, how, .. } = alignment;
    let named = move || named(&live.board.read(), parent);
    let may = move || may(&live.board.read(), live.reader, Action::Align, child);
    view! {
        <li>
            <div>
                <h3><a href=move || named().map(|(_, path)| place.to(&path))>{move || named().map(|(title, _)| title)}</a></h3>
                <p class="dim">{if matches!(parent, Parent::KeyResult(_)) { format!("{} · ", words.translate("kind.key_result")) } else { String::new() }}{words.how(how)}</p>
            </div>
            <Show when=may>
                <button type="button" class="link" on:click=move |_| live.send(Command::Unalign { child, parent }, words.translate("align.unaligned"))>
                    {words.translate("align.unalign")}
                </button>
            </Show>
        </li>
    }
}

/// The title and the address of a parent.
fn named(board: &Board, parent: Parent) -> Option<(String, String)> {
    match parent {
        Parent::Objective(id) => board.objective(id).ok().map(|objective| (objective.title.clone(), format!("/objectives/{id}"))),
        Parent::KeyResult(id) => board
            .key_result(id)
            .ok()
            .map(|key_result| (key_result.title.clone(), format!("/objectives/{}#kr-{id}", key_result.objective))),
    }
}

fn may(board: &Board, reader: Option<okr::PersonId>, action: Action, objective: ObjectiveId) -> bool {
    reader.is_some_and(|reader| Actor::Person(reader).may(board, action, Subject::Objective(objective)).is_ok())
}

/// The objectives aligned to an objective and its key results, newest first.
fn below(board: &Board, objective: &Objective) -> Vec<(ObjectiveId, Alignment)> {
    let parents =
        std::iter::once(Parent::Objective(objective.id)).chain(objective.key_results.iter().copied().map(Parent::KeyResult));
    let mut edges: Vec<_> = parents
        .flat_map(|parent| {
            board.aligned_to(parent).filter_map(move |child| child.alignment_to(parent).map(|alignment| (child.id, *alignment)))
        })
        .collect();
    edges.sort_by_key(|(id, alignment)| (std::cmp::Reverse(alignment.since), *id));
    edges
}

/// The objectives aligned to this one. Its owner sees which are new, and may change their weight or decline them.
#[component]
pub(super) fn Downwards(objective: Signal<Option<Objective>>) -> impl IntoView {
    let words = words();
    let live = live();
    let edges = memo(move || objective.get().map(|objective| below(&live.board.read(), &objective)).unwrap_or_default());
    let adjust =
        memo(move || objective.get().is_some_and(|objective| may(&live.board.read(), live.reader, Action::Adjust, objective.id)));
    view! {
        <section class="section alignments" aria-labelledby="downwards">
            <header><h2 id="downwards">{words.translate("objective.downwards")}</h2><span class="dim">{move || edges.read().len()}</span></header>
            <Show when=move || edges.read().is_empty()><p class="empty">{words.translate("objective.nothing_aligned")}</p></Show>
            <ul>
                <For each=move || edges.get() key=|(child, alignment)| (*child, alignment.parent) let((child, alignment))>
                    <Below child alignment adjust/>
                </For>
            </ul>
        </section>
    }
}

#[component]
fn Below(child: ObjectiveId, alignment: Alignment, adjust: Memo<bool>) -> impl IntoView {
    let words = words();
    let live = live();
    let place = place();
    let Alignment { parent, since, .. } = alignment;
    let how = memo(move || {
        let board = live.board.read();
        board.objective(child).ok().and_then(|child| child.alignment_to(parent).map(|edge| edge.how)).unwrap_or(alignment.how)
    });
    let standing = memo(move || live.standings.read().objective(child));
    let health = Signal::derive(move || standing.get().health);
    let progress = Signal::derive(move || standing.get().progress);
    let title = move || live.board.read().objective(child).map(|objective| objective.title.clone()).unwrap_or_default();
    let team = move || {
        let board = live.board.read();
        board.objective(child).and_then(|objective| board.team(objective.team)).map(|team| team.name.clone()).unwrap_or_default()
    };
    let new = move || (live.moment.get().now - since).num_days() < NEW_DAYS;
    let through = move || match parent {
        Parent::Objective(_) => None,
        Parent::KeyResult(id) => {
            live.board.read().key_result(id).ok().map(|key_result| t!(words, "align.through", key_result = key_result.title))
        }
    };
    let (declining, reweighing) = (RwSignal::new(false), RwSignal::new(false));
    let decline = move |reason: String| Command::Decline { child, parent, reason };
    view! {
        <li>
            <HealthMark health/>
            <div>
                <h3>
                    <a href=move || place.to(&format!("/objectives/{child}"))>{move || title()}</a>
                    {move || new().then(|| view! { " "<span class="chip new">{words.translate("align.new")}</span> }.into_any())}
                </h3>
                <p class="dim"><bdi>{move || team()}</bdi>" · "{move || words.how(how.get())}{move || through().map(|through| format!(" · {through}"))}</p>
                <Show when=move || adjust.get()>
                    <p class="more">
                        <button type="button" class="link" on:click=move |_| reweighing.set(true)>{words.translate("align.reweigh")}</button>
                        <button type="button" class="link" on:click=move |_| declining.set(true)>{words.translate("align.decline")}</button>
                    </p>
                    <ReasonDialog open=declining title=words.translate("align.decline_title") button=words.translate("align.decline") given=decline done=words.translate("align.declined")/>
                    <Show when=move || reweighing.get()><Reweigh child parent how=how.get_untracked() open=reweighing/></Show>
                </Show>
            </div>
            <span class="figures"><ProgressBar standing/><Percent figure=progress_of(Of::Objective(child)) value=progress/></span>
        </li>
    }
}

/// Whether it is counted, and the weight as shown in the form.
fn typed(how: How) -> (bool, String) {
    match how {
        How::Contributes(weight) => (true, crate::forms::number::written(weight)),
        How::Supports => (false, crate::forms::number::written(1.0)),
    }
}

/// Changes how an aligned objective counts.
#[component]
fn Reweigh(child: ObjectiveId, parent: Parent, how: How, open: RwSignal<bool>) -> impl IntoView {
    let words = words();
    let live = live();
    let (counted, weight) = typed(how);
    let base = StoredValue::new(how);
    let counts = RwSignal::new(counted);
    // The initial and the already chosen numbers aren't asked about as ambiguous.
    let known = RwSignal::new(match how {
        How::Contributes(weight) => vec![weight],
        How::Supports => vec![1.0],
    });
    let judged = move |typed: &str| number::read(typed, "").and_then(|readings| readings.judged(None, &known.read_untracked()));
    let weight = RwSignal::new(weight);
    let reason = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let submission = Submission::new(wrong);
    let asked = RwSignal::new(false);
    let choices = Signal::derive(move || match judged(&weight.read()) {
        Err(unread) if asked.get() && counts.get() => number::choices(&unread),
        _ => Vec::new(),
    });
    let chosen = Callback::new(move |choice: String| {
        known.update(|known| known.extend(choice.parse::<f64>()));
        weight.set(choice);
        wrong.set(None);
        asked.set(false);
    });
    let how = move || {
        if counts.get_untracked() { judged(&weight.read_untracked()).map(How::Contributes) } else { Ok(How::Supports) }
    };
    let (clashes, sides) = (RwSignal::new(Vec::<Clash>::new()), StoredValue::new(None::<(How, How)>));
    let choose = move |(_, is_theirs): (Field, bool)| {
        let Some((theirs, mine)) = sides.get_value() else { return };
        let (is_counted, written) = typed(if is_theirs { theirs } else { mine });
        counts.set(is_counted);
        weight.set(written);
    };
    let by = Signal::derive(move || {
        let edge = (child, parent);
        last_by(live, |event| matches!(event, Event::Reweighed { child, parent, .. } if (*child, *parent) == edge))
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let how = match how() {
            Ok(how) => how,
            Err(unread) => {
                wrong.set(Some(words.unread(&unread, &weight.read_untracked(), "")));
                asked.set(true);
                return;
            }
        };
        let command = Command::Reweigh { child, parent, how, base: Some(base.get_value()), reason: reason.get_untracked() };
        submission.run(async move {
            match live.ask(command).await {
                Ok(undo) => {
                    open.set(false);
                    live.messages.say(words.translate("align.reweighed"), undo, false);
                    Ok(())
                }
                Err(error) => {
                    if let AppError::Refused(Refusal::EditedMeanwhile { theirs, .. }) = &error
                        && let Theirs::How(theirs) = **theirs
                    {
                        base.set_value(theirs);
                        sides.set_value(Some((theirs, how)));
                        let clash = Clash { field: Field::Weight, theirs: words.how(theirs), mine: words.how(how) };
                        clashes.set(vec![clash]);
                    }
                    Err(error)
                }
            }
        });
    };
    view! {
        <form class="fields inline-form" on:submit=submit>
            <fieldset class="field">
                <legend>{words.translate("align.how")}</legend>
                <label><input type="radio" name="how" prop:checked=counts on:change=move |_| counts.set(true)/>" "{words.translate("align.contributes")}</label>
                <label><input type="radio" name="how" prop:checked=move || !counts.get() on:change=move |_| counts.set(false)/>" "{words.translate("align.supports")}</label>
            </fieldset>
            <Show when=move || counts.get()>
                <label class="field"><span class="label">{words.translate("field.weight")}</span>
                    <input inputmode="decimal" prop:value=weight on:input=move |event| weight.set(event_target_value(&event))/>
                </label>
            </Show>
            <Meanwhile clashes by choose/>
            <label class="field"><span class="label">{words.translate("reason.label")}</span>
                <textarea required prop:value=reason on:input=move |event| reason.set(event_target_value(&event))></textarea>
                <span class="wrong" role="alert">{wrong}</span>
            </label>
            <Choices choices chosen/>
            <div class="actions">
                <button class="button primary" aria-disabled=move || submission.busy()>{words.translate("form.save")}</button>
                <button type="button" class="button" on:click=move |_| open.set(false)>{words.translate("form.cancel")}</button>
            </div>
        </form>
    }
}
