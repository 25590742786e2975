//! Backups of every version, and the data in them that must not become valid again.

#![allow(clippy::unwrap_used, reason = "a test that can't go on may stop")]

use std::path::{Path, PathBuf};

use chrono::{DateTime, TimeDelta, Utc};
use okr::PersonId;
use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _};
use store::{Accounts, Inspection, Purpose, Session, Store, restore};
use tempfile::TempDir;
use uuid::Uuid;

const MIGRATIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/sqlite");

/// An organisation written by the first version. It never changes, because old data must stay readable.
const ORGANISATION: &str = include_str!("support/first_version.sql");
const ADA: PersonId = PersonId(Uuid::from_u128(0x11));

/// The migrations, by their version.
fn migrations() -> Vec<(i64, PathBuf)> {
    let files = std::fs::read_dir(MIGRATIONS).unwrap().map(|file| file.unwrap().path());
    let mut all: Vec<_> = files
        .map(|path| (path.file_name().unwrap().to_str().unwrap().split('_').next().unwrap().parse().unwrap(), path))
        .collect();
    all.sort();
    all
}

/// Creates a database at the schema with this last migration.
async fn of_schema(version: i64, at: &Path) {
    let folder = TempDir::new().unwrap();
    for (number, path) in migrations().into_iter().filter(|(number, _)| *number <= version) {
        std::fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
        let migrator = Migrator::new(folder.path()).await.unwrap();
        let options = SqliteConnectOptions::new().filename(at).create_if_missing(true).foreign_keys(true);
        let mut connection = options.connect().await.unwrap();
        migrator.run(&mut connection).await.unwrap();
        if number == 1 {
            sqlx::raw_sql(ORGANISATION).execute(&mut connection).await.unwrap();
        }
        connection.close().await.unwrap();
    }
}

async fn is_whole(database: &Path) {
    let store = Store::open(database.to_str().unwrap()).await.unwrap();
    let board = store.load().await.unwrap();
    let counted = (board.seq, board.people.len(), board.objectives.len(), board.key_results.len());
    assert_eq!(counted, (9, 1, 1, 2));
    assert_eq!(board.organisation.as_deref().unwrap().name, "Hopper");
    let series: Vec<usize> = board.key_results.values().map(|key_result| key_result.series.len()).collect();
    assert_eq!(series, [1, 1]);
    store.close().await;
    let findings = Inspection::open(database.to_str().unwrap()).await.unwrap().examine().await.unwrap();
    assert!(findings.is_healthy() && !findings.older, "{findings:?}");
}

#[tokio::test]
async fn a_backup_of_every_version_can_be_made_and_restored_and_so_can_the_copy_that_a_migration_leaves() {
    let last = migrations().last().unwrap().0;
    for (version, _) in migrations() {
        let folder = TempDir::new().unwrap();
        let at = |name: &str| folder.path().join(name);
        of_schema(version, &at("old.db")).await;

        let mut inspection = Inspection::open(at("old.db").to_str().unwrap()).await.unwrap();
        let findings = inspection.examine().await.unwrap();
        assert_eq!((findings.is_healthy(), findings.older, findings.schema), (true, version < last, version), "{findings:?}");
        inspection.back_up(&at("backup.db")).await.unwrap();
        let before = std::fs::read(at("backup.db")).unwrap();
        let findings = restore(&at("backup.db"), at("restored/okr.db").to_str().unwrap()).await.unwrap();
        assert_eq!((findings.schema, findings.seq), (last, 9));
        is_whole(&at("restored/okr.db")).await;
        assert_eq!(std::fs::read(at("backup.db")).unwrap(), before, "the backup stays as it is");
        let left: Vec<_> = std::fs::read_dir(at("restored")).unwrap().map(|file| file.unwrap().file_name()).collect();
        assert!(left.iter().all(|name| !name.to_str().unwrap().contains("partial")), "{left:?}");

        is_whole(&at("old.db")).await;
        let copy = at(&format!("old.db.before-schema-{last}"));
        assert_eq!(copy.exists(), version < last);
        if version < last {
            restore(&copy, at("again.db").to_str().unwrap()).await.unwrap();
            is_whole(&at("again.db")).await;
        }
    }
}

