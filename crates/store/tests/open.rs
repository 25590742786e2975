//! What a database has to be, to be opened.

#![allow(clippy::unwrap_used, reason = "a test that can't go on may stop")]

mod support;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _};
use store::{Inspection, Store, Trouble};
use support::location;

#[tokio::test]
async fn a_database_that_is_open_is_refused_a_second_time_and_free_again_once_it_was_closed() {
    let folder = tempfile::tempdir().unwrap();
    let first = Store::open(&location(&folder)).await.unwrap();
    assert_eq!(Store::open(&location(&folder)).await.unwrap_err().trouble(), Trouble::Locked);
    first.close().await;
    Store::open(&location(&folder)).await.unwrap();
}

#[tokio::test]
async fn a_folder_that_is_not_there_yet_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data/of/ours/okr.db");
    Store::open(path.to_str().unwrap()).await.unwrap();
    assert!(path.exists());
}

#[tokio::test]
async fn a_database_that_a_newer_version_wrote_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    Store::open(&location(&folder)).await.unwrap().close().await;
    let mut raw = SqliteConnectOptions::new().filename(folder.path().join("okr.db")).connect().await.unwrap();
    let later = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'later', 1, x'00', 0)";
    sqlx::query(later).execute(&mut raw).await.unwrap();
    raw.close().await.unwrap();

    let refused = Store::open(&location(&folder)).await.unwrap_err();
    assert_eq!(refused.trouble(), Trouble::Newer);
    assert!(refused.to_string().contains("newer Plumbline"), "{refused}");
}

#[tokio::test]
async fn what_is_not_a_database_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("okr.db");
    let content = "These are somebody's notes, and no database at all. ".repeat(100);
    std::fs::write(&path, &content).unwrap();

    assert_eq!(Store::open(&location(&folder)).await.unwrap_err().trouble(), Trouble::Corrupt);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), content);
}

#[tokio::test]
async fn a_database_of_another_kind_is_refused() {
    assert_eq!(Store::open("postgres://localhost/okr").await.unwrap_err().trouble(), Trouble::Unsupported);
}

#[tokio::test]
async fn tables_that_are_not_what_the_journal_leads_to_are_found_out() {
    let (folder, ledger) = support::company().await;
    ledger.stop().await;
    let mut raw = SqliteConnectOptions::new().filename(folder.path().join("okr.db")).connect().await.unwrap();
    sqlx::query("UPDATE objective SET title = 'Something else' WHERE title = 'Objective 3'").execute(&mut raw).await.unwrap();
    raw.close().await.unwrap();

    let findings = Inspection::open(&location(&folder)).await.unwrap().examine().await.unwrap();
    assert_eq!(findings.differences, ["objectives"]);
    assert!(!findings.is_healthy());
}
