//! A key result as it is typed into its form, and what it is read as.

use okr::{Board, Field, KeyResultDraft, Measure, Refusal};
use serde::{Deserialize, Serialize};

use super::typed_steps::{Step, WrongStep, read as read_steps};
use crate::forms::number::{self, Unread, written};
use crate::i18n::{Words, t};

/// The values as typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Typed {
    pub(super) title: String,
    pub(super) owner: String,
    pub(super) weight: String,
    pub(super) kind: String,
    pub(super) unit: String,
    pub(super) baseline: String,
    pub(super) target: String,
    pub(super) lower: String,
    pub(super) upper: String,
    pub(super) steps: Vec<Step>,
    pub(super) due: String,
    pub(super) driven: bool,
    pub(super) reason: String,
    /// Numbers that aren't asked about as ambiguous: the initial ones, and those already chosen.
    #[serde(default)]
    pub(super) meant: Vec<f64>,
    /// The draft at the beginning; `None` for a new key result.
    pub(super) base: Option<KeyResultDraft>,
}

/// Why the input isn't a valid key result.
#[derive(Debug, PartialEq)]
pub(super) enum FormError {
    Refused(Refusal),
    Step(WrongStep),
    /// An invalid or ambiguous number.
    Number {
        field: Field,
        unread: Unread,
        typed: String,
    },
}

impl From<Refusal> for FormError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl Typed {
    /// A draft as its form shows it.
    pub(super) fn of(draft: &KeyResultDraft) -> Self {
        let mut typed = Self {
            title: draft.title.clone(),
            owner: draft.owner.map(|owner| owner.to_string()).unwrap_or_default(),
            weight: written(draft.weight),
            kind: String::new(),
            unit: String::new(),
            baseline: String::new(),
            target: String::new(),
            lower: String::new(),
            upper: String::new(),
            steps: Vec::new(),
            due: String::new(),
            driven: draft.driven,
            reason: String::new(),
            base: None,
            meant: vec![draft.weight],
        };
        let optional = |value: &Option<f64>| value.map(written).unwrap_or_default();
        match &draft.measure {
            Measure::Metric { unit, baseline, target } => {
                (typed.kind, typed.unit) = ("metric".into(), unit.clone());
                (typed.baseline, typed.target) = (written(*baseline), written(*target));
                typed.meant.extend([baseline, target]);
            }
            Measure::Keep { unit, lower, upper } => {
                (typed.kind, typed.unit) = ("keep".into(), unit.clone());
                (typed.lower, typed.upper) = (optional(lower), optional(upper));
                typed.meant.extend(lower.iter().chain(upper));
            }
            Measure::Milestones { steps } => {
                typed.kind = "milestones".into();
                typed.steps = steps.iter().map(Step::of).collect();
            }
            Measure::Done { due } => {
                (typed.kind, typed.due) = ("done".into(), due.map(|due| due.to_string()).unwrap_or_default());
            }
        }
        typed
    }

    /// Copies a field from another form.
    pub(super) fn take(&mut self, field: Field, from: &Self) {
        let from = from.clone();
        self.meant.extend(&from.meant);
        match field {
            Field::Title => self.title = from.title,
            Field::Owner => self.owner = from.owner,
            Field::Weight => self.weight = from.weight,
            Field::Unit => self.unit = from.unit,
            Field::Baseline => self.baseline = from.baseline,
            Field::Target => self.target = from.target,
            Field::Bounds => (self.lower, self.upper) = (from.lower, from.upper),
            Field::Milestones => self.steps = from.steps,
            Field::Driven => self.driven = from.driven,
            Field::Measure => {
                let Self { title, owner, weight, driven, reason, meant, base, .. } = self.clone();
                *self = Self { title, owner, weight, driven, reason, meant, base, ..from };
            }
            _ => {}
        }
    }

    /// Writes the chosen number into its field.
    pub(super) fn answer(&mut self, field: Field, number: String) {
        let choice = number.parse::<f64>();
        let is_asked =
            number::read(&self.lower, &self.unit).is_ok_and(|is| [Some(is.plain), is.other].contains(&choice.clone().ok()));
        match field {
            Field::Baseline => self.baseline = number,
            Field::Target => self.target = number,
            Field::Weight => self.weight = number,
            Field::Bounds if is_asked => self.lower = number,
            Field::Bounds => self.upper = number,
            _ => {}
        }
        self.meant.extend(choice);
    }

