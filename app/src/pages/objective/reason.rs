//! Asks for a reason before something that can't be undone, or that somebody else will see.

use leptos::html;
use leptos::prelude::*;
use okr::Command;

use crate::components::flow::Show;
use crate::i18n::words;
use crate::live::live;
use crate::submission::Submission;

/// A dialog with one field. Sends the command that `given` makes of what was written, which may not be empty. It closes once that is done;
/// until then, what was written stays, with why it wasn't done.
#[component]
pub(super) fn ReasonDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What it is about.
    title: &'static str,
    /// What the button says.
    button: &'static str,
    /// What is asked for, with this reason.
    #[prop(into)]
    given: Callback<String, Command>,
    /// What is said once it is done.
    done: &'static str,
    /// Whether a reason has to be given; it isn't asked for where none is.
    #[prop(into, default = Signal::stored(true))]
    owed: Signal<bool>,
    /// What is lost for good by it, as a sentence.
    #[prop(into, default = Signal::stored(None))]
    warning: Signal<Option<&'static str>>,
    /// Leaves the page, where what is sent takes away what the page is about.
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
                live.say(done, undo, false);
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
