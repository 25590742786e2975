//! The form of a check-in: a key result's new reading, a confidence and a note.

use okr::{
    Board, Command, Confidence, Envelope, Field, KeyResult, KeyResultId, Measure, Milestone, MilestoneId, Note, Reading, Refusal,
    Ticks,
};

use super::number::{self, MEANT, Scale};
use crate::error::AppError;
use crate::i18n::{Words, t};
use crate::opening::Returned;

/// The field of the key result.
pub const KEY_RESULT: &str = "key_result";
/// The field of the check-in's id.
pub const CHECK_IN: &str = "check_in";
/// The field of the command's id.
pub const COMMAND: &str = "command";
/// The field of the value of a metric or a keep.
pub const VALUE: &str = "value";
/// The key of problems with milestones. Each step has a field of its own: [`step`].
pub const STEPS: &str = "steps";
/// The field of a done measure: present if it is done.
pub const DONE: &str = "done";
/// The field of the confidence, 0 to 10.
pub const CONFIDENCE: &str = "confidence";
/// The three fields of the note: progress, obstacle, next step.
pub const NOTE: [&str; 3] = ["note_progress", "note_obstacle", "note_next"];
/// The button that reports the last reading and confidence again.
pub const UNCHANGED: &str = "unchanged";

/// The field of a milestone: present if the step is done.
pub fn step(id: MilestoneId) -> String {
    format!("step-{id}")
}

/// The field that shows problems with a measure's reading.
pub const fn reading_field(measure: &Measure) -> &'static str {
    match measure {
        Measure::Metric { .. } | Measure::Keep { .. } => VALUE,
        Measure::Milestones { .. } => STEPS,
        Measure::Done { .. } => DONE,
    }
}

/// The unit of a measure; empty if it has none.
pub fn unit(measure: &Measure) -> &str {
    match measure {
        Measure::Metric { unit, .. } | Measure::Keep { unit, .. } => unit,
        Measure::Milestones { .. } | Measure::Done { .. } => "",
    }
}

/// The number typed as a key result's value, or the answer if it was ambiguous.
///
/// # Errors
/// It is invalid, or ambiguous.
pub fn number_meant(key_result: &KeyResult, typed: &str, meant: Option<&str>) -> Result<f64, number::Unread> {
    let last = key_result.last().and_then(|last| match last.reading {
        Reading::Number(value) => Some(value),
        Reading::Steps(_) | Reading::Done(_) => None,
    });
    let known: Vec<f64> = meant.and_then(|meant| meant.trim().parse().ok()).into_iter().chain(last).collect();
    number::read(typed, unit(&key_result.measure))?.judged(Scale::of(&key_result.measure, last), &known)
}

/// The possible meanings of a typed value, if it is ambiguous.
pub fn choices(key_result: &KeyResult, typed: &str, meant: Option<&str>) -> Vec<String> {
    number_meant(key_result, typed, meant).err().map(|unread| number::choices(&unread)).unwrap_or_default()
}

/// Parses a submitted form. The rules aren't checked here.
///
/// # Errors
/// What was typed, with a sentence for each problem beside its field.
pub fn parse(words: Words, board: &Board, fields: &[(String, String)]) -> Result<Envelope, Returned> {
    let form = Form { words, board, fields };
    form.read().map_err(|problems| form.returned(problems))
}

/// A parsed form whose command was refused.
pub fn refused(words: Words, board: &Board, fields: &[(String, String)], error: &AppError) -> Returned {
    let form = Form { words, board, fields };
    let field = match error {
        AppError::Refused(Refusal::TooLong { field: Field::Note, .. }) => {
            NOTE.into_iter().max_by_key(|name| form.get(name).map_or(0, |text| text.chars().count())).unwrap_or_default()
        }
        AppError::Refused(
            Refusal::WrongReading | Refusal::NotANumber { field: Field::Value } | Refusal::OutOfRange { field: Field::Value, .. },
        ) => form.key_result().map_or("", |key_result| reading_field(&key_result.measure)),
        AppError::Refused(Refusal::OutOfRange { field: Field::Confidence, .. }) => CONFIDENCE,
        _ => "",
    };
    form.returned(vec![(field.to_owned(), words.error(error, board))])
}

/// The effect of a check-in on its objective, as a sentence: progress before and after.
pub fn said(words: Words, board: &Board, key_result: KeyResultId, before: Option<f64>, after: Option<f64>) -> String {
    let Some(objective) = board.key_result(key_result).ok().and_then(|key_result| board.objective(key_result.objective).ok())
    else {
        return words.translate("check_in.saved").to_owned();
    };
    let (before, after) = (words.percent(before), words.percent(after));
    if before == after {
        t!(words, "check_in.saved_stayed", objective = objective.title, after = after)
    } else {
        t!(words, "check_in.saved_moved", objective = objective.title, before = before, after = after)
    }
}

