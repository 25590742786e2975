//! The description of an organisation before it becomes commands: texts in both languages, people and teams by index,
//! and weeks of a cycle, from 1, instead of dates.

use std::borrow::Cow;

use okr::{How, Language};

/// A text in both languages, or generated in the wanted one.
#[derive(Clone, Debug)]
pub(crate) enum Text {
    /// Hand-written in both.
    Written {
        /// In English.
        en: &'static str,
        /// In Simplified Chinese.
        zh: &'static str,
    },
    /// Generated from phrases.
    Made(String),
}

/// A text in both languages.
pub(crate) const fn t(en: &'static str, zh: &'static str) -> Text {
    Text::Written { en, zh }
}

impl Text {
    /// Nothing.
    pub(crate) const NONE: Self = t("", "");

    /// The text in a language.
    pub(crate) fn said(&self, language: Language) -> String {
        match (self, language) {
            (Self::Written { en, .. }, Language::English) => (*en).to_owned(),
            (Self::Written { zh, .. }, Language::Chinese) => (*zh).to_owned(),
            (Self::Made(text), _) => text.clone(),
        }
    }
}

/// The whole organisation.
pub(crate) struct Company {
    /// The organisation's name.
    pub(crate) name: Text,
    /// Its purpose.
    pub(crate) purpose: Text,
    /// Its vision.
    pub(crate) vision: Text,
    /// Its teams; the first is the company, and each comes after its parent.
    pub(crate) teams: Vec<Unit>,
    /// Its people, beginning with the cast.
    pub(crate) people: Vec<Somebody>,
    /// The pillars of its strategy.
    pub(crate) pillars: Vec<Theme>,
    /// Its objectives.
    pub(crate) goals: Vec<Goal>,
    /// Remarks for check-ins.
    pub(crate) remarks: Remarks,
    /// Events other than creating and checking in.
    pub(crate) incidents: Vec<Incident>,
}

/// A team.
pub(crate) struct Unit {
    /// Its name.
    pub(crate) name: Text,
    /// Its parent's index; `None` for the company.
    pub(crate) parent: Option<usize>,
}

/// A person.
pub(crate) struct Somebody {
    /// Their name in their own script.
    pub(crate) name: Cow<'static, str>,
    /// The local part of the e-mail address.
    pub(crate) mailbox: Cow<'static, str>,
    /// The index of their team.
    pub(crate) team: usize,
    /// Their role.
    pub(crate) part: Part,
}

/// A person's role.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Member of the team.
    Member,
    /// Leads the team.
    Lead,
    /// An executive.
    Executive,
    /// An executive who also leads the team.
    ExecutiveLead,
    /// Programme office.
    ProgrammeOffice,
    /// Administrator.
    Admin,
}

impl Part {
    /// Whether they lead their team.
    pub(crate) const fn leads(self) -> bool {
        matches!(self, Self::Lead | Self::ExecutiveLead)
    }

    /// Whether they are an executive.
    pub(crate) const fn is_executive(self) -> bool {
        matches!(self, Self::Executive | Self::ExecutiveLead)
    }
}

/// A pillar.
pub(crate) struct Theme {
    /// Its name.
    pub(crate) name: Text,
    /// The index of its owner.
    pub(crate) owner: usize,
}

/// The cycle of a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Span {
    /// The previous quarter.
    Before,
    /// The running quarter.
    Quarter,
    /// The year of the running quarter.
    Year,
}

/// An objective with its key results.
pub(crate) struct Goal {
    /// The key by which others refer to it.
    pub(crate) key: Cow<'static, str>,
    pub(crate) span: Span,
    pub(crate) team: usize,
    pub(crate) owner: usize,
    pub(crate) title: Text,
    pub(crate) why: Text,
    pub(crate) pillar: Option<usize>,
    pub(crate) aspirational: bool,
    pub(crate) draft: bool,
    /// Its parents, the primary one first.
    pub(crate) parents: Vec<Link>,
    pub(crate) results: Vec<Outcome>,
}

