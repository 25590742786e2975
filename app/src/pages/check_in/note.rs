//! The note: three prompts that unfold when a note is required.

use leptos::html;
use leptos::prelude::*;

use super::filling::Filling;
use super::value::Wrong;
use crate::components::raw_text::raw_text;
use crate::forms::check_in::{NOTE, owed_note};
use crate::i18n::words;
use crate::memo::memo;

/// The obstacle comes first, because a required note is about it.
const ORDER: [(usize, &str); 3] = [(1, "check_in.note_obstacle"), (0, "check_in.note_progress"), (2, "check_in.note_next")];
/// The index of the obstacle in [`NOTE`].
pub(super) const OBSTACLE: usize = 1;

/// The three prompts. `before` is the confidence of the last check-in.
#[component]
pub(super) fn NoteFields(#[prop(into)] before: Signal<Option<u8>>, filling: Filling) -> impl IntoView {
    let words = words();
    let first = filling.first.with_value(Clone::clone);
    let owed = memo(move || filling.form.read().confidence.and_then(|now| owed_note(words, before.get(), now)));
    let unfolded = filling.first.with_value(super::form::Form::has_note) || owed.get_untracked().is_some();
    let details = NodeRef::<html::Details>::new();
    // Unfolds when a note becomes required or a draft is restored; the user may fold it again.
    Effect::new(move |was: Option<bool>| {
        let wanted =
            owed.read().is_some() || filling.form.read().has_note() || NOTE.iter().any(|name| filling.problem(name).is_some());
        if wanted
            && was != Some(true)
            && let Some(details) = details.get()
        {
            details.set_open(true);
        }
        wanted
    });
    let prompts = ORDER.map(|(part, key)| {
        let name = NOTE[part];
        let ask = move || (part == OBSTACLE).then(|| owed.get()).flatten();
        view! {
            <div class="field">
                <label for=name>{words.translate(key)}" "<span class="ask">{move || ask()}</span></label>
                <textarea id=name name=name rows="1" aria-describedby=format!("wrong-{name}") aria-invalid=filling.invalid(name)
                    prop:value=filling.text(move |form| form.note[part].clone())
                    on:input=move |event| filling.write(name, |form| form.note[part] = event_target_value(&event))
                >{raw_text(&first.note[part])}</textarea>
                <Wrong field=name filling/>
            </div>
        }
        .into_any()
    });
    view! {
        <details class="note" open=unfolded node_ref=details data-owed=move || owed.read().is_some().then_some("")>
            <summary>{words.translate("check_in.note")}</summary>
            <div class="fields">{prompts.collect_view()}</div>
        </details>
    }
}
