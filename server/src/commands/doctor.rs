//! `plumbline doctor` and `plumbline migrate`.

use store::{Findings, Inspection, Store};

use super::{CommandError, Place};
use crate::cli::Doctor;

/// Looks at a database, and says what is wrong with it.
pub(super) async fn run(options: &Doctor) -> Result<(), CommandError> {
    let findings = Inspection::open(&Place::of(&options.at, "data").location()).await?.examine().await?;
    print(&findings);
    if findings.is_healthy() { Ok(()) } else { Err(CommandError::Unsound) }
}

/// Brings the tables up to date, and says how they stand then.
pub(super) async fn migrate(options: &Doctor) -> Result<(), CommandError> {
    let place = Place::of(&options.at, "data").location();
    // What isn't there is not to be made.
    drop(Inspection::open(&place).await?);
    Store::open(&place).await?.close().await;
    run(options).await
}

/// A line for each check.
pub(super) fn print(findings: &Findings) {
    println!("Plumbline {}, {}, schema {}", env!("CARGO_PKG_VERSION"), findings.database, findings.schema);
    let checks = [
        ("the database's own checks", &findings.damage),
        ("references between tables", &findings.dangling),
        ("the tables against the journal", &findings.differences),
    ];
    for (what, wrong) in checks {
        if wrong.is_empty() {
            println!("{what}: sound");
        } else {
            println!("{what}: {}", wrong.join("; "));
        }
    }
    println!("the journal's last entry: {}", findings.seq);
}
