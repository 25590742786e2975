//! Importing people from a table, links for all who lack one, and the table of a founding.

use okr::fixtures::{LEAD, MEMBER};
use store::Purpose;

use crate::auth::{PASSWORD, link};
use crate::matrix::world::{Who, world};
use crate::support::{Answer, Ask, TestServer};

/// A multipart form with a file, as a browser sends it.
pub(crate) fn with_file<'h>(server: &'h TestServer, path: &str, fields: &[(&str, &str)], name: &str, file: &[u8]) -> Ask<'h> {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes());
    }
    let head =
        format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"a.csv\"\r\nContent-Type: text/csv\r\n\r\n");
    body.extend([head.as_bytes(), file, b"\r\n--XX--\r\n"].concat());
    server.post(path, &[]).without("content-type").header("content-type", "multipart/form-data; boundary=XX").body(body)
}

const TABLE: &str = "name,email,team,leads,roles\n\
    Nora,nora@aurora.example,Aurora/Research/Optics,,\n\
    Mia Sun,MIA@aurora.example,,,programme_office\n";

async fn import(server: &TestServer, who: Who, fields: &[(&str, &str)]) -> Answer {
    server.post("/people/import", fields).key(&who.key().unwrap()).send().await
}

#[tokio::test]
async fn a_table_is_looked_at_and_then_taken_in() {
    let server = world().await;
    let before = server.board().seq;
    let looked = with_file(&server, "/people/import", &[("table", "")], "file", TABLE.as_bytes());
    let looked = looked.key(&Who::Admin.key().unwrap()).send().await;
    assert_eq!(looked.status, 200, "{}", looked.text());
    for said in ["Nora (nora@aurora.example)", "Aurora/Research/Optics", "Mia · ", "People who would be changed: 1", ">Import<"]
    {
        assert!(looked.text().contains(said), "{said}: {}", looked.text());
    }
    assert_eq!(server.board().seq, before, "looking changes nothing");

    let taken = import(&server, Who::Admin, &[("table", TABLE), ("take", "yes")]).await;
    assert_eq!(taken.header("location"), "/people?imported=1");
    let board = server.board();
    assert!(board.people.values().any(|person| person.name == "Nora" && person.teams.len() == 1));
    assert!(board.person(MEMBER).unwrap().roles.programme_office);
    // People whose permissions have changed have to sign in again.
    assert_eq!(server.get("/account").key(&Who::Member.key().unwrap()).send().await.status, 303);
    assert_eq!(server.get("/account").key(&Who::Lead.key().unwrap()).send().await.status, 200);
    let page = server.get("/people?imported=1").key(&Who::Admin.key().unwrap()).send().await;
    assert!(page.text().contains("The table was imported."), "{}", page.text());

    let again = import(&server, Who::Admin, &[("table", TABLE)]).await;
    assert!(again.text().contains("nothing would change") && !again.text().contains(">Import<"), "{}", again.text());
}

#[tokio::test]
async fn what_is_wrong_with_a_table_is_named_and_it_comes_back() {
    let server = world().await;
    let before = server.board().seq;
    let long = format!("name,email\n{}", "x,nobody\n".repeat(60));
    for (table, why) in [
        ("", "Choose a file or paste a table."),
        ("name\nNora\n", "Line 1, email: This column is missing."),
        ("name,email\nNora,nobody\n,nora@aurora.example\n", "Line 3, name: This cell is empty."),
        ("name,email,team\nNora,nora@aurora.example,Borealis/Sales\n", "Line 2, team: Use one of: Aurora."),
        ("name,email,roles\nAda,ada@aurora.example,-\n", "the last administrator"),
        ("name,email\nNora,n@aurora.example\nOmar,N@aurora.example\n", "is on another line, too"),
        (&long, "And 10 more."),
    ] {
        for take in [&[][..], &[("take", "yes")]] {
            let fields = [&[("table", table)][..], take].concat();
            let answer = import(&server, Who::Admin, &fields).await;
            assert_eq!(answer.status, 422, "{table}");
            assert!(answer.text().contains(why), "{why}: {}", answer.text());
            assert!(table.lines().all(|line| answer.text().contains(line)), "what was typed comes back");
        }
    }
    let answer =
        with_file(&server, "/people/import", &[], "file", b"name,email\n\xff,x@y\n").key(&Who::Admin.key().unwrap()).send().await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("Line 2: The text can’t be read"), "{}", answer.text());
    // Declared as multipart, but malformed.
    let torn =
        server.post("/people/import", &[]).without("content-type").header("content-type", "multipart/form-data; boundary=XX");
    assert_eq!(torn.body("--XX\r\nContent-Dis").key(&Who::Admin.key().unwrap()).send().await.status, 400);
    assert_eq!(server.board().seq, before, "nothing changed");
}

