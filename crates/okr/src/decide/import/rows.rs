//! Objectives, key results and check-ins of a table.

use super::{Changed, Import, milestones};
use crate::import::{Content, Fault, Row, Target};
use crate::{
    CheckIn, Doing, Event, Field, KeyResultDraft, KeyResultId, Measure, Note, ObjectiveDraft, ObjectiveId, Point, Reading,
    Refusal, Thing, measure_check, text,
};

impl Import<'_> {
    pub(super) fn objectives(&mut self, rows: &[Changed<'_>]) {
        for changed in rows {
            if let Target::Objective(id) = changed.target {
                self.objective(id, changed);
            }
        }
    }

    fn objective(&mut self, id: ObjectiveId, changed: &Changed<'_>) {
        let Content::Objective { published, .. } = changed.row.content else { return };
        let Some(written) = self.written_objective(changed.row) else { return };
        let happened = match changed.said() {
            None => self.steps.case().new_objective(id, self.cycle, &written).map(|event| vec![event]),
            Some(said) => self.objective_edited(id, said, written),
        };
        let Some(events) = self.note_rule(changed.row, "", happened) else { return };
        self.steps.take_all(events);

        let was_published = matches!(changed.said(), Some(Content::Objective { published: true, .. }));
        let is_draft = self.steps.board.objectives.get(&id).is_some_and(|objective| !objective.is_published());
        if published && !was_published && is_draft {
            let case = self.steps.case();
            let (at, allowed) = (case.at.now, case.board.cycle(self.cycle).and_then(|cycle| cycle.allows(Doing::Publish)));
            if self.note_rule(changed.row, "stage", allowed).is_some() {
                self.steps.take(Event::Published { id, at });
            }
        }
    }

    fn objective_edited(&self, id: ObjectiveId, said: &Content, written: ObjectiveDraft) -> Result<Vec<Event>, Refusal> {
        let before = ObjectiveDraft::of(self.steps.board.objective(id)?);
        let said = self.read_objective(said).unwrap_or_else(|| before.clone());
        let draft = ObjectiveDraft {
            title: differing(said.title, written.title, before.title.clone()),
            why: differing(said.why, written.why, before.why.clone()),
            team: differing(said.team, written.team, before.team),
            owner: differing(said.owner, written.owner, before.owner),
            pillar: differing(said.pillar, written.pillar, before.pillar),
            ambition: differing(said.ambition, written.ambition, before.ambition),
        };
        let after = self.steps.case().check_objective(&draft, Some(before.owner))?;
        if before == after {
            return Ok(Vec::new());
        }
        let reason = self.edited(id, after.changes_promise(&before))?;
        Ok(vec![Event::ObjectiveEdited { id, before, after, reason }])
    }

    /// Whether the content may change now, and the reason for the change.
    fn edited(&self, id: ObjectiveId, changes_promise: bool) -> Result<String, Refusal> {
        let board = &self.steps.board;
        board.cycle(board.objective(id)?.cycle)?.accepts_changes()?;
        self.reason(id, changes_promise)
    }

    /// The objective in a row; notes every invalid cell.
    fn written_objective(&mut self, row: &Row) -> Option<ObjectiveDraft> {
        let Content::Objective { owner, title, why, pillar, .. } = &row.content else { return None };
        if owner.is_empty() {
            self.problem(row, "owner", Fault::Empty);
        }
        let pillar = self.pillar(pillar);
        let cells = (
            self.note(row, "pillar", pillar),
            self.note_rule(row, "title", text::line(Field::Title, title)),
            self.note_rule(row, "description", text::prose(Field::Why, why)),
        );
        let (Some(_), Some(_), Some(_)) = cells else { return None };
        self.read_objective(&row.content)
    }

    /// The objective in a row, if everything it refers to exists.
    fn read_objective(&self, content: &Content) -> Option<ObjectiveDraft> {
        let Content::Objective { team, owner, title, why, ambition, pillar, .. } = content else { return None };
        let (team, owner, pillar) = (self.known_team(team)?, self.owner(owner)?, self.pillar(pillar).ok()?);
        let (title, why) = (title.trim().to_owned(), why.trim().to_owned());
        Some(ObjectiveDraft { title, why, team, owner, pillar, ambition: *ambition })
    }

    pub(super) fn key_results(&mut self, rows: &[Changed<'_>]) {
        for changed in rows {
            if let Target::KeyResult(id) = changed.target {
                self.key_result(id, changed);
            }
        }
    }

    fn key_result(&mut self, id: KeyResultId, changed: &Changed<'_>) {
        let row = changed.row;
        let Content::KeyResult { objective, measure, reading, confidence, .. } = &row.content else { return };
        let found = self.find(objective).and_then(|target| match target {
            Target::Objective(id) => Ok(id),
            Target::KeyResult(_) => Err(Fault::WrongType(objective.clone())),
        });
        let found = self.note(row, "parent", found);
        let written = self.written_key_result(row);
        if reading.is_none() && confidence.is_some() {
            self.problem(row, "value", Fault::Empty);
        }
        // A missing objective was deleted manually, or has a problem that is reported already.
        let Some((written, objective)) = written.zip(found.filter(|id| self.stands(Target::Objective(*id)))) else { return };
        let happened = match changed.said() {
            None => self
                .reason(objective, true)
                .and_then(|reason| self.steps.case().new_key_result(id, objective, &written, reason).map(|event| vec![event])),
            Some(said) => self.key_result_edited(id, objective, said, written),
        };
        let Some(events) = self.note_rule(row, "parent", happened) else { return };
        self.steps.take_all(events);

        if milestones::reports_anew(changed.said(), &row.content)
            && let Some(reading) = reading
        {
            let happened = self.reported(id, measure, reading, *confidence);
            if let Some(event) = self.note_rule(row, "value", happened) {
                self.steps.take(event);
            }
        }
    }

    fn key_result_edited(
        &mut self,
        id: KeyResultId,
        objective: ObjectiveId,
        said: &Content,
        written: KeyResultDraft,
    ) -> Result<Vec<Event>, Refusal> {
        let key_result = self.steps.board.key_result(id)?;
        if key_result.objective != objective {
            return Err(Refusal::Taken(Thing::KeyResult(id)));
        }
        let before = KeyResultDraft::of(key_result);
        let said = self.read_key_result(said).unwrap_or_else(|| before.clone());
        let draft = KeyResultDraft {
            title: differing(said.title, written.title, before.title.clone()),
            owner: differing(said.owner, written.owner, before.owner),
            weight: differing(said.weight, written.weight, before.weight),
            measure: if said.measure == written.measure {
                before.measure.clone()
            } else {
                milestones::known_again(written.measure, &before.measure, || self.ids.fresh())
            },
            driven: before.driven,
        };
        let after = self.steps.case().check_key_result(&draft, before.owner)?;
        if before == after {
            return Ok(Vec::new());
        }
        let reason = self.edited(objective, after.changes_promise(&before))?;
        Ok(vec![Event::KeyResultEdited { id, before, after, reason }])
    }

    /// The key result in a row; notes every invalid cell.
    fn written_key_result(&mut self, row: &Row) -> Option<KeyResultDraft> {
        let Content::KeyResult { title, weight, measure, .. } = &row.content else { return None };
        let cells = (
            self.note_rule(row, "title", text::line(Field::Title, title)),
            self.note_rule(row, "weight", measure_check::weight(*weight)),
            self.note_rule(row, "measure", measure.check()),
        );
        let (Some(_), Some(_), Some(_)) = cells else { return None };
        self.read_key_result(&row.content)
    }

    /// The key result in a row.
    fn read_key_result(&self, content: &Content) -> Option<KeyResultDraft> {
        let Content::KeyResult { owner, title, weight, measure, .. } = content else { return None };
        let (title, owner) = (title.trim().to_owned(), self.owner(owner));
        Some(KeyResultDraft { title, owner, weight: *weight, measure: measure.check().ok()?, driven: false })
    }

    fn reported(
        &mut self,
        id: KeyResultId,
        written: &Measure,
        reading: &Reading,
        confidence: Option<u8>,
    ) -> Result<Event, Refusal> {
        let check_in = self.ids.fresh();
        let case = self.steps.case();
        let key_result = case.board.key_result(id)?;
        let reading = milestones::reading_on(written, reading, &key_result.measure);
        let (at, by) = (case.at.now, case.actor.person());
        let point = Point { check_in, at, by, reading, confidence, imported: true };
        case.reported(key_result, CheckIn { point, note: Note::default() })
    }
}

/// The resulting value: the row's, if it has changed since the last import; otherwise the current one.
fn differing<T: PartialEq>(said: T, says: T, stands: T) -> T {
    if said == says { stands } else { says }
}
