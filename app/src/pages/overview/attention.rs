//! What needs attention, worst first, with the reasons.

use leptos::prelude::*;
use okr::numbers::{Attention, Company};
use okr::{Board, Thing};

use super::why;
use crate::components::flow::Show;
use crate::components::health::HealthMark;
use crate::components::person::name_of;
use crate::i18n::{t, words};
use crate::live::live;
use crate::memo::memo;
use crate::place::place;

/// How many are shown at first.
const FIRST: usize = 6;

/// The section.
#[component]
pub(crate) fn NeedsAttention(company: Memo<Company>) -> impl IntoView {
    let words = words();
    let attention = memo(move || company.read().attention.clone());
    let first = move || attention.read().iter().take(FIRST).copied().collect::<Vec<_>>();
    let rest = move || attention.read().iter().skip(FIRST).copied().collect::<Vec<_>>();
    let item = |attention: Attention| view! { <Item attention/> }.into_any();
    view! {
        <section class="section attention" aria-labelledby="attention">
            <header><h2 id="attention">{words.translate("overview.needs_attention")}</h2></header>
            <Show when=move || attention.read().is_empty()>
                <p class="empty">{words.translate("overview.all_quiet")}</p>
            </Show>
            <ul>{move || first().into_iter().map(item).collect_view()}</ul>
            <Show when=move || { attention.read().len() > FIRST }>
                <details>
                    <summary class="link">{move || t!(words, "overview.more", n = attention.read().len() - FIRST)}</summary>
                    <ul>{move || rest().into_iter().map(item).collect_view()}</ul>
                </details>
            </Show>
        </section>
    }
}

#[component]
fn Item(attention: Attention) -> impl IntoView {
    let words = words();
    let live = live();
    let place = place();
    let board = live.board.read_untracked();
    let Some((title, path, owner)) = named(&board, attention.thing) else { return ().into_any() };
    let why = why::sentence(words, &board, attention.thing, &attention.why);
    view! {
        <li>
            <HealthMark health=attention.health/>
            <h3><a href=move || place.to(&path)>{title}</a></h3>
            <p>{why}" "<span class="dim">{owner}</span></p>
        </li>
    }
    .into_any()
}

/// Its title, its team and its owner.
fn named(board: &Board, thing: Thing) -> Option<(String, String, String)> {
    match thing {
        Thing::Objective(id) => {
            let objective = board.objective(id).ok()?;
            Some((objective.title.clone(), format!("/objectives/{id}"), name_of(board, Some(objective.owner))))
        }
        Thing::KeyResult(id) => {
            let key_result = board.key_result(id).ok()?;
            let owner = key_result.owner.or_else(|| board.objective(key_result.objective).ok().map(|objective| objective.owner));
            Some((key_result.title.clone(), format!("/objectives/{}#kr-{id}", key_result.objective), name_of(board, owner)))
        }
        _ => None,
    }
}
