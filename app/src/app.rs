//! The application: frame, routes and pages.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::{Lazy, path};

use crate::components::explain::ExplanationDialog;
use crate::components::figure::Question;
use crate::components::frame::Frame;
use crate::components::saved::Saved;
use crate::components::toasts::Toasts;
use crate::i18n::Words;
use crate::live::Live;
use crate::opening::Opening;
use crate::pages::not_found::NotFound;
use crate::pages::overview::OverviewPage;
use crate::pages::parts::{CheckInRoute, EditObjectiveRoute, ExplainRoute, MapRoute, NewObjectiveRoute, ObjectiveRoute};
use crate::place::Place;

/// The delay before the remaining parts of the client are loaded, after those that the first page needs.
#[cfg(feature = "hydrate")]
const LATER: std::time::Duration = std::time::Duration::from_secs(3);

/// The content of the body.
///
/// # Panics
/// No [`Opening`] was provided.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let opening: Arc<Opening> = expect_context();
    let words = Words(opening.language);
    provide_context(words);
    let live = Live::new(&opening);
    provide_context(live);
    provide_context(Question::default());
    provide_context(Saved::default());
    // The stream is for signed-in readers only.
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if live.reader.is_some() {
            live.listen();
            set_timeout(|| leptos::task::spawn_local(crate::pages::parts::preload()), LATER);
        }
    });

    view! {
        <Router>
            <InPlace>
                <Routes fallback=|| view! { <NotFound/> }.into_any()>
                    <Route path=path!("/") view=OverviewPage/>
                    <Route path=path!("/map") view={Lazy::<MapRoute>::new()}/>
                    <Route path=path!("/objectives/new") view={Lazy::<NewObjectiveRoute>::new()}/>
                    <Route path=path!("/objectives/:id") view={Lazy::<ObjectiveRoute>::new()}/>
                    <Route path=path!("/objectives/:id/edit") view={Lazy::<EditObjectiveRoute>::new()}/>
                    <Route path=path!("/check-in") view={Lazy::<CheckInRoute>::new()}/>
                    <Route path=path!("/explain/:quantity/:of/:id") view={Lazy::<ExplainRoute>::new()}/>
                </Routes>
            </InPlace>
        </Router>
    }
}

/// The part that needs the router's context.
#[component]
fn InPlace(children: Children) -> impl IntoView {
    let opening: Arc<Opening> = expect_context();
    provide_context(Place::new(&opening));
    view! {
        <Frame>{children()}</Frame>
        <ExplanationDialog/>
        <Toasts/>
    }
}
