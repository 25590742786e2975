//! What is said of an event.

use okr::{Entry, Event, How, KeyResultId, Reading};

use super::names::Narrator;
use super::pieces::{Piece, pieces};
use crate::components::measure::reading_words;
use crate::components::person::name_of;
use crate::i18n::t;

/// What is said of an event, as two phrases and the values of their placeholders.
pub(super) struct Statement {
    /// The key of the phrase for pages about the organisation's work. It says who did it.
    pub(super) brief: &'static str,
    /// The key of the phrase for the audit log, which names the person in another column and quotes all titles.
    pub(super) full: &'static str,
    /// The values. Each phrase uses some of them.
    pub(super) values: Vec<(&'static str, String)>,
}

impl Narrator<'_> {
    /// An entry as one sentence; `None` if it is about nothing but the organisation's administration.
    pub fn sentence(&self, entry: &Entry) -> Option<Vec<Piece>> {
        let who = match entry.actor {
            Some(_) => name_of(self.board, entry.actor),
            None => self.words.translate("feed.server").to_owned(),
        };
        let rows = imported_rows(entry);
        let (phrase, mut values) = if rows > 0 {
            ("feed.imported", vec![("rows", self.words.number(rows as f64))])
        } else {
            // A command that replaces an alignment removes the old one first; the sentence is about the new one.
            let aligned = entry.events.iter().find(|event| matches!(event, Event::Aligned { .. }));
            let said = self.statement(aligned.or_else(|| entry.events.first())?)?;
            (said.brief, said.values)
        };
        values.push(("who", who));
        Some(pieces(self.words.translate(phrase), &values))
    }

    /// All that an entry did, with the reasons: a sentence for each event. An import is one sentence, whatever its size.
    pub fn sentences(&self, entry: &Entry) -> Vec<String> {
        let words = self.words;
        let rows = imported_rows(entry);
        let imported = (rows > 0).then(|| t!(words, "audit.imported", n = rows));
        let others =
            entry.events.iter().filter(|event| rows == 0 || matches!(event, Event::CycleOpened(_) | Event::PhaseMoved { .. }));
        let told = others.map(|event| {
            let said = match self.statement(event) {
                Some(said) => words.fill(said.full, &said.values),
                None => self.administration(event),
            };
            match reason(event) {
                "" => said,
                reason => t!(words, "audit.because", what = said, reason = reason),
            }
        });
        told.chain(imported).collect()
    }

