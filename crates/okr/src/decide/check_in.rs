//! Rules of check-ins and corrections.

use super::{Case, Decision};
use crate::{
    Action, CheckIn, CheckInId, Event, Field, KeyResult, KeyResultId, Note, Point, Reading, Refusal, Subject, Thing, text,
};

/// The highest confidence.
pub(crate) const MOST_CONFIDENCE: u8 = 10;

impl Case<'_> {
    pub(super) fn check_in(
        self,
        id: CheckInId,
        key_result: KeyResultId,
        reading: &Reading,
        confidence: u8,
        note: &Note,
    ) -> Decision {
        self.may(Action::CheckIn, Subject::KeyResult(key_result))?;
        let key_result = self.board.key_result(key_result)?;
        let point = Point {
            check_in: id,
            at: self.at.now,
            by: self.actor.person(),
            reading: reading.clone(),
            confidence: Some(confidence),
            imported: false,
        };
        self.reported(key_result, CheckIn { point, note: text::note(note)? }).map(|event| vec![event])
    }

    pub(super) fn correct(
        self,
        id: CheckInId,
        wrong: CheckInId,
        key_result: KeyResultId,
        reading: &Reading,
        confidence: u8,
        note: &Note,
    ) -> Decision {
        let key_result = self.board.key_result(key_result)?;
        let found = key_result.series.iter().find(|point| point.check_in == wrong);
        let before = found.ok_or(Refusal::AlreadyCorrected { check_in: wrong })?;
        self.may(Action::Correct, Subject::CheckIn(key_result.id, wrong))?;
        let point = Point {
            check_in: id,
            at: before.at,
            by: self.actor.person(),
            reading: reading.clone(),
            confidence: Some(confidence),
            imported: false,
        };
        self.takes(key_result, &point)?;
        let check_in = CheckIn { point, note: text::note(note)? };
        Ok(vec![Event::Corrected { key_result: key_result.id, wrong, check_in }])
    }

    /// The event of a check-in, from any source.
    pub(super) fn reported(self, key_result: &KeyResult, check_in: CheckIn) -> Result<Event, Refusal> {
        self.takes(key_result, &check_in.point)?;
        let before = key_result.last().map(|point| (point.reading.clone(), point.confidence));
        Ok(Event::CheckedIn { key_result: key_result.id, check_in, before })
    }

    fn takes(self, key_result: &KeyResult, point: &Point) -> Result<(), Refusal> {
        let objective = self.board.objective(key_result.objective)?;
        self.board.cycle(objective.cycle)?.accepts_check_ins()?;
        if !objective.is_published() {
            return Err(Refusal::StillDraft { objective: objective.id });
        }
        if key_result.series.iter().any(|other| other.check_in == point.check_in) {
            return Err(Refusal::Taken(Thing::CheckIn(point.check_in)));
        }
        key_result.measure.check_reading(&point.reading)?;
        if point.confidence.is_some_and(|confidence| confidence > MOST_CONFIDENCE) {
            return Err(Refusal::OutOfRange { field: Field::Confidence, least: 0.0, most: f64::from(MOST_CONFIDENCE) });
        }
        Ok(())
    }
}
