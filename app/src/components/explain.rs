//! Explanations of numbers: the formula, its inputs, and the alignments they came through, in words.

use leptos::html;
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use okr::explain::{DueStep, Elapsing, Explanation, Figure, Formula, LeftOut, Of, Omission, Quantity, Step, Term, Through};
use okr::{Ambition, Thing};

use super::figure::{Question, path_of, progress_of};
use super::measure::bounds_words;
use super::missing::Missing;
use super::person::name_of;
use crate::components::flow::changing;
use crate::i18n::{Words, t, words};
use crate::live::live;
use crate::place::place;

/// The figures visited in the dialog before the current one.
#[derive(Clone, Copy)]
struct Trail(RwSignal<Vec<Figure>>);

/// The dialog. Its content is rendered only while it is open, and stays live.
#[component]
pub(crate) fn ExplanationDialog() -> impl IntoView {
    let words = words();
    let Question(asked) = expect_context();
    let dialog = NodeRef::<html::Dialog>::new();
    let trail = RwSignal::new(Vec::new());
    provide_context(Trail(trail));
    let close = move || {
        trail.set(Vec::new());
        asked.set(None);
    };
    let back = move |_| {
        let before = trail.write().pop();
        asked.set(before);
    };
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        match asked.get() {
            Some(_) if !dialog.open() => {
                let _ = dialog.show_modal();
            }
            None if dialog.open() => dialog.close(),
            _ => {}
        }
    });
    view! {
        <dialog class="explanation" node_ref=dialog on:close=move |_| close() aria-labelledby="explanation">
            {move || asked.get().map(|figure| view! {
                <div class="dialog">
                    <header>
                        {(!trail.read_untracked().is_empty()).then(|| view! {
                            <button type="button" class="back" aria-label=words.translate("explain.back") on:click=back>"←"</button>
                        }.into_any())}
                        <h2 id="explanation">{move || title(words, figure)}</h2>
                        <button type="button" aria-label=words.translate("explain.close") on:click=move |_| close()>"×"</button>
                    </header>
                    {Suspend::new(async move { answer(figure).await.unwrap_or_else(|_| view! { <Missing path=path_of(figure)/> }.into_any()) })}
                </div>
            }.into_any())}
        </dialog>
    }
}

/// [`Answer`], loaded lazily on the first question.
#[allow(clippy::unnecessary_wraps, reason = "loading it may fail, and the macro returns that as its own")]
#[wasm_split(answer, wasm_split_path = leptos::wasm_split, fallible)]
fn answer(figure: Figure) -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <Answer figure/> }.into_any())
}

/// The title of a figure's subject.
pub(crate) fn title(words: Words, figure: Figure) -> String {
    let board = live().board.read();
    let of = match figure.of {
        Of::Objective(id) => board.objective(id).map(|objective| objective.title.clone()).unwrap_or_default(),
        Of::KeyResult(id) => board.key_result(id).map(|key_result| key_result.title.clone()).unwrap_or_default(),
        Of::Company(_) => board.organisation.as_ref().map(|organisation| organisation.name.clone()).unwrap_or_default(),
    };
    match figure.quantity {
        Quantity::Progress => t!(words, "explain.progress_of", of = of),
        Quantity::Expected => t!(words, "explain.expected_of", of = of),
        Quantity::Confidence => t!(words, "explain.confidence_of", of = of),
    }
}

/// The explanation of one figure.
#[component]
pub(crate) fn Answer(figure: Figure) -> impl IntoView {
    let words = words();
    let live = live();
    changing(move || {
        let explanation = okr::explain::explain(&live.board.read(), &live.standings.read(), figure, live.moment.get());
        explanation.map_or_else(
            || view! { <p>{words.translate("explain.gone")}</p> }.into_any(),
            |explanation| view! { <Explained explanation/> }.into_any(),
        )
    })
}

#[component]
fn Explained(explanation: Explanation) -> impl IntoView {
    let words = words();
    let Explanation { figure, value, formula, left_out } = explanation;
    let confidence = figure.quantity == Quantity::Confidence;
    let shown =
        if confidence { value.map_or_else(|| "–".to_owned(), |value| words.number(value)) } else { words.percent(value) };
    let clamped = value
        .filter(|value| !confidence && !(0.0..=1.0).contains(value))
        .map(|value| t!(words, "explain.clamped", counted = words.percent(Some(value.clamp(0.0, 1.0)))));
    let expected = (figure.quantity == Quantity::Progress).then_some(Figure { quantity: Quantity::Expected, ..figure });
    view! {
        <p class="explained"><strong class="num">{shown}</strong>" "{clamped}</p>
        {how(words, figure, formula)}
        {(!left_out.is_empty()).then(|| view! { <LeftOutList left_out/> }.into_any())}
        {expected.map(|figure| view! {
            <p>{asking(figure, words.translate("explain.and_expected").to_owned(), "link")}</p>
        }.into_any())}
    }
}

