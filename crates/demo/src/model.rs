//! An organisation as it is told, before it becomes commands: words in both languages, people and teams by their place in a list,
//! and weeks of a cycle, counted from 1, instead of dates.

use std::borrow::Cow;

use okr::{How, Language};

/// Words that exist in both languages, or were made in the one that is wanted.
#[derive(Clone, Debug)]
pub(crate) enum Text {
    /// Written by hand in both.
    Written {
        /// In English.
        en: &'static str,
        /// In Simplified Chinese.
        zh: &'static str,
    },
    /// Put together from phrases.
    Made(String),
}

/// Words in both languages.
pub(crate) const fn t(en: &'static str, zh: &'static str) -> Text {
    Text::Written { en, zh }
}

impl Text {
    /// Nothing.
    pub(crate) const NONE: Self = t("", "");

    /// The words in a language.
    pub(crate) fn said(&self, language: Language) -> String {
        match (self, language) {
            (Self::Written { en, .. }, Language::English) => (*en).to_owned(),
            (Self::Written { zh, .. }, Language::Chinese) => (*zh).to_owned(),
            (Self::Made(text), _) => text.clone(),
        }
    }
}

/// The whole of it.
pub(crate) struct Company {
    /// The organisation's name.
    pub(crate) name: Text,
    /// Why it exists.
    pub(crate) purpose: Text,
    /// What it wants to see come true.
    pub(crate) vision: Text,
    /// Its teams; the first is the company, and each stands after its parent.
    pub(crate) teams: Vec<Unit>,
    /// Its people, beginning with the cast.
    pub(crate) people: Vec<Somebody>,
    /// The pillars of its strategy.
    pub(crate) pillars: Vec<Theme>,
    /// What it wants to reach.
    pub(crate) goals: Vec<Goal>,
    /// What people write when they check in.
    pub(crate) remarks: Remarks,
    /// What happened beside creating and checking in.
    pub(crate) incidents: Vec<Incident>,
}

/// A team.
pub(crate) struct Unit {
    /// Its name.
    pub(crate) name: Text,
    /// Its parent's place; `None` for the company.
    pub(crate) parent: Option<usize>,
}

/// A person.
pub(crate) struct Somebody {
    /// Their name, as they write it themselves.
    pub(crate) name: Cow<'static, str>,
    /// What stands before the `@`.
    pub(crate) mailbox: Cow<'static, str>,
    /// The team they belong to.
    pub(crate) team: usize,
    /// What they are there, or everywhere.
    pub(crate) part: Part,
}

/// What a person is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// One of the team.
    Member,
    /// Leads the team.
    Lead,
    /// An executive.
    Executive,
    /// An executive who also leads the team.
    ExecutiveLead,
    /// Runs the rhythm.
    ProgrammeOffice,
    /// Looks after the installation.
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
    /// Who answers for it.
    pub(crate) owner: usize,
}

/// The cycle that a goal is set for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Span {
    /// The quarter that is over.
    Before,
    /// The running quarter.
    Quarter,
    /// The year around it.
    Year,
}

/// An objective with its key results.
pub(crate) struct Goal {
    /// What others call it in the content.
    pub(crate) key: Cow<'static, str>,
    pub(crate) span: Span,
    pub(crate) team: usize,
    pub(crate) owner: usize,
    pub(crate) title: Text,
    pub(crate) why: Text,
    pub(crate) pillar: Option<usize>,
    pub(crate) aspirational: bool,
    pub(crate) draft: bool,
    /// What it is aligned to, the primary parent first.
    pub(crate) parents: Vec<Link>,
    pub(crate) results: Vec<Outcome>,
}

/// An alignment.
pub(crate) struct Link {
    /// The key of the goal that it is aligned to.
    pub(crate) to: Cow<'static, str>,
    /// The place among that goal's key results, if it is aligned to one of them.
    pub(crate) result: Option<usize>,
    /// Contributes or supports; `None` leaves it to the usual rule.
    pub(crate) how: Option<How>,
}

/// A key result with the course that it takes.
pub(crate) struct Outcome {
    pub(crate) title: Text,
    /// Who answers for it; `None` leaves it to the objective's owner or somebody of the team.
    pub(crate) owner: Answerable,
    pub(crate) weight: f64,
    pub(crate) driven: bool,
    pub(crate) gauge: Gauge,
    pub(crate) course: Course,
    /// What was written by hand, with the number of check-ins that came after: 0 is the latest.
    pub(crate) notes: Vec<(usize, Remark)>,
}

/// Who answers for a key result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answerable {
    /// The objective's owner for the first key result, then others of the team in turn.
    Somebody,
    /// This person.
    Person(usize),
    /// Nobody yet: one of the habits that the hints point at.
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
    /// Steps with their weight, and the week of the quarter at whose end they are due.
    Milestones(Vec<(Text, f64, Option<u8>)>),
    /// Done or not, by the end of a week of the quarter.
    Done {
        due: Option<u8>,
    },
}

/// How a key result moves through its cycle.
pub(crate) struct Course {
    /// Where a metric or a keep begins, if not at its baseline or inside its bounds.
    pub(crate) from: Option<f64>,
    /// Where it stands now.
    pub(crate) now: Now,
    pub(crate) shape: Shape,
    /// The last confidence, if it isn't what the numbers suggest.
    pub(crate) confidence: Option<u8>,
    /// How many weeks ago the check-ins stopped.
    pub(crate) silent: u8,
    /// Whether nobody ever checked in.
    pub(crate) never: bool,
    /// For milestones and done: the weeks at which one after the other was reached.
    pub(crate) reached: Vec<u8>,
    /// About how many check-ins there are at most, spread evenly; `None` is about one a week.
    pub(crate) at_most: Option<u8>,
}

/// Where a metric or a keep stands now.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Now {
    /// At this value.
    Value(f64),
    /// At this share of the progress that is expected of it by now.
    Pace(f64),
}

/// The way from the beginning to now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A bit every week.
    Steady,
    /// Quickly at first, then slower.
    Early,
    /// Nothing for long, then a lot.
    Late,
    /// A setback in the middle that was made up for.
    Dip,
    /// Half of the time upwards, then no further.
    Stall,
    /// Was better, and has fallen back.
    Slide,
}

/// A note to a check-in.
pub(crate) struct Remark {
    pub(crate) progress: Text,
    pub(crate) obstacle: Text,
    pub(crate) next: Text,
}

/// Notes that fit many key results, by the confidence that they go with.
pub(crate) struct Remarks {
    pub(crate) on_track: Vec<Remark>,
    pub(crate) at_risk: Vec<Remark>,
    pub(crate) off_track: Vec<Remark>,
}

/// Something that people do beside creating, aligning and checking in.
pub(crate) enum Incident {
    /// Somebody mistyped the check-in before the last, and put it right the same day.
    Mistyped { goal: &'static str, result: usize, typed: f64 },
    /// The target was changed in this week of the quarter, with the new title and the reason.
    Retargeted { goal: &'static str, result: usize, week: u8, from: f64, title_before: Text, reason: Text },
    /// The parent's owner changed what an alignment weighs, in this week of the quarter.
    Reweighed { goal: &'static str, week: u8, weight: f64, reason: Text },
    /// The parent's owner declined an alignment that was tried in this week of the quarter.
    Declined { goal: &'static str, parent: &'static str, week: u8, reason: Text },
    /// The wording of a published objective was changed in this week of the quarter.
    Reworded { goal: &'static str, week: u8, before: Text, reason: Text },
}
