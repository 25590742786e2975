//! Importing a table, all or nothing.
//!
//! Rows are identified by their `ref` within the cycle. The content of the last import is stored, and only
//! differences to it are applied, so that manual changes made since are kept. The order of rows doesn't matter: first
//! all rows get ids, then come teams and people, objectives, key results, and finally the alignments, whose default
//! rule depends on the rest.

mod alignments;
mod milestones;
mod names;
mod people;
mod rows;
mod teams;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::Weekday;
use uuid::Uuid;

use self::teams::TeamNames;
use super::steps::Steps;
use super::{Case, Decision};
use crate::import::{Content, Fault, ImportedRow, Problem, Row, Table, Target};
use crate::{Action, Board, CycleId, Event, Field, Language, ObjectiveId, Organisation, PersonId, Phase, Refusal, Subject, text};

impl Case<'_> {
    pub(super) fn import(self, table: &Table) -> Decision {
        self.may(Action::Import, Subject::Organisation)?;
        let mut import = Import::begin(self, table)?;
        let rows = import.new_and_changed();
        import.teams_and_people(&rows);
        import.objectives(&rows);
        import.key_results(&rows);
        import.alignments(&rows);
        import.end(rows)
    }
}

/// An import in progress.
struct Import<'t> {
    table: &'t Table,
    steps: Steps,
    ids: Ids,
    cycle: CycleId,
    /// The target of each `ref`, of this table and of earlier ones.
    targets: BTreeMap<String, Target>,
    /// The teams by name.
    teams: TeamNames,
    /// The owners in the table, by name or address.
    people: BTreeMap<&'t str, PersonId>,
    problems: Vec<Problem>,
    /// The board before the import: changes to what was promised there need a reason.
    before: Board,
}

/// Ids counted from the table's first id, so that an import needs no randomness.
struct Ids(u128);

impl Ids {
    fn fresh<T: From<Uuid>>(&mut self) -> T {
        let id = Uuid::from_u128(self.0);
        self.0 = self.0.wrapping_add(1);
        id.into()
    }
}

/// A row that is new or has changed since the last import.
struct Changed<'t> {
    row: &'t Row,
    target: Target,
    before: Option<Arc<ImportedRow>>,
}

impl Changed<'_> {
    /// The row's content in the last import.
    fn said(&self) -> Option<&Content> {
        self.before.as_deref().map(|before| &before.row.content)
    }
}

impl<'t> Import<'t> {
    /// Founds the organisation if there is none, and opens the cycle if it doesn't exist.
    fn begin(case: Case<'_>, table: &'t Table) -> Result<Self, Refusal> {
        let (mut steps, mut ids) = (Steps::from(case), Ids(table.ids_from.as_u128()));
        if steps.board.organisation.is_none() {
            let events = steps.case().found(&organisation_of(table)?, ids.fresh())?;
            steps.take_all(events);
        }
        let cycle = running_cycle(table, &mut steps, &mut ids)?;
        let before = case.board.clone();
        let (targets, people, problems) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
        let teams = TeamNames::of(&steps.board);
        Ok(Self { table, steps, ids, cycle, targets, teams, people, problems, before })
    }

    /// The new and changed rows. Afterwards every `ref` of the table has a target.
    fn new_and_changed(&mut self) -> Vec<Changed<'t>> {
        let known: BTreeMap<String, Arc<ImportedRow>> = self
            .steps
            .board
            .imported
            .iter()
            .filter(|((cycle, _), _)| *cycle == self.cycle)
            .map(|((_, reference), row)| (reference.clone(), Arc::clone(row)))
            .collect();
        self.targets = known.iter().map(|(reference, before)| (reference.clone(), before.target)).collect();
        let mut lines = BTreeMap::new();
        let mut rows = Vec::new();
        for row in &self.table.rows {
            if row.reference.is_empty() {
                self.problem(row, "ref", Fault::Empty);
                continue;
            }
            if lines.insert(row.reference.as_str(), row.line).is_some() {
                self.problem(row, "ref", Fault::RefTwice(row.reference.clone()));
                continue;
            }
            let before = known.get(&row.reference);
            let target = match before.map(|before| before.target) {
                // What was deleted manually stays deleted.
                Some(target) if !self.stands(target) => continue,
                Some(target) if of_one_type(target, &row.content) => target,
                Some(_) => {
                    self.problem(row, "type", Fault::WrongType(row.reference.clone()));
                    continue;
                }
                None => self.new_target(&row.content),
            };
            self.targets.insert(row.reference.clone(), target);
            if before.is_none_or(|before| before.row.content != row.content) {
                rows.push(Changed { row, target, before: before.cloned() });
            }
        }
        rows
    }

    /// Stores what was imported, if there are no problems.
    fn end(mut self, rows: Vec<Changed<'_>>) -> Decision {
        if !self.problems.is_empty() {
            self.problems.sort_by_key(|problem| problem.line);
            return Err(Refusal::Table(self.problems));
        }
        for Changed { row, target, .. } in rows {
            self.steps.take(Event::RowImported { cycle: self.cycle, row: ImportedRow { row: row.clone(), target } });
        }
        Ok(self.steps.into_events())
    }

    /// The reason for a change of an objective or its key results; required if it `changes` what was promised.
    fn reason(&self, objective: ObjectiveId, changes: bool) -> Result<String, Refusal> {
        let owed = changes && self.before.owes_reason(objective);
        if owed { text::reason(&self.table.reason, true) } else { Ok(String::new()) }
    }

    /// The target of a `ref`.
    fn find(&self, reference: &str) -> Result<Target, Fault> {
        if reference.is_empty() {
            return Err(Fault::Empty);
        }
        self.targets.get(reference).copied().ok_or_else(|| Fault::UnknownRef(reference.to_owned()))
    }

    /// Whether the target exists: not deleted manually, nor omitted because of a reported problem.
    fn stands(&self, target: Target) -> bool {
        match target {
            Target::Objective(id) => self.steps.board.objectives.contains_key(&id),
            Target::KeyResult(id) => self.steps.board.key_results.contains_key(&id),
        }
    }

    fn new_target(&mut self, content: &Content) -> Target {
        match content {
            Content::Objective { .. } => Target::Objective(self.ids.fresh()),
            Content::KeyResult { .. } => Target::KeyResult(self.ids.fresh()),
        }
    }

    fn problem(&mut self, row: &Row, column: &str, fault: Fault) {
        self.problems.push(Problem { line: row.line, column: column.to_owned(), fault });
    }

    /// The value, or a problem in that column.
    fn note<T>(&mut self, row: &Row, column: &str, value: Result<T, Fault>) -> Option<T> {
        value.map_err(|fault| self.problem(row, column, fault)).ok()
    }

    /// The value, or a problem in the rule's column; in `column`, if it has none.
    fn note_rule<T>(&mut self, row: &Row, column: &str, value: Result<T, Refusal>) -> Option<T> {
        let fault = |refusal| match refusal {
            Refusal::WouldLoop { path } => Fault::WouldLoop(path.into_iter().map(|id| self.reference(id)).collect()),
            refusal => fault_of(refusal),
        };
        let value = value.map_err(|refusal| (column_of(&refusal).unwrap_or(column), fault(refusal)));
        value.map_err(|(column, fault)| self.problem(row, column, fault)).ok()
    }

    /// The `ref` of an objective; its title if it isn't from a table.
    fn reference(&self, id: ObjectiveId) -> String {
        let named =
            self.targets.iter().find(|(_, target)| **target == Target::Objective(id)).map(|(reference, _)| reference.clone());
        named.unwrap_or_else(|| self.steps.board.objectives.get(&id).map(|one| one.title.clone()).unwrap_or_default())
    }
}

