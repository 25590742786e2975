//! What happened to the objective, from the journal.

use leptos::prelude::*;
use okr::{Entry, Event};

use crate::components::feed::{Sentence, sentence};
use crate::components::flow::Show;
use crate::live::live;
use crate::memo::memo;
use crate::story::Story;
use crate::t;
use crate::words::{Words, words};

/// How many entries are shown before the rest is asked for.
const FIRST: usize = 12;

/// The section.
#[component]
pub(super) fn History(story: RwSignal<Option<Story>>) -> impl IntoView {
    let words = words();
    let live = live();
    let entries = memo(move || story.get().map(|story| story.history).unwrap_or_default());
    let item = move |entry: Entry| {
        let said = sentence(words, &live.board.read_untracked(), &entry)?;
        let changes = changes(words, &entry);
        Some(view! {
            <li>
                <Sentence pieces=said/>
                {changes.into_iter().map(|change| view! { <p class="change">{change}</p> }.into_any()).collect_view()}
                <time class="dim" datetime=entry.at.to_rfc3339()>{move || words.instant(entry.at, &live.moment.read())}</time>
            </li>
        })
    };
    view! {
        <section class="section history" aria-labelledby="history">
            <header><h2 id="history">{words.say("objective.history")}</h2></header>
            <ol>{move || entries.get().into_iter().filter_map(item).take(FIRST).collect_view()}</ol>
            <Show when=move || { entries.read().len() > FIRST }>
                <details>
                    <summary class="link">{move || t!(words, "overview.more", n = entries.read().len() - FIRST)}</summary>
                    <ol>{move || entries.get().into_iter().filter_map(item).skip(FIRST).collect_view()}</ol>
                </details>
            </Show>
        </section>
    }
}

/// What an entry changed in words, and why, so that nobody moves a target quietly.
fn changes(words: Words, entry: &Entry) -> Vec<String> {
    let mut lines = Vec::new();
    for event in &entry.events {
        let reason = match event {
            Event::ObjectiveEdited { before, after, reason, .. } => {
                if before.title != after.title {
                    lines.push(t!(words, "history.from_to", before = before.title, after = after.title));
                }
                if before.why != after.why {
                    lines.push(t!(words, "history.from_to", before = before.why, after = after.why));
                }
                if before.ambition != after.ambition {
                    let named = |ambition| match ambition {
                        okr::Ambition::Committed => words.say("ambition.committed"),
                        okr::Ambition::Aspirational => words.say("ambition.aspirational"),
                    };
                    lines.push(t!(words, "history.from_to", before = named(before.ambition), after = named(after.ambition)));
                }
                reason
            }
            Event::KeyResultEdited { before, after, reason, .. } => {
                if before.title != after.title {
                    lines.push(t!(words, "history.from_to", before = before.title, after = after.title));
                }
                if before.measure != after.measure {
                    let range = |measure| crate::components::measure::range_words(words, measure);
                    lines.push(t!(words, "history.from_to", before = range(&before.measure), after = range(&after.measure)));
                }
                if before.driven != after.driven {
                    let named = |driven| words.say(if driven { "objective.driven" } else { "objective.own_measure" });
                    lines.push(t!(words, "history.from_to", before = named(before.driven), after = named(after.driven)));
                }
                if (before.weight - after.weight).abs() > f64::EPSILON {
                    let weight = |weight| t!(words, "objective.weight", weight = words.number(weight));
                    lines.push(t!(words, "history.from_to", before = weight(before.weight), after = weight(after.weight)));
                }
                reason
            }
            Event::Reweighed { before, after, reason, .. } => {
                let how = |how| super::alignments::how_words(words, how);
                lines.push(t!(words, "history.from_to", before = how(*before), after = how(*after)));
                reason
            }
            Event::Unaligned { reason, .. }
            | Event::KeyResultCreated { reason, .. }
            | Event::KeyResultDeleted { reason, .. }
            | Event::PhaseMoved { reason, .. } => reason,
            _ => continue,
        };
        if !reason.is_empty() {
            lines.push(t!(words, "history.because", reason = reason));
        }
    }
    lines
}
