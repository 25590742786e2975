//! The columns of a table of objectives and key results.

use crate::header::Columns;

/// A column of a table of objectives and key results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    Type,
    Ref,
    Parent,
    Team,
    Owner,
    Title,
    Description,
    Ambition,
    Stage,
    Pillar,
    Measure,
    Unit,
    Baseline,
    Target,
    Lower,
    Upper,
    Milestones,
    Value,
    Confidence,
    Weight,
}

impl Columns for Column {
    const ALL: &'static [Self] = &[
        Self::Type,
        Self::Ref,
        Self::Parent,
        Self::Team,
        Self::Owner,
        Self::Title,
        Self::Description,
        Self::Ambition,
        Self::Stage,
        Self::Pillar,
        Self::Measure,
        Self::Unit,
        Self::Baseline,
        Self::Target,
        Self::Lower,
        Self::Upper,
        Self::Milestones,
        Self::Value,
        Self::Confidence,
        Self::Weight,
    ];

    const REQUIRED: &'static [Self] = &[Self::Type, Self::Ref, Self::Title];

    fn name(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Ref => "ref",
            Self::Parent => "parent",
            Self::Team => "team",
            Self::Owner => "owner",
            Self::Title => "title",
            Self::Description => "description",
            Self::Ambition => "ambition",
            Self::Stage => "stage",
            Self::Pillar => "pillar",
            Self::Measure => "measure",
            Self::Unit => "unit",
            Self::Baseline => "baseline",
            Self::Target => "target",
            Self::Lower => "lower",
            Self::Upper => "upper",
            Self::Milestones => "milestones",
            Self::Value => "value",
            Self::Confidence => "confidence",
            Self::Weight => "weight",
        }
    }
}
