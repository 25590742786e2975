//! Translation tables: all of them on the server; in a browser only that of the page's language, which is fetched as
//! a separate file.

use std::collections::HashMap;

pub(super) type Table = HashMap<String, String>;

fn parse(text: &str) -> Option<Table> {
    serde_json::from_slice(text.as_bytes()).ok()
}

#[cfg(feature = "hydrate")]
pub(super) use in_browser::of;
#[cfg(feature = "hydrate")]
pub(crate) use in_browser::take_in;
#[cfg(not(feature = "hydrate"))]
pub(super) use on_server::of;

#[cfg(feature = "hydrate")]
mod in_browser {
    use std::sync::OnceLock;

    use okr::Language;

    use crate::i18n::tables::{Table, parse};

    static TABLE: OnceLock<Table> = OnceLock::new();

    /// Parses the table of the page's language, before anything is rendered. Returns whether it is valid.
    pub(crate) fn take_in(text: &str) -> bool {
        parse(text).is_some_and(|table| TABLE.set(table).is_ok())
    }

    /// The browser has only the page's language.
    pub(in crate::i18n) fn of(_: Language) -> &'static Table {
        TABLE.get_or_init(Table::new)
    }
}

#[cfg(not(feature = "hydrate"))]
mod on_server {
    use std::sync::LazyLock;

    use okr::Language;

    use crate::i18n::tables::{Table, parse};

    static ENGLISH: LazyLock<Table> =
        LazyLock::new(|| joined(include_str!("../../locales/en.json"), include_str!("../../locales/static_pages/en.json")));
    static CHINESE: LazyLock<Table> = LazyLock::new(|| {
        joined(include_str!("../../locales/zh-Hans.json"), include_str!("../../locales/static_pages/zh-Hans.json"))
    });

    /// The translations of all pages, and those of the static pages, which the client doesn't need.
    fn joined(shared: &str, own: &str) -> Table {
        let table = |text| parse(text).expect("the tables of words are checked by a test");
        table(shared).into_iter().chain(table(own)).collect()
    }

    pub(in crate::i18n) fn of(language: Language) -> &'static Table {
        match language {
            Language::English => &ENGLISH,
            Language::Chinese => &CHINESE,
        }
    }
}
