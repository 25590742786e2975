//! Builders for the content: a short line for an objective or a key result, followed by its deviations from the
//! default.

use std::borrow::Cow;

use okr::How;

use super::people::Who;
use super::teams::Of;
use crate::model::{Answerable, Course, Gauge, Goal, Link, Now, Outcome, Remark, Shape, Span, Text, t};

/// An objective of the running quarter: committed, published, unaligned.
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

    /// In the cycle of the year.
    pub(super) fn of_the_year(self) -> Self {
        Self { span: Span::Year, ..self }
    }

    /// In the previous quarter.
    pub(super) fn of_before(self) -> Self {
        Self { span: Span::Before, ..self }
    }

    /// Its pillar, by index.
    pub(super) fn pillar(self, pillar: usize) -> Self {
        Self { pillar: Some(pillar), ..self }
    }

    /// 0.7 is a success.
    pub(super) fn aspirational(self) -> Self {
        Self { aspirational: true, ..self }
    }

    /// A draft.
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

    /// Contributes to an objective with this weight.
    pub(super) fn under_by(self, parent: &'static str, weight: f64) -> Self {
        self.link(parent, None, Some(How::Contributes(weight)))
    }

    /// Supports an objective: displayed there, not counted.
    pub(super) fn supports(self, parent: &'static str) -> Self {
        self.link(parent, None, Some(How::Supports))
    }

    /// Aligned to a key result of an objective, by index from 0; how it counts follows from the default rule.
    pub(super) fn under_result(self, parent: &'static str, result: usize) -> Self {
        self.link(parent, Some(result), None)
    }

    /// Adds a key result.
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

/// A metric with baseline, target and current value.
pub(super) fn metric(en: &'static str, zh: &'static str, unit: Text, (baseline, target): (f64, f64), now: f64) -> Outcome {
    outcome(en, zh, Gauge::Metric { unit, baseline, target }, Now::Value(now))
}

/// A metric over the year, at a share of its expected pace.
pub(super) fn paced(en: &'static str, zh: &'static str, unit: Text, (baseline, target): (f64, f64), pace: f64) -> Outcome {
    outcome(en, zh, Gauge::Metric { unit, baseline, target }, Now::Pace(pace))
}

/// A keep with a lower bound, with its first and current value.
pub(super) fn at_least(en: &'static str, zh: &'static str, unit: Text, lower: f64, (from, now): (f64, f64)) -> Outcome {
    outcome(en, zh, Gauge::Keep { unit, lower: Some(lower), upper: None }, Now::Value(now)).from(from)
}

/// A keep with an upper bound.
pub(super) fn at_most(en: &'static str, zh: &'static str, unit: Text, upper: f64, (from, now): (f64, f64)) -> Outcome {
    outcome(en, zh, Gauge::Keep { unit, lower: None, upper: Some(upper) }, Now::Value(now)).from(from)
}

/// A keep between bounds.
pub(super) fn between(
    en: &'static str,
    zh: &'static str,
    unit: Text,
    (lower, upper): (f64, f64),
    (from, now): (f64, f64),
) -> Outcome {
    outcome(en, zh, Gauge::Keep { unit, lower: Some(lower), upper: Some(upper) }, Now::Value(now)).from(from)
}

/// A milestone without a date.
pub(super) fn step(en: &'static str, zh: &'static str, weight: f64) -> (Text, f64, Option<u8>) {
    (t(en, zh), weight, None)
}

/// A milestone that is due at the end of a week of the quarter.
pub(super) fn step_by(en: &'static str, zh: &'static str, weight: f64, week: u8) -> (Text, f64, Option<u8>) {
    (t(en, zh), weight, Some(week))
}

/// Milestones, and the weeks in which they were reached, in order.
pub(super) fn steps<const N: usize>(
    en: &'static str,
    zh: &'static str,
    steps: [(Text, f64, Option<u8>); N],
    reached: &[u8],
) -> Outcome {
    outcome(en, zh, Gauge::Milestones(steps.into()), Now::Pace(1.0)).reached(reached)
}

/// A done measure, due at the end of a week of the quarter, and the week in which it was done.
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

    /// Early progress.
    pub(super) fn early(self) -> Self {
        self.shape(Shape::Early)
    }

    /// Late progress.
    pub(super) fn late(self) -> Self {
        self.shape(Shape::Late)
    }

    /// With a setback.
    pub(super) fn dip(self) -> Self {
        self.shape(Shape::Dip)
    }

    /// Stalled.
    pub(super) fn stall(self) -> Self {
        self.shape(Shape::Stall)
    }

    /// Declining.
    pub(super) fn slide(self) -> Self {
        self.shape(Shape::Slide)
    }

    /// The last confidence, if it differs from what the numbers suggest.
    pub(super) fn sure(mut self, confidence: u8) -> Self {
        self.course.confidence = Some(confidence);
        self
    }

    /// No check-ins for this many weeks.
    pub(super) fn silent(mut self, weeks: u8) -> Self {
        self.course.silent = weeks;
        self
    }

    /// No check-ins at all.
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

    /// Its owner.
    pub(super) fn by(self, who: Who) -> Self {
        Self { owner: Answerable::Person(who as usize), ..self }
    }

    /// Without an owner.
    pub(super) fn unowned(self) -> Self {
        Self { owner: Answerable::Nobody, ..self }
    }

    /// The note of a check-in, by index from the latest, which is 0: progress, obstacle, next step.
    pub(super) fn note(mut self, back: usize, progress: Text, obstacle: Text, next: Text) -> Self {
        self.notes.push((back, Remark { progress, obstacle, next }));
        self
    }
}
