//! The changes of a journal entry to an objective, field by field, so that changes of targets are visible.

use chrono::NaiveDate;
use okr::{Ambition, Entry, Event, KeyResultDraft, Measure, Milestone, MilestoneId, ObjectiveDraft, ObjectiveId, PersonId};

use super::names::Narrator;
use super::statement::reason;
use crate::components::measure::{bounds_words, range_words};
use crate::components::person::name_of;
use crate::i18n::t;

impl Narrator<'_> {
    /// One line for each field of an objective, or of its key results, that an entry changed, and one for each reason
    /// given. Other changes of the entry are omitted.
    pub fn changes(&self, entry: &Entry, objective: ObjectiveId) -> Vec<String> {
        // A key result deleted since is in this history only if it belonged to this objective.
        let of_key_result = |id| self.board.key_result(id).map_or(true, |key_result| key_result.objective == objective);
        let mut lines = Lines { narrator: *self, told: Vec::new() };
        for event in &entry.events {
            match event {
                Event::ObjectiveEdited { id, before, after, .. } if *id == objective => lines.objective(before, after),
                Event::KeyResultEdited { id, before, after, .. } if of_key_result(*id) => lines.key_result(before, after),
                Event::Reweighed { before, after, .. } => {
                    lines.moved("history.counts", self.words.how(*before), self.words.how(*after));
                }
                Event::Unaligned { .. } | Event::PhaseMoved { .. } => {}
                Event::KeyResultCreated { key_result, .. } | Event::KeyResultDeleted { before: key_result, .. }
                    if key_result.objective == objective => {}
                _ => continue,
            }
            match reason(event) {
                "" => {}
                reason => lines.told.push(t!(self.words, "history.because", reason = reason)),
            }
        }
        lines.told
    }
}

struct Lines<'a> {
    narrator: Narrator<'a>,
    told: Vec<String>,
}