#[tokio::test]
async fn a_backup_that_can_not_be_brought_up_to_date_leaves_nothing_behind() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    of_schema(migrations().last().unwrap().0, &at("backup.db")).await;
    let mut connection = SqliteConnectOptions::new().filename(at("backup.db")).connect().await.unwrap();
    sqlx::query("UPDATE objective SET title = 'Something else'").execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    let to = at("to");
    assert!(restore(&at("backup.db"), to.join("okr.db").to_str().unwrap()).await.is_err());
    let left: Vec<_> = std::fs::read_dir(&to).into_iter().flatten().map(|file| file.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| name == "okr.db.lock"), "{left:?}");
}

#[tokio::test]
async fn what_lets_somebody_in_does_not_come_back_with_a_backup() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    of_schema(migrations().last().unwrap().0, &at("okr.db")).await;
    let store = Store::open(at("okr.db").to_str().unwrap()).await.unwrap();
    let (accounts, now) = (Accounts::new(store.clone()), DateTime::<Utc>::UNIX_EPOCH);
    let session = Session { id: Uuid::from_u128(1), person: ADA, device: String::new(), began_at: now, seen_at: now };
    accounts.begin(&session, &[1; 32]).await.unwrap();
    accounts.issue(&[2; 32], Purpose::Reset(ADA), now, now + TimeDelta::days(1)).await.unwrap();
    accounts.remember_device(&[3; 32], ADA, now).await.unwrap();
    accounts.propose_second_factor(ADA, &[7; 20]).await.unwrap();
    Inspection::open(at("okr.db").to_str().unwrap()).await.unwrap().back_up(&at("backup.db")).await.unwrap();
    store.close().await;

    restore(&at("backup.db"), at("restored.db").to_str().unwrap()).await.unwrap();
    let accounts = Accounts::new(Store::open(at("restored.db").to_str().unwrap()).await.unwrap());
    assert_eq!(accounts.session(&[1; 32]).await.unwrap(), None);
    assert_eq!(accounts.pass(&[2; 32]).await.unwrap(), None);
    assert_eq!(accounts.device(&[3; 32]).await.unwrap(), None);
    assert!(accounts.second_factor(ADA).await.unwrap().is_none());
}

/// Other users' permissions on a file or folder.
#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[cfg(unix)]
fn open_to_all(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o644)).unwrap();
}

#[cfg(unix)]
#[tokio::test]
async fn no_other_user_of_the_machine_can_read_a_database_or_a_backup_nor_one_that_is_there_already() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    let database = at("data/of/ours/okr.db");
    let beside = |ending: &str| PathBuf::from(format!("{}{ending}", database.display()));
    let place = database.to_str().unwrap();
    let store = Store::open(place).await.unwrap();
    assert_eq!(store.mended(), [] as [PathBuf; 0]);
    Inspection::open(place).await.unwrap().back_up(&at("backup.db")).await.unwrap();
    for file in [database.clone(), beside("-wal"), beside("-shm"), beside(".lock"), at("backup.db")] {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
    for folder in ["data", "data/of", "data/of/ours"] {
        assert_eq!(mode(&at(folder)), 0o700, "{folder}");
    }
    store.close().await;

    let copy = beside(".before-schema-2");
    let notes = beside(".notes");
    std::fs::write(&copy, "").unwrap();
    std::fs::write(&notes, "").unwrap();
    let ours = [database.clone(), beside(".lock"), copy];
    for file in ours.iter().chain([&notes]) {
        open_to_all(file);
    }
    let store = Store::open(place).await.unwrap();
    let mut mended = store.mended().to_vec();
    mended.sort();
    assert_eq!(mended, [ours[0].clone(), ours[2].clone(), ours[1].clone()]);
    assert!(ours.iter().all(|file| mode(file) == 0o600));
    assert_eq!(mode(&notes), 0o644, "what isn't the database's is left alone");
    store.close().await;
    restore(&at("backup.db"), at("again/okr.db").to_str().unwrap()).await.unwrap();
    assert_eq!((mode(&at("again")), mode(&at("again/okr.db"))), (0o700, 0o600));
}
