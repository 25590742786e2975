//! Permissions of every endpoint: {unauthenticated, member, lead, lead of another team, owner, programme office,
//! executive, administrator, deactivated, expired session} × every endpoint × {own, another's, missing}.

pub(crate) mod table;
pub(crate) mod world;

use std::collections::BTreeSet;

use axum::http::Method;
use okr::Command;
use table::{Request, Row, table};
use world::{Who, world};

use crate::support::TestServer;

/// The table's symbol for a response.
fn cell(status: u16, location: &str) -> char {
    match status {
        303 | 307 if location.starts_with("/sign-in?back") => 'i',
        200..=299 | 303 | 307 => 'y',
        400 => 'b',
        401 => 'i',
        403 => 'x',
        404 => '0',
        409 => 'c',
        410 => 'g',
        422 => 'w',
        other => panic!("no cell for {other}"),
    }
}

/// Sends a row's request as one of the columns.
async fn ask(server: &TestServer, row: &Row, who: Who) -> char {
    let asked = match &row.ask {
        Request::Get(path) => server.get(path),
        Request::Form(path, fields) => {
            let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            server.post(path, &fields)
        }
        Request::Command(command) => server.command(&server.envelope((**command).clone())),
    };
    let asked = match who.key() {
        Some(key) => asked.key(&key),
        None => asked,
    };
    // A stream doesn't end, so only its head is awaited.
    let answer = asked.open().await;
    let location = answer.headers().get("location").map_or("", |to| to.to_str().unwrap());
    cell(answer.status().as_u16(), location)
}

/// The actual row, and problems besides its cells.
async fn cells(row: &Row, server: &mut TestServer) -> (String, Vec<String>) {
    let (mut found, mut wrong) = (Vec::new(), Vec::new());
    let reads = row.endpoint.0 == "GET";
    for who in Who::ALL {
        let before = server.board().seq;
        let is = ask(server, row, who).await;
        let changed = server.board().seq != before;
        if changed && (reads || is != 'y') {
            wrong.push(format!("{who:?}: {is}, and something changed"));
        }
        if row.endpoint.1 == "/account/devices" {
            wrong.extend(others_who_are_out(server, who).await);
        }
        // After a write or a refused attempt, the world is recreated for the next column.
        if !reads && !matches!(is, 'i' | 'x' | '0') {
            *server = world().await;
        }
        found.push(is.to_string());
    }
    (found.join(" "), wrong)
}

/// Sessions of other columns that have ended; only the sender's own may end.
async fn others_who_are_out(server: &TestServer, who: Who) -> Vec<String> {
    let mut out = Vec::new();
    for other in Who::ALL.into_iter().filter(|other| *other != who && !matches!(other, Who::Nobody | Who::Gone | Who::Stale)) {
        if server.get("/api/board").key(&other.key().unwrap()).send().await.status != 200 {
            out.push(format!("{who:?} ended the session of {other:?}"));
        }
    }
    out
}

#[tokio::test]
async fn every_cell_of_the_table_is_as_it_says() {
    let mut server = world().await;
    let mut wrong = Vec::new();
    let mut count = 0;
    for row in table() {
        let (found, others) = cells(&row, &mut server).await;
        count += Who::ALL.len();
        if found != row.cells {
            wrong.push(format!("{} {}\n  wanted {}\n  found  {found}", row.endpoint.0, row.what, row.cells));
        }
        wrong.extend(others.into_iter().map(|what| format!("{} {}: {what}", row.endpoint.0, row.what)));
        let column = |who: Who| row.cells.split(' ').nth(who as usize);
        assert_eq!(column(Who::Gone), column(Who::Nobody), "{}: whoever has left is nobody", row.what);
        assert_eq!(column(Who::Stale), column(Who::Nobody), "{}: so is a session that is over", row.what);
    }
    assert!(wrong.is_empty(), "{} of {count} cells or more are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[tokio::test]
async fn every_way_in_is_in_the_table() {
    let server = world().await;
    let page = server.get("/").key(&Who::Member.key().unwrap()).send().await;
    let opening = page.text().split_once(r#"<script id="opening" type="application/json""#).unwrap().1;
    let opening = opening.split_once('>').unwrap().1.split_once("</script>").unwrap().0;
    let there = plumbline::router::endpoints(serde_json::from_str(opening).unwrap());
    assert!(there.len() > 25, "{there:?}");
    let rows: BTreeSet<_> = table().into_iter().map(|row| (row.endpoint.0.to_owned(), row.endpoint.1.to_owned())).collect();
    let there: BTreeSet<_> = there.into_iter().map(|(method, path)| (method.to_string(), path)).collect();
    let missing: Vec<_> = there.difference(&rows).collect();
    let stale: Vec<_> = rows.difference(&there).collect();
    assert!(missing.is_empty() && stale.is_empty(), "not in the table: {missing:?}; no longer there: {stale:?}");
}

#[tokio::test]
async fn every_command_is_in_the_table() {
    // serde's error for an unknown variant lists all variants.
    let all = serde_json::from_str::<Command>(r#"{"no_such_command":0}"#).unwrap_err().to_string();
    let all: BTreeSet<_> = all.split('`').skip(3).step_by(2).map(str::to_owned).collect();
    assert!(all.contains("found") && all.contains("import") && all.len() >= 22, "{all:?}");
    let name = |command: &Command| serde_json::to_value(command).unwrap().as_object().unwrap().keys().next().unwrap().clone();
    let rows: BTreeSet<_> = table()
        .iter()
        .filter_map(|row| match &row.ask {
            Request::Command(command) => Some(name(command)),
            _ => None,
        })
        .collect();
    assert_eq!(all, rows);
}

#[tokio::test]
async fn other_methods_change_nothing() {
    let server = world().await;
    let executive = Who::Executive.key().unwrap();
    let before = server.board().seq;
    for row in table() {
        let path = match &row.ask {
            Request::Get(path) | Request::Form(path, _) => path.clone(),
            Request::Command(_) => "/api/commit".to_owned(),
        };
        for method in [Method::PUT, Method::DELETE, Method::PATCH] {
            let answer = server.ask(method.clone(), &path).header("sec-fetch-site", "same-origin").key(&executive).open().await;
            assert!(answer.status().is_client_error(), "{method} {path}: {}", answer.status());
        }
        if let Request::Command(command) = &row.ask {
            let envelope = serde_json::to_string(&server.envelope((**command).clone())).unwrap();
            let query = form_urlencoded::Serializer::new(String::new()).append_pair("envelope", &envelope).finish();
            let answer = server.get(&format!("/api/commit?{query}")).key(&executive).open().await;
            assert!(answer.status().is_client_error(), "GET {path}: {}", answer.status());
        }
    }
    assert_eq!(server.board().seq, before);
}
