//! The map as a tree table in rows, for screen readers, phones and use without JavaScript.

use leptos::prelude::*;
use okr::explain::Of;
use okr::{KeyResultId, ObjectiveId};

use super::cards::keeping_focus;
use super::choices::may_align;
use super::graph::Graph;
use super::ground::ground;
use crate::components::bar::ProgressBar;
use crate::components::figure::progress_of;
use crate::components::flow::{For, Show};
use crate::components::health::HealthMark;
use crate::components::percent::Percent;
use crate::components::person::name_of;
use crate::components::reported::Reported;
use crate::i18n::{isolated, t, words};
use crate::live::live;
use crate::memo::memo;
use crate::place::place;

/// The fields of the address with how many rows are shown, and how many unaligned objectives.
const ROWS: &str = "rows";
const UNALIGNED: &str = "unaligned";
/// How many are shown at first, and more with each press.
const STEP: usize = 100;

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Line {
    Objective(ObjectiveId, usize),
    KeyResult(KeyResultId, usize),
}

/// The rows in the order of the map, depth first.
fn lines(graph: &Graph) -> Vec<Line> {
    let mut lines = Vec::with_capacity(graph.cards.len());
    for card in &graph.cards {
        lines.push(Line::Objective(card.objective, card.depth));
        lines.extend(card.rows.iter().map(|row| Line::KeyResult(*row, card.depth + 1)));
    }
    lines
}

/// The table, and below it the unaligned objectives.
#[component]
pub(super) fn Outline() -> impl IntoView {
    let (words, ground) = (words(), ground());
    let all = memo(move || lines(&ground.outline.read()));
    let all_unaligned = memo(move || ground.outline.read().tray.clone());
    let (lines, unaligned) = (first_of(all, ROWS), first_of(all_unaligned, UNALIGNED));
    view! {
        <div class="outline">
            <table>
                <caption class="visually-hidden">{words.translate("outline.caption")}</caption>
                <thead><tr>
                    <th scope="col">{words.translate("outline.objective")}</th>
                    <th scope="col" class="team">{words.translate("outline.team")}</th>
                    <th scope="col" class="owner">{words.translate("outline.owner")}</th>
                    <th scope="col" class="progress">{words.translate("outline.progress")}</th>
                    <th scope="col" class="count">{words.translate("outline.key_results")}</th>
                    <th scope="col" class="act"><span class="visually-hidden">{words.translate("outline.align")}</span></th>
                </tr></thead>
                <tbody>
                    <For each=move || keeping_focus(lines) key=|line| *line let:line>
                        {match line {
                            Line::Objective(id, depth) => view! { <ObjectiveRow id depth/> }.into_any(),
                            Line::KeyResult(id, depth) => view! { <KeyResultRow id depth/> }.into_any(),
                        }}
                    </For>
                </tbody>
            </table>
            <More field=ROWS shown=Signal::derive(move || lines.read().len()) of=Signal::derive(move || all.read().len())/>
            <section id="unaligned" class="section" aria-labelledby="unaligned-title">
                <header>
                    <h2 id="unaligned-title">{words.translate("map.unaligned_title")}</h2>
                    <span class="dim">{move || all_unaligned.read().len()}</span>
                </header>
                {move || unaligned.read().is_empty().then(|| view! { <p class="empty">{words.translate("outline.all_aligned")}</p> }.into_any())}
                <table hidden=move || unaligned.read().is_empty()>
                    <caption class="visually-hidden">{words.translate("map.unaligned_title")}</caption>
                    <tbody>
                        <For each=move || keeping_focus(unaligned) key=|id| *id let:id>
                            {view! { <ObjectiveRow id depth=0 waits=true/> }.into_any()}
                        </For>
                    </tbody>
                </table>
                <More field=UNALIGNED shown=Signal::derive(move || unaligned.read().len()) of=Signal::derive(move || all_unaligned.read().len())/>
            </section>
        </div>
    }
}

/// The first rows of a list: as many as the address asks for in `field`.
fn first_of<T: Clone + PartialEq + Send + Sync + 'static>(all: Memo<Vec<T>>, field: &'static str) -> Memo<Vec<T>> {
    let ground = ground();
    let wanted = memo(move || ground.query.read().get_str(field).and_then(|count| count.parse().ok()).unwrap_or(STEP).max(STEP));
    memo(move || all.read().iter().take(wanted.get()).cloned().collect())
}

/// The link that shows more rows. It works without JavaScript, and the rows that are shown stay where they are.
#[component]
fn More(field: &'static str, shown: Signal<usize>, of: Signal<usize>) -> impl IntoView {
    let (words, ground) = (words(), ground());
    let to = move || ground.address(|query| query.replace(field, (shown.get() + STEP).to_string()));
    view! {
        <Show when=move || { shown.get() < of.get() }>
            <p class="more">
                <a class="button" href=to data-noscroll="">{words.translate("outline.more")}</a>
                <span class="dim">{move || t!(words, "overview.page", from = 1, to = shown.get(), n = of.get())}</span>
            </p>
        </Show>
    }
}

