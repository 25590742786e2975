//! Errors and refusals in the reader's language, with the names involved and advice.

use okr::import::{Fault, Problem};
use okr::{Action, Board, ObjectiveId, Refusal, Roles, TeamId};

use crate::error::AppError;
use crate::i18n::{Words, t};
use crate::narrator::Narrator;

impl Words {
    /// An error as a sentence.
    pub fn error(self, error: &AppError, board: &Board) -> String {
        match error {
            AppError::Refused(refusal) => self.refusal(refusal, board),
            AppError::Conflict => self.translate("error.conflict").to_owned(),
            AppError::NoSecondFactor => self.translate("error.no_second_factor").to_owned(),
            AppError::SignedOut => self.translate("error.signed_out").to_owned(),
            AppError::Unreadable => self.translate("error.unreadable").to_owned(),
            AppError::TooLarge => self.translate("error.too_large").to_owned(),
            AppError::Foreign => self.translate("error.foreign").to_owned(),
            AppError::NoHost => self.translate("error.no_host").to_owned(),
            AppError::Full => self.translate("error.full").to_owned(),
            AppError::TooMany { seconds } => t!(self, "error.too_many", n = seconds),
            AppError::Unavailable => self.translate("error.unavailable").to_owned(),
            AppError::Failed { id } => t!(self, "error.failed", id = id),
            AppError::Unreachable => self.translate("error.unreachable").to_owned(),
        }
    }

    /// A refusal as a sentence.
    pub fn refusal(self, refusal: &Refusal, board: &Board) -> String {
        let named = Narrator::new(self, board);
        let objective = |id: &ObjectiveId| named.objective(*id);
        match refusal {
            Refusal::Unknown(thing) => t!(self, "refusal.unknown", what = self.thing(*thing)),
            Refusal::Taken(thing) => t!(self, "refusal.taken", what = self.thing(*thing)),
            Refusal::NameTaken { name } => t!(self, "refusal.name_taken", name = name),
            Refusal::NotAnEmail { email } => t!(self, "refusal.not_an_email", email = email),
            Refusal::EmailTaken { email, person } => {
                let name = board.person(*person).map(|person| person.name.clone()).unwrap_or_default();
                t!(self, "refusal.email_taken", email = email, name = name)
            }
            Refusal::LastAdmin => self.translate("refusal.last_admin").to_owned(),
            Refusal::Deactivated { person } => {
                let name = board.person(*person).map(|person| person.name.clone()).unwrap_or_default();
                t!(self, "refusal.deactivated", name = name)
            }
            Refusal::TheCompany => self.translate("refusal.the_company").to_owned(),
            Refusal::TeamInItself { team, above } => {
                let name = |id: TeamId| board.team(id).map(|team| team.name.clone()).unwrap_or_default();
                t!(self, "refusal.team_in_itself", team = name(*team), above = name(*above))
            }
            Refusal::TeamNotEmpty { team, objectives, people, teams } => {
                let team = board.team(*team).map(|team| team.name.clone()).unwrap_or_default();
                t!(self, "refusal.team_not_empty", team = team, objectives = objectives, people = people, teams = teams)
            }
            Refusal::StillOwns { objectives, key_results, pillars } => {
                t!(self, "refusal.still_owns", objectives = objectives, key_results = key_results, pillars = pillars)
            }
            Refusal::Founding => self.translate("refusal.founding").to_owned(),
            Refusal::NoSuchZone { name } => t!(self, "refusal.no_such_zone", name = name),
            Refusal::NotAllowed { action: Action::Administer } => {
                only(self, board, ["refusal.for_admins", "refusal.only_admins"], |roles| roles.admin)
            }
            Refusal::NotAllowed { action: Action::RunRhythm } => {
                let runs = |roles: Roles| roles.programme_office || roles.executive;
                only(self, board, ["refusal.for_office", "refusal.only_office"], runs)
            }
            Refusal::NotAllowed { action: Action::EditStrategy | Action::Import } => {
                only(self, board, ["refusal.for_executives", "refusal.only_executives"], |roles| roles.executive)
            }
            Refusal::NotAllowed { .. } => self.translate("refusal.not_allowed").to_owned(),
            Refusal::WouldLoop { path } => match path.as_slice() {
                [_] => self.translate("refusal.itself").to_owned(),
                path => t!(self, "refusal.loop", path = path.iter().map(objective).collect::<Vec<_>>().join(" → ")),
            },
            Refusal::AlreadyAligned { parent, .. } => {
                t!(self, "refusal.already_aligned", parent = named.parent(*parent))
            }
            Refusal::NotAligned { parent, .. } => t!(self, "refusal.not_aligned", parent = named.parent(*parent)),
            Refusal::OtherCycle { child, parent } => {
                let name = |id| board.cycle(id).map(|cycle| cycle.name.clone()).unwrap_or_default();
                t!(self, "refusal.other_cycle", child = name(*child), parent = name(*parent))
            }
            Refusal::CountedTwice { objective: id, .. } => t!(self, "refusal.counted_twice", objective = objective(id)),
            Refusal::NotDriven { .. } => self.translate("refusal.not_driven").to_owned(),
            Refusal::WrongPhase { is, .. } => t!(self, "refusal.wrong_phase", phase = self.phase(*is)),
            Refusal::CycleClosed { cycle } => {
                t!(self, "refusal.closed", cycle = board.cycle(*cycle).map(|cycle| cycle.name.clone()).unwrap_or_default())
            }
            Refusal::StillRunning { until } => t!(self, "refusal.still_running", until = self.date(*until)),
            Refusal::StillDraft { objective: id } => t!(self, "refusal.draft", objective = objective(id)),
            Refusal::AlreadyPublished { .. } => self.translate("refusal.published").to_owned(),
            Refusal::CountedOn { objective: id } => t!(self, "refusal.counted_on", objective = objective(id)),
            Refusal::Empty { field } => t!(self, "refusal.empty", field = self.field(*field)),
            Refusal::TooLong { field, most, is } => {
                t!(
                    self,
                    "refusal.too_long",
                    field = self.field(*field),
                    most = self.number(*most as f64),
                    is = self.number(*is as f64)
                )
            }
            Refusal::NotANumber { field } => t!(self, "refusal.not_a_number", field = self.field(*field)),
            Refusal::OutOfRange { field, least, most } => {
                t!(
                    self,
                    "refusal.out_of_range",
                    field = self.field(*field),
                    least = self.number(*least),
                    most = self.number(*most)
                )
            }
            Refusal::BaselineIsTarget => self.translate("refusal.baseline_is_target").to_owned(),
            Refusal::NoBounds => self.translate("refusal.no_bounds").to_owned(),
            Refusal::BoundsCrossed => self.translate("refusal.bounds_crossed").to_owned(),
            Refusal::StepTwice => self.translate("refusal.step_twice").to_owned(),
            Refusal::NoSteps => self.translate("refusal.no_steps").to_owned(),
            Refusal::DatesCrossed => self.translate("refusal.dates_crossed").to_owned(),
            Refusal::YearsOutOfRange { first, last } => t!(self, "refusal.years", first = first, last = last),
            Refusal::CycleTooLong { years } => t!(self, "refusal.cycle_too_long", years = years),
            Refusal::OutsideParent { parent, first_day, last_day } => t!(
                self,
                "refusal.outside_parent",
                cycle = board.cycle(*parent).map(|cycle| cycle.name.clone()).unwrap_or_default(),
                first = self.date(*first_day),
                last = self.date(*last_day)
            ),
            Refusal::WrongReading => self.translate("refusal.wrong_reading").to_owned(),
            Refusal::PillarOfTeam => self.translate("refusal.pillar_of_team").to_owned(),
            Refusal::ReasonOwed => self.translate("refusal.reason_owed").to_owned(),
            Refusal::EditedMeanwhile { fields, .. } => t!(self, "refusal.edited_meanwhile", fields = self.fields(fields)),
            Refusal::AlreadyCorrected { .. } => self.translate("refusal.already_corrected").to_owned(),
            Refusal::Table(problems) => t!(self, "refusal.table", n = problems.len()),
        }
    }

