//! What somebody else changed while a form was open: field by field, with a choice between theirs and mine.

use leptos::prelude::*;
use okr::{Entry, Event, Field, PersonId};

use crate::components::flow::changing;
use crate::focus::go_on_at;
use crate::i18n::words;
use crate::live::Live;
use crate::t;

/// A field that both changed, to different values, in words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Clash {
    pub(super) field: Field,
    pub(super) theirs: String,
    pub(super) mine: String,
}

/// The id of the section.
const ID: &str = "meanwhile";

/// What both changed. Each field asks for a choice; `choose` is told the field, and whether it is theirs that is taken.
#[component]
pub(super) fn Meanwhile(
    /// What is asked about; nothing at first.
    clashes: RwSignal<Vec<Clash>>,
    /// Who changed it, if that is known.
    #[prop(into)]
    by: Signal<Option<PersonId>>,
    /// Takes over what was chosen.
    #[prop(into)]
    choose: Callback<(Field, bool)>,
) -> impl IntoView {
    let words = words();
    let live = crate::live::live();
    // It may open out of view.
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

/// Who did what `is_it` looks for last, as far as the feed reaches.
pub(super) fn last_by(live: Live, is_it: impl Fn(&Event) -> bool) -> Option<PersonId> {
    let feed = live.feed.read_untracked();
    feed.iter().find(|entry: &&std::sync::Arc<Entry>| entry.events.iter().any(&is_it)).and_then(|entry| entry.actor)
}
