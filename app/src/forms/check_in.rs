//! A check-in as it is filled in: one key result's new reading, a confidence, and a note.

use okr::{
    Board, Command, Confidence, Envelope, Field, KeyResult, KeyResultId, Measure, Milestone, MilestoneId, Note, Reading, Refusal,
    Ticks,
};

use super::number::{self, MEANT, Scale};
use crate::error::AppError;
use crate::i18n::Words;
use crate::opening::Returned;
use crate::t;

/// The name of the key result's field.
pub const KEY_RESULT: &str = "key_result";
/// The name of the field that holds the check-in's id.
pub const CHECK_IN: &str = "check_in";
/// The name of the field that holds the command's id.
pub const COMMAND: &str = "command";
/// The name of the value's field: of a metric or a keep.
pub const VALUE: &str = "value";
/// The name under which problems with milestones are said. Each step has a field of its own: [`step`].
pub const STEPS: &str = "steps";
/// The name of the field of a done: there if it is done.
pub const DONE: &str = "done";
/// The name of the confidence's field, 0 to 10.
pub const CONFIDENCE: &str = "confidence";
/// The names of the note's three fields: what moved, what is in the way, what is next.
pub const NOTE: [&str; 3] = ["note_progress", "note_obstacle", "note_next"];
/// The name of the button that reports the last reading and confidence again.
pub const UNCHANGED: &str = "unchanged";

/// The name of a milestone's field: there if the step is done.
pub fn step(id: MilestoneId) -> String {
    format!("step-{id}")
}

/// Where problems with a measure's reading are said.
pub const fn reading_field(measure: &Measure) -> &'static str {
    match measure {
        Measure::Metric { .. } | Measure::Keep { .. } => VALUE,
        Measure::Milestones { .. } => STEPS,
        Measure::Done { .. } => DONE,
    }
}

/// What a measure counts; empty for what counts nothing.
pub fn unit(measure: &Measure) -> &str {
    match measure {
        Measure::Metric { unit, .. } | Measure::Keep { unit, .. } => unit,
        Measure::Milestones { .. } | Measure::Done { .. } => "",
    }
}

/// The number that was typed as a key result's value; of one that was asked about, what was answered.
///
/// # Errors
/// Why it can't be taken, or has to be asked about.
pub fn number_meant(key_result: &KeyResult, typed: &str, meant: Option<&str>) -> Result<f64, number::Unread> {
    let last = key_result.last().and_then(|last| match last.reading {
        Reading::Number(value) => Some(value),
        Reading::Steps(_) | Reading::Done(_) => None,
    });
    let known: Vec<f64> = meant.and_then(|meant| meant.trim().parse().ok()).into_iter().chain(last).collect();
    number::read(typed, unit(&key_result.measure))?.judged(Scale::of(&key_result.measure, last), &known)
}

/// What the value that was typed may mean, if it has to be asked about.
pub fn choices(key_result: &KeyResult, typed: &str, meant: Option<&str>) -> Vec<String> {
    number_meant(key_result, typed, meant).err().map(|unread| number::choices(&unread)).unwrap_or_default()
}

/// Reads a filled-in form. Whether the rules allow what it asks for is not looked at here.
///
/// # Errors
/// What was typed, with every problem in a sentence beside its field.
pub fn parse(words: Words, board: &Board, fields: &[(String, String)]) -> Result<Envelope, Returned> {
    let form = Form { words, board, fields };
    form.read().map_err(|problems| form.returned(problems))
}

/// A form that was read, but whose command was refused.
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

/// What a check-in did to the objective that the key result belongs to, in a sentence: its progress before and after.
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

/// Why a confidence asks for a note, if it does. The form wants it written; no rule does.
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
        // An id that can't be read names nothing, just as one that isn't there.
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

    /// Which steps are ticked; also one that the measure no longer has, which it then refuses.
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

/// A confidence as it stands in the form: the button whose band it lies in.
pub fn band(confidence: Option<u8>) -> Option<Confidence> {
    confidence.map(|confidence| Confidence::of(f64::from(confidence)))
}

#[cfg(test)]
mod tests;
