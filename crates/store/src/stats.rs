//! Counting stored things.

use crate::journal::unsigned;
use crate::on::Connection;
use crate::statement::statement;

/// Numbers of stored things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// The sequence number of the journal's last entry; 0 if there is none.
    pub seq: u64,
    /// Teams, including the company.
    pub teams: u64,
    /// People.
    pub people: u64,
    /// Cycles.
    pub cycles: u64,
    /// Objectives, including drafts.
    pub objectives: u64,
    /// Key results.
    pub key_results: u64,
    /// Alignments of objectives.
    pub alignments: u64,
    /// Check-ins, including corrected ones and their corrections.
    pub check_ins: u64,
}

#[derive(sqlx::FromRow)]
struct StatsRow {
    seq: i64,
    teams: i64,
    people: i64,
    cycles: i64,
    objectives: i64,
    key_results: i64,
    alignments: i64,
    check_ins: i64,
}

/// Counts everything.
pub(crate) async fn count(connection: &mut Connection<'_>) -> sqlx::Result<Stats> {
    let row: StatsRow = statement(
        "SELECT (SELECT COALESCE(MAX(seq), 0) FROM journal) AS seq, (SELECT COUNT(*) FROM team) AS teams, \
         (SELECT COUNT(*) FROM person) AS people, (SELECT COUNT(*) FROM cycle) AS cycles, \
         (SELECT COUNT(*) FROM objective) AS objectives, (SELECT COUNT(*) FROM key_result) AS key_results, \
         (SELECT COUNT(*) FROM alignment) AS alignments, (SELECT COUNT(*) FROM check_in) AS check_ins",
    )
    .row(connection)
    .await?;
    Ok(Stats {
        seq: unsigned(row.seq)?,
        teams: unsigned(row.teams)?,
        people: unsigned(row.people)?,
        cycles: unsigned(row.cycles)?,
        objectives: unsigned(row.objectives)?,
        key_results: unsigned(row.key_results)?,
        alignments: unsigned(row.alignments)?,
        check_ins: unsigned(row.check_ins)?,
    })
}
