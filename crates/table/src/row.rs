//! One row: an objective or a key result.

use okr::import::{Content, Fault, Row};
use okr::{Ambition, Measure};

use crate::Column;
use crate::cells::Cells;
use crate::measure;

/// The type of a row.
#[derive(Clone, Copy)]
enum Type {
    Objective,
    KeyResult,
}

const TYPES: [(&str, Type); 2] = [("objective", Type::Objective), ("key_result", Type::KeyResult)];
const AMBITIONS: [(&str, Ambition); 2] = [("committed", Ambition::Committed), ("aspirational", Ambition::Aspirational)];
const STAGES: [(&str, bool); 2] = [("published", true), ("draft", false)];

/// Columns of key results only.
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

/// Columns of objectives only.
const OF_OBJECTIVES: [Column; 5] = [Column::Team, Column::Description, Column::Ambition, Column::Stage, Column::Pillar];

/// Parses a row. Invalid cells are recorded and replaced by values that violate no rule in other cells.
pub(crate) fn read(cells: &mut Cells) -> Row {
    let kind = cells.required(Column::Type).and_then(|word| cells.one_of(Column::Type, &word, &TYPES));
    // Two rows without a `ref` must not count as the same.
    let reference = cells.required(Column::Ref).unwrap_or_else(|| format!("\u{0}{}", cells.line()));
    let title = cells.required(Column::Title).unwrap_or_default();
    let content = match kind {
        Some(Type::Objective) => objective(cells, title),
        Some(Type::KeyResult) => key_result(cells, title),
        None => return broken(cells),
    };
    Row { line: cells.line(), reference, content }
}

/// A row of which only the `ref` is known.
pub(crate) fn broken(cells: &mut Cells) -> Row {
    let content = Content::Objective {
        parents: Vec::new(),
        team: cells.text(Column::Team).split('/').map(|name| name.trim().to_owned()).collect(),
        owner: cells.text(Column::Owner).to_owned(),
        title: cells.text(Column::Title).to_owned(),
        why: String::new(),
        ambition: Ambition::default(),
        published: true,
        pillar: String::new(),
        weight: None,
    };
    let reference = match cells.text(Column::Ref) {
        "" => format!("\u{0}{}", cells.line()),
        reference => reference.to_owned(),
    };
    Row { line: cells.line(), reference, content }
}

fn objective(cells: &mut Cells, title: String) -> Content {
    cells.empty(&OF_KEY_RESULTS);
    let parents = parents(cells);
    let team = team(cells);
    let owner = cells.required(Column::Owner);
    let ambition = cells.word(Column::Ambition, &AMBITIONS);
    let published = cells.word(Column::Stage, &STAGES);
    let weight = match cells.text(Column::Weight) {
        "" => None,
        text => cells.weight(Column::Weight, text),
    };
    Content::Objective {
        parents,
        team: team.unwrap_or_default(),
        owner: owner.unwrap_or_default(),
        title,
        why: cells.text(Column::Description).to_owned(),
        ambition: ambition.unwrap_or_default(),
        published: published.unwrap_or(true),
        pillar: cells.text(Column::Pillar).to_owned(),
        weight,
    }
}

fn key_result(cells: &mut Cells, title: String) -> Content {
    // A key result has no description.
    cells.empty(&OF_OBJECTIVES);
    let objective = cells.required(Column::Parent);
    let weight = match cells.text(Column::Weight) {
        "" => Some(1.0),
        text => cells.weight(Column::Weight, text),
    };
    let measured = measure::read(cells);
    let confidence = measure::confidence(cells, Column::Confidence).ok().flatten();
    if let Some((measure, None)) = &measured
        && confidence.is_some()
    {
        // A confidence is part of a check-in, which needs a reading.
        let is_in_steps = matches!(measure, Measure::Milestones { .. });
        cells.report(if is_in_steps { Column::Milestones } else { Column::Value }, Fault::Empty);
    }
    let (measure, reading) = measured.unwrap_or((Measure::Metric { unit: String::new(), baseline: 0.0, target: 1.0 }, None));
    Content::KeyResult {
        objective: objective.unwrap_or_default(),
        owner: cells.text(Column::Owner).to_owned(),
        title,
        weight: weight.unwrap_or(1.0),
        measure,
        confidence: confidence.filter(|_| reading.is_some()),
        reading,
    }
}

/// `ref`s separated by `;`; a `*` after one means "supports".
fn parents(cells: &mut Cells) -> Vec<(String, bool)> {
    let mut parents: Vec<_> = cells
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
        parents.retain(|(reference, _)| !reference.is_empty());
    }
    parents
}

/// The path in the team tree, from the company: at least one name, none of them empty.
fn team(cells: &mut Cells) -> Option<Vec<String>> {
    cells.path(Column::Team, cells.text(Column::Team))
}