    /// Parses the input.
    pub(super) fn read(&self) -> Result<KeyResultDraft, FormError> {
        // A number may be typed with its unit.
        let counted = |text: &str, unit: &str, field| {
            let read = number::read(text, unit).and_then(|readings| readings.judged(None, &self.meant));
            read.map_err(|unread| FormError::Number { field, unread, typed: text.to_owned() })
        };
        let number = |text: &str, field| counted(text, &self.unit, field);
        let optional = |text: &str| if text.trim().is_empty() { Ok(None) } else { number(text, Field::Bounds).map(Some) };
        let measure = match self.kind.as_str() {
            "keep" => Measure::Keep { unit: self.unit.clone(), lower: optional(&self.lower)?, upper: optional(&self.upper)? },
            "milestones" => Measure::Milestones { steps: read_steps(&self.steps).map_err(FormError::Step)? },
            "done" if self.due.is_empty() => Measure::Done { due: None },
            "done" => Measure::Done { due: Some(self.due.parse().map_err(|_| Refusal::DatesCrossed)?) },
            _ => Measure::Metric {
                unit: self.unit.clone(),
                baseline: number(&self.baseline, Field::Baseline)?,
                target: number(&self.target, Field::Target)?,
            },
        };
        Ok(KeyResultDraft {
            title: self.title.clone(),
            owner: self.owner.parse().ok(),
            weight: counted(&self.weight, "", Field::Weight)?,
            measure,
            driven: self.driven,
        })
    }
}

impl FormError {
    /// The field with an ambiguous number, and its possible meanings.
    pub(super) fn asked(&self) -> Option<(Field, Vec<String>)> {
        match self {
            Self::Number { field, unread, .. } => Some((*field, number::choices(unread))),
            Self::Refused(_) | Self::Step(_) => None,
        }
    }

    /// What is shown; `unit` is the one typed.
    pub(super) fn words(&self, words: Words, board: &Board, unit: &str) -> String {
        match self {
            Self::Refused(refusal) => words.refusal(refusal, board),
            Self::Step(WrongStep { row, refusal }) => {
                t!(words, "milestones.wrong_row", row = row, why = words.refusal(refusal, board))
            }
            Self::Number { field, unread, typed } => {
                let problem = match unread {
                    Unread::NotPercent if *field != Field::Weight && unit.trim().is_empty() => {
                        words.translate("number.unit_percent").to_owned()
                    }
                    unread => words.unread(unread, typed, if *field == Field::Weight { "" } else { unit }),
                };
                t!(words, "number.in_field", field = words.field(*field), problem = problem)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_may_be_typed_with_its_unit_and_nothing_is_rounded() {
        let measure = Measure::Metric { unit: "%".into(), baseline: 80.0, target: 95.0 };
        let draft = KeyResultDraft { title: "Renewals".into(), owner: None, weight: 0.125, measure, driven: false };
        let mut typed = Typed::of(&draft);
        assert_eq!(typed.read().unwrap(), draft);
        typed.target = "95%".into();
        assert_eq!(typed.read().unwrap(), draft);
    }

    #[test]
    fn a_number_that_reads_both_ways_is_asked_about_and_its_answer_is_taken() {
        let measure = Measure::Metric { unit: String::new(), baseline: 1.125, target: 4.5 };
        let draft = KeyResultDraft { title: "Rating".into(), owner: None, weight: 1.0, measure, driven: false };
        let mut typed = Typed::of(&draft);
        assert_eq!(typed.read().unwrap(), draft, "what stood there isn't asked about");
        typed.target = "4,355".into();
        let (field, choices) = typed.read().unwrap_err().asked().unwrap();
        assert_eq!((field, choices), (Field::Target, vec!["4.355".to_owned(), "4355".to_owned()]));
        typed.answer(field, "4.355".into());
        assert_eq!(typed.target, "4.355");
        let answered = Measure::Metric { unit: String::new(), baseline: 1.125, target: 4.355 };
        assert_eq!(typed.read().unwrap().measure, answered);
    }

    #[test]
    fn a_number_that_cannot_be_read_is_said_as_in_a_check_in() {
        let words = Words(okr::Language::English);
        let measure = Measure::Metric { unit: String::new(), baseline: 0.0, target: 4.5 };
        let draft = KeyResultDraft { title: "Rating".into(), owner: None, weight: 1.0, measure, driven: false };
        for (target, said) in [
            ("10%", "Target: Write % into the unit, and the number without it."),
            ("0,25", "Target: “0,25” may mean 0.25 or 25. Choose the one you mean."),
            ("1e400", "Target: The number is too large. Check its digits."),
            ("", "Target: Enter a number, such as 12.5."),
        ] {
            let typed = Typed { target: target.into(), ..Typed::of(&draft) };
            assert_eq!(typed.read().unwrap_err().words(words, &Board::default(), ""), said);
        }
    }
}
