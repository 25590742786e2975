//! `plumbline doctor` and `plumbline migrate`.

use store::{Findings, Inspection, Store};

use super::{CommandError, Location};
use crate::cli::Doctor;
use crate::say::say;

/// Checks a database and prints the findings.
pub(super) async fn run(options: &Doctor) -> Result<(), CommandError> {
    let findings = Inspection::open(&Location::of(&options.at, "data").location()).await?.examine().await?;
    print(&findings);
    if findings.is_healthy() { Ok(()) } else { Err(CommandError::Unsound) }
}

/// Migrates the tables, removes checkpoints if one is damaged, and prints the findings.
pub(super) async fn migrate(options: &Doctor) -> Result<(), CommandError> {
    let place = Location::of(&options.at, "data").location();
    // A missing database must not be created.
    drop(Inspection::open(&place).await?);
    let store = Store::open(&place).await?;
    if !Inspection::open(&place).await?.examine().await?.checkpoints.is_empty() {
        store.remove_checkpoints().await?;
    }
    store.close().await;
    run(options).await
}

/// Prints one line per check.
pub(super) fn print(findings: &Findings) {
    say!("Plumbline {}, {}, schema {}", env!("CARGO_PKG_VERSION"), findings.database, findings.schema);
    let checks = [
        ("the database's own checks", &findings.damage),
        ("references between tables", &findings.dangling),
        ("the journal's entries", &findings.gaps),
        ("the tables against the journal", &findings.differences),
        ("the checkpoints against the journal", &findings.checkpoints),
    ];
    for (what, wrong) in &checks[..if findings.older { 3 } else { 5 }] {
        if wrong.is_empty() {
            say!("{what}: sound");
        } else {
            say!("{what}: {}", wrong.join("; "));
        }
    }
    if findings.older {
        say!("an older Plumbline wrote this; plumbline migrate brings it up to date, with a backup first, and looks at the rest");
    }
    say!("the journal's last entry: {}", findings.seq);
}
