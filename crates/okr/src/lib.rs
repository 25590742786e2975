//! The domain of Plumbline: objectives, key results, measures, alignment, cycles, permissions, and all derived
//! numbers.
//!
//! This crate does no I/O and reads neither the time nor random numbers. The same code runs on the server, which is
//! authoritative, and in every browser, which holds a copy and so can check rules at once.
//!
//! A [`Command`] is decided by [`decide`], which returns [`Event`]s or a [`Refusal`] and changes nothing.
//! [`Board::apply`] applies events; nothing else changes a [`Board`].

mod action;
mod actor;
mod allowed;
mod apply;
mod board;
mod command;
mod cycle;
mod decide;
pub mod decimal;
mod drafts;
pub mod event;
pub mod explain;
mod field;
#[cfg(any(test, feature = "fixtures"))]
pub mod fixtures;
pub mod hint;
mod id;
pub mod import;
mod local_time;
mod measure;
mod measure_check;
pub mod merge;
mod milestone;
mod moment;
pub mod numbers;
mod objective;
mod offsets;
mod organisation;
mod phase;
mod position;
mod refusal;
mod snapshot;
#[cfg(test)]
mod tests;
pub mod text;
mod theirs;
mod thing;
pub mod undo;
mod visibility;

pub use action::{Action, Subject};
pub use actor::Actor;
pub use allowed::{Allowed, Doing};
pub use board::{Board, Map};
pub use command::{Command, Envelope, Place};
pub use cycle::Cycle;
pub use decide::decide;
pub use drafts::{KeyResultDraft, ObjectiveDraft, PersonDraft, TeamDraft};
pub use event::{Entry, Event};
pub use field::Field;
pub use id::{CheckInId, CommandId, CycleId, KeyResultId, MilestoneId, ObjectiveId, PersonId, PillarId, TeamId};
pub use measure::{MOST_STEPS, MOST_VALUE, MOST_WEIGHT, Measure, Reading};
pub use milestone::{Milestone, Ticks};
pub use moment::Moment;
pub use numbers::{Cause, Confidence, Health, Pace, Standing, Standings};
pub use objective::{Alignment, Ambition, CheckIn, How, KeyResult, Note, Objective, Parent, Point, Stage};
pub use offsets::Offsets;
pub use organisation::{Language, Organisation, OrganisationDraft, Person, Pillar, Roles, Team};
pub use phase::Phase;
pub use position::{NoPosition, Position};
pub use refusal::Refusal;
pub use snapshot::Snapshot;
pub use thing::Thing;
