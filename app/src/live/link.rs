//! The state of the connection to the server.

/// The state of the connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Link {
    /// Not connected yet; nothing is shown.
    #[default]
    Opening,
    /// Connected.
    Live,
    /// Connection lost; what is shown may be outdated.
    Lost,
    /// The reader is signed out.
    SignedOut,
    /// The server runs a newer version that this page can't parse.
    Outdated,
}

impl Link {
    /// The key exchanged between tabs, and the value of `data-link`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Live => "live",
            Self::Lost => "lost",
            Self::SignedOut => "signed-out",
            Self::Outdated => "outdated",
        }
    }

    /// The link of a key made by [`Link::key`]; an unknown key is ignored.
    pub fn from_key(key: &str) -> Self {
        [Self::Live, Self::Lost, Self::SignedOut].into_iter().find(|link| link.key() == key).unwrap_or_default()
    }
}
