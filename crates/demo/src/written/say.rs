//! The words in which the content is told: one short line for an objective, one for a key result, and what is special about it
//! after.

use std::borrow::Cow;

use okr::How;

use super::people::Who;
use super::teams::Of;
use crate::model::{Answerable, Course, Gauge, Goal, Link, Now, Outcome, Remark, Shape, Span, Text, t};

/// An objective of the running quarter: committed, published, aligned to nothing yet.
pub(super) fn goal(key: &'static str, team: Of, owner: Who, en: &'static str, zh: &'static str) -> Goal {
    Goal {
        key: Cow::Borrowed(key),
        span: Span::Quarter,
        team: team as usize,
        owner: owner as usize,
        title: t(en, zh),
        why: Text::NONE,
        pillar: None,
        aspirational: false,
        draft: false,
        parents: Vec::new(),
        results: Vec::new(),
    }
}

impl Goal {
    /// Why it matters.
    pub(super) fn why(self, en: &'static str, zh: &'static str) -> Self {
        Self { why: t(en, zh), ..self }
    }

    /// Set for the year.
    pub(super) fn of_the_year(self) -> Self {
        Self { span: Span::Year, ..self }
    }

    /// Set for the quarter that is over.
    pub(super) fn of_before(self) -> Self {
        Self { span: Span::Before, ..self }
    }

    /// The pillar it serves, by its place.
    pub(super) fn pillar(self, pillar: usize) -> Self {
        Self { pillar: Some(pillar), ..self }
    }

    /// 0.7 is a success.
    pub(super) fn aspirational(self) -> Self {
        Self { aspirational: true, ..self }
    }

    /// Not published yet.
    pub(super) fn draft(self) -> Self {
        Self { draft: true, ..self }
    }

    fn link(mut self, to: &'static str, result: Option<usize>, how: Option<How>) -> Self {
        self.parents.push(Link { to: Cow::Borrowed(to), result, how });
        self
    }

    /// Contributes to an objective.
    pub(super) fn under(self, parent: &'static str) -> Self {
        self.link(parent, None, Some(How::Contributes(1.0)))
    }

    /// Contributes to an objective with a weight of its own.
    pub(super) fn under_by(self, parent: &'static str, weight: f64) -> Self {
        self.link(parent, None, Some(How::Contributes(weight)))
    }

    /// Supports an objective: shown there, not counted.
    pub(super) fn supports(self, parent: &'static str) -> Self {
        self.link(parent, None, Some(How::Supports))
    }

    /// Aligned to a key result of an objective, by its place from 0; what that means is left to the usual rule.
    pub(super) fn under_result(self, parent: &'static str, result: usize) -> Self {
        self.link(parent, Some(result), None)
    }

    /// With one more key result.
    pub(super) fn kr(mut self, result: Outcome) -> Self {
        self.results.push(result);
        self
    }
}

fn outcome(en: &'static str, zh: &'static str, gauge: Gauge, now: Now) -> Outcome {
    Outcome {
        title: t(en, zh),
        owner: Answerable::Somebody,
        weight: 1.0,
        driven: false,
        gauge,
        course: Course {
            from: None,
            now,
            shape: Shape::Steady,
            confidence: None,
            silent: 0,
            never: false,
            reached: Vec::new(),
            at_most: None,
        },
        notes: Vec::new(),
    }
}

/// A number on its way from a baseline to a target, and where it stands now.
pub(super) fn metric(en: &'static str, zh: &'static str, unit: Text, (baseline, target): (f64, f64), now: f64) -> Outcome {
    outcome(en, zh, Gauge::Metric { unit, baseline, target }, Now::Value(now))
}

/// A number on its way through the year, at a share of the pace that is expected of it.
pub(super) fn paced(en: &'static str, zh: &'static str, unit: Text, (baseline, target): (f64, f64), pace: f64) -> Outcome {
    outcome(en, zh, Gauge::Metric { unit, baseline, target }, Now::Pace(pace))
}

/// A number that stays at least at a bound, where it began and where it stands now.
pub(super) fn at_least(en: &'static str, zh: &'static str, unit: Text, lower: f64, (from, now): (f64, f64)) -> Outcome {
    outcome(en, zh, Gauge::Keep { unit, lower: Some(lower), upper: None }, Now::Value(now)).from(from)
}

