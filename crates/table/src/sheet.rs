//! A parsed table with its problems.

use std::collections::BTreeSet;

use okr::Refusal;
use okr::import::Problem;

/// A table as far as it could be parsed, with its problems. Invalid rows are included as far as possible, so that the
/// rules can check everything else; such a table is never imported.
#[derive(Clone, Debug)]
pub struct Sheet<T> {
    pub(crate) table: T,
    pub(crate) problems: Vec<Problem>,
}

impl<T> Sheet<T> {
    /// The table, if there are no problems.
    ///
    /// # Errors
    /// The problems, in the order of lines.
    pub fn whole(self) -> Result<T, Vec<Problem>> {
        if self.problems.is_empty() { Ok(self.table) } else { Err(self.problems) }
    }

    /// The table, and the result of the rules.
    ///
    /// # Errors
    /// [`Refusal::Table`] with all problems of cells and rules; or a refusal that has no position in the table.
    pub fn judged<R>(self, rules: impl FnOnce(&T) -> Result<R, Refusal>) -> Result<(T, R), Refusal> {
        let Self { table, mut problems } = self;
        match rules(&table) {
            Ok(answer) if problems.is_empty() => Ok((table, answer)),
            Err(Refusal::Table(found)) => {
                let known: BTreeSet<(u32, &str)> =
                    problems.iter().map(|problem| (problem.line, problem.column.as_str())).collect();
                let is_news = |problem: &Problem| {
                    let is_known = |column: &str| known.contains(&(problem.line, column));
                    // Of a row with an invalid type or length, only the `ref` is known.
                    let unknown = is_known("") || is_known("type");
                    !is_known(&problem.column) && (!unknown || problem.column == "ref")
                };
                let news: Vec<Problem> = found.into_iter().filter(is_news).collect();
                problems.extend(news);
                problems.sort_by_key(|problem| problem.line);
                Err(Refusal::Table(problems))
            }
            // A missing permission is reported instead of the problems.
            Err(refusal) if problems.is_empty() || matches!(refusal, Refusal::NotAllowed { .. }) => Err(refusal),
            Ok(_) | Err(_) => Err(Refusal::Table(problems)),
        }
    }
}
