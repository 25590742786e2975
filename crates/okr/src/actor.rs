//! Permissions: the table "Who may do what", as one pure function.

use crate::{Action, Board, KeyResultId, Objective, Person, PersonId, Phase, Refusal, Subject, TeamId};

/// The actor of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A person.
    Person(PersonId),
    /// The operator on the server's command line: founds, imports, and fills the demo.
    CommandLine,
}

impl Actor {
    /// The person, if the actor is one.
    pub const fn person(self) -> Option<PersonId> {
        match self {
            Self::Person(id) => Some(id),
            Self::CommandLine => None,
        }
    }

    /// Whether the table "Who may do what" allows this. Whatever isn't in the table is refused.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], or [`Refusal::Unknown`] if the actor or the subject doesn't exist.
    pub fn may(self, board: &Board, action: Action, subject: Subject) -> Result<(), Refusal> {
        let yes = match self {
            Self::CommandLine => on_the_command_line(board, action, subject)?,
            // Deactivated people keep their roles, but may do nothing.
            Self::Person(id) => {
                let person = board.person(id)?;
                Ties::between(board, person, subject)?.allow(action) && !person.deactivated
            }
        };
        if yes { Ok(()) } else { Err(Refusal::NotAllowed { action }) }
    }
}

/// The relations between an actor and a subject that the table depends on. Its columns are fields, its rows are
/// [`Ties::allow`].
#[derive(Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a column of the table, and roles add up")]
struct Ties {
    executive: bool,
    /// Leads its team, or one above. Never true of a company objective, which belongs to the executives.
    lead: bool,
    /// Owner of the objective.
    owner: bool,
    /// Owner of the key result.
    key_result_owner: bool,
    /// Author of the check-in.
    author: bool,
    /// Member of the team of a draft. Never true of a company objective, or a published one.
    member: bool,
    programme_office: bool,
    admin: bool,
    /// The team is the company, or the objective belongs to it.
    company: bool,
    /// The cycle is closed.
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

/// The command line has no role in the organisation: it may not change content or closed cycles.
fn on_the_command_line(board: &Board, action: Action, subject: Subject) -> Result<bool, Refusal> {
    Ok(match (action, subject) {
        (Action::RunRhythm, Subject::Cycle(id)) => board.cycle(id)?.phase != Phase::Closed,
        (Action::Administer | Action::EditStrategy | Action::Import | Action::RunRhythm, _) => true,
        _ => false,
    })
}
