//! The columns that a table may have.

/// A column of the table. Each stands at most once; the required ones must be there.
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

impl Column {
    /// All of them, each at the place that it has as a number.
    pub(crate) const ALL: [Self; 20] = [
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

    /// Those without which a row says nothing.
    pub(crate) const REQUIRED: [Self; 3] = [Self::Type, Self::Ref, Self::Title];

    /// Its name in the header.
    pub(crate) const fn name(self) -> &'static str {
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

    /// The column of a name in the header.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.name() == name)
    }
}