/// A number that stays at most at a bound.
pub(super) fn at_most(en: &'static str, zh: &'static str, unit: Text, upper: f64, (from, now): (f64, f64)) -> Outcome {
    outcome(en, zh, Gauge::Keep { unit, lower: None, upper: Some(upper) }, Now::Value(now)).from(from)
}

/// A number that stays between bounds.
pub(super) fn between(
    en: &'static str,
    zh: &'static str,
    unit: Text,
    (lower, upper): (f64, f64),
    (from, now): (f64, f64),
) -> Outcome {
    outcome(en, zh, Gauge::Keep { unit, lower: Some(lower), upper: Some(upper) }, Now::Value(now)).from(from)
}

/// A step of milestones without a day.
pub(super) fn step(en: &'static str, zh: &'static str, weight: f64) -> (Text, f64, Option<u8>) {
    (t(en, zh), weight, None)
}

/// A step that is due at the end of a week of the quarter.
pub(super) fn step_by(en: &'static str, zh: &'static str, weight: f64, week: u8) -> (Text, f64, Option<u8>) {
    (t(en, zh), weight, Some(week))
}

/// Named steps, and the weeks in which one after the other was reached.
pub(super) fn steps<const N: usize>(
    en: &'static str,
    zh: &'static str,
    steps: [(Text, f64, Option<u8>); N],
    reached: &[u8],
) -> Outcome {
    outcome(en, zh, Gauge::Milestones(steps.into()), Now::Pace(1.0)).reached(reached)
}

/// Done or not, by the end of a week of the quarter, and the week in which it was.
pub(super) fn done(en: &'static str, zh: &'static str, due: Option<u8>, reached: Option<u8>) -> Outcome {
    outcome(en, zh, Gauge::Done { due }, Now::Pace(1.0)).reached(reached.as_slice())
}

impl Outcome {
    fn from(mut self, value: f64) -> Self {
        self.course.from = Some(value);
        self
    }

    fn reached(mut self, weeks: &[u8]) -> Self {
        self.course.reached = weeks.to_vec();
        self
    }

    fn shape(mut self, shape: Shape) -> Self {
        self.course.shape = shape;
        self
    }

    /// Moved quickly at first.
    pub(super) fn early(self) -> Self {
        self.shape(Shape::Early)
    }

    /// Moved late.
    pub(super) fn late(self) -> Self {
        self.shape(Shape::Late)
    }

    /// Had a setback.
    pub(super) fn dip(self) -> Self {
        self.shape(Shape::Dip)
    }

    /// Got stuck.
    pub(super) fn stall(self) -> Self {
        self.shape(Shape::Stall)
    }

    /// Was better already.
    pub(super) fn slide(self) -> Self {
        self.shape(Shape::Slide)
    }

    /// The last confidence, where it isn't what the numbers suggest.
    pub(super) fn sure(mut self, confidence: u8) -> Self {
        self.course.confidence = Some(confidence);
        self
    }

    /// Nobody has checked in for so many weeks.
    pub(super) fn silent(mut self, weeks: u8) -> Self {
        self.course.silent = weeks;
        self
    }

    /// Nobody has ever checked in.
    pub(super) fn never(mut self) -> Self {
        self.course.never = true;
        self
    }

    /// Driven by contributions.
    pub(super) fn driven(self) -> Self {
        Self { driven: true, ..self }
    }

    /// Its weight in its objective.
    pub(super) fn weight(self, weight: f64) -> Self {
        Self { weight, ..self }
    }

    /// Who answers for it.
    pub(super) fn by(self, who: Who) -> Self {
        Self { owner: Answerable::Person(who as usize), ..self }
    }

    /// Nobody answers for it yet.
    pub(super) fn unowned(self) -> Self {
        Self { owner: Answerable::Nobody, ..self }
    }

    /// What was written with a check-in, counted from the latest, which is 0: what moved, what is in the way, what is next.
    pub(super) fn note(mut self, back: usize, progress: Text, obstacle: Text, next: Text) -> Self {
        self.notes.push((back, Remark { progress, obstacle, next }));
        self
    }
}
