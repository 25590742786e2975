//! The values of a check-in's form.

use okr::{KeyResult, Measure, Milestone, Reading, Ticks};

use crate::forms::check_in::{self, CONFIDENCE, DONE, NOTE, VALUE};
use crate::forms::number::{self, MEANT};

/// The values of the fields. The same fields are posted without JavaScript, stored as a draft, and parsed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Form {
    /// The value as typed.
    pub(super) value: String,
    /// The chosen meaning of an ambiguous value; empty before the choice.
    pub(super) meant: String,
    /// The ticked steps.
    pub(super) steps: Ticks,
    /// Whether it is done.
    pub(super) done: bool,
    /// 0 to 10; `None` before the first choice.
    pub(super) confidence: Option<u8>,
    /// The note: progress, obstacle, next step.
    pub(super) note: [String; 3],
}

impl Form {
    /// The initial form, with the last report.
    pub(super) fn of(key_result: &KeyResult) -> Self {
        let last = key_result.last();
        let steps = Ticks::of(steps_of(&key_result.measure), |_| false);
        let mut form = Self { steps, confidence: last.and_then(|last| last.confidence), ..Self::default() };
        match last.map(|last| last.reading.on(&key_result.measure)) {
            Some(Reading::Number(value)) => form.value = number::written(value),
            Some(Reading::Steps(ticks)) if !form.steps.is_empty() => form.steps = ticks,
            Some(Reading::Done(done)) => form.done = done,
            _ => {}
        }
        form
    }

    /// The form with given field values.
    pub(super) fn typed(key_result: &KeyResult, fields: &[(String, String)]) -> Self {
        let get = |name: &str| fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str());
        Self {
            value: get(VALUE).unwrap_or_default().to_owned(),
            meant: get(MEANT).unwrap_or_default().to_owned(),
            steps: Ticks::of(steps_of(&key_result.measure), |step| get(&check_in::step(step.id)).is_some()),
            done: get(DONE).is_some(),
            confidence: get(CONFIDENCE).and_then(|confidence| confidence.parse().ok()).filter(|confidence| *confidence <= 10),
            note: NOTE.map(|name| get(name).unwrap_or_default().to_owned()),
        }
    }

    /// The fields as they would be posted.
    pub(super) fn fields(&self) -> Vec<(String, String)> {
        let on = "on".to_owned();
        let steps = self.steps.iter().filter(|(_, done)| *done).map(|(id, _)| (check_in::step(id), on.clone()));
        let note = NOTE.iter().zip(&self.note).map(|(name, text)| ((*name).to_owned(), text.clone()));
        std::iter::once((VALUE.to_owned(), self.value.clone()))
            .chain((!self.meant.is_empty()).then(|| (MEANT.to_owned(), self.meant.clone())))
            .chain(steps)
            .chain(self.done.then(|| (DONE.to_owned(), on.clone())))
            .chain(self.confidence.map(|confidence| (CONFIDENCE.to_owned(), confidence.to_string())))
            .chain(note)
            .collect()
    }

    /// The reading that would be saved, if the value is valid and unambiguous.
    pub(super) fn reading(&self, key_result: &KeyResult) -> Option<Reading> {
        match &key_result.measure {
            Measure::Metric { .. } | Measure::Keep { .. } => {
                check_in::number_meant(key_result, &self.value, Some(&self.meant)).ok().map(Reading::Number)
            }
            Measure::Milestones { .. } => Some(Reading::Steps(self.steps.clone())),
            Measure::Done { .. } => Some(Reading::Done(self.done)),
        }
    }

    /// Whether the note has any text.
    pub(super) fn has_note(&self) -> bool {
        self.note.iter().any(|text| !text.trim().is_empty())
    }
}

fn steps_of(measure: &Measure) -> &[Milestone] {
    match measure {
        Measure::Milestones { steps } => steps,
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use okr::{CheckInId, KeyResultId, ObjectiveId, Point};
    use uuid::Uuid;

    use super::*;

    fn key_result(measure: Measure, last: Option<Reading>) -> KeyResult {
        let at = chrono::DateTime::UNIX_EPOCH;
        let point =
            |reading| Point { check_in: CheckInId(Uuid::nil()), at, by: None, reading, confidence: Some(8), imported: false };
        KeyResult {
            id: KeyResultId(Uuid::nil()),
            objective: ObjectiveId(Uuid::nil()),
            title: "Slots".into(),
            owner: None,
            weight: 1.0,
            measure,
            driven: false,
            since: at,
            series: last.map(point).into_iter().collect(),
        }
    }

    #[test]
    fn a_form_begins_with_what_was_reported_last() {
        let metric = Measure::Metric { unit: String::new(), baseline: 0.0, target: 1.0 };
        let form = Form::of(&key_result(metric, Some(Reading::Number(0.25))));
        assert_eq!((form.value.as_str(), form.confidence), ("0.25", Some(8)));
    }

    #[test]
    fn fields_that_are_kept_are_the_form_that_was_filled_in() {
        let step = |name: &str| Milestone::new(name, 1.0, None);
        let key_result = key_result(Measure::milestones(vec![step("hire"), step("train")]), None);
        let form = Form {
            steps: Ticks::by_place([false, true]),
            confidence: Some(4),
            note: ["moved".into(), String::new(), "next".into()],
            ..Form::default()
        };
        assert_eq!(Form::typed(&key_result, &form.fields()), form);
    }

    #[test]
    fn steps_that_have_gone_are_not_carried_over_and_the_others_stay_ticked() {
        let measure = Measure::milestones(vec![Milestone::new("hire", 1.0, None)]);
        let form = Form::of(&key_result(measure, Some(Reading::Steps(Ticks::by_place([true, true])))));
        assert_eq!(form.steps, Ticks::by_place([true]));
    }
}
