//! The world of the matrix: Aurora with a lead of another team, a deactivated person, and session cookies for all.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use okr::fixtures::*;
use okr::import::{Content, PeopleTable, PersonRow, Row, Table};
use okr::{
    Actor, Ambition, CheckInId, Command, KeyResultDraft, KeyResultId, Measure, Note, ObjectiveDraft, ObjectiveId, Parent, Person,
    PersonId, Phase, Place, Reading, Roles, Team, TeamId,
};
use sha2::{Digest, Sha256};
use store::{Accounts, Ledger, Purpose, Session, Store};
use tempfile::TempDir;
use tokio::sync::OnceCell;
use uuid::Uuid;

use crate::support::{FILE, TestServer, clock};

/// Sam leads sales, another team than [`LEAD`]'s.
pub(crate) const OTHER_LEAD: PersonId = PersonId(Uuid::from_u128(17));
/// Dora was executive and administrator, and is deactivated.
pub(crate) const GONE: PersonId = PersonId(Uuid::from_u128(18));

/// Of sales, owned by [`OTHER_LEAD`], published, contributing to [`MARKETS`].
pub(crate) const ABROAD: ObjectiveId = ObjectiveId(Uuid::from_u128(49));
/// Of [`ABROAD`], owned by [`OTHER_LEAD`].
pub(crate) const VISITS: KeyResultId = KeyResultId(Uuid::from_u128(73));
/// Of sales, a draft of [`OTHER_LEAD`]'s.
pub(crate) const SKETCH: ObjectiveId = ObjectiveId(Uuid::from_u128(50));
/// An empty team below the company.
pub(crate) const EMPTY: TeamId = TeamId(Uuid::from_u128(7));
/// A check-in of [`OWNER`]'s on [`CASES`].
pub(crate) const REPORT: CheckInId = CheckInId(Uuid::from_u128(91));
/// A check-in of [`OTHER_LEAD`]'s on [`VISITS`].
pub(crate) const OTHER_REPORT: CheckInId = CheckInId(Uuid::from_u128(92));
/// An unused id.
pub(crate) const NOTHING: Uuid = Uuid::from_u128(0xdead);

/// The columns of the table, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    /// Unauthenticated.
    Nobody,
    /// Member of quality.
    Member,
    /// Leads engineering, and so quality.
    Lead,
    /// Leads sales.
    OtherLead,
    /// Owner of quality's objectives.
    Owner,
    /// The programme office.
    Office,
    /// An executive.
    Executive,
    /// An administrator.
    Admin,
    /// A deactivated executive and administrator, with a session cookie.
    Gone,
    /// An executive with an expired session.
    Stale,
}

impl Who {
    pub(crate) const ALL: [Self; 10] = [
        Self::Nobody,
        Self::Member,
        Self::Lead,
        Self::OtherLead,
        Self::Owner,
        Self::Office,
        Self::Executive,
        Self::Admin,
        Self::Gone,
        Self::Stale,
    ];

    pub(crate) fn person(self) -> Option<PersonId> {
        match self {
            Self::Nobody => None,
            Self::Member => Some(MEMBER),
            Self::Lead => Some(LEAD),
            Self::OtherLead => Some(OTHER_LEAD),
            Self::Owner => Some(OWNER),
            Self::Office => Some(PROGRAMME_OFFICE),
            Self::Executive | Self::Stale => Some(EXECUTIVE),
            Self::Admin => Some(ADMIN),
            Self::Gone => Some(GONE),
        }
    }

    /// The id of their session; not secret.
    pub(crate) fn session(self) -> Uuid {
        Uuid::from_u128(0x5e55 << 32 | self as u128)
    }

    fn token(self) -> [u8; 32] {
        [100 + self as u8; 32]
    }

    /// Their session cookie.
    pub(crate) fn key(self) -> Option<String> {
        self.person().map(|_| format!("plumbline_session={}", written(self.token())))
    }

    /// The last use of their session; of the expired one, too long ago.
    fn seen_at(self, now: DateTime<Utc>) -> DateTime<Utc> {
        if self == Self::Stale { now - TimeDelta::days(15) } else { now }
    }
}

/// The token of a link to set a new password.
const LINK: [u8; 32] = [7; 32];

pub(crate) fn link() -> String {
    written(LINK)
}

fn written(token: [u8; 32]) -> String {
    base64::Engine::encode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, token)
}

/// Created once, and copied for each world.
static TEMPLATE: OnceCell<TempDir> = OnceCell::const_new();

/// A new server with all of these people; open mode is off.
pub(crate) async fn world() -> TestServer {
    let template = TEMPLATE.get_or_init(|| furnished(aurora())).await;
    let folder = TempDir::new().unwrap();
    std::fs::copy(template.path().join(FILE), folder.path().join(FILE)).unwrap();
    TestServer::at(folder, plumbline::assets::Assets::default(), false).await
}

