//! The alignment map.
use leptos::prelude::*;
/// `/map`
#[component]
pub fn MapPage() -> impl IntoView { view! { <p></p> } }