#[tokio::test]
async fn everybody_who_waits_for_a_link_gets_one_and_the_links_let_them_in() {
    let server = world().await;
    let admin = Who::Admin.key().unwrap();
    let held = link(&server, Purpose::Invite(LEAD)).await;
    assert!(server.get("/people").key(&admin).send().await.text().contains("/people/invitations"));
    let page = server.post("/people/invitations", &[]).key(&admin).send().await;
    assert_eq!(page.status, 200, "{}", page.text());
    let links: Vec<_> = page.text().match_indices("/link/").map(|(at, _)| page.text()[at..at + 6 + 43].to_owned()).collect();
    // The owner and the lead have links; deactivated people get none.
    let there = server.board().people.values().filter(|person| !person.deactivated).count();
    assert_eq!(links.len(), there - 2, "{}", page.text());
    assert!(page.text().contains("mia@aurora.example") && !page.text().contains("liam@aurora.example"));
    // Not the first link: that is for Ada, who is used below.
    for path in [&links[1], &held] {
        assert_eq!(server.post(path, &[("password", PASSWORD)]).send().await.status, 303);
    }
    // No invitations are missing any more.
    assert_eq!(server.post("/people/invitations", &[]).key(&admin).send().await.header("location"), "/people");
    assert!(!server.get("/people").key(&admin).send().await.text().contains("/people/invitations"));
}

#[tokio::test]
async fn an_organisation_begins_with_a_table() {
    const OKRS: &str = "type,ref,parent,team,owner,title,measure,baseline,target\n\
        objective,O1,,Hopper/Sales,Ada,We sell,,,\n\
        key_result,K1,O1,,Grace,Sold from 0 to 9,metric,0,9\n";
    let server = TestServer::empty().await;
    let path = link(&server, Purpose::Found).await;
    let page = server.get(&path).send().await;
    assert!(page.text().contains("multipart/form-data") && page.text().contains("2026 Q4"), "{}", page.text());
    let good = [
        ("organisation", "Hopper"),
        ("language", "en"),
        ("week", "Mon"),
        ("time_zone", "UTC"),
        ("name", "Ada"),
        ("email", "ada@example.org"),
        ("password", PASSWORD),
        ("begin", "import"),
        ("cycle", "2026 Q4"),
        ("first_day", "2026-10-01"),
        ("last_day", "2026-12-31"),
    ];
    for (field, wrong, table, why) in [
        ("begin", "import", "", "Choose a file."),
        ("first_day", "soon", OKRS, "“soon” is not a date"),
        ("organisation", "Lovelace", OKRS, "The table calls the company “Hopper”."),
        ("last_day", "2026-01-01", OKRS, "must not come before the first"),
        ("begin", "import", "type,ref\n", "Line 1, title: This column is missing."),
        ("begin", "import", "type,ref,parent,team,owner,title\nobjective,O1,O9,Hopper,Ada,We sell\n", "No row has the ref “O9”."),
    ] {
        let fields: Vec<_> = good.iter().map(|&(name, value)| (name, if name == field { wrong } else { value })).collect();
        let answer = with_file(&server, &path, &fields, "table", table.as_bytes()).send().await;
        assert_eq!(answer.status, 422, "{why}");
        assert!(answer.text().contains(why), "{why}: {}", answer.text());
        assert!(answer.text().contains("ada@example.org") && !answer.text().contains(PASSWORD));
        assert!(server.board().organisation.is_none());
    }
    let answer = with_file(&server, &path, &good, "table", OKRS.as_bytes()).send().await;
    assert_eq!(answer.header("location"), "/", "{}", answer.text());
    let board = server.board();
    assert_eq!((board.objectives.len(), board.key_results.len(), board.people.len()), (1, 1, 2));
    let objective = board.objectives.values().next().unwrap();
    let owner = board.person(objective.owner).unwrap();
    assert!(owner.roles.admin && owner.email.as_deref() == Some("ada@example.org"), "the first administrator is the table's Ada");
    assert_eq!(server.get("/").key(&answer.key()).send().await.status, 200);
}
