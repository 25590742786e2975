//! The tray and the map: one layer with cards and edges, moved by the camera. Above it a row with the column
//! captions; on top the held card.

use std::sync::Arc;
use std::time::Duration;

use layout::{Camera, Point, Rect};
use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;

use super::cards::Cards;
use super::drag::Drag;
use super::edges::Edges;
use super::face::Face;
use super::graph::{Caption, Graph};
use super::ground::ground;
use super::held::{Hand, Over};
use super::keys::Keys;
use super::made::Panel;
use super::screen;
use super::tray::Tray;
use crate::components::flow::changing;
use crate::i18n::words;
use crate::live::live;
use crate::memo::memo;

/// The zoom per wheel pixel, as the exponent of e; a touchpad pinch has smaller steps.
const WHEEL: f64 = 0.0015;
const PINCH: f64 = 0.01;
/// Pixels per line of a wheel that counts lines.
const LINE: f64 = 16.0;
/// Below this zoom, columns are narrower than their captions.
const FAR: f64 = 0.45;
/// The duration of the cards' transition, as in the style sheet.
const SETTLED: Duration = Duration::from_millis(180);

/// The map.
#[component]
pub(super) fn World() -> impl IntoView {
    let (words, ground) = (words(), ground());
    let drag = Drag::new();
    Keys::listen();
    Effect::new(move |_| {
        let Some(element) = ground.element.get() else { return };
        let measure = move || {
            if let Some(size) = screen::size_of(&element) {
                ground.measured(size);
            }
        };
        measure();
        screen::listen_for_resizing(measure);
    });
    Effect::new(move |_| {
        let before = window_event_listener(ev::beforeprint, move |_| ground.printing.set(true));
        let after = window_event_listener(ev::afterprint, move |_| ground.printing.set(false));
        on_cleanup(move || {
            before.remove();
            after.remove();
        });
    });
    // The card under the pointer stays there when the map changes. Cards and camera have the same transition.
    let settling = RwSignal::new(false);
    Effect::new(move |before: Option<Arc<Graph>>| {
        let now = ground.graph.get();
        let place = |graph: &Graph| ground.near.get_untracked().and_then(|id| graph.rect(id));
        if let (Some(from), Some(to)) = (before.and_then(|before| place(&before)), place(&now))
            && (from.x, from.y) != (to.x, to.y)
        {
            settling.set(true);
            set_timeout(move || _ = settling.try_set(false), SETTLED);
            ground
                .camera
                .update(|camera| *camera = Camera { x: camera.x + to.x - from.x, y: camera.y + to.y - from.y, ..*camera });
        }
        now
    });
    let transform = move || {
        let camera = ground.camera.get();
        let at = camera.to_screen(Point::default());
        format!("translate({:.2}px, {:.2}px) scale({:.4})", at.x, at.y, camera.zoom)
    };
    let dots = move || {
        let camera = ground.camera.get();
        let at = camera.to_screen(Point::default());
        format!("{:.1}px {:.1}px", at.x, at.y)
    };
    let wheel = move |event: ev::WheelEvent| {
        if is_above(&event) {
            return;
        }
        event.prevent_default();
        let pixels = if event.delta_mode() == 0 { event.delta_y() } else { event.delta_y() * LINE };
        let factor = (-pixels * if event.ctrl_key() { PINCH } else { WHEEL }).exp();
        let point = drag.point(&event);
        ground.camera.update(|camera| *camera = camera.zoom_about(point, factor));
    };
    let centre = move |event: ev::MouseEvent| {
        if !is_above(&event) {
            let world = ground.camera.get_untracked().to_world(drag.point(&event));
            let card = ground.graph.with_untracked(|graph| graph.hit(world).and_then(|(card, _)| graph.rect(card.objective)));
            ground.centre(card.map_or(world, |card| card.centre()));
        }
    };
    let side = move |of: fn(Rect) -> f64| move || format!("{}px", of(ground.graph.read().bounds()));
    view! {
        <div class="map-area" class:holding=move || ground.held.get().is_some()
            on:pointerdown=move |event| drag.down(&event) on:pointermove=move |event| drag.moved(&event)
            on:pointerup=move |event| drag.up(&event) on:pointercancel=move |event| drag.cancelled(&event)
            on:touchmove=move |event| drag.touched(&event) on:contextmenu=move |event| drag.touched(&event)
            on:click:capture=move |event| drag.clicked(&event) on:dragstart=|event| event.prevent_default()>
            <Tray/>
            <div class="stage">
                <div class="captions" aria-hidden="true"><Captions/></div>
                <div class="ground" node_ref=ground.element class:far=move || ground.camera.get().zoom < FAR style:background-position=dots
                    on:wheel=wheel on:dblclick=centre>
                    <p id="map-keys" class="visually-hidden">{words.translate("map.keys")}</p>
                    <div class="world" class:settling=settling style:transform=transform
                        style:--shrink=move || format!("{:.3}", ground.print_scale())
                        style:--width=side(|bounds| bounds.width) style:--height=side(|bounds| bounds.height)>
                        <Edges/>
                        <Cards/>
                        <Why/>
                    </div>
                </div>
                <div class="above">
                    <Panel/>
                    <Lifted/>
                </div>
            </div>
        </div>
    }
}

