//! `plumbline admin`: recovers access when an organisation's administrators are locked out.

use okr::{Command, CommandId, Envelope, Person, PersonDraft, PersonId, Roles};
use service::Principal;
use store::{Accounts, Purpose, SignInKind};

use super::opened::Opened;
use super::{CommandError, Location};
use crate::auth::{Address, SignInLog, Source, make_link};
use crate::cli::Admin;
use crate::clock::Clock;
use crate::say::say;

/// Makes sure that a person is an active administrator: prints a link to set a new password, and removes their second
/// factor, which may be lost.
pub(super) async fn run(options: Admin, clock: Clock) -> Result<(), CommandError> {
    let address = Address::read(&options.url).map_err(|source| CommandError::Address { url: options.url.clone(), source })?;
    let place = Location::of(&options.at, "data");
    if !place.may_be_there() {
        return Err(CommandError::NotFounded { place });
    }
    let opened = Opened::open(place.clone(), clock).await?;
    if !opened.is_founded() {
        return Err(CommandError::NotFounded { place });
    }
    let (id, steps) = steps(&opened, &options)?;
    for command in steps {
        let envelope = Envelope { id: CommandId(opened.clock.new_id()), command };
        opened.service.commit(Principal::CommandLine, envelope).await?;
    }
    let accounts = Accounts::new(opened.store.clone());
    let log = SignInLog::new(accounts.clone(), opened.clock.clone());
    log.note(SignInKind::ResetMade, Some(id), Source::default()).await;
    let (link, until) = make_link(&accounts, &opened.clock, &address, Purpose::Reset(id)).await?;
    say!("This link works once, until {}. Whoever opens it becomes an administrator:\n{link}", until.format("%F %R UTC"));
    if accounts.remove_second_factor(id).await? {
        log.note(SignInKind::SecondFactorRemoved, Some(id), Source::default()).await;
        say!("Their second factor was taken off: they sign in with the new password, and set up another one.");
    }
    if accounts.unbind(id).await? {
        log.note(SignInKind::ProviderForgotten, Some(id), Source::default()).await;
        say!("Whom a provider knew them as was forgotten: they are known by their address the next time they come from one.");
    }
    opened.close().await;
    Ok(())
}

/// The person, and the commands that make them an active administrator.
fn steps(opened: &Opened, options: &Admin) -> Result<(PersonId, Vec<Command>), CommandError> {
    let board = opened.ledger.board();
    let small = okr::text::small_email(&options.email);
    let known =
        board.people.values().find(|person| person.email.as_ref().is_some_and(|email| okr::text::small_email(email) == small));
    let Some(person) = known else {
        let name = options.name.clone().ok_or_else(|| CommandError::NoName { email: options.email.clone() })?;
        let id = PersonId(opened.clock.new_id());
        let (teams, leads) = Default::default();
        let roles = Roles { admin: true, ..Roles::default() };
        let new = Person { id, name, email: Some(options.email.clone()), roles, teams, leads, deactivated: false };
        return Ok((id, vec![Command::AddPerson(new)]));
    };
    let mut steps = Vec::new();
    if person.deactivated {
        steps.push(Command::ReactivatePerson { id: person.id });
    }
    if !person.roles.admin {
        let base = PersonDraft::of(person);
        let draft = PersonDraft { roles: Roles { admin: true, ..person.roles }, ..base.clone() };
        steps.push(Command::EditPerson { base: Some(base), id: person.id, draft });
    }
    Ok((person.id, steps))
}
