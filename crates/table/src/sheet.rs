//! A table together with what is wrong with its cells.

use std::collections::BTreeSet;

use okr::Refusal;
use okr::import::Problem;

/// A table as far as it could be read, and what couldn't. A row that has problems stands in the table with what can be read of it, so
/// that the rules can be asked about all the rest; such a table is never taken in.
#[derive(Clone, Debug)]
pub struct Sheet<T> {
    pub(crate) table: T,
    pub(crate) problems: Vec<Problem>,
}

impl<T> Sheet<T> {
    /// The table, if nothing is wrong with its cells.
    ///
    /// # Errors
    /// What is wrong with them, in the order of the lines.
    pub fn whole(self) -> Result<T, Vec<Problem>> {
        if self.problems.is_empty() { Ok(self.table) } else { Err(self.problems) }
    }

    /// The table, and what the rules answer about it.
    ///
    /// # Errors
    /// [`Refusal::Table`] with everything that is wrong with its cells and, as far as they can be read, by the rules; or what the rules
    /// refuse without a place in the table.
    pub fn judged<R>(self, rules: impl FnOnce(&T) -> Result<R, Refusal>) -> Result<(T, R), Refusal> {
        let Self { table, mut problems } = self;
        match rules(&table) {
            Ok(answer) if problems.is_empty() => Ok((table, answer)),
            Err(Refusal::Table(found)) => {
                let known: BTreeSet<(u32, &str)> =
                    problems.iter().map(|problem| (problem.line, problem.column.as_str())).collect();
                let is_news = |problem: &Problem| {
                    let is_known = |column: &str| known.contains(&(problem.line, column));
                    // Of a row whose kind or length is wrong, only what it is called is known.
                    let unknown = is_known("") || is_known("type");
                    !is_known(&problem.column) && (!unknown || problem.column == "ref")
                };
                let news: Vec<Problem> = found.into_iter().filter(is_news).collect();
                problems.extend(news);
                problems.sort_by_key(|problem| problem.line);
                Err(Refusal::Table(problems))
            }
            // Who may not import isn't told to mend the table first.
            Err(refusal) if problems.is_empty() || matches!(refusal, Refusal::NotAllowed { .. }) => Err(refusal),
            Ok(_) | Err(_) => Err(Refusal::Table(problems)),
        }
    }
}