/// Why a confidence requires a note, if it does. Only the form requires it, no rule does.
pub fn owed_note(words: Words, before: Option<u8>, now: u8) -> Option<String> {
    if !okr::numbers::asks_for_note(before, now) {
        return None;
    }
    Some(match before {
        Some(before) if before > now => t!(words, "check_in.owed_fall", from = before, to = now),
        _ => words.translate("check_in.owed_off_track").to_owned(),
    })
}

type Problems = Vec<(String, String)>;

#[derive(Clone, Copy)]
struct Form<'a> {
    words: Words,
    board: &'a Board,
    fields: &'a [(String, String)],
}

impl<'a> Form<'a> {
    fn read(self) -> Result<Envelope, Problems> {
        let key_result = self.key_result().map_err(|refusal| Self::whole(&self.words.refusal(&refusal, self.board)))?;
        let id = |name| self.get(name).and_then(|id| id.trim().parse::<uuid::Uuid>().ok());
        let (Some(command), Some(check_in)) = (id(COMMAND), id(CHECK_IN)) else {
            return Err(Self::whole(self.words.translate("check_in.incomplete")));
        };
        let (reading, confidence) = match (self.reading(key_result), self.confidence(key_result)) {
            (Ok(reading), Ok(confidence)) => (reading, confidence),
            (reading, confidence) => {
                let reading = reading.err().map(|words| (reading_field(&key_result.measure).to_owned(), words));
                let confidence = confidence.err().map(|words| (CONFIDENCE.to_owned(), words));
                return Err(reading.into_iter().chain(confidence).collect());
            }
        };
        let [progress, obstacle, next] = NOTE.map(|name| self.get(name).unwrap_or_default().trim().replace("\r\n", "\n"));
        let note = Note { progress, obstacle, next };
        let id = command.into();
        let command = Command::CheckIn { id: check_in.into(), key_result: key_result.id, reading, confidence, note };
        Ok(Envelope { id, command })
    }

    fn key_result(self) -> Result<&'a KeyResult, Refusal> {
        // An invalid id counts as an unknown one.
        let id = self.get(KEY_RESULT).and_then(|id| id.trim().parse().ok()).unwrap_or(KeyResultId(uuid::Uuid::nil()));
        self.board.key_result(id)
    }

    fn reading(self, key_result: &KeyResult) -> Result<Reading, String> {
        let measure = &key_result.measure;
        let reading = match measure {
            _ if self.is_unchanged() => key_result
                .last()
                .map(|last| last.reading.on(measure))
                .ok_or_else(|| self.words.translate("check_in.nothing_to_repeat").to_owned())?,
            Measure::Metric { unit, .. } | Measure::Keep { unit, .. } => {
                let typed = self.get(VALUE).unwrap_or_default();
                let number = number_meant(key_result, typed, self.get(MEANT));
                Reading::Number(number.map_err(|unread| self.words.unread(&unread, typed, unit))?)
            }
            Measure::Milestones { steps } => Reading::Steps(self.steps(steps)),
            Measure::Done { .. } => Reading::Done(self.get(DONE).is_some()),
        };
        measure.check_reading(&reading).map_err(|refusal| self.words.refusal(&refusal, self.board))?;
        Ok(reading)
    }

    /// The ticked steps, including ones that the measure no longer has and will refuse.
    fn steps(self, there: &[Milestone]) -> Ticks {
        let mut ticks = Ticks::of(there, |_| false);
        for id in self.fields.iter().filter_map(|(name, _)| name.strip_prefix("step-")?.parse().ok()) {
            ticks.tick(id, true);
        }
        ticks
    }

    fn confidence(self, key_result: &KeyResult) -> Result<u8, String> {
        if self.is_unchanged()
            && let Some(confidence) = key_result.last().and_then(|last| last.confidence)
        {
            return Ok(confidence);
        }
        let typed = self.get(CONFIDENCE).unwrap_or_default();
        match number::read(typed, "").map(|readings| readings.plain) {
            Ok(confidence) if confidence.fract() == 0.0 && (0.0..=10.0).contains(&confidence) =>
            {
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number from 0 to 10")]
                Ok(confidence as u8)
            }
            Err(number::Unread::Missing) => Err(self.words.translate("check_in.confidence_missing").to_owned()),
            _ => Err(self.words.translate("check_in.confidence_range").to_owned()),
        }
    }

    fn is_unchanged(self) -> bool {
        self.get(UNCHANGED).is_some()
    }

    fn get(self, field: &str) -> Option<&'a str> {
        self.fields.iter().find(|(name, _)| name == field).map(|(_, value)| value.as_str())
    }

    fn whole(words: &str) -> Problems {
        vec![(String::new(), words.to_owned())]
    }

    fn returned(self, problems: Problems) -> Returned {
        Returned { typed: self.fields.to_vec(), problems }
    }
}

/// The form's button for a confidence: the band it belongs to.
pub fn band(confidence: Option<u8>) -> Option<Confidence> {
    confidence.map(|confidence| Confidence::of(f64::from(confidence)))
}

#[cfg(test)]
mod tests;
