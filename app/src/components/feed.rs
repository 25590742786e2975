//! The feed of recent events, as sentences.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use okr::{Board, Entry, Event, KeyResultId, Language, ObjectiveId, Parent};

use super::person::{Avatar, name_of};
use crate::components::flow::For;
use crate::components::measure::reading_words;
use crate::i18n::{Words, words};
use crate::live::live;
use crate::memo::memo;
use crate::place::place;

/// A part of a sentence, emphasised or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether it is emphasised.
    pub strong: bool,
}

/// A phrase with its placeholders filled; the values are emphasised.
pub fn pieces(phrase: &str, values: &[(&str, String)]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = phrase;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        if !before.is_empty() {
            pieces.push(Piece { text: before.to_owned(), strong: false });
        }
        if let Some((_, value)) = values.iter().find(|(key, _)| *key == name) {
            pieces.push(Piece { text: value.clone(), strong: true });
        }
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece { text: rest.to_owned(), strong: false });
    }
    pieces
}

/// An entry as a sentence, if the feed shows it.
pub fn sentence(words: Words, board: &Board, entry: &Entry) -> Option<Vec<Piece>> {
    sentence_at(words, board, entry, None)
}

/// The same on an objective's page, where the objective's title is omitted.
pub fn sentence_at(words: Words, board: &Board, entry: &Entry, here: Option<ObjectiveId>) -> Option<Vec<Piece>> {
    let who = match entry.actor {
        Some(_) => name_of(board, entry.actor),
        None => words.translate("feed.server").to_owned(),
    };
    let objective = |id: ObjectiveId| {
        if here == Some(id) {
            return words.translate("history.this").to_owned();
        }
        board.objective(id).map_or_else(|_| words.translate("feed.gone").to_owned(), |objective| objective.title.clone())
    };
    let key_result =
        |id: KeyResultId| board.key_result(id).map_or_else(|_| words.translate("feed.gone").to_owned(), |kr| kr.title.clone());
    let parent = |parent: Parent| match parent {
        Parent::Objective(id) => objective(id),
        Parent::KeyResult(id) => key_result(id),
    };
    if entry.events.iter().any(|event| matches!(event, Event::RowImported { .. })) {
        let rows = entry.events.iter().filter(|event| matches!(event, Event::RowImported { .. })).count();
        return Some(pieces(words.translate("feed.imported"), &[("who", who), ("rows", words.number(rows as f64))]));
    }
    // A command that replaces an alignment removes the old one first; the sentence is about the new one.
    let event = entry.events.iter().find(|event| matches!(event, Event::Aligned { .. })).or_else(|| entry.events.first())?;
    let (key, what) = match event {
        Event::CheckedIn { key_result: id, check_in, before } => {
            let measure = board.key_result(*id).ok().map(|kr| kr.measure.clone());
            let now = reading_words(words, &check_in.point.reading, measure.as_ref());
            let values = vec![("what", key_result(*id)), ("now", now)];
            match before {
                Some((reading, _)) if *reading == check_in.point.reading => ("feed.checked_in_unchanged", values),
                Some((reading, _)) => {
                    ("feed.checked_in_from", [values, vec![("before", reading_words(words, reading, measure.as_ref()))]].concat())
                }
                None => ("feed.checked_in", values),
            }
        }
        Event::Corrected { key_result: id, check_in, .. } => {
            let measure = board.key_result(*id).ok().map(|kr| kr.measure.clone());
            (
                "feed.corrected",
                vec![("what", key_result(*id)), ("now", reading_words(words, &check_in.point.reading, measure.as_ref()))],
            )
        }
        Event::Aligned { child, alignment, .. } => {
            ("feed.aligned", vec![("what", objective(*child)), ("to", parent(alignment.parent))])
        }
        Event::Unaligned { child, before, reason, .. } if reason.is_empty() => {
            ("feed.unaligned", vec![("what", objective(*child)), ("to", parent(before.parent))])
        }
        Event::Unaligned { child, before, .. } => {
            ("feed.declined", vec![("what", objective(*child)), ("to", parent(before.parent))])
        }
        Event::Reweighed { child, parent: to, .. } => ("feed.reweighed", vec![("what", objective(*child)), ("to", parent(*to))]),
        Event::ObjectiveCreated(created) if here == Some(created.id) => ("feed.created", vec![("what", objective(created.id))]),
        Event::ObjectiveCreated(created) => ("feed.created", vec![("what", created.title.clone())]),
        Event::ObjectiveEdited { id, .. } => ("feed.edited", vec![("what", objective(*id))]),
        Event::Published { id, .. } => ("feed.published", vec![("what", objective(*id))]),
        Event::Unpublished { id, .. } => ("feed.unpublished", vec![("what", objective(*id))]),
        Event::ObjectiveDeleted { before, .. } => ("feed.deleted", vec![("what", before.title.clone())]),
        Event::KeyResultCreated { key_result: created, .. } => {
            ("feed.key_result_created", vec![("what", created.title.clone()), ("to", objective(created.objective))])
        }
        Event::KeyResultEdited { id, .. } => ("feed.edited", vec![("what", key_result(*id))]),
        Event::KeyResultDeleted { before, .. } => ("feed.deleted", vec![("what", before.title.clone())]),
        Event::CycleOpened(cycle) => ("feed.cycle_opened", vec![("what", cycle.name.clone())]),
        Event::PhaseMoved { cycle, to, .. } => {
            let name = board.cycle(*cycle).map(|cycle| cycle.name.clone()).unwrap_or_default();
            let phase = match to {
                okr::Phase::Planning => words.translate("phase.planning"),
                okr::Phase::Running => words.translate("phase.running"),
                okr::Phase::Scoring => words.translate("phase.scoring"),
                okr::Phase::Closed => words.translate("phase.closed"),
            };
            ("feed.phase_moved", vec![("what", name), ("to", phase.to_owned())])
        }
        Event::HandedOver { from, to, .. } => {
            ("feed.handed_over", vec![("from", name_of(board, Some(*from))), ("to", name_of(board, Some(*to)))])
        }
        Event::Founded(_)
        | Event::OrganisationEdited { .. }
        | Event::TeamAdded(_)
        | Event::TeamEdited { .. }
        | Event::TeamRemoved(_)
        | Event::PersonAdded(_)
        | Event::PersonEdited { .. }
        | Event::PersonDeactivated { .. }
        | Event::PersonReactivated { .. }
        | Event::SecondFactorRequired { .. }
        | Event::PillarAdded(_)
        | Event::RowImported { .. } => return None,
    };
    let mut values = what;
    values.push(("who", who));
    Some(pieces(words.translate(key), &values))
}

/// A sentence with its emphasised parts. In Chinese no spaces are added around them.
#[component]
pub fn Sentence(pieces: Vec<Piece>) -> impl IntoView {
    view! {
        <span class="sentence">
            {pieces.into_iter().map(|piece| if piece.strong { view! { <b><bdi>{piece.text}</bdi></b> }.into_any() } else { view! { <span>{piece.text}</span> }.into_any() }).collect_view()}
        </span>
    }
}

/// The feed, newest first. A new entry is highlighted for a moment.
#[component]
pub fn Feed(
    /// How many entries are shown.
    most: usize,
) -> impl IntoView {
    let live = live();
    let place = place();
    let words = words();
    let first_seq = live.feed.read_untracked().first().map_or(0, |entry| entry.seq);
    let lines = memo(move || {
        let board = live.board.read();
        live.feed
            .read()
            .iter()
            .filter_map(|entry| Some((entry.clone(), sentence(words, &board, entry)?)))
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