    /// A problem of a table, with its position.
    pub fn problem(self, problem: &Problem, board: &Board) -> String {
        let fault = match &problem.fault {
            Fault::UnknownColumn => self.translate("fault.unknown_column").to_owned(),
            Fault::MissingColumn => self.translate("fault.missing_column").to_owned(),
            Fault::ColumnTwice => self.translate("fault.column_twice").to_owned(),
            Fault::NotUtf8 => self.translate("fault.not_utf8").to_owned(),
            Fault::WrongLength => self.translate("fault.wrong_length").to_owned(),
            Fault::Empty => self.translate("fault.empty").to_owned(),
            Fault::NotOneOf(choices) => t!(self, "fault.not_one_of", choices = choices.join(", ")),
            Fault::NotANumber(text) => t!(self, "fault.not_a_number", text = text),
            Fault::ReadsBothWays { text, readings } => {
                let [decimal, whole] = [0, 1].map(|place| readings.get(place).map_or("", String::as_str));
                t!(self, "fault.reads_both_ways", text = text, decimal = decimal, whole = whole)
            }
            Fault::NotWhole { least, most } => t!(self, "fault.not_whole", least = least, most = most),
            Fault::NotADate(text) => t!(self, "fault.not_a_date", text = text),
            Fault::MustBeEmpty => self.translate("fault.must_be_empty").to_owned(),
            Fault::RefTwice(name) => t!(self, "fault.ref_twice", name = name),
            Fault::UnknownRef(name) => t!(self, "fault.unknown_ref", name = name),
            Fault::WrongType(name) => t!(self, "fault.wrong_type", name = name),
            Fault::UnknownTeam(name) => t!(self, "fault.unknown_team", name = name),
            Fault::UnknownPerson(name) => t!(self, "fault.unknown_person", name = name),
            Fault::UnknownPillar(name) => t!(self, "fault.unknown_pillar", name = name),
            Fault::EmailTwice(email) => t!(self, "fault.email_twice", email = email),
            Fault::WouldLoop(path) => t!(self, "refusal.loop", path = path.join(" → ")),
            Fault::Rule(refusal) => self.refusal(refusal, board),
        };
        if problem.column.is_empty() {
            t!(self, "fault.line", line = problem.line, fault = fault)
        } else {
            t!(self, "fault.cell", line = problem.line, column = problem.column, fault = fault)
        }
    }
}

/// Who is allowed to do it, with up to three names. The browser's board doesn't hold everyone's roles, so there the
/// second key is used, without names.
fn only(words: Words, board: &Board, [asks, plain]: [&'static str; 2], has: impl Fn(Roles) -> bool) -> String {
    let there = board.people.values().filter(|person| has(person.roles) && !person.deactivated);
    let names: Vec<_> = there.take(3).map(|person| person.name.as_str()).collect();
    if names.is_empty() {
        words.translate(plain).to_owned()
    } else {
        words.fill(asks, &[("who", names.join(words.translate("refusal.or")))])
    }
}
