//! Weeks of check-ins.

use chrono::{DateTime, TimeDelta, Utc};
use okr::{Actor, CheckInId, Command, Note, Reading};
use rand_chacha::ChaCha8Rng;

use super::Unfolding;
use crate::calendar::Calendar;
use crate::chance::{below, happens, share};
use crate::course::{self, Weeks};
use crate::ids::{Ids, Kind, chance};
use crate::model::{Goal, Incident, Outcome, Remark, Span};

/// The random stream of check-ins.
const STREAM: u64 = 100;

/// The share of people who have already checked in this week.
const PROMPT: f64 = 0.55;

/// The share of check-ins with a voluntary note.
const TALKATIVE: f64 = 0.3;

/// The cast, with which viewers start, has check-ins due this week.
const CAST: usize = 5;

/// A check-in to be created.
struct Made {
    at: DateTime<Utc>,
    by: Actor,
    place: usize,
    nth: usize,
    reading: Reading,
    /// The mistyped reading that was reported first.
    mistyped: Option<Reading>,
    confidence: u8,
    note: Note,
}

impl Unfolding<'_> {
    pub(super) fn check_ins(&mut self) {
        let mut chance = chance(self.seed, STREAM);
        let mut made = Vec::new();
        for (place, goal) in self.company.goals.iter().enumerate().filter(|(_, goal)| !goal.draft) {
            for (nth, outcome) in goal.results.iter().enumerate().filter(|(_, outcome)| !outcome.driven) {
                self.check_ins_on(place, goal, nth, outcome, &mut chance, &mut made);
            }
        }
        made.sort_by_key(|made| made.at);

        let mut ids = Ids::of(Kind::CheckIn, self.seed);
        for made in made {
            let (id, key_result) = (ids.next::<CheckInId>(), self.key_result(made.place, made.nth));
            let Made { at, by, reading, mistyped, confidence, note, .. } = made;
            let Some(typed) = mistyped else {
                self.say(at, by, Command::CheckIn { id, key_result, reading, confidence, note });
                continue;
            };
            self.say(at, by, Command::CheckIn { id, key_result, reading: typed, confidence, note: note.clone() });
            let correct = Command::Correct { id: ids.next(), wrong: id, key_result, reading, confidence, note };
            self.say(at + TimeDelta::minutes(20), by, correct);
        }
    }

    fn check_ins_on(
        &self,
        place: usize,
        goal: &Goal,
        nth: usize,
        outcome: &Outcome,
        chance: &mut ChaCha8Rng,
        made: &mut Vec<Made>,
    ) {
        let draft = self.key_result_draft(place, goal, nth, outcome);
        let owner = draft.owner.unwrap_or(self.people[goal.owner]);
        let in_cast = self.people.iter().take(CAST).any(|person| *person == owner);
        let over = Calendar::weeks_over(goal.span);
        let factor = if goal.aspirational { 0.7 } else { 1.0 };
        let expected = |week: u8| factor * self.calendar.share_over(goal.span, week);
        let prompt = happens(chance, PROMPT) && !in_cast && goal.span != Span::Before;
        let weeks = Weeks { over, prompt, expected: &expected };

        let beats = course::beats(&outcome.gauge, &outcome.course, &weeks, chance);
        let count = beats.len();
        let typed = self.company.incidents.iter().find_map(|incident| match incident {
            Incident::Mistyped { goal: key, result, typed } if *key == goal.key && *result == nth => Some(*typed),
            _ => None,
        });
        let mut before = None;
        for (back, beat) in (0..count).rev().zip(beats) {
            let at = self.time_of(goal.span, beat.week, back == 0, outcome.course.silent, chance);
            let note = self.note(outcome, back, before, beat.confidence, chance);
            before = Some(beat.confidence);
            made.push(Made {
                at,
                by: Actor::Person(owner),
                place,
                nth,
                reading: beat.reading,
                mistyped: typed.filter(|_| back == 1).map(Reading::Number),
                confidence: beat.confidence,
                note,
            });
        }
    }

    /// The time of a check-in in its week: in working hours, and such that punctual key results aren't stale and
    /// silent ones are.
    fn time_of(&self, span: Span, week: u8, last: bool, silent: u8, chance: &mut ChaCha8Rng) -> DateTime<Utc> {
        let seconds = u32::try_from(8 * 3600 + below(chance, 10 * 3600)).unwrap_or(8 * 3600);
        let share = share(chance);
        let days = below(chance, 3);
        if span != Span::Before && week > Calendar::weeks_over(span) {
            return self.calendar.this_week(seconds, share);
        }
        let days = match (last, silent) {
            (true, 0) => 4,
            (true, _) => u64::from(days > 0),
            _ => 1 + u64::try_from(days).unwrap_or(0),
        };
        self.calendar.at(span, week, days, seconds)
    }

    /// The note of a check-in: the hand-written one, or else a fitting one.
    fn note(&self, outcome: &Outcome, back: usize, before: Option<u8>, confidence: u8, chance: &mut ChaCha8Rng) -> Note {
        if let Some((_, remark)) = outcome.notes.iter().find(|(nth, _)| *nth == back) {
            return self.remark(remark);
        }
        if !happens(chance, TALKATIVE) && !course::owes_note(before, confidence) {
            return Note::default();
        }
        let remarks = &self.company.remarks;
        let pools = [&remarks.on_track[..], &remarks.at_risk, &remarks.off_track];
        course::fitting(pools, confidence, chance).map(|remark| self.remark(remark)).unwrap_or_default()
    }

    fn remark(&self, remark: &Remark) -> Note {
        Note { progress: self.text(&remark.progress), obstacle: self.text(&remark.obstacle), next: self.text(&remark.next) }
    }
}
