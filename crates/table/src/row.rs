//! One row: an objective or a key result.

use okr::Ambition;
use okr::import::{Content, Fault, Row};

use crate::Column;
use crate::cells::Cells;
use crate::measure;

/// What a row stands for.
#[derive(Clone, Copy)]
enum Type {
    Objective,
    KeyResult,
}

const TYPES: [(&str, Type); 2] = [("objective", Type::Objective), ("key_result", Type::KeyResult)];
const AMBITIONS: [(&str, Ambition); 2] = [("committed", Ambition::Committed), ("aspirational", Ambition::Aspirational)];
const STAGES: [(&str, bool); 2] = [("published", true), ("draft", false)];

/// What only a key result has.
const OF_KEY_RESULTS: [Column; 9] = [
    Column::Measure,
    Column::Unit,
    Column::Baseline,
    Column::Target,
    Column::Lower,
    Column::Upper,
    Column::Milestones,
    Column::Value,
    Column::Confidence,
];

/// What only an objective has.
const OF_OBJECTIVES: [Column; 4] = [Column::Team, Column::Ambition, Column::Stage, Column::Pillar];

/// Reads a row. `None` once a problem was noted.
pub(crate) fn read(cells: &mut Cells) -> Option<Row> {
    let kind = cells.required(Column::Type).and_then(|word| cells.one_of(Column::Type, &word, &TYPES));
    let reference = cells.required(Column::Ref);
    let title = cells.required(Column::Title);
    let content = match kind? {
        Type::Objective => objective(cells, title),
        Type::KeyResult => key_result(cells, title),
    };
    Some(Row { line: cells.line(), reference: reference?, content: content? })
}

fn objective(cells: &mut Cells, title: Option<String>) -> Option<Content> {
    cells.empty(&OF_KEY_RESULTS);
    let parents = parents(cells);
    let team = team(cells);
    let owner = cells.required(Column::Owner);
    let ambition = cells.word(Column::Ambition, &AMBITIONS);
    let published = cells.word(Column::Stage, &STAGES);
    let weight = match cells.text(Column::Weight) {
        "" => Some(None),
        text => cells.weight(Column::Weight, text).map(Some),
    };
    Some(Content::Objective {
        parents: parents?,
        team: team?,
        owner: owner?,
        title: title?,
        why: cells.text(Column::Description).to_owned(),
        ambition: ambition?,
        published: published?,
        pillar: cells.text(Column::Pillar).to_owned(),
        weight: weight?,
    })
}

/// A key result's `description` is allowed by the table, but a key result has nowhere to keep it: it is left out.
fn key_result(cells: &mut Cells, title: Option<String>) -> Option<Content> {
    cells.empty(&OF_OBJECTIVES);
    let objective = cells.required(Column::Parent);
    let weight = match cells.text(Column::Weight) {
        "" => Some(1.0),
        text => cells.weight(Column::Weight, text),
    };
    let measured = measure::read(cells);
    let confidence = measure::confidence(cells, Column::Confidence).ok();
    let (measure, reading) = measured?;
    let confidence = confidence?;
    if confidence.is_some() && reading.is_none() {
        // A confidence is part of a check-in, and a check-in has something to report.
        cells.report(
            if matches!(measure, okr::Measure::Milestones { .. }) { Column::Milestones } else { Column::Value },
            Fault::Empty,
        );
        return None;
    }
    Some(Content::KeyResult {
        objective: objective?,
        owner: cells.text(Column::Owner).to_owned(),
        title: title?,
        weight: weight?,
        measure,
        reading,
        confidence,
    })
}

/// `ref`s separated by `;`; a `*` after one says that it is only supported.
fn parents(cells: &mut Cells) -> Option<Vec<(String, bool)>> {
    let parents: Vec<_> = cells
        .text(Column::Parent)
        .split(';')
        .map(str::trim)
        .filter(|parent| !parent.is_empty())
        .map(|parent| match parent.strip_suffix('*') {
            Some(reference) => (reference.trim_end().to_owned(), true),
            None => (parent.to_owned(), false),
        })
        .collect();
    let nameless = parents.iter().any(|(reference, _)| reference.is_empty());
    if nameless {
        cells.report(Column::Parent, Fault::Empty);
    }
    (!nameless).then_some(parents)
}

/// The path in the team tree, from the company: at least one name, none of them empty.
fn team(cells: &mut Cells) -> Option<Vec<String>> {
    cells.path(Column::Team, cells.text(Column::Team))
}
