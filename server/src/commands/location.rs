//! The location of an organisation's data.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::cli::At;

/// The name of the database file in a data folder.
const DATABASE: &str = "plumbline.db";

/// A data folder, or the URL of a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A folder with a database file in it.
    Folder(PathBuf),
    /// `sqlite:PATH` or `postgres://USER:PASSWORD@HOST/NAME`.
    Url(String),
}

impl Location {
    /// The location named on the command line, or else the default folder.
    pub(super) fn of(at: &At, usual: &str) -> Self {
        match (&at.database, &at.data) {
            (Some(url), _) => Self::Url(url.clone()),
            (None, Some(folder)) => Self::Folder(folder.clone()),
            (None, None) => Self::Folder(usual.into()),
        }
    }

    /// The location in the store's notation.
    pub(super) fn location(&self) -> String {
        match self {
            Self::Folder(folder) => folder.join(DATABASE).to_string_lossy().into_owned(),
            Self::Url(url) => url.clone(),
        }
    }

    /// Whether a database may exist, without creating one. For a database server, only opening it tells.
    pub(super) fn may_be_there(&self) -> bool {
        match self {
            Self::Folder(folder) => folder.join(DATABASE).exists(),
            Self::Url(url) => url.strip_prefix("sqlite:").is_none_or(|path| Path::new(path.trim_start_matches("//")).exists()),
        }
    }
}

/// For display and logging, without the password.
impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(folder) => folder.display().fmt(f),
            Self::Url(url) => match url.split_once("://").and_then(|(scheme, rest)| Some((scheme, rest.rsplit_once('@')?))) {
                Some((scheme, (who, rest))) => {
                    let user = who.split(':').next().unwrap_or_default();
                    write!(f, "{scheme}://{user}@{}", rest.split('?').next().unwrap_or_default())
                }
                None => f.write_str(url.split('?').next().unwrap_or_default()),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_said_nowhere() {
        let said = |url: &str| Location::Url(url.into()).to_string();
        assert_eq!(said("postgres://olga:p@ss@db.example:5432/okr?password=too"), "postgres://olga@db.example:5432/okr");
        assert_eq!(said("postgres://db.example/okr?password=too"), "postgres://db.example/okr");
        assert_eq!(said("sqlite:data/okr.db"), "sqlite:data/okr.db");
    }

    #[test]
    fn a_database_that_is_named_comes_before_a_folder() {
        let at = |data: Option<&str>, database: Option<&str>| {
            Location::of(&At { data: data.map(Into::into), database: database.map(Into::into) }, "data").location()
        };
        assert_eq!(at(None, None), "data/plumbline.db");
        assert_eq!(at(Some("here"), None), "here/plumbline.db");
        assert_eq!(at(None, Some("postgres://db/okr")), "postgres://db/okr");
    }
}
