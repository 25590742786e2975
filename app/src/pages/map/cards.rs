//! The visible cards.

use layout::Rect;
use leptos::ev::FocusEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;
use okr::{KeyResultId, ObjectiveId, Parent};

use super::face::{Face, Row};
use super::graph::Graph;
use super::ground::{card_element, focus, ground};
use super::held::{Hand, Over};
use super::judge::{can_take, how_words};
use super::screen;
use super::size::{self, Kind};
use crate::components::flow::{For, Show, changing};
use crate::i18n::{t, words};
use crate::live::live;
use crate::memo::memo;

/// All cards in view, and also the current and the held card wherever they are, because they have the focus or the
/// pointer.
#[component]
pub(super) fn Cards() -> impl IntoView {
    let ground = ground();
    let visible = memo(move || {
        let graph = ground.graph.read();
        let mut visible = graph.visible(ground.view());
        let kept = [ground.at.get(), ground.held.get().map(|held| held.child)];
        visible.extend(kept.into_iter().flatten().filter(|id| graph.card(*id).is_some()));
        visible.into_iter().collect::<Vec<_>>()
    });
    view! {
        <For each=move || keeping_focus(visible) key=|id| *id let:id>
            {view! { <CardOf id/> }.into_any()}
        </For>
    }
}

/// The keys of a list, updated in a way that keeps the focus on elements that stay.
pub(super) fn keeping_focus<T: Clone + Send + Sync + 'static>(list: Memo<Vec<T>>) -> Vec<T> {
    screen::keep_focus();
    list.get()
}

/// One objective's card.
#[component]
fn CardOf(id: ObjectiveId) -> impl IntoView {
    let (live, words, ground) = (live(), words(), ground());
    let of_graph = move |what: fn(&Graph, ObjectiveId) -> Option<Rect>| what(&ground.graph.read(), id).unwrap_or_default();
    let rect = memo(move || of_graph(Graph::rect));
    let card = memo(move || ground.graph.read().card(id).cloned());
    let tab_stop = memo(move || ground.tab_stop() == Some(id));
    let tab = Signal::derive(move || if tab_stop.get() { "0" } else { "-1" });

    let held = memo(move || ground.held.get().filter(|held| held.child == id));
    let targeted = memo(move || match ground.over.get() {
        Some(Over::Parent(parent)) if ground.held.get().is_some_and(|held| held.child != id) => {
            live.board.read().objective_of(parent).ok().filter(|objective| objective.id == id).map(|_| parent)
        }
        _ => None,
    });
    // Computed once for each lift, because the rules traverse the whole graph.
    let takes = memo(move || {
        let child = ground.held.get().map(|held| held.child).filter(|child| *child != id)?;
        Some(can_take(live, child, id))
    });
    let verdict = memo(move || targeted.get().and_then(|_| ground.verdict.get()));
    let rows = memo(move || card.read().as_ref().map(|card| card.rows.clone()).unwrap_or_default());
    let height = move || card.read().as_ref().map_or(0.0, |card| card.head) + size::rows(rows.read().len());
    let faded = move || {
        let board = live.board.read();
        board.objective(id).is_ok_and(|objective| !ground.filter.get().keeps(&board, objective))
    };
    let badge = move || match verdict.get()? {
        Ok(how) => Some(t!(words, "map.drop_here", how = how_words(words, how))),
        Err(_) => None,
    };

    view! {
        <article class="card" id=card_element(id) data-objective=id.to_string() tabindex=tab
            aria-labelledby=format!("title-{id}") aria-describedby="map-keys"
            class:company=move || card.read().as_ref().is_some_and(|card| card.kind == Kind::Company)
            class:adrift=move || card.read().as_ref().is_some_and(|card| card.adrift)
            class:drop=move || verdict.get().is_some_and(|verdict| verdict.is_ok())
            class:no=move || takes.get() == Some(false)
            class:ghost=move || held.get().is_some_and(|held| matches!(held.hand, Hand::Pointer(_)))
            class:held=move || held.get().is_some_and(|held| held.hand == Hand::Keys)
            class:faded=faded
            style:translate=move || format!("{}px {}px", rect.get().x, rect.get().y)
            style:inline-size=move || format!("{}px", rect.get().width)
            style:block-size=move || format!("{}px", height())
            style:--lines=move || card.read().as_ref().map_or(1, |card| card.lines).to_string()
            on:focusin=move |event| {
                ground.at.set(Some(id));
                // A pressed card must not scroll away from the pointer.
                if by_keyboard(&event) {
                    ground.reveal(id);
                }
            }
            on:pointerenter=move |_| ground.near.set(Some(id))
            on:pointerleave=move |_| ground.near.update(|near| { near.take_if(|near| *near == id); })>
            <Face id tab/>
            <Show when=move || !rows.read().is_empty()>
                <ul class="krs">
                    <For each=move || rows.get() key=|row| *row let:row>
                        <li data-kr=row.to_string() class:drop=move || is_row(targeted.get(), row)><Row id=row tab/></li>
                    </For>
                </ul>
            </Show>
            <FoldButton id tab/>
            {move || badge().map(|badge| view! { <span class="badge">{badge}</span> }.into_any())}
        </article>
    }
}

/// Whether the focus came from the keyboard.
fn by_keyboard(event: &FocusEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.matches(":focus-visible").unwrap_or(false))
}

fn is_row(targeted: Option<Parent>, row: KeyResultId) -> bool {
    targeted == Some(Parent::KeyResult(row))
}

/// Folds or unfolds the branch of a card, if it has one.
#[component]
fn FoldButton(id: ObjectiveId, tab: Signal<&'static str>) -> impl IntoView {
    let (live, words, ground) = (live(), words(), ground());
    let branch = memo(move || ground.graph.read().card(id).filter(|card| card.below > 0).map(|card| (card.below, card.folded)));
    let title = move || live.board.read().objective(id).map(|objective| objective.title.clone()).unwrap_or_default();
    changing(move || {
        branch.get().map(|(below, folded)| {
            let label = move || {
                let key = if folded { "map.unfold" } else { "map.fold" };
                words.fill(key, &[("n", below.to_string()), ("title", title())])
            };
            let sign = if folded { format!("+{below}") } else { "−".to_owned() };
            view! {
                <button type="button" class="fold" class:open=!folded tabindex=tab aria-expanded=(!folded).to_string() aria-label=label
                    on:click=move |_| { ground.fold(id); focus(id); }>{sign}</button>
            }.into_any()
        })
    })
}