/// An objective. `waits`: in the list of unaligned objectives, without children.
#[component]
fn ObjectiveRow(id: ObjectiveId, depth: usize, #[prop(optional)] waits: bool) -> impl IntoView {
    let (live, place, words, ground) = (live(), place(), words(), ground());
    let objective = memo(move || live.board.read().objective(id).ok().cloned());
    let standing = memo(move || live.standings.read().objective(id));
    let health = Signal::derive(move || standing.get().health);
    let progress = Signal::derive(move || standing.get().progress);
    let title = memo(move || objective.read().as_ref().map(|objective| objective.title.clone()).unwrap_or_default());
    let team = memo(move || {
        let team = objective.read().as_ref().map(|objective| objective.team);
        team.and_then(|team| live.board.read().team(team).ok().map(|team| team.name.clone())).unwrap_or_default()
    });
    let owner = memo(move || {
        objective.read().as_ref().map(|objective| name_of(&live.board.read(), Some(objective.owner))).unwrap_or_default()
    });
    let draft = move || objective.read().as_ref().is_some_and(|objective| !objective.is_published());
    let count = memo(move || objective.read().as_ref().map_or(0, |objective| objective.key_results.len()));
    let branch = memo(move || {
        ground.outline.read().card(id).filter(|card| card.below > 0 && !waits).map(|card| (card.below, card.folded))
    });
    let may_align = memo(move || may_align(&live.board.read(), live.reader, id));
    let faded =
        move || objective.read().as_ref().is_some_and(|objective| !ground.filter.get().keeps(&live.board.read(), objective));
    view! {
        <tr class="objective" class:faded=faded data-row=id.to_string() style:--depth=depth.to_string()>
            <th scope="row">
                <div class="what">
                    {move || branch.get().map(|(below, folded)| {
                        let key = if folded { "map.unfold" } else { "map.fold" };
                        let label = move || words.fill(key, &[("n", below.to_string()), ("title", title.get())]);
                        view! { <button type="button" class="turn" aria-expanded=(!folded).to_string() aria-label=label on:click=move |_| ground.turn(id)></button> }.into_any()
                    })}
                    <HealthMark health/>
                    <span>
                        <span class="visually-hidden">{t!(words, "outline.level", level = depth + 1)}" "</span>
                        <a href=move || place.to(&format!("/objectives/{id}"))>{title}</a>
                        {move || draft().then(|| view! { " " <span class="chip">{words.translate("stage.draft")}</span> }.into_any())}
                        <small>{move || format!("{} · {}", isolated(&team.read()), isolated(&owner.read()))}</small>
                    </span>
                </div>
            </th>
            <td class="team">{team}</td>
            <td class="owner" translate="no">{owner}</td>
            <td class="progress"><div><ProgressBar standing/><Reported standing/><Percent figure=progress_of(Of::Objective(id)) value=progress/></div></td>
            <td class="count">
                {move || if count.get() == 0 || waits { view! { <span>{count.get()}</span> }.into_any() } else {
                    let open = move || ground.opened.read().contains(&id).to_string();
                    let label = move || t!(words, "map.key_results_of", n = count.get(), title = title.get());
                    view! { <button type="button" class="turn" aria-expanded=open aria-label=label on:click=move |_| ground.open(id)>{count.get()}</button> }.into_any()
                }}
            </td>
            <td class="act">
                <Show when=move || may_align.get()>
                    <button type="button" class="align-to" aria-label=move || t!(words, "align.of", what = title.get()) on:click=move |_| ground.asking.set(Some(id))>
                        {words.translate("align.to")}
                    </button>
                </Show>
            </td>
        </tr>
    }
}

/// A key result under its objective.
#[component]
fn KeyResultRow(id: KeyResultId, depth: usize) -> impl IntoView {
    let (live, place, words) = (live(), place(), words());
    let key_result = memo(move || live.board.read().key_result(id).ok().map(|row| (row.objective, row.title.clone(), row.owner)));
    let standing = memo(move || live.standings.read().key_result(id));
    let health = Signal::derive(move || standing.get().health);
    let progress = Signal::derive(move || standing.get().progress);
    let path = move || key_result.read().as_ref().map(|(objective, ..)| place.to(&format!("/objectives/{objective}#kr-{id}")));
    let title = move || key_result.read().as_ref().map(|(_, title, _)| title.clone());
    let owner = move || key_result.read().as_ref().map(|(.., owner)| name_of(&live.board.read(), *owner));
    view! {
        <tr class="key-result" data-kr=id.to_string() style:--depth=depth.to_string()>
            <th scope="row">
                <div class="what">
                    <HealthMark health/>
                    <span><span class="visually-hidden">{words.translate("kind.key_result")}" "</span><a href=path>{move || title()}</a></span>
                </div>
            </th>
            <td class="team"></td>
            <td class="owner" translate="no">{move || owner()}</td>
            <td class="progress"><div><ProgressBar standing/><Percent figure=progress_of(Of::KeyResult(id)) value=progress/></div></td>
            <td class="count"></td>
            <td class="act"></td>
        </tr>
    }
}
