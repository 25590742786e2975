//! Requirements on a database to be opened.

#![allow(clippy::unwrap_used, reason = "a test that can't go on may stop")]

mod support;

use store::{Inspection, Store, Trouble};
use support::{Home, OLGA, check_in, company, envelope, key_result, on_both, reading};

on_both! {
    async fn a_database_that_a_newer_version_wrote_is_refused_and_left_alone(home: Home) {
        home.open().await.close().await;
        let checksum = if home.is_on_a_server() { r"'\\x00'" } else { "x'00'" };
        let later = format!(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
             VALUES (9999, 'later', true, {checksum}, 0)"
        );
        home.meddle(&later).await.unwrap();

        let refused = Store::open(&home.location()).await.unwrap_err();
        assert_eq!(refused.trouble(), Trouble::Newer);
        assert!(refused.to_string().contains("newer Plumbline"), "{refused}");
    }

    async fn an_event_of_a_version_that_does_not_exist_yet_is_named_with_its_entry_and_nothing_is_changed(home: Home) {
        let ledger = company(&home).await;
        let seq = ledger.board().seq;
        ledger.stop().await;
        let later = r#"[{"checked_in.9":{"what":"nothing that is known"}}]"#;
        let (seq, id) = (seq + 1, home.written(uuid::Uuid::from_u128(77_000)));
        let cast = if home.is_on_a_server() { "::jsonb" } else { "" };
        let append = format!(
            "INSERT INTO journal (seq, command_id, actor, at, fingerprint, events) \
             SELECT seq + 1, {id}, actor, at, fingerprint, '{later}'{cast} FROM journal WHERE seq = {seq} - 1"
        );
        home.meddle(&append).await.unwrap();

        let refused = home.open().await.entries(0, u32::MAX).await.unwrap_err();
        assert_eq!(refused.trouble(), Trouble::Newer);
        let said = refused.to_string();
        assert!(said.contains(&format!("entry {seq} ")) && said.contains("checked_in.9"), "{said}");
        let refused = Inspection::open(&home.location()).await.unwrap().examine().await.unwrap_err();
        assert_eq!(refused.trouble(), Trouble::Newer);
        let again = home.meddle(&append).await.unwrap_err();
        assert!(again.to_lowercase().contains("unique"), "it stands where it stood: {again}");
    }

    async fn tables_that_are_not_what_the_journal_leads_to_are_found_out(home: Home) {
        company(&home).await.stop().await;
        home.meddle("UPDATE objective SET title = 'Something else' WHERE title = 'Objective 3'").await.unwrap();

        let findings = Inspection::open(&home.location()).await.unwrap().examine().await.unwrap();
        assert_eq!(findings.differences, ["objectives"]);
        assert!(!findings.is_healthy());
    }

    async fn milestones_and_ticks_that_were_written_before_steps_had_ids_are_those_of_their_places(home: Home) {
        let ledger = company(&home).await;
        let (key_result, reading) = (key_result(0, 2), reading(2, 20.0));
        ledger.commit(OLGA, envelope(5_000, check_in(500, key_result, reading.clone()))).await.unwrap();
        let before = ledger.board();
        ledger.stop().await;
        home.meddle("UPDATE milestone SET id = NULL").await.unwrap();
        home.meddle("UPDATE check_in SET step_ids = NULL").await.unwrap();

        let store = home.open().await;
        let board = store.load().await.unwrap();
        store.close().await;
        assert_eq!(board, *before);
        assert_eq!(board.key_result(key_result).unwrap().last().unwrap().reading, reading);
        assert!(Inspection::open(&home.location()).await.unwrap().examine().await.unwrap().is_healthy());
    }
}

#[tokio::test]
async fn a_database_on_a_server_is_opened_by_many_at_once() {
    let home = Home::on_postgres();
    let (one, two) = tokio::join!(home.open(), home.open());
    assert_eq!(one.load().await.unwrap(), two.load().await.unwrap());
}

