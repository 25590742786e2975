//! Who asks, and what they may do: the table "Who may do what", as one pure function.

use crate::{Board, CheckInId, CycleId, KeyResultId, Objective, ObjectiveId, Person, PersonId, Phase, Refusal, TeamId};

/// Who asks for a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A person.
    Person(PersonId),
    /// Whoever can run the program on the server: founds, imports, and fills the demo.
    CommandLine,
}

/// What somebody wants to do, as far as permission goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Purpose, vision, pillars.
    EditStrategy,
    /// Write a draft objective, or a key result of one.
    Draft,
    /// Publish an objective.
    Publish,
    /// Edit a published objective or its key results.
    Edit,
    /// Delete an objective or a key result.
    Delete,
    /// Align an objective upwards, or un-align it.
    Align,
    /// Change the weight of, or decline, what was aligned to one's own.
    Adjust,
    /// Import objectives.
    Import,
    /// Check in.
    CheckIn,
    /// Put somebody's check-in right.
    Correct,
    /// Open cycles, move phases, set ritual dates.
    RunRhythm,
    /// People, teams, sign-in.
    Administer,
}

/// What it would be done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The organisation as a whole.
    Organisation,
    /// A team, for what is about to be written in it.
    Team(TeamId),
    /// An objective.
    Objective(ObjectiveId),
    /// A key result.
    KeyResult(KeyResultId),
    /// A check-in on a key result.
    CheckIn(KeyResultId, CheckInId),
    /// A cycle.
    Cycle(CycleId),
}

impl Actor {
    /// The person who asks, if it is one.
    pub const fn person(self) -> Option<PersonId> {
        match self {
            Self::Person(id) => Some(id),
            Self::CommandLine => None,
        }
    }

    /// Whether the table "Who may do what" has a yes for this. A rule that is not in the table is a refusal.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], or [`Refusal::Unknown`] if the actor or the subject isn't there.
    pub fn may(self, board: &Board, action: Action, subject: Subject) -> Result<(), Refusal> {
        let yes = match self {
            Self::CommandLine => on_the_command_line(board, action, subject)?,
            // Whoever has left keeps their roles on paper, and may do nothing.
            Self::Person(id) => {
                let person = board.person(id)?;
                Ties::between(board, person, subject)?.allow(action) && !person.deactivated
            }
        };
        if yes { Ok(()) } else { Err(Refusal::NotAllowed { action }) }
    }
}

/// All that the table asks of somebody and of what they want to touch. Its columns are fields, its rows are [`Ties::allow`].
#[derive(Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a column of the table, and roles add up")]
struct Ties {
    executive: bool,
    /// Leads the team it belongs to, or one above. Never so of a company objective, which is the executives'.
    lead: bool,
    /// Owner of the objective.
    owner: bool,
    /// Owner of the key result.
    key_result_owner: bool,
    /// Whoever made the check-in.
    author: bool,
    /// Member of the team that it is drafted in. Never so of a company objective, or of one that is published.
    member: bool,
    programme_office: bool,
    admin: bool,
    /// It is the root team, or belongs to it.
    company: bool,
    /// It is a closed cycle.
    closed: bool,
}

impl Ties {
    fn allow(self, action: Action) -> bool {
        let Self { executive, lead, owner, key_result_owner, author, member, programme_office, admin, company, closed } = self;
        match action {
            Action::EditStrategy | Action::Import => executive,
            Action::Draft => executive || lead || owner || member,
            Action::Publish | Action::Delete => executive || lead,
            Action::Edit | Action::Align | Action::Adjust => executive || lead || owner,
            Action::CheckIn => (executive && company) || lead || owner || key_result_owner,
            Action::Correct => author || owner || key_result_owner,
            Action::RunRhythm => executive || (programme_office && !closed),
            Action::Administer => admin,
        }
    }

    fn between(board: &Board, person: &Person, subject: Subject) -> Result<Self, Refusal> {
        let ties = Self {
            executive: person.roles.executive,
            programme_office: person.roles.programme_office,
            admin: person.roles.admin,
            ..Self::default()
        };
        Ok(match subject {
            Subject::Organisation => ties,
            Subject::Cycle(id) => Self { closed: board.cycle(id)?.phase == Phase::Closed, ..ties },
            Subject::Team(id) => ties.to_team(board, person, id)?,
            Subject::Objective(id) => ties.to_objective(board, person, board.objective(id)?)?,
            Subject::KeyResult(id) => ties.to_key_result(board, person, id)?,
            Subject::CheckIn(key_result, id) => {
                let made = board.key_result(key_result)?.series.iter().find(|point| point.check_in == id);
                let author = made.is_some_and(|point| point.by == Some(person.id));
                Self { author, ..ties.to_key_result(board, person, key_result)? }
            }
        })
    }

    fn to_team(self, board: &Board, person: &Person, team: TeamId) -> Result<Self, Refusal> {
        let company = board.team(team)?.parent.is_none();
        let lead = !company && board.upwards(team).any(|team| person.leads.contains(&team.id));
        Ok(Self { company, lead, member: !company && person.teams.contains(&team), ..self })
    }

    fn to_objective(self, board: &Board, person: &Person, objective: &Objective) -> Result<Self, Refusal> {
        let ties = self.to_team(board, person, objective.team)?;
        Ok(Self { owner: objective.owner == person.id, member: ties.member && !objective.is_published(), ..ties })
    }

    fn to_key_result(self, board: &Board, person: &Person, id: KeyResultId) -> Result<Self, Refusal> {
        let key_result = board.key_result(id)?;
        let ties = self.to_objective(board, person, board.objective(key_result.objective)?)?;
        Ok(Self { key_result_owner: key_result.owner == Some(person.id), ..ties })
    }
}

/// Whoever can run the program on the server is nobody in the organisation: content and closed cycles are not theirs.
fn on_the_command_line(board: &Board, action: Action, subject: Subject) -> Result<bool, Refusal> {
    Ok(match (action, subject) {
        (Action::RunRhythm, Subject::Cycle(id)) => board.cycle(id)?.phase != Phase::Closed,
        (Action::Administer | Action::EditStrategy | Action::Import | Action::RunRhythm, _) => true,
        _ => false,
    })
}
