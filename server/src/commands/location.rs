//! Where an organisation is kept.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::cli::At;

/// The database inside a data folder.
const DATABASE: &str = "plumbline.db";

/// A data folder, or a database that is named by its URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A folder, with a database file in it.
    Folder(PathBuf),
    /// `sqlite:PATH` or `postgres://USER:PASSWORD@HOST/NAME`.
    Url(String),
}

impl Location {
    /// What somebody named, or else a folder.
    pub(super) fn of(at: &At, usual: &str) -> Self {
        match (&at.database, &at.data) {
            (Some(url), _) => Self::Url(url.clone()),
            (None, Some(folder)) => Self::Folder(folder.clone()),
            (None, None) => Self::Folder(usual.into()),
        }
    }

    /// As the store wants it.
    pub(super) fn location(&self) -> String {
        match self {
            Self::Folder(folder) => folder.join(DATABASE).to_string_lossy().into_owned(),
            Self::Url(url) => url.clone(),
        }
    }

    /// Whether there may be a database, without making one. Of a server, only opening can tell.
    pub(super) fn may_be_there(&self) -> bool {
        match self {
            Self::Folder(folder) => folder.join(DATABASE).exists(),
            Self::Url(url) => url.strip_prefix("sqlite:").is_none_or(|path| Path::new(path.trim_start_matches("//")).exists()),
        }
    }
}

/// For people, and for the log: without a password.
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
