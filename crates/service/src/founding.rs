//! Founding an organisation, with its first administrator.

use okr::import::Table;
use okr::{Actor, Board, Command, CommandId, Envelope, Moment, Organisation, Person, PersonId, Refusal, TeamId};
use store::{CommitError, StoreError};

use crate::Service;
use crate::auth::Token;

/// What is founded.
#[derive(Clone, Debug)]
pub struct Founding {
    /// The organisation.
    pub organisation: Organisation,
    /// Its first administrator.
    pub person: Person,
    /// Their password.
    pub password: String,
    /// What it begins with.
    pub content: Content,
}

/// The initial content of an organisation.
#[derive(Clone, Debug)]
pub enum Content {
    /// No content.
    Empty,
    /// An imported table. The first administrator may be one of the people that it names.
    Table(Table),
    /// Commands, each as it was asked for by someone at some time, of which the first one founds the organisation. It
    /// keeps the name and people that it was written with.
    Commands(Vec<(Actor, Envelope, Moment)>),
}

/// Why an organisation wasn't founded.
#[derive(Debug, thiserror::Error)]
pub enum FoundingError {
    /// A rule refused it. Nothing was written.
    #[error("refused: {refusal}")]
    Refused {
        /// The refusal.
        refusal: Refusal,
        /// The board on which the refused command was decided, for names.
        board: Box<Board>,
    },
    /// It was founded meanwhile.
    #[error("there is an organisation already")]
    Founded,
    /// A database error.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The server is shutting down.
    #[error("the server is shutting down")]
    Stopped,
}

impl Service {
    /// Founds the organisation with a server's first link, which is used up.
    ///
    /// # Errors
    /// See [`FoundingError`].
    pub async fn found(&self, link: Token, founding: Founding) -> Result<PersonId, FoundingError> {
        let hash = self.password_hash(founding.password.clone()).await;
        let person = founding.person.id;
        let commands = self.founding_commands(founding);
        tried(&self.ledger.board(), &commands)?;
        // Spawned, so that it completes even if the client disconnects: an organisation without an administrator would
        // be unusable.
        let service = self.clone();
        let founded = tokio::spawn(async move {
            service.ledger.seed(commands).await.map_err(|error| error.source)?;
            service.begin_account(link, person, &hash).await?;
            Ok(person)
        });
        founded.await.unwrap_or(Err(CommitError::Stopped)).map_err(|error| match error {
            // A concurrent request founded it first.
            CommitError::Refused(_) => FoundingError::Founded,
            CommitError::Store(error) => error.into(),
            CommitError::Conflict(_) | CommitError::Stopped => FoundingError::Stopped,
        })
    }

    fn founding_commands(&self, founding: Founding) -> Vec<(Actor, Envelope, Moment)> {
        let Founding { organisation, person, content, .. } = founding;
        let now = self.clock.moment_in(&organisation.time_zone);
        let by_hand = |command| (Actor::CommandLine, Envelope { id: CommandId(self.clock.new_id()), command }, now);
        let add = by_hand(Command::AddPerson(person));
        let found = || by_hand(Command::Found { organisation, root: TeamId(self.clock.new_id()) });
        match content {
            Content::Empty => vec![found(), add],
            Content::Table(table) => {
                let table = Table { ids_from: self.clock.new_id(), ..table };
                vec![found(), add, by_hand(Command::Import(table))]
            }
            Content::Commands(mut commands) => {
                // Placed right after the founding, so that they are in the first batch.
                if let Some(&(.., at)) = commands.first() {
                    commands.insert(1, (add.0, add.1, at));
                }
                commands
            }
        }
    }
}

/// Checks all commands before any is written, because seeding writes them in batches.
fn tried(board: &Board, commands: &[(Actor, Envelope, Moment)]) -> Result<(), FoundingError> {
    let mut board = board.clone();
    for (actor, envelope, at) in commands {
        match okr::decide(&board, *actor, &envelope.command, *at) {
            Ok(events) => events.iter().for_each(|event| board.apply(event)),
            Err(Refusal::Founding) => return Err(FoundingError::Founded),
            Err(refusal) => return Err(FoundingError::Refused { refusal, board: Box::new(board) }),
        }
    }
    Ok(())
}