/// The formula with its inputs.
fn how(words: Words, figure: Figure, formula: Formula) -> AnyView {
    let confidence = figure.quantity == Quantity::Confidence;
    let number = move |value: f64| words.number(value);
    match formula {
        Formula::Metric { unit, baseline, target, value } => match value {
            Some(value) => view! {
                <p>{words.translate("explain.metric")}</p>
                <p class="formula">{format!("({} − {}) ÷ ({} − {}) {}", number(value), number(baseline), number(target), number(baseline), unit)}</p>
            }
            .into_any(),
            None => view! { <p>{t!(words, "explain.metric_unreported", baseline = words.quantity(baseline, &unit), target = words.quantity(target, &unit))}</p> }.into_any(),
        },
        Formula::Keep { unit, lower, upper, value, days } => {
            let bounds = bounds_words(words, &unit, lower, upper);
            let value = value.map_or_else(|| words.translate("explain.unreported").to_owned(), |value| words.quantity(value, &unit));
            view! {
                <p>{t!(words, "explain.keep", bounds = bounds, value = value)}</p>
                {days.map(|days| view! { <p class="dim">{t!(words, "explain.keep_days", inside = days.inside, elapsed = days.elapsed)}</p> }.into_any())}
            }
            .into_any()
        }
        Formula::Milestones { steps } => steps_table(words, steps),
        Formula::Done { done } => view! { <p>{if done { words.translate("explain.done") } else { words.translate("explain.not_done") }}</p> }.into_any(),
        Formula::WeightedMean { terms, key_results, reported } => view! {
            <p>{words.translate("explain.weighted_mean")}</p>
            {terms_table(words, terms, confidence)}
            {(key_results > 0).then(|| view! { <p class="dim">{t!(words, "explain.reported", reported = reported, n = key_results)}</p> }.into_any())}
        }
        .into_any(),
        Formula::Mean { terms } => view! { <p>{words.translate("explain.mean")}</p> {terms_table(words, terms, confidence)} }.into_any(),
        Formula::Elapsed(elapsing) => elapsed(words, elapsing),
        Formula::DueSteps { steps, elapsed: elapsing } => view! { {due_table(words, steps)} {elapsed(words, elapsing)} }.into_any(),
        Formula::DueDay { due, by_cycle, today } => {
            let key = if by_cycle { "explain.due_cycle" } else { "explain.due_day" };
            view! { <p>{words.fill(key, &[("due", words.date(due)), ("today", words.date(today))])}</p> }.into_any()
        }
        Formula::Always => view! { <p>{words.translate("explain.always")}</p> }.into_any(),
        Formula::Word { at, by } => {
            let live = live();
            let who = name_of(&live.board.read_untracked(), by);
            view! { <p>{t!(words, "explain.word", who = who, at = words.instant(at, &live.moment.read_untracked()))}</p> }.into_any()
        }
        Formula::NoWord => view! { <p>{words.translate("explain.no_word")}</p> }.into_any(),
    }
}

fn elapsed(words: Words, elapsing: Elapsing) -> AnyView {
    let Elapsing { first_day, last_day, today, share, ambition } = elapsing;
    let key = if ambition == Ambition::Aspirational { "explain.elapsed_aspirational" } else { "explain.elapsed" };
    let text = words.fill(
        key,
        &[
            ("first", words.date(first_day)),
            ("last", words.date(last_day)),
            ("today", words.date(today)),
            ("share", words.percent(Some(share))),
        ],
    );
    view! { <p>{text}</p> }.into_any()
}

