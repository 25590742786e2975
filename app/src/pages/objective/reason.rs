//! Asks for a reason before an action that can't be undone or that others will see.

use leptos::html;
use leptos::prelude::*;
use okr::Command;

use crate::components::flow::Show;
use crate::i18n::words;
use crate::live::live;
use crate::submission::Submission;

/// A dialog with one field. Sends the command that `given` makes of the text, which may not be empty. It closes on
/// success; on failure it keeps the text and shows the error.
#[component]
pub(super) fn ReasonDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The title.
    title: &'static str,
    /// The button's label.
    button: &'static str,
    /// The command for a reason.
    #[prop(into)]
    given: Callback<String, Command>,
    /// The confirmation message.
    done: &'static str,
    /// Whether a reason is required; otherwise it isn't asked for.
    #[prop(into, default = Signal::stored(true))]
    owed: Signal<bool>,
    /// A warning about what will be lost permanently.
    #[prop(into, default = Signal::stored(None))]
    warning: Signal<Option<&'static str>>,
    /// Navigates away, if the command removes the page's subject.
    #[prop(into, optional)]
    leave: Option<Callback<()>>,
) -> impl IntoView {
    let words = words();
    let live = live();
    let wrong = RwSignal::new(None::<String>);
    let submission = Submission::new(wrong);
    let dialog = NodeRef::<html::Dialog>::new();
    let reason = RwSignal::new(String::new());
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if open.get() && !dialog.open() {
            let _ = dialog.show_modal();
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let written = reason.get_untracked().trim().to_owned();
        if !written.is_empty() || !owed.get_untracked() {
            let command = given.run(written);
            if let Some(leave) = leave {
                open.set(false);
                leave.run(());
                live.send(command, done);
                return;
            }
            submission.run(async move {
                let undo = live.ask(command).await?;
                open.set(false);
                reason.set(String::new());
                wrong.set(None);
                live.messages.say(done, undo, false);
                Ok(())
            });
        }
    };
    view! {
        <dialog node_ref=dialog on:close=move |_| open.set(false) aria-label=title>
            <form class="dialog" on:submit=submit>
                <header>
                    <h2>{title}</h2>
                    <button type="button" aria-label=words.translate("explain.close") on:click=move |_| open.set(false)>"×"</button>
                </header>
                {move || warning.get().map(|warning| view! { <p class="warning">{warning}</p> }.into_any())}
                <Show when=move || owed.get()>
                    <label class="field">
                        <span class="label">{words.translate("reason.label")}</span>
                        <textarea required maxlength="2000" prop:value=reason on:input=move |event| reason.set(event_target_value(&event))></textarea>
                        <span class="hint">{words.translate("reason.seen")}</span>
                    </label>
                </Show>
                <p class="field"><span class="wrong" role="alert">{wrong}</span></p>
                <div class="actions">
                    <button class="button primary" aria-disabled=move || submission.busy()>{button}</button>
                    <button type="button" class="button" on:click=move |_| open.set(false)>{words.translate("form.cancel")}</button>
                </div>
            </form>
        </dialog>
    }
}