fn of_one_type(target: Target, content: &Content) -> bool {
    matches!(
        (target, content),
        (Target::Objective(_), Content::Objective { .. }) | (Target::KeyResult(_), Content::KeyResult { .. })
    )
}

/// The table's cycle. A new cycle is started at once.
fn running_cycle(table: &Table, steps: &mut Steps, ids: &mut Ids) -> Result<CycleId, Refusal> {
    let name = table.cycle.trim();
    if let Some(cycle) = steps.board.cycles.values().find(|cycle| text::is_same_name(&cycle.name, name)) {
        // During scoring it accepts final values; other changes are refused row by row.
        let takes = cycle.accepts_changes().or_else(|_| cycle.accepts_check_ins());
        return takes.map(|()| cycle.id);
    }
    let cycle = ids.fresh();
    let events = steps.case().open_cycle(cycle, name, table.first_day, table.last_day, None)?;
    steps.take_all(events);
    let events = steps.case().move_phase(cycle, Phase::Running, "")?;
    steps.take_all(events);
    Ok(cycle)
}

/// The organisation of a table, with common defaults.
fn organisation_of(table: &Table) -> Result<Organisation, Refusal> {
    Ok(Organisation {
        name: table.company().ok_or(Refusal::Founding)?.to_owned(),
        purpose: String::new(),
        vision: String::new(),
        language: Language::English,
        time_zone: "UTC".to_owned(),
        week_begins: Weekday::Mon,
        rhythm_days: 7,
        second_factor_required: false,
    })
}

fn fault_of(refusal: Refusal) -> Fault {
    match refusal {
        Refusal::Empty { .. } => Fault::Empty,
        refusal => Fault::Rule(Box::new(refusal)),
    }
}

/// The column that a rule concerns.
fn column_of(refusal: &Refusal) -> Option<&'static str> {
    let field = match refusal {
        Refusal::Empty { field }
        | Refusal::TooLong { field, .. }
        | Refusal::NotANumber { field }
        | Refusal::OutOfRange { field, .. } => *field,
        Refusal::BaselineIsTarget => Field::Target,
        Refusal::NoBounds | Refusal::BoundsCrossed => Field::Bounds,
        Refusal::NoSteps | Refusal::StepTwice => Field::Milestones,
        Refusal::WrongReading | Refusal::StillDraft { .. } | Refusal::WrongPhase { .. } => Field::Value,
        Refusal::PillarOfTeam => Field::Pillar,
        _ => return None,
    };
    Some(match field {
        Field::Title => "title",
        Field::Why => "description",
        Field::Unit => "unit",
        Field::Owner => "owner",
        Field::Weight => "weight",
        Field::Baseline => "baseline",
        Field::Target => "target",
        Field::Bounds => "lower",
        Field::Milestones => "milestones",
        Field::Value => "value",
        Field::Confidence => "confidence",
        Field::Pillar => "pillar",
        Field::Team => "team",
        Field::Ambition => "ambition",
        Field::Measure => "measure",
        Field::Email => "email",
        Field::Roles => "roles",
        Field::Teams => "teams",
        Field::Leads => "leads",
        Field::Name
        | Field::Note
        | Field::Reason
        | Field::Dates
        | Field::TimeZone
        | Field::Language
        | Field::WeekBegins
        | Field::Parent
        | Field::Driven => {
            return None;
        }
    })
}
