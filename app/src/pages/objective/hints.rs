//! Quality hints beside the form.

use leptos::prelude::*;
use okr::hint::Hint;

use crate::i18n::{Words, t, words};

/// A hint as a sentence with its reason.
fn hint_words(words: Words, hint: &Hint) -> String {
    match hint {
        Hint::NumberInObjective { number } => t!(words, "hint.number_in_objective", number = number),
        Hint::NoNumberInKeyResult => words.translate("hint.no_number").to_owned(),
        Hint::TaskInsteadOfResult { word } => t!(words, "hint.task", word = word),
        Hint::TooManyObjectives { count } => t!(words, "hint.too_many_objectives", count = count),
        Hint::TooManyKeyResults { count } => t!(words, "hint.too_many_key_results", count = count),
        Hint::OtherNumberInTitle { number } => t!(words, "hint.other_number", number = number),
        Hint::AlignedToNothing => words.translate("hint.aligned_to_nothing").to_owned(),
    }
}

/// All hints that apply. They never block.
#[component]
pub(super) fn Hints(#[prop(into)] hints: Signal<Vec<Hint>>) -> impl IntoView {
    let words = words();
    view! {
        <div class="hints" aria-live="polite">
            {move || hints.get().iter().map(|hint| view! { <p class="hint">{hint_words(words, hint)}</p> }.into_any()).collect_view()}
        </div>
    }
}
