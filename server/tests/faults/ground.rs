//! A demo organisation, the servers on its database, and the verdict afterwards.

use std::collections::BTreeMap;
#[cfg(target_os = "linux")]
use std::path::PathBuf;
use std::time::Duration;

use okr::{Board, CommandId};
use store::{Inspection, Store};
use tempfile::TempDir;
use temporary_postgres::{Durability, Server};

use crate::now;
use crate::server::{self, Served};

/// A demo organisation in its own database.
pub(crate) struct Ground {
    /// The folder of the database file, if it is one.
    folder: TempDir,
    /// The database server, if there is one.
    pub(crate) postgres: Option<Server>,
    pub(crate) board: Board,
}

/// The result of a test.
#[derive(Debug, Default)]
#[allow(dead_code, reason = "what isn't asserted is printed")]
pub(crate) struct Verdict {
    pub(crate) acknowledged: usize,
    /// Commands that were acknowledged but aren't in the journal, or are under another number.
    pub(crate) lost: usize,
    /// Findings of the examination of the database.
    pub(crate) findings: Vec<String>,
    /// Entries that a reader of the live stream missed, or got twice or out of order.
    pub(crate) misheard: usize,
    /// How often a reader was told to reload the board.
    pub(crate) reloads: usize,
    /// The longest time until everything worked again.
    pub(crate) slowest: Duration,
}

impl Ground {
    pub(crate) fn on_sqlite() -> Self {
        Self::in_folder(TempDir::new().unwrap())
    }

    pub(crate) fn in_folder(folder: TempDir) -> Self {
        Self::furnished(folder, None)
    }

    pub(crate) fn on_postgres() -> Self {
        let postgres = Server::start(Durability::Kept).expect("`cargo xtask faults` installs PostgreSQL where it may");
        postgres.create("okr").unwrap();
        Self::furnished(TempDir::new().unwrap(), Some(postgres))
    }

    fn furnished(folder: TempDir, postgres: Option<Server>) -> Self {
        let mut ground = Self { folder, postgres, board: Board::default() };
        server::demo(&ground.location());
        ground.board = now(async {
            let store = Store::open(&ground.location()).await.unwrap();
            let board = store.load().await.unwrap();
            store.close().await;
            board
        });
        ground
    }

    /// The location of the database.
    pub(crate) fn location(&self) -> String {
        match &self.postgres {
            Some(postgres) => postgres.url("okr"),
            None => format!("sqlite:{}", self.folder.path().join("plumbline.db").display()),
        }
    }

    /// A file beside the database, deleted with it.
    #[cfg(target_os = "linux")]
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Starts a server, with a seeded bug if one is named.
    pub(crate) fn serve(&self, bug: Option<&str>) -> Served {
        Served::start(&self.location(), bug)
    }

    /// All entries of each command after the servers have ended, and the findings about the database.
    pub(crate) fn remains(&self) -> (BTreeMap<CommandId, Vec<u64>>, Vec<String>) {
        now(async {
            let findings = Inspection::open(&self.location()).await.unwrap().examine().await.unwrap();
            let store = Store::open(&self.location()).await.unwrap();
            let mut journal: BTreeMap<CommandId, Vec<u64>> = BTreeMap::new();
            for entry in store.entries(0, u32::MAX).await.unwrap() {
                journal.entry(entry.command).or_default().push(entry.seq);
            }
            store.close().await;
            (journal, [findings.damage, findings.dangling, findings.gaps, findings.differences].concat())
        })
    }

    pub(crate) fn judge(&self, acknowledged: &[(CommandId, u64)], heard: &[Vec<Vec<u64>>], slowest: Duration) -> Verdict {
        let (journal, findings) = self.remains();
        let lost = acknowledged.iter().filter(|(command, seq)| journal.get(command) != Some(&vec![*seq])).count();
        let runs = || heard.iter().flatten();
        let skipped = runs().flat_map(|run| run.windows(2)).filter(|pair| pair[1] != pair[0] + 1).count();
        let reloads = heard.iter().flat_map(|runs| runs.windows(2));
        let back = reloads.clone().filter(|pair| pair[1].first() < pair[0].last()).count();
        Verdict { acknowledged: acknowledged.len(), lost, findings, misheard: skipped + back, reloads: reloads.count(), slowest }
    }
}

impl Verdict {
    pub(crate) fn assert_nothing_lost(&self) {
        assert!(self.acknowledged > 0);
        assert_eq!((self.lost, self.misheard), (0, 0), "{self:?}");
        assert_eq!(self.findings, Vec::<String>::new(), "{self:?}");
    }
}