/// An alignment.
pub(crate) struct Link {
    /// The key of the parent goal.
    pub(crate) to: Cow<'static, str>,
    /// The index of the parent goal's key result, if it is aligned to one.
    pub(crate) result: Option<usize>,
    /// Contributes or supports; `None` for the default rule.
    pub(crate) how: Option<How>,
}

/// A key result with its course.
pub(crate) struct Outcome {
    pub(crate) title: Text,
    /// The owner; `None` means the objective's owner or a member of the team.
    pub(crate) owner: Answerable,
    pub(crate) weight: f64,
    pub(crate) driven: bool,
    pub(crate) gauge: Gauge,
    pub(crate) course: Course,
    /// Hand-written notes, with the index of their check-in from the end: 0 is the latest.
    pub(crate) notes: Vec<(usize, Remark)>,
}

/// The owner of a key result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answerable {
    /// The objective's owner for the first key result, then other members of the team in turn.
    Somebody,
    /// This person.
    Person(usize),
    /// No owner yet: a weakness that the hints point out.
    Nobody,
}

/// A measure, with weeks of the quarter instead of dates.
pub(crate) enum Gauge {
    Metric {
        unit: Text,
        baseline: f64,
        target: f64,
    },
    Keep {
        unit: Text,
        lower: Option<f64>,
        upper: Option<f64>,
    },
    /// Steps with their weight, and the week of the quarter in which they are due.
    Milestones(Vec<(Text, f64, Option<u8>)>),
    /// Done or not, due at the end of a week of the quarter.
    Done {
        due: Option<u8>,
    },
}

/// The course of a key result over its cycle.
pub(crate) struct Course {
    /// The start of a metric or a keep, if it isn't its baseline or within its bounds.
    pub(crate) from: Option<f64>,
    /// Its current value.
    pub(crate) now: Now,
    pub(crate) shape: Shape,
    /// The last confidence, if it differs from what the numbers suggest.
    pub(crate) confidence: Option<u8>,
    /// For how many weeks there have been no check-ins.
    pub(crate) silent: u8,
    /// Whether there are no check-ins at all.
    pub(crate) never: bool,
    /// For milestones and done: the weeks in which the steps were reached, in order.
    pub(crate) reached: Vec<u8>,
    /// The approximate maximum of check-ins, evenly spread; `None` for about one per week.
    pub(crate) at_most: Option<u8>,
}

/// The current value of a metric or a keep.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Now {
    /// At this value.
    Value(f64),
    /// At this share of the expected progress.
    Pace(f64),
}

/// The shape of the progress from the beginning to now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Evenly every week.
    Steady,
    /// Fast at first, then slower.
    Early,
    /// Nothing for long, then fast.
    Late,
    /// A setback in the middle that was recovered.
    Dip,
    /// Progress for half of the time, then none.
    Stall,
    /// Progress, then a decline.
    Slide,
}

/// A note to a check-in.
pub(crate) struct Remark {
    pub(crate) progress: Text,
    pub(crate) obstacle: Text,
    pub(crate) next: Text,
}

/// Remarks for many key results, by confidence.
pub(crate) struct Remarks {
    pub(crate) on_track: Vec<Remark>,
    pub(crate) at_risk: Vec<Remark>,
    pub(crate) off_track: Vec<Remark>,
}

/// Events other than creating, aligning and checking in.
pub(crate) enum Incident {
    /// A mistake in the check-in before the last, corrected the same day.
    Mistyped { goal: &'static str, result: usize, typed: f64 },
    /// A change of target in this week of the quarter, with the previous values and the reason.
    Retargeted { goal: &'static str, result: usize, week: u8, from: f64, title_before: Text, reason: Text },
    /// A change of an alignment's weight by the parent's owner in this week of the quarter.
    Reweighed { goal: &'static str, week: u8, weight: f64, reason: Text },
    /// An alignment declined by the parent's owner in this week of the quarter.
    Declined { goal: &'static str, parent: &'static str, week: u8, reason: Text },
    /// A change of the wording of a published objective in this week of the quarter.
    Reworded { goal: &'static str, week: u8, before: Text, reason: Text },
}
