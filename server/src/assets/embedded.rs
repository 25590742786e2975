//! The files embedded in the release binary.

use axum::body::Bytes;

use super::Assets;

/// The folder given at compile time.
#[derive(rust_embed::RustEmbed)]
#[folder = "$PLUMBLINE_SITE"]
struct Embedded;

impl Assets {
    /// The files embedded in this binary.
    pub fn embedded() -> Self {
        let file = |path: std::borrow::Cow<'static, str>| {
            let bytes = match Embedded::get(&path)?.data {
                std::borrow::Cow::Borrowed(bytes) => Bytes::from_static(bytes),
                std::borrow::Cow::Owned(bytes) => Bytes::from(bytes),
            };
            Some((path.into_owned(), bytes))
        };
        Self::of(Embedded::iter().filter_map(file))
    }
}
