//! What an examination of a database has found.

/// The result of [`Inspection::examine`](crate::Inspection::examine). Healthy if all five lists are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// The database and its version, such as `SQLite 3.51.3`.
    pub database: String,
    /// The last migration that was applied.
    pub schema: i64,
    /// Whether an older version wrote it. Tables and journal are compared only after migration.
    pub older: bool,
    /// The sequence number of the last journal entry.
    pub seq: u64,
    /// Damage reported by the database's own checks.
    pub damage: Vec<String>,
    /// Violated foreign keys, each as `table → table`.
    pub dangling: Vec<String>,
    /// Missing journal entries, such as `4 to 6 are missing`.
    pub gaps: Vec<String>,
    /// Differences between the tables and the result of replaying the journal.
    pub differences: Vec<String>,
    /// Damaged checkpoints, each as a sentence. The organisation doesn't depend on them.
    pub checkpoints: Vec<String>,
}

impl Findings {
    /// Whether nothing is wrong.
    pub fn is_healthy(&self) -> bool {
        self.is_sound() && self.checkpoints.is_empty()
    }

    /// Whether nothing is wrong with the organisation itself. Checkpoints can be made anew.
    pub(crate) fn is_sound(&self) -> bool {
        [&self.damage, &self.dangling, &self.gaps, &self.differences].into_iter().all(Vec::is_empty)
    }
}
