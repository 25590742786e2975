//! Choices for ambiguous numbers.

use leptos::prelude::*;

use crate::forms::number::MEANT;
use crate::i18n::words;

/// One button for each possible meaning of a typed number; nothing if it isn't ambiguous. Without JavaScript a button
/// submits its form with the answer.
#[component]
pub(crate) fn Choices(
    /// The numbers, formatted.
    choices: Signal<Vec<String>>,
    /// Called with the chosen number.
    chosen: Callback<String>,
) -> impl IntoView {
    let words = words();
    let button = move |choice: String| {
        let press = {
            let choice = choice.clone();
            move |event: leptos::ev::MouseEvent| {
                event.prevent_default();
                chosen.run(choice.clone());
            }
        };
        view! { <button class="button" name=MEANT value=choice.clone() translate="no" on:click=press>{choice.clone()}</button> }
            .into_any()
    };
    move || {
        let choices = choices.get();
        (!choices.is_empty()).then(|| {
            let label = words.translate("check_in.number_meant");
            view! { <p class="number-choices" role="group" aria-label=label>{choices.into_iter().map(button).collect_view()}</p> }
                .into_any()
        })
    }
}
