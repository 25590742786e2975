//! The menu of a card: by touch, click and key it offers what dragging does, and more actions.

use layout::Point;
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;
use okr::{Command, ObjectiveId};

use super::align::Aligner;
use super::choices::may_align;
use super::ground::{Ground, focus};
use super::judge::parent_title;
use super::screen;
use crate::components::flow::Show;
use crate::i18n::{t, words};
use crate::live::live;
use crate::memo::memo;
use crate::place::place;

impl Ground {
    /// Opens the menu of a card below the pressed element.
    pub(super) fn open_menu(self, id: ObjectiveId, event: &leptos::ev::MouseEvent) {
        let Some(button) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        let frame = screen::frame_of(&button);
        self.menu.set(Some((id, Point { x: frame.right(), y: frame.bottom() })));
    }
}

/// The menu. Its content is rendered only while it is open. It is a dialog, so that the browser handles focus and
/// `Esc`.
#[component]
pub(super) fn CardMenu() -> impl IntoView {
    let (words, aligner) = (words(), Aligner::new());
    let menu = aligner.ground.menu;
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        match menu.get() {
            Some(_) if !dialog.open() => drop(dialog.show_modal()),
            None if dialog.open() => dialog.close(),
            _ => {}
        }
    });
    let at = move || menu.get().map(|(_, at)| format!("--x: {:.0}px; --y: {:.0}px", at.x, at.y));
    let title = move || {
        let (id, _) = menu.get()?;
        live().board.read().objective(id).ok().map(|objective| t!(words, "map.menu", title = objective.title))
    };
    // A click outside the menu hits the dialog's backdrop, whose target is the dialog itself.
    let beside = move |event: leptos::ev::MouseEvent| {
        if event.target().is_some_and(|target| target.dyn_ref::<Element>().is_some_and(|element| element.tag_name() == "DIALOG"))
        {
            menu.set(None);
        }
    };
    view! {
        <dialog class="card-menu" node_ref=dialog style=at aria-label=title on:close=move |_| menu.set(None) on:click=beside>
            {move || menu.get().map(|(id, _)| view! { <Entries id/> }.into_any())}
        </dialog>
    }
}

#[component]
fn Entries(id: ObjectiveId) -> impl IntoView {
    let (live, place, words, aligner) = (live(), place(), words(), Aligner::new());
    let ground = aligner.ground;
    let primary = memo(move || {
        let board = live.board.read();
        let primary = board.objective(id).ok()?.parents.first()?.parent;
        live.decide(&Command::Unalign { child: id, parent: primary }).is_ok().then(|| (primary, parent_title(&board, primary)))
    });
    let can_align = memo(move || may_align(&live.board.read(), live.reader, id));
    let card = memo(move || ground.graph.read().card(id).map(|card| (card.key_results, card.below, card.folded)));
    let opened = move || ground.opened.read().contains(&id);
    let entry = move |label: String, act: Box<dyn Fn() + Send + Sync>| {
        let act = move |_| {
            ground.menu.set(None);
            act();
        };
        view! { <li><button type="button" on:click=act>{label}</button></li> }.into_any()
    };
    view! {
        <ul>
            <li><a href=move || place.to(&format!("/objectives/{id}"))>{words.translate("map.open")}</a></li>
            <Show when=move || can_align.get()>
                {entry(words.translate("align.to").to_owned(), Box::new(move || ground.asking.set(Some(id))))}
            </Show>
            {move || primary.get().map(|(parent, from)| entry(
                t!(words, "align.unalign_from", from = from),
                Box::new(move || aligner.unalign(id, parent)),
            ))}
            {move || card.get().filter(|(rows, ..)| *rows > 0).map(|_| entry(
                words.translate(if opened() { "map.hide_key_results" } else { "map.show_key_results" }).to_owned(),
                Box::new(move || ground.open(id)),
            ))}
            {move || card.get().filter(|(_, below, _)| *below > 0).map(|(_, _, folded)| entry(
                words.translate(if folded { "map.expand" } else { "map.collapse" }).to_owned(),
                Box::new(move || { ground.fold(id); focus(id); }),
            ))}
        </ul>
    }
}
