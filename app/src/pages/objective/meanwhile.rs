//! Concurrent changes: what another person changed while a form was open, field by field, with a choice between both
//! values.

use leptos::prelude::*;
use okr::{Entry, Event, Field, PersonId};

use crate::components::flow::changing;
use crate::focus::go_on_at;
use crate::i18n::{t, words};
use crate::live::Live;

/// A field that both changed to different values, in words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Clash {
    pub(super) field: Field,
    pub(super) theirs: String,
    pub(super) mine: String,
}

/// The id of the section.
const ID: &str = "meanwhile";

/// The conflicts. Each field asks for a choice; `choose` gets the field, and whether the other person's value is
/// taken.
#[component]
pub(super) fn Meanwhile(
    /// The conflicts; empty at first.
    clashes: RwSignal<Vec<Clash>>,
    /// Who changed it, if known.
    #[prop(into)]
    by: Signal<Option<PersonId>>,
    /// Applies a choice.
    #[prop(into)]
    choose: Callback<(Field, bool)>,
) -> impl IntoView {
    let words = words();
    let live = crate::live::live();
    // It may open outside the view.
    Effect::new(move |_| {
        if clashes.with(|clashes| !clashes.is_empty()) {
            go_on_at(ID.to_owned());
        }
    });
    changing(move || {
        let clashes = clashes.get();
        if clashes.is_empty() {
            return ().into_any();
        }
        let who = by.get().and_then(|id| live.board.read_untracked().person(id).ok().map(|person| person.name.clone()));
        let what =
            who.map_or_else(|| words.translate("meanwhile.somebody").to_owned(), |who| t!(words, "meanwhile.who", who = who));
        let fields = clashes.into_iter().enumerate().map(|(place, Clash { field, theirs, mine })| {
            let name = format!("meanwhile-{place}");
            let one = |is_theirs: bool, label: &'static str, value: String| {
                view! {
                    <label class="choice">
                        <input type="radio" name=name.clone() required on:change=move |_| choose.run((field, is_theirs))/>
                        <span><b>{words.translate(label)}</b>" "<bdi>{if value.is_empty() { "–".to_owned() } else { value }}</bdi></span>
                    </label>
                }
                .into_any()
            };
            view! {
                <fieldset class="field">
                    <legend>{words.field(field)}</legend>
                    {one(true, "meanwhile.theirs", theirs)}
                    {one(false, "meanwhile.mine", mine)}
                </fieldset>
            }
            .into_any()
        });
        view! {
            <section class="meanwhile" id=ID role="alert" tabindex="-1">
                <p>{what}" "{words.translate("meanwhile.choose")}</p>
                {fields.collect_view()}
            </section>
        }
        .into_any()
    })
}

/// The last person who did what `is_it` matches, within the feed.
pub(super) fn last_by(live: Live, is_it: impl Fn(&Event) -> bool) -> Option<PersonId> {
    let feed = live.feed.read_untracked();
    feed.iter().find(|entry: &&std::sync::Arc<Entry>| entry.events.iter().any(&is_it)).and_then(|entry| entry.actor)
}