fn terms_table(words: Words, terms: Vec<Term>, confidence: bool) -> AnyView {
    if terms.is_empty() {
        return view! { <p>{words.translate("explain.nothing_counts")}</p> }.into_any();
    }
    let value = move |value: f64| if confidence { words.number(value) } else { words.percent(Some(value)) };
    view! {
        <table class="terms">
            <thead><tr>
                <th scope="col">{words.translate("explain.input")}</th>
                <th scope="col" class="end">{words.translate("explain.value")}</th>
                <th scope="col" class="end">{words.translate("explain.weight")}</th>
                <th scope="col" class="end">{words.translate("explain.share")}</th>
            </tr></thead>
            <tbody>
                {terms.into_iter().map(|term| {
                    let through = match term.through {
                        Through::Own => words.translate("explain.own"),
                        Through::Contributes => words.translate("explain.contributes"),
                    };
                    view! {
                        <tr>
                            <td>{input(term.thing, term.title)}<br/><small class="dim">{through}</small></td>
                            <td class="end num">{value(term.counted)}{((term.value - term.counted).abs() > 1e-9).then(|| view! { <small class="dim">" ("{value(term.value)}")"</small> }.into_any())}</td>
                            <td class="end num">"× "{words.number(term.weight)}</td>
                            <td class="end num">{words.share(term.share)}</td>
                        </tr>
                    }.into_any()
                }).collect_view()}
            </tbody>
        </table>
    }
    .into_any()
}

fn steps_table(words: Words, steps: Vec<Step>) -> AnyView {
    let all: f64 = steps.iter().map(|step| step.weight).sum();
    view! {
        <p>{words.translate("explain.milestones")}</p>
        <table class="terms"><tbody>
            {steps.into_iter().map(|step| view! {
                <tr>
                    <td>{if step.done { "✓ " } else { "○ " }}{step.name}</td>
                    <td class="end">{if step.done { words.translate("reading.done") } else { words.translate("reading.not_done") }}</td>
                    <td class="end num">"× "{words.number(step.weight)}</td>
                    <td class="end num">{words.share(step.weight / all)}</td>
                </tr>
            }.into_any()).collect_view()}
        </tbody></table>
    }
    .into_any()
}

fn due_table(words: Words, steps: Vec<DueStep>) -> AnyView {
    view! {
        <p>{words.translate("explain.due_steps")}</p>
        <table class="terms"><tbody>
            {steps.into_iter().map(|step| view! {
                <tr>
                    <td>{step.name}</td>
                    <td class="end">{step.due.map_or_else(|| words.translate("explain.no_due").to_owned(), |due| words.date(due))}</td>
                    <td class="end num">{words.percent(Some(step.expected))}" × "{words.number(step.weight)}</td>
                </tr>
            }.into_any()).collect_view()}
        </tbody></table>
    }
    .into_any()
}

#[component]
fn LeftOutList(left_out: Vec<LeftOut>) -> impl IntoView {
    let words = words();
    let count = left_out.len();
    view! {
        <details class="left-out" open>
            <summary>{t!(words, "explain.left_out", n = count)}</summary>
            <ul>
                {left_out.into_iter().map(|left| {
                    let why = match left.why {
                        Omission::Supports => words.translate("omission.supports"),
                        Omission::NotDriven => words.translate("omission.not_driven"),
                        Omission::Draft => words.translate("omission.draft"),
                        Omission::WeightZero => words.translate("omission.weight_zero"),
                        Omission::NoData => words.translate("omission.no_data"),
                    };
                    view! { <li>{input(left.thing, left.title)}" "<small class="dim">{why}</small></li> }.into_any()
                }).collect_view()}
            </ul>
        </details>
    }
}

/// The title of an input, linked to its own explanation.
fn input(thing: Thing, title: String) -> AnyView {
    match thing {
        Thing::Objective(id) => asking(progress_of(Of::Objective(id)), title, ""),
        Thing::KeyResult(id) => asking(progress_of(Of::KeyResult(id)), title, ""),
        _ => title.into_any(),
    }
}

/// A link to another figure's explanation: in the dialog if it is inside it, otherwise as a page.
fn asking(figure: Figure, text: String, class: &'static str) -> AnyView {
    let Question(asked) = expect_context();
    let trail = use_context::<Trail>();
    let place = place();
    let ask = move |event: leptos::ev::MouseEvent| {
        let in_dialog = asked.get_untracked().zip(trail);
        if let Some((from, Trail(trail))) = in_dialog.filter(|_| !(event.ctrl_key() || event.meta_key() || event.shift_key())) {
            event.prevent_default();
            trail.write().push(from);
            asked.set(Some(figure));
        }
    };
    view! { <a class=class href=move || place.to(&path_of(figure)) on:click=ask>{text}</a> }.into_any()
}
