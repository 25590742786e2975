//! "Align to…": a search over possible parents. Works by keyboard and by touch.

use leptos::html;
use leptos::prelude::*;
use okr::ObjectiveId;

use super::align::Aligner;
use super::choices::{Choice, choices};
use super::judge::{how_words, parent_title};
use super::screen;
use crate::composition::is_composing;
use crate::i18n::{t, words};
use crate::live::live;
use crate::memo::memo;
use crate::place::place;

/// The dialog. Its content is rendered only while it is open.
#[component]
pub(super) fn AlignDialog() -> impl IntoView {
    let aligner = Aligner::new();
    let asking = aligner.ground.asking;
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        match asking.get() {
            Some(_) if !dialog.open() => drop(dialog.show_modal()),
            None if dialog.open() => dialog.close(),
            _ => {}
        }
    });
    view! {
        <dialog class="search align" node_ref=dialog aria-labelledby="align-title" on:close=move |_| asking.set(None)>
            {move || asking.get().map(|child| view! { <Search child/> }.into_any())}
        </dialog>
    }
}

#[component]
fn Search(child: ObjectiveId) -> impl IntoView {
    let (live, place, words, aligner) = (live(), place(), words(), Aligner::new());
    let query = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let keep = RwSignal::new(false);
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            let _ = input.focus();
        }
    });
    let found = memo(move || {
        let cycle = place.cycle.read().as_ref().map(|cycle| cycle.id);
        cycle.map(|cycle| choices(live, &live.board.read(), cycle, child, &query.read())).unwrap_or_default()
    });
    let title = move || live.board.read().objective(child).map(|objective| objective.title.clone()).unwrap_or_default();
    let primary = memo(move || {
        let board = live.board.read();
        let primary = board.objective(child).ok()?.parents.first()?.parent;
        Some((primary, parent_title(&board, primary)))
    });
    let choose = move |choice: &Choice| {
        // A refused choice keeps the dialog open and shows the reason.
        if choice.verdict.is_ok() {
            aligner.ground.asking.set(None);
            aligner.ground.at.set(Some(child));
            aligner.align(child, choice.parent, keep.get_untracked());
        }
    };
    let keys = move |event: leptos::ev::KeyboardEvent| {
        // Enter that ends an input-method composition selects characters, not a parent.
        if is_composing(&event) {
            return;
        }
        let found = found.read_untracked();
        match event.key().as_str() {
            "ArrowDown" if !found.is_empty() => at.update(|at| *at = (*at + 1) % found.len()),
            "ArrowUp" if !found.is_empty() => at.update(|at| *at = (*at + found.len() - 1) % found.len()),
            "Enter" => {
                if let Some(choice) = found.get(at.get_untracked()).cloned() {
                    drop(found);
                    choose(&choice);
                }
            }
            // The browser would first clear the field, and close the dialog only at the second press.
            "Escape" => aligner.ground.asking.set(None),
            _ => return,
        }
        event.prevent_default();
        screen::scroll_to(&format!("align-{}", at.get_untracked()));
    };
    let option = move |(index, choice): (usize, Choice)| {
        let Choice { title, under, verdict, .. } = choice.clone();
        let refused = verdict.is_err();
        let says = match verdict {
            Ok(how) => how_words(words, how).to_owned(),
            Err(refusal) => words.refusal(&refusal, &live.board.read_untracked()),
        };
        view! {
            <li id=format!("align-{index}") role="option" class:refused=refused aria-disabled=refused.then_some("true")
                aria-selected=move || (at.get() == index).to_string()
                on:click=move |_| choose(&choice) on:pointermove=move |_| at.set(index)>
                <span>{title}<br/><small>{under}</small></span>
                <small class="says">{says}</small>
            </li>
        }
    };
    let unalign = move |_| {
        if let Some((primary, _)) = primary.get_untracked() {
            aligner.ground.asking.set(None);
            aligner.unalign(child, primary);
        }
    };
    view! {
        <h2 id="align-title">{move || t!(words, "align.of", what = title())}</h2>
        <input type="search" role="combobox" aria-controls="align-found" aria-autocomplete="list" aria-expanded="true" autocomplete="off" node_ref=input
            aria-activedescendant=move || (!found.read().is_empty()).then(|| format!("align-{}", at.get()))
            aria-labelledby="align-title" placeholder=words.translate("align.find")
            prop:value=query on:input=move |event| { query.set(event_target_value(&event)); at.set(0); } on:keydown=keys/>
        <ul id="align-found" role="listbox" aria-label=words.translate("align.found")>
            {move || found.get().into_iter().enumerate().map(option).collect_view()}
        </ul>
        {move || found.read().is_empty().then(|| view! { <p class="none" role="status">{words.translate("search.nothing")}</p> }.into_any())}
        {move || primary.get().map(|(_, from)| view! {
            <footer>
                <label><input type="checkbox" prop:checked=keep on:change=move |event| keep.set(event_target_checked(&event))/>{t!(words, "align.keep", to = from.clone())}</label>
                <button type="button" class="button quiet" on:click=unalign>{t!(words, "align.unalign_from", from = from)}</button>
            </footer>
        }.into_any())}
    }
}
