//! `plumbline admin`: recovers access when an organisation's administrators are locked out.

use okr::{Command, CommandId, Envelope, Person, PersonDraft, PersonId, Roles};
use service::Principal;
use service::auth::Source;

use super::opened::Opened;
use super::{CommandError, Location};
use crate::auth::Address;
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
    let (operator, service) = (Principal::CommandLine, &opened.service);
    let link = service.person_link(operator, id, Source::default()).await?;
    let (url, until) = (address.link(link.token), link.until.format("%F %R UTC"));
    say!("This link works once, until {until}. Whoever opens it becomes an administrator:\n{url}");
    if service.remove_second_factor(operator, id, Source::default()).await? {
        say!("Their second factor was taken off: they sign in with the new password, and set up another one.");
    }
    if service.forget_provider(operator, id, Source::default()).await? {
        say!("Whom a provider knew them as was forgotten: they are known by their address the next time they come from one.");
    }
    opened.close().await;
    Ok(())
}

/// The person, and the commands that make them an active administrator.
fn steps(opened: &Opened, options: &Admin) -> Result<(PersonId, Vec<Command>), CommandError> {
    let board = opened.ledger.board();
    let Some(person) = board.person_with_email(&options.email) else {
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