impl Lines<'_> {
    /// Adds a line if a field has changed.
    fn moved(&mut self, field: &str, before: String, after: String) {
        if before != after {
            let shown = |text: String| if text.is_empty() { "–".to_owned() } else { text };
            let field = self.narrator.words.translate(field).to_owned();
            let values = [("field", field), ("before", shown(before)), ("after", shown(after))];
            self.told.push(self.narrator.words.fill("history.moved", &values));
        }
    }

    /// As [`Lines::moved`], for user text.
    fn written(&mut self, field: &str, before: &str, after: &str) {
        let quoted =
            |text: &str| if text.is_empty() { String::new() } else { t!(self.narrator.words, "history.quoted", text = text) };
        self.moved(field, quoted(before), quoted(after));
    }

    fn objective(&mut self, before: &ObjectiveDraft, after: &ObjectiveDraft) {
        let (words, board) = (self.narrator.words, self.narrator.board);
        let team = |id| board.team(id).map(|team| team.name.clone()).unwrap_or_default();
        let pillar =
            |id: Option<_>| id.and_then(|id| board.pillar(id).ok()).map(|pillar| pillar.name.clone()).unwrap_or_default();
        let ambition = |ambition| match ambition {
            Ambition::Committed => words.translate("ambition.committed").to_owned(),
            Ambition::Aspirational => words.translate("ambition.aspirational").to_owned(),
        };
        self.written("field.title", &before.title, &after.title);
        self.written("field.why", &before.why, &after.why);
        self.moved("overview.team", team(before.team), team(after.team));
        self.owner(Some(before.owner), Some(after.owner));
        self.moved("field.pillar", pillar(before.pillar), pillar(after.pillar));
        self.moved("objective.ambition", ambition(before.ambition), ambition(after.ambition));
    }

    fn key_result(&mut self, before: &KeyResultDraft, after: &KeyResultDraft) {
        let words = self.narrator.words;
        self.written("field.title", &before.title, &after.title);
        self.owner(before.owner, after.owner);
        self.moved("field.weight", words.number(before.weight), words.number(after.weight));
        self.measure(&before.measure, &after.measure);
        let counts = |driven| words.translate(if driven { "objective.driven" } else { "objective.own_measure" }).to_owned();
        self.moved("history.counts", counts(before.driven), counts(after.driven));
    }

    fn owner(&mut self, before: Option<PersonId>, after: Option<PersonId>) {
        let name = |id: Option<_>| id.map(|id| name_of(self.narrator.board, Some(id))).unwrap_or_default();
        self.moved("field.owner", name(before), name(after));
    }

    fn measure(&mut self, before: &Measure, after: &Measure) {
        let words = self.narrator.words;
        match (before, after) {
            (
                Measure::Metric { unit, baseline, target },
                Measure::Metric { unit: new_unit, baseline: new_baseline, target: new_target },
            ) => {
                self.moved("field.unit", unit.clone(), new_unit.clone());
                self.moved("field.baseline", words.quantity(*baseline, unit), words.quantity(*new_baseline, new_unit));
                self.moved("field.target", words.quantity(*target, unit), words.quantity(*new_target, new_unit));
            }
            (Measure::Keep { unit, lower, upper }, Measure::Keep { unit: new_unit, lower: new_lower, upper: new_upper }) => {
                let bounds = bounds_words(words, unit, *lower, *upper);
                self.moved("field.bounds", bounds, bounds_words(words, new_unit, *new_lower, *new_upper));
            }
            (Measure::Milestones { steps }, Measure::Milestones { steps: new_steps }) => self.steps(steps, new_steps),
            (Measure::Done { due }, Measure::Done { due: new_due }) => self.moved("done.due", self.day(*due), self.day(*new_due)),
            _ => self.moved("objective.measured_by", range_words(words, before), range_words(words, after)),
        }
    }

    /// Steps that were added, removed or renamed, or whose weight or date changed.
    fn steps(&mut self, before: &[Milestone], after: &[Milestone]) {
        let words = self.narrator.words;
        let of = |steps: &[Milestone], id: MilestoneId| steps.iter().find(|step| step.id == id).cloned();
        for step in before.iter().filter(|step| of(after, step.id).is_none()) {
            self.told.push(t!(words, "history.step_gone", step = step.name));
        }
        let said = |step: &Milestone| {
            let due = step.due.map(|due| format!(" · {}", words.date(due))).unwrap_or_default();
            format!("{}{due}", t!(words, "objective.weight", weight = words.number(step.weight)))
        };
        for step in after {
            let Some(old) = of(before, step.id) else {
                self.told.push(t!(words, "history.step_new", step = step.name));
                continue;
            };
            self.written("field.milestones", &old.name, &step.name);
            let (was, is) = (said(&old), said(step));
            if was != is {
                self.told.push(t!(words, "history.step_moved", step = step.name, before = was, after = is));
            }
        }
    }

    fn day(&self, day: Option<NaiveDate>) -> String {
        day.map(|day| self.narrator.words.date(day)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use okr::fixtures::{EXECUTIVE, Fixture, OUTAGES, RELIABLE};
    use okr::{Board, CommandId, Language};

    use super::*;
    use crate::i18n::Words;

    fn draft(target: f64, unit: &str) -> KeyResultDraft {
        KeyResultDraft {
            title: "Fewer outages".into(),
            owner: Some(EXECUTIVE),
            weight: 1.0,
            measure: Measure::Metric { unit: unit.into(), baseline: 100.0, target },
            driven: false,
        }
    }

    fn lines(board: &Board, event: Event, language: Language) -> Vec<String> {
        let entry = Entry {
            seq: 1,
            command: CommandId(uuid::Uuid::nil()),
            actor: None,
            at: chrono::DateTime::UNIX_EPOCH,
            events: vec![event],
        };
        Narrator::on_page_of(Words(language), board, RELIABLE).changes(&entry, RELIABLE)
    }

    #[test]
    fn a_target_that_moved_is_told_as_a_target() {
        let aurora = Fixture::aurora();
        let edited = |before, after| Event::KeyResultEdited { id: OUTAGES, before, after, reason: "A new plant".into() };
        let event = edited(draft(60.0, ""), KeyResultDraft { weight: 2.0, ..draft(50.0, "") });
        let said = lines(&aurora.board, event, Language::English);
        assert_eq!(said[1..], ["Target: 60 → 50".to_owned(), "Because: A new plant".to_owned()]);
        assert!(said[0].ends_with("1 → 2"), "{said:?}");
        let chinese = lines(&aurora.board, edited(draft(60.0, "%"), draft(50.0, "%")), Language::Chinese);
        assert!(chinese[0].ends_with("60% → 50%"), "{chinese:?}");
    }

    #[test]
    fn what_an_entry_did_elsewhere_is_not_told_here() {
        let aurora = Fixture::aurora();
        let draft = ObjectiveDraft::of(aurora.board.objective(RELIABLE).unwrap());
        let edited = |id| Event::ObjectiveEdited {
            id,
            before: draft.clone(),
            after: ObjectiveDraft { title: "Anew".into(), ..draft.clone() },
            reason: String::new(),
        };
        let elsewhere = aurora.board.objectives.keys().copied().find(|id| *id != RELIABLE).unwrap();
        assert_eq!(lines(&aurora.board, edited(RELIABLE), Language::English).len(), 1);
        assert_eq!(lines(&aurora.board, edited(elsewhere), Language::English), Vec::<String>::new());
    }

    #[test]
    fn steps_that_came_and_went_are_named() {
        let aurora = Fixture::aurora();
        let step = |place: usize, name: &str, weight| {
            let id = MilestoneId::of_place(place);
            Milestone { id, name: name.into(), weight, due: None }
        };
        let draft = |steps| KeyResultDraft { measure: Measure::Milestones { steps }, ..draft(0.0, "") };
        let event = Event::KeyResultEdited {
            id: OUTAGES,
            before: draft(vec![step(0, "Plan", 1.0), step(1, "Build", 1.0)]),
            after: draft(vec![step(1, "Build", 3.0), step(2, "Move", 1.0)]),
            reason: String::new(),
        };
        let said = lines(&aurora.board, event, Language::English);
        assert_eq!(said.len(), 3, "{said:?}");
        assert!(said[0].contains("Plan") && said[1].contains("Build") && said[2].contains("Move"), "{said:?}");
    }
}