/// Whether an event's target handles the event itself.
fn is_above(event: &ev::MouseEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.closest("button").is_ok_and(|found| found.is_some()))
}

/// The captions of the columns.
#[component]
fn Captions() -> impl IntoView {
    let (words, ground) = (words(), ground());
    let captions = memo(move || {
        let far = ground.camera.get().zoom < FAR;
        if far { Vec::new() } else { ground.graph.read().captions() }
    });
    changing(move || {
        captions
            .get()
            .into_iter()
            .map(|(x, caption)| {
                let words = match caption {
                    Caption::Company => words.translate("map.company"),
                    Caption::Teams => words.translate("map.teams"),
                    Caption::TeamsOfTeams => words.translate("map.teams_of_teams"),
                };
                let left = move || format!("{:.1}px 0", ground.camera.get().to_screen(Point { x, y: 0.0 }).x);
                view! { <span class="caption" style:translate=left>{words}</span> }.into_any()
            })
            .collect_view()
    })
}

/// Why the target can't take the held card.
#[component]
fn Why() -> impl IntoView {
    let (live, words, ground) = (live(), words(), ground());
    let why = memo(move || {
        let (Some(Over::Parent(parent)), Some(Err(refusal))) = (ground.over.get(), ground.verdict.get()) else { return None };
        let board = live.board.read_untracked();
        let above = board.objective_of(parent).ok()?.id;
        Some((above, words.refusal(&refusal, &board)))
    });
    changing(move || {
        why.get().and_then(|(above, sentence)| {
            let graph = ground.graph.read();
            let rect = graph.rect(above)?;
            let at = format!("{}px {}px", rect.x, rect.bottom() + 6.0);
            Some(view! { <p class="why" style:translate=at>{sentence}</p> })
        })
    })
}

/// The held card.
#[component]
fn Lifted() -> impl IntoView {
    let ground = ground();
    let child = memo(move || ground.held.get().filter(|held| matches!(held.hand, Hand::Pointer(_))).map(|held| held.child));
    let place = move || {
        let at =
            ground.lifted().map(|(_, rect)| ground.camera.get().to_screen(Point { x: rect.x, y: rect.y })).unwrap_or_default();
        format!("{:.1}px {:.1}px", at.x, at.y)
    };
    let side = move |of: fn(Rect) -> f64| move || format!("{}px", ground.lifted().map_or(0.0, |(_, rect)| of(rect)));
    let company = move |id| live().board.read().objective(id).is_ok_and(|objective| live().board.read().is_company(objective));
    changing(move || {
        child.get().map(|id| {
            view! {
                <div class="card lifted" class:company=company(id) inert style:translate=place style:scale=move || format!("{:.4}", ground.camera.get().zoom)
                    style:inline-size=side(|rect| rect.width) style:block-size=side(|rect| rect.height) style:--lines=move || ground.lifted().map_or(1, |(lines, _)| lines).to_string()
                    class:beside=move || matches!(ground.verdict.get(), Some(Ok(_)))>
                    <Face id tab=Signal::stored("-1") lifted=true/>
                </div>
            }.into_any()
        })
    })
}
