//! The feed of recent events, as sentences.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use okr::{Board, Entry, Event, Language};

use super::person::{Avatar, name_of};
use crate::components::flow::For;
use crate::i18n::words;
use crate::live::live;
use crate::memo::memo;
use crate::narrator::{Narrator, Piece};
use crate::place::place;

/// A sentence with its emphasised parts. In Chinese no spaces are added around them.
#[component]
pub(crate) fn Sentence(pieces: Vec<Piece>) -> impl IntoView {
    view! {
        <span class="sentence">
            {pieces.into_iter().map(|piece| if piece.strong { view! { <b><bdi>{piece.text}</bdi></b> }.into_any() } else { view! { <span>{piece.text}</span> }.into_any() }).collect_view()}
        </span>
    }
}

/// The feed, newest first. A new entry is highlighted for a moment.
#[component]
pub(crate) fn Feed(
    /// How many entries are shown.
    most: usize,
) -> impl IntoView {
    let live = live();
    let place = place();
    let words = words();
    let first_seq = live.feed.read_untracked().first().map_or(0, |entry| entry.seq);
    let lines = memo(move || {
        let board = live.board.read();
        let narrator = Narrator::new(words, &board);
        live.feed
            .read()
            .iter()
            .filter_map(|entry| Some((entry.clone(), narrator.sentence(entry)?)))
            .take(most)
            .collect::<Vec<(Arc<Entry>, Vec<Piece>)>>()
    });
    view! {
        <ul class="feed" lang=if words.0 == Language::Chinese { "zh-Hans" } else { "en" }>
            <For each=move || lines.get() key=|(entry, _)| entry.seq let((entry, pieces))>
                <li class:new={entry.seq > first_seq}>
                    <Avatar name=name_of(&live.board.read_untracked(), entry.actor)/>
                    {match target(&live.board.read_untracked(), &entry) {
                        Some(path) => view! { <a href=move || place.to(&path)><Sentence pieces/></a> }.into_any(),
                        None => view! { <Sentence pieces/> }.into_any(),
                    }}
                    <Ago at=entry.at/>
                </li>
            </For>
        </ul>
    }
}

/// The time since an instant.
#[component]
fn Ago(at: DateTime<Utc>) -> impl IntoView {
    let (live, words) = (live(), words());
    view! { <time datetime=at.to_rfc3339()>{move || words.ago(at, &live.moment.read())}</time> }
}

/// The address of the page that an entry is about.
fn target(board: &Board, entry: &Entry) -> Option<String> {
    entry.events.iter().find_map(|event| match event {
        Event::CheckedIn { key_result, .. } | Event::Corrected { key_result, .. } => board
            .key_result(*key_result)
            .ok()
            .map(|key_result| format!("/objectives/{}#kr-{}", key_result.objective, key_result.id)),
        Event::Aligned { child: id, .. }
        | Event::Unaligned { child: id, .. }
        | Event::Reweighed { child: id, .. }
        | Event::Published { id, .. }
        | Event::Unpublished { id, .. }
        | Event::ObjectiveEdited { id, .. } => Some(format!("/objectives/{id}")),
        Event::ObjectiveCreated(objective) => Some(format!("/objectives/{}", objective.id)),
        _ => None,
    })
}
