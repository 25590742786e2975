//! The organisation, its teams, people and pillars.

use std::collections::{BTreeSet, HashMap};

use okr::{
    KeyResultId, Language, ObjectiveId, Organisation, OrganisationDraft, Person, PersonDraft, PersonId, Pillar, PillarId, Roles,
    Team, TeamId,
};
use uuid::Uuid;

use super::values::unknown;
use crate::on::Connection;
use crate::statement::statement;

#[derive(sqlx::FromRow)]
struct OrganisationRow {
    name: String,
    purpose: String,
    vision: String,
    language: String,
    time_zone: String,
    week_begins: String,
    rhythm_days: i64,
    second_factor_required: bool,
}

pub(super) async fn found(connection: &mut Connection<'_>, organisation: &Organisation) -> sqlx::Result<()> {
    statement(
        "INSERT INTO organisation (id, name, purpose, vision, language, time_zone, week_begins, rhythm_days, second_factor_required) \
         VALUES (1, $1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(&organisation.name)
    .bind(&organisation.purpose)
    .bind(&organisation.vision)
    .bind(organisation.language.tag())
    .bind(&organisation.time_zone)
    .bind(organisation.week_begins.to_string())
    .bind(i64::from(organisation.rhythm_days))
    .bind(organisation.second_factor_required)
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn edit(connection: &mut Connection<'_>, after: &OrganisationDraft) -> sqlx::Result<()> {
    statement("UPDATE organisation SET name = $1, language = $2, time_zone = $3, week_begins = $4")
        .bind(&after.name)
        .bind(after.language.tag())
        .bind(&after.time_zone)
        .bind(after.week_begins.to_string())
        .execute_on_one(connection)
        .await
}

pub(super) async fn require_second_factor(connection: &mut Connection<'_>, required: bool) -> sqlx::Result<()> {
    statement("UPDATE organisation SET second_factor_required = $1").bind(required).execute_on_one(connection).await
}

pub(super) async fn load(connection: &mut Connection<'_>) -> sqlx::Result<Option<Organisation>> {
    let rows: Vec<OrganisationRow> = statement(
        "SELECT name, purpose, vision, language, time_zone, week_begins, rhythm_days, second_factor_required FROM organisation",
    )
    .rows(connection)
    .await?;
    rows.into_iter()
        .next()
        .map(|row| {
            Ok(Organisation {
                language: Language::from_tag(&row.language).ok_or_else(|| unknown("language", &row.language))?,
                week_begins: row.week_begins.parse().map_err(|_| unknown("day of the week", &row.week_begins))?,
                rhythm_days: row.rhythm_days.try_into().map_err(|_| unknown("rhythm", &row.rhythm_days.to_string()))?,
                name: row.name,
                purpose: row.purpose,
                vision: row.vision,
                time_zone: row.time_zone,
                second_factor_required: row.second_factor_required,
            })
        })
        .transpose()
}

pub(super) async fn add_team(connection: &mut Connection<'_>, team: &Team) -> sqlx::Result<()> {
    statement("INSERT INTO team (id, name, parent) VALUES ($1, $2, $3)")
        .bind(team.id.0)
        .bind(&team.name)
        .bind(team.parent.map(|parent| parent.0))
        .execute(connection)
        .await?;
    Ok(())
}

pub(super) async fn edit_team(connection: &mut Connection<'_>, team: &Team) -> sqlx::Result<()> {
    statement("UPDATE team SET name = $2, parent = $3 WHERE id = $1")
        .bind(team.id.0)
        .bind(&team.name)
        .bind(team.parent.map(|parent| parent.0))
        .execute(connection)
        .await?;
    Ok(())
}

pub(super) async fn remove_team(connection: &mut Connection<'_>, team: TeamId) -> sqlx::Result<()> {
    statement("DELETE FROM team WHERE id = $1").bind(team.0).execute(connection).await?;
    Ok(())
}

pub(super) async fn teams(connection: &mut Connection<'_>) -> sqlx::Result<Vec<Team>> {
    let rows: Vec<(Uuid, String, Option<Uuid>)> = statement("SELECT id, name, parent FROM team").rows(connection).await?;
    Ok(rows.into_iter().map(|(id, name, parent)| Team { id: TeamId(id), name, parent: parent.map(TeamId) }).collect())
}

#[derive(sqlx::FromRow)]
#[expect(clippy::struct_excessive_bools, reason = "each is a column")]
struct PersonRow {
    id: Uuid,
    name: String,
    email: Option<String>,
    executive: bool,
    programme_office: bool,
    admin: bool,
    deactivated: bool,
}

pub(super) async fn add_person(connection: &mut Connection<'_>, person: &Person) -> sqlx::Result<()> {
    statement("INSERT INTO person (id, name, email, executive, programme_office, admin, deactivated) VALUES ($1, $2, $3, $4, $5, $6, $7)")
        .bind(person.id.0)
        .bind(&person.name)
        .bind(person.email.clone())
        .bind(person.roles.executive)
        .bind(person.roles.programme_office)
        .bind(person.roles.admin)
        .bind(person.deactivated)
        .execute(connection)
        .await?;
    join(connection, person.id, &person.teams, &person.leads).await
}

/// Stores the teams that a person belongs to and leads.
async fn join(
    connection: &mut Connection<'_>,
    person: PersonId,
    teams: &BTreeSet<TeamId>,
    leads: &BTreeSet<TeamId>,
) -> sqlx::Result<()> {
    for (teams, leads) in [(teams, false), (leads, true)] {
        for team in teams {
            statement("INSERT INTO person_team (person, team, leads) VALUES ($1, $2, $3)")
                .bind(person.0)
                .bind(team.0)
                .bind(leads)
                .execute(connection)
                .await?;
        }
    }
    Ok(())
}

pub(super) async fn edit_person(connection: &mut Connection<'_>, id: PersonId, after: &PersonDraft) -> sqlx::Result<()> {
    statement("UPDATE person SET name = $2, email = $3, executive = $4, programme_office = $5, admin = $6 WHERE id = $1")
        .bind(id.0)
        .bind(&after.name)
        .bind(after.email.clone())
        .bind(after.roles.executive)
        .bind(after.roles.programme_office)
        .bind(after.roles.admin)
        .execute_on_one(connection)
        .await?;
    statement("DELETE FROM person_team WHERE person = $1").bind(id.0).execute(connection).await?;
    join(connection, id, &after.teams, &after.leads).await
}

pub(super) async fn deactivate(connection: &mut Connection<'_>, id: PersonId, deactivated: bool) -> sqlx::Result<()> {
    statement("UPDATE person SET deactivated = $2 WHERE id = $1").bind(id.0).bind(deactivated).execute_on_one(connection).await
}

pub(super) async fn hand_over(
    connection: &mut Connection<'_>,
    to: PersonId,
    objectives: &[ObjectiveId],
    key_results: &[KeyResultId],
    pillars: &[PillarId],
) -> sqlx::Result<()> {
    for (text, ids) in [
        ("UPDATE objective SET owner = $2 WHERE id = $1", objectives.iter().map(|id| id.0).collect::<Vec<_>>()),
        ("UPDATE key_result SET owner = $2 WHERE id = $1", key_results.iter().map(|id| id.0).collect()),
        ("UPDATE pillar SET owner = $2 WHERE id = $1", pillars.iter().map(|id| id.0).collect()),
    ] {
        for id in ids {
            statement(text).bind(id).bind(to.0).execute_on_one(connection).await?;
        }
    }
    Ok(())
}

pub(super) async fn people(connection: &mut Connection<'_>) -> sqlx::Result<Vec<Person>> {
    let rows: Vec<PersonRow> =
        statement("SELECT id, name, email, executive, programme_office, admin, deactivated FROM person").rows(connection).await?;
    let in_teams: Vec<(Uuid, Uuid, bool)> = statement("SELECT person, team, leads FROM person_team").rows(connection).await?;
    let mut teams: HashMap<(Uuid, bool), BTreeSet<TeamId>> = HashMap::new();
    for (person, team, leads) in in_teams {
        teams.entry((person, leads)).or_default().insert(TeamId(team));
    }
    let people = rows.into_iter().map(|row| Person {
        id: PersonId(row.id),
        name: row.name,
        email: row.email,
        roles: Roles { executive: row.executive, programme_office: row.programme_office, admin: row.admin },
        teams: teams.remove(&(row.id, false)).unwrap_or_default(),
        leads: teams.remove(&(row.id, true)).unwrap_or_default(),
        deactivated: row.deactivated,
    });
    Ok(people.collect())
}

pub(super) async fn add_pillar(connection: &mut Connection<'_>, pillar: &Pillar) -> sqlx::Result<()> {
    statement("INSERT INTO pillar (id, name, owner) VALUES ($1, $2, $3)")
        .bind(pillar.id.0)
        .bind(&pillar.name)
        .bind(pillar.owner.map(|owner| owner.0))
        .execute(connection)
        .await?;
    Ok(())
}

pub(super) async fn pillars(connection: &mut Connection<'_>) -> sqlx::Result<Vec<Pillar>> {
    let rows: Vec<(Uuid, String, Option<Uuid>)> = statement("SELECT id, name, owner FROM pillar").rows(connection).await?;
    Ok(rows.into_iter().map(|(id, name, owner)| Pillar { id: PillarId(id), name, owner: owner.map(PersonId) }).collect())
}