/// A new server with the data of a fixture.
pub(crate) async fn server_of(fixture: Fixture) -> TestServer {
    TestServer::at(furnished(fixture).await, plumbline::assets::Assets::default(), false).await
}

async fn furnished(fixture: Fixture) -> TempDir {
    let folder = TempDir::new().unwrap();
    let store = Store::open(folder.path().join(FILE).to_str().unwrap()).await.unwrap();
    let ledger = Ledger::start(store.clone(), Arc::new(clock())).await.unwrap();
    ledger.seed(fixture.asked).await.unwrap();
    let (accounts, now) = (Accounts::new(store.clone()), clock().now());
    for who in Who::ALL {
        let Some(person) = who.person() else { continue };
        let began_at = now - TimeDelta::days(20);
        let session = Session { id: who.session(), person, device: "a browser".into(), began_at, seen_at: who.seen_at(now) };
        accounts.begin(&session, &Sha256::digest(who.token()).into()).await.unwrap();
    }
    accounts.issue(&Sha256::digest(LINK).into(), Purpose::Reset(OWNER), now, now + TimeDelta::hours(1)).await.unwrap();
    ledger.stop().await;
    folder
}

pub(crate) fn aurora() -> Fixture {
    let mut aurora = Fixture::aurora();
    let roles = Roles::default();
    for (id, name, roles, leads) in
        [(OTHER_LEAD, "Sam", roles, Some(SALES)), (GONE, "Dora", Roles { executive: true, admin: true, ..roles }, None)]
    {
        let email = Some(format!("{}@aurora.example", name.to_lowercase()));
        let leads = leads.into_iter().collect();
        let person = Person { id, name: name.into(), email, roles, teams: [SALES].into(), leads, deactivated: false };
        aurora.ask(Actor::CommandLine, Command::AddPerson(person)).unwrap();
    }
    aurora.does(ADMIN, Command::AddTeam(Team { id: EMPTY, name: "Nobody yet".into(), parent: Some(COMPANY) }));
    aurora.does(ADMIN, Command::DeactivatePerson { id: GONE, hand_over_to: None });
    for (id, title) in [(ABROAD, "We are known abroad"), (SKETCH, "Something new")] {
        aurora.does(OTHER_LEAD, Command::CreateObjective { id, cycle: QUARTER, draft: objective(title, OTHER_LEAD) });
    }
    let draft = key_result("Visits from 0 to 30", OTHER_LEAD);
    aurora.does(OTHER_LEAD, Command::CreateKeyResult { id: VISITS, objective: ABROAD, draft, reason: String::new() });
    aurora.does(OTHER_LEAD, Command::Publish { id: ABROAD });
    let parent = Parent::Objective(MARKETS);
    aurora.does(OTHER_LEAD, Command::Align { child: ABROAD, parent, how: None, place: Place::Last });
    for (by, id, key_result) in [(OWNER, REPORT, CASES), (OTHER_LEAD, OTHER_REPORT, VISITS)] {
        let (reading, note) = (Reading::Number(20.0), Note::default());
        aurora.does(by, Command::CheckIn { id, key_result, reading, confidence: 5, note });
    }
    assert_eq!(aurora.board.cycle(QUARTER).unwrap().phase, Phase::Running);
    aurora
}

pub(crate) fn objective(title: &str, owner: PersonId) -> ObjectiveDraft {
    let (why, team) = (String::new(), SALES);
    ObjectiveDraft { title: title.into(), why, team, owner, pillar: None, ambition: Ambition::Committed }
}

pub(crate) fn key_result(title: &str, owner: PersonId) -> KeyResultDraft {
    let measure = Measure::Metric { unit: String::new(), baseline: 0.0, target: 30.0 };
    KeyResultDraft { title: title.into(), owner: Some(owner), weight: 1.0, measure, driven: false }
}

/// A table with one objective.
pub(crate) fn import() -> Table {
    let content = Content::Objective {
        parents: Vec::new(),
        team: vec!["Aurora".into(), "Sales".into()],
        owner: "sam@aurora.example".into(),
        title: "Something from elsewhere".into(),
        why: String::new(),
        ambition: Ambition::Committed,
        published: false,
        pillar: String::new(),
        weight: None,
    };
    let rows = vec![Row { line: 2, reference: "O1".into(), content }];
    let (first_day, last_day) = (day(2026, 10, 1), day(2026, 12, 31));
    Table { cycle: "2026 Q4".into(), first_day, last_day, ids_from: Uuid::from_u128(0xaaaa_0000), reason: String::new(), rows }
}

/// A table that makes a person an administrator.
pub(crate) fn people() -> PeopleTable {
    let roles = Some(Roles { admin: true, ..Roles::default() });
    let row = PersonRow { line: 2, email: "mia@aurora.example".into(), name: "Mia".into(), teams: None, roles, leads: None };
    PeopleTable { ids_from: Uuid::from_u128(0xbbbb_0000), rows: vec![row] }
}
