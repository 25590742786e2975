//! Personal data that leaves the server: addresses and roles only of the reader, except on the pages of
//! administrators.

use okr::fixtures::*;
use okr::import::{PeopleTable, PersonRow, Table};
use okr::{Board, Command, Event, ObjectiveId, Person, PersonDraft, PersonId, Roles, Snapshot};
use uuid::Uuid;

use crate::live::Stream;
use crate::matrix::table::{Request, table};
use crate::matrix::world::{OTHER_LEAD, Who, import, people, world};
use crate::support::TestServer;

/// Static pages for administrators.
const THEIRS: [&str; 3] = ["/people", "/audit", "/teams"];

/// E-mail addresses in a text other than the reader's own.
fn others(server: &TestServer, text: &str, reader: PersonId) -> Vec<String> {
    let board = server.board();
    let own = board.person(reader).unwrap().email.clone().unwrap_or_default().to_lowercase();
    let addresses = board.people.values().filter_map(|person| person.email.as_ref()).map(|email| email.to_lowercase());
    let gone = ["sam.once@aurora.example", "nora@aurora.example"].map(str::to_owned);
    let text = text.to_lowercase();
    addresses.chain(gone).filter(|email| *email != own && text.contains(email.as_str())).collect()
}

/// Events about people: edits, new people, an import that names owners by address, a table of people.
async fn much_happens(server: &TestServer) {
    let draft = |id: PersonId, change: fn(&mut PersonDraft)| {
        let mut draft = PersonDraft::of(server.board().person(id).unwrap());
        change(&mut draft);
        Command::EditPerson { id, draft, base: None }
    };
    let nora = Person {
        id: PersonId(Uuid::from_u128(0x4e)),
        name: "Nora".into(),
        email: Some("nora@aurora.example".into()),
        roles: Roles { executive: true, ..Roles::default() },
        teams: [SALES].into(),
        leads: [].into(),
        deactivated: false,
    };
    let roles = Some(Roles { executive: true, ..Roles::default() });
    let row = PersonRow { email: "sam@aurora.example".into(), name: "Sam".into(), roles, ..people().rows.remove(0) };
    let commands = [
        draft(OTHER_LEAD, |draft| draft.email = Some("sam.once@aurora.example".into())),
        draft(OTHER_LEAD, |draft| draft.email = Some("sam@aurora.example".into())),
        draft(MEMBER, |draft| draft.name = "Mia Park".into()),
        Command::AddPerson(nora),
        Command::ImportPeople(PeopleTable { rows: vec![row], ..people() }),
    ];
    for command in commands {
        server.ledger.commit(okr::Actor::Person(ADMIN), server.envelope(command)).await.unwrap();
    }
    let Table { mut rows, .. } = import();
    let second = okr::import::Row {
        line: 3,
        reference: "O2".into(),
        content: match rows[0].content.clone() {
            okr::import::Content::Objective { parents, team, why, ambition, published, pillar, weight, .. } => {
                let (owner, title) = ("olga@aurora.example".to_owned(), "Something that is another's".to_owned());
                okr::import::Content::Objective { parents, team, owner, title, why, ambition, published, pillar, weight }
            }
            other @ okr::import::Content::KeyResult { .. } => other,
        },
    };
    rows.push(second);
    let table = Command::Import(Table { rows, ..import() });
    server.ledger.commit(okr::Actor::Person(EXECUTIVE), server.envelope(table)).await.unwrap();
}

fn imported(board: &Board) -> ObjectiveId {
    board.objectives.values().find(|objective| objective.title == "Something from elsewhere").unwrap().id
}

#[tokio::test]
async fn no_page_answer_or_stream_holds_anybody_elses_address() {
    let server = world().await;
    let began = server.board().seq;
    much_happens(&server).await;
    let board = server.board();
    for who in [Who::Member, Who::Lead, Who::Owner, Who::Office, Who::Executive, Who::Admin] {
        // People whose role has changed have to sign in again; only what the server sends matters here.
        let (reader, key) = (who.person().unwrap(), who.key().unwrap());
        let listed = table().into_iter().filter_map(|row| match row.ask {
            Request::Get(path) if !path.starts_with("/live") && !path.starts_with("/link") => Some(path),
            _ => None,
        });
        let objectives = board.objectives.keys().flat_map(|id| {
            [format!("/objectives/{id}"), format!("/api/story?objective={id}"), format!("/explain/progress/objective/{id}")]
        });
        let mut told = 0;
        for path in listed.chain(objectives) {
            if who == Who::Admin && THEIRS.iter().any(|theirs| path.starts_with(theirs)) {
                continue;
            }
            let answer = server.get(&path).key(&key).send().await;
            told += usize::from(answer.status == 200);
            assert_eq!(others(&server, answer.text(), reader), Vec::<String>::new(), "{who:?} {path}");
        }
        assert!(told > 40, "{told}");
        for since in [0, began] {
            let mut stream = Stream::of(server.get(&format!("/live?since={since}")).key(&key)).await;
            let mut seq = since;
            while seq < board.seq {
                let entry = stream.entry().await;
                seq = entry.seq;
                assert_eq!(
                    others(&server, &serde_json::to_string(&entry).unwrap(), reader),
                    Vec::<String>::new(),
                    "{who:?} {entry:?}"
                );
                for event in &entry.events {
                    let (id, roles) = match event {
                        Event::PersonAdded(person) => (person.id, person.roles),
                        Event::PersonEdited { id, after, .. } => (*id, after.roles),
                        _ => continue,
                    };
                    assert!(id == reader || roles == Roles::default(), "{who:?} {event:?}");
                }
            }
        }
    }
    let page = server.get("/people").key(&Who::Admin.key().unwrap()).send().await;
    assert!(page.text().contains("sam@aurora.example"), "who looks after people finds them");
}

#[tokio::test]
async fn a_browser_that_listens_holds_what_the_server_holds_but_for_others_roles_and_addresses() {
    let server = world().await;
    let mut browsers = Vec::new();
    for who in [Who::Member, Who::OtherLead, Who::Executive] {
        let key = who.key().unwrap();
        let snapshot: Snapshot = serde_json::from_slice(&server.get("/api/board").key(&key).send().await.body).unwrap();
        let board = Board::from(snapshot);
        assert_eq!(board, server.board().visible_to(who.person().unwrap()));
        let stream = Stream::of(server.get(&format!("/live?since={}", board.seq)).key(&key)).await;
        browsers.push((who.person().unwrap(), board, stream));
    }
    much_happens(&server).await;
    for (reader, mut board, mut stream) in browsers {
        while board.seq < server.board().seq {
            board.record(&stream.entry().await);
        }
        assert_eq!(board, server.board().visible_to(reader));
        let own = server.board().person(reader).unwrap().clone();
        assert_eq!(*board.person(reader).unwrap(), own, "and all of themself");
    }
}

#[tokio::test]
async fn the_story_of_an_imported_objective_holds_its_own_row_and_no_other() {
    let server = world().await;
    much_happens(&server).await;
    let id = imported(&server.board());
    let story = server.get(&format!("/api/story?objective={id}")).key(&Who::Member.key().unwrap()).send().await;
    assert!(!story.text().contains("Something that is another's"), "{}", story.text());
    let story: app::objective_history::ObjectiveHistory = serde_json::from_slice(&story.body).unwrap();
    let events: Vec<_> = story.history.iter().flat_map(|entry| &entry.events).collect();
    assert_eq!(events.iter().filter(|event| matches!(event, Event::RowImported { .. })).count(), 1);
    assert!(events.iter().any(|event| matches!(event, Event::ObjectiveCreated(objective) if objective.id == id)));
}