    /// What is said of an event; `None` for the organisation's [administration](Narrator::administration).
    pub(super) fn statement(&self, event: &Event) -> Option<Statement> {
        let words = self.words;
        let one = |what: String| vec![("what", what)];
        let both = |what: String, to: String| vec![("what", what), ("to", to)];
        let edited = |what: String, before: &str, after: &str, full| {
            let full = if before == after { full } else { "audit.reworded" };
            ("feed.edited", full, vec![("what", what), ("before", before.to_owned()), ("after", after.to_owned())])
        };
        let (brief, full, values) = match event {
            Event::CheckedIn { key_result, check_in, before } => {
                let now = &check_in.point.reading;
                let mut values = vec![("what", self.key_result(*key_result)), ("now", self.reading(*key_result, now))];
                let brief = match before {
                    Some((before, _)) if before == now => "feed.checked_in_unchanged",
                    Some((before, _)) => {
                        values.push(("before", self.reading(*key_result, before)));
                        "feed.checked_in_from"
                    }
                    None => "feed.checked_in",
                };
                (brief, "audit.checked_in", values)
            }
            Event::Corrected { key_result, check_in, .. } => {
                let now = self.reading(*key_result, &check_in.point.reading);
                ("feed.corrected", "audit.corrected", vec![("what", self.key_result(*key_result)), ("now", now)])
            }
            Event::Aligned { child, alignment, .. } => {
                ("feed.aligned", "audit.aligned", both(self.objective(*child), self.parent(alignment.parent)))
            }
            Event::Unaligned { child, before, reason, .. } => {
                let brief = if reason.is_empty() { "feed.unaligned" } else { "feed.declined" };
                (brief, "audit.unaligned", both(self.objective(*child), self.parent(before.parent)))
            }
            Event::Reweighed { child, parent, before, after, .. } => {
                // The brief phrase doesn't use these, whose keys the client doesn't have.
                let how = |how| match how {
                    How::Contributes(weight) => t!(words, "audit.weight", n = words.number(weight)),
                    How::Supports => words.translate("audit.supports").to_owned(),
                };
                let (what, to) = (self.objective(*child), self.parent(*parent));
                let values = vec![("what", what), ("to", to), ("before", how(*before)), ("after", how(*after))];
                ("feed.reweighed", "audit.reweighed", values)
            }
            Event::ObjectiveCreated(created) => {
                ("feed.created", "audit.objective_created", one(self.title(created.id, || created.title.clone())))
            }
            Event::ObjectiveEdited { id, before, after, .. } => {
                edited(self.objective(*id), &before.title, &after.title, "audit.objective_edited")
            }
            Event::Published { id, .. } => ("feed.published", "audit.published", one(self.objective(*id))),
            Event::Unpublished { id, .. } => ("feed.unpublished", "audit.unpublished", one(self.objective(*id))),
            Event::ObjectiveDeleted { before, .. } => ("feed.deleted", "audit.objective_deleted", one(before.title.clone())),
            Event::KeyResultCreated { key_result, .. } => {
                let values = both(key_result.title.clone(), self.objective(key_result.objective));
                ("feed.key_result_created", "audit.key_result_created", values)
            }
            Event::KeyResultEdited { id, before, after, .. } => {
                edited(self.key_result(*id), &before.title, &after.title, "audit.key_result_edited")
            }
            Event::KeyResultDeleted { before, .. } => ("feed.deleted", "audit.key_result_deleted", one(before.title.clone())),
            Event::CycleOpened(cycle) => ("feed.cycle_opened", "audit.cycle_opened", one(cycle.name.clone())),
            Event::PhaseMoved { cycle, from, to, .. } => {
                let name = self.board.cycle(*cycle).map(|cycle| cycle.name.clone()).unwrap_or_default();
                let [from, to] = [from, to].map(|phase| words.phase(*phase).to_owned());
                ("feed.phase_moved", "audit.phase_moved", vec![("what", name), ("from", from), ("to", to)])
            }
            Event::HandedOver { from, to, objectives, key_results, pillars } => {
                let n = objectives.len() + key_results.len() + pillars.len();
                let [from, to] = [from, to].map(|person| name_of(self.board, Some(*person)));
                let values = vec![("n", words.number(n as f64)), ("from", from), ("to", to)];
                ("feed.handed_over", "audit.handed_over", values)
            }
            Event::Founded(_)
            | Event::OrganisationEdited { .. }
            | Event::TeamAdded(_)
            | Event::TeamEdited { .. }
            | Event::TeamRemoved(_)
            | Event::PersonAdded(_)
            | Event::PersonEdited { .. }
            | Event::PersonDeactivated { .. }
            | Event::PersonReactivated { .. }
            | Event::SecondFactorRequired { .. }
            | Event::PillarAdded(_)
            // The rows of an import are told together, as one sentence.
            | Event::RowImported { .. } => return None,
        };
        Some(Statement { brief, full, values })
    }

    fn reading(&self, key_result: KeyResultId, reading: &Reading) -> String {
        let measure = self.board.key_result(key_result).ok().map(|key_result| &key_result.measure);
        reading_words(self.words, reading, measure)
    }
}

/// How many rows of a table an entry imported.
fn imported_rows(entry: &Entry) -> usize {
    entry.events.iter().filter(|event| matches!(event, Event::RowImported { .. })).count()
}

/// The reason that was given for an event; empty without one.
pub(super) fn reason(event: &Event) -> &str {
    match event {
        Event::PhaseMoved { reason, .. }
        | Event::ObjectiveEdited { reason, .. }
        | Event::ObjectiveDeleted { reason, .. }
        | Event::KeyResultCreated { reason, .. }
        | Event::KeyResultEdited { reason, .. }
        | Event::KeyResultDeleted { reason, .. }
        | Event::Unaligned { reason, .. }
        | Event::Reweighed { reason, .. } => reason,
        _ => "",
    }
}