#[tokio::test]
async fn what_a_server_says_no_to_is_told_apart() {
    let location = Home::on_postgres().location();
    let refused = async |location: String| Store::open(&location).await.unwrap_err().trouble();
    assert_eq!(refused(location.replace("/test_", "/no_such_")).await, Trouble::Missing);
    assert_eq!(refused(location.replace("plumbline:", "plumbline:not")).await, Trouble::Denied);
    let (before, after) = location.split_once("@127.0.0.1:").unwrap();
    let nobody = format!("{before}@127.0.0.1:1/{}", after.split_once('/').unwrap().1);
    assert_eq!(refused(nobody).await, Trouble::Unavailable);
}

#[tokio::test]
async fn a_database_in_an_encoding_that_does_not_know_all_names_is_refused() {
    for (encoding, locale) in [("LATIN1", "C"), ("EUC_CN", "C"), ("SQL_ASCII", "C")] {
        let name = format!("encoded_{}", encoding.to_lowercase());
        let home = Home::on_postgres();
        home.meddle(&format!(
            "CREATE DATABASE {name} ENCODING '{encoding}' TEMPLATE template0 LC_COLLATE '{locale}' LC_CTYPE '{locale}'"
        ))
        .await
        .unwrap();
        let (before, _) = home.location().rsplit_once('/').map(|(before, after)| (before.to_owned(), after.to_owned())).unwrap();
        let refused = Store::open(&format!("{before}/{name}")).await.unwrap_err();
        assert_eq!(refused.trouble(), Trouble::NotUtf8, "{encoding}");
        assert!(refused.to_string().contains("ENCODING 'UTF8'"), "{refused}");
    }
}

#[tokio::test]
async fn a_file_that_is_open_is_refused_a_second_time_and_free_again_once_it_was_closed() {
    let home = Home::on_sqlite();
    let first = home.open().await;
    assert_eq!(Store::open(&home.location()).await.unwrap_err().trouble(), Trouble::Locked);
    first.close().await;
    home.open().await;
}

#[tokio::test]
async fn a_folder_that_is_not_there_yet_is_made() {
    let path = Home::on_sqlite().beside("data/of/ours/okr.db");
    Store::open(path.to_str().unwrap()).await.unwrap();
    assert!(path.exists());
}

#[tokio::test]
async fn what_is_not_a_database_is_refused_and_left_alone() {
    let home = Home::on_sqlite();
    let path = home.beside("okr.db");
    let content = "These are somebody's notes, and no database at all. ".repeat(100);
    std::fs::write(&path, &content).unwrap();

    assert_eq!(Store::open(&home.location()).await.unwrap_err().trouble(), Trouble::Corrupt);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), content);
}

#[tokio::test]
async fn a_file_that_is_damaged_inside_is_refused_and_left_alone() {
    let home = Home::on_sqlite();
    company(&home).await.stop().await;
    let path = home.beside("okr.db");
    let mut content = std::fs::read(&path).unwrap();
    // Overwrites the head of every page except the first, which has the table names.
    for page in content.chunks_mut(4096).skip(1) {
        page[..64].fill(0xff);
    }
    std::fs::write(&path, &content).unwrap();

    let refused = match Store::open(&home.location()).await {
        Ok(store) => store.load().await.unwrap_err(),
        Err(refused) => refused,
    };
    assert_eq!(refused.trouble(), Trouble::Corrupt);
    assert!(refused.to_string().contains("restore a backup"), "{refused}");
    assert!(std::fs::read(&path).unwrap() == content, "it is as it was");
}

#[tokio::test]
async fn a_database_of_another_kind_is_refused() {
    for location in ["mysql://localhost/okr", "postgres://localhost:many/okr"] {
        assert_eq!(Store::open(location).await.unwrap_err().trouble(), Trouble::Unsupported, "{location}");
    }
}
