//! The fields of forms and commands.

use serde::{Deserialize, Serialize};

/// A field of a form or a command, to which a problem can be assigned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// A title.
    Title,
    /// The name of a person, team, pillar, cycle or the organisation.
    Name,
    /// Why it matters.
    Why,
    /// A note to a check-in.
    Note,
    /// A reason for a change.
    Reason,
    /// A unit.
    Unit,
    /// An owner.
    Owner,
    /// A weight.
    Weight,
    /// A metric's baseline.
    Baseline,
    /// A metric's target.
    Target,
    /// A keep's bounds.
    Bounds,
    /// Milestones.
    Milestones,
    /// A check-in's reading.
    Value,
    /// A confidence.
    Confidence,
    /// A first or last day.
    Dates,
    /// A pillar.
    Pillar,
    /// A time zone.
    TimeZone,
    /// An organisation's default language.
    Language,
    /// The first day of an organisation's week.
    WeekBegins,
    /// A team.
    Team,
    /// The team above a team.
    Parent,
    /// An ambition.
    Ambition,
    /// The measure of a key result.
    Measure,
    /// Whether a key result is driven by contributions.
    Driven,
    /// An e-mail address.
    Email,
    /// Roles.
    Roles,
    /// The teams that a person is a member of.
    Teams,
    /// The teams that a person leads.
    Leads,
}
