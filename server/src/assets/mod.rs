//! The client, the style sheet and the icons, held in memory. Each is also compressed in advance if that makes it
//! smaller.

#[cfg(feature = "embed")]
mod embedded;
mod encoding;
mod folder;

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use app::AssetPaths;
use axum::body::{Body, Bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use encoding::{Encoding, accepted};

/// The manifest that names the other files. The server reads it and doesn't serve it.
const MANIFEST: &str = "manifest.json";
/// Files below this path carry a hash of their content in their name.
const HASHED: &str = "/assets/";

/// The static files that the server serves.
#[derive(Debug, Default)]
pub struct Assets {
    files: HashMap<String, File>,
    paths: AssetPaths,
}

#[derive(Debug)]
struct File {
    kind: HeaderValue,
    tag: HeaderValue,
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
}

impl Assets {
    /// Builds it from files by path, such as `assets/plumbline-0123.js` and its compressed form
    /// `assets/plumbline-0123.js.br`.
    pub fn of(files: impl IntoIterator<Item = (String, Bytes)>) -> Self {
        let mut all: HashMap<String, Bytes> = files.into_iter().collect();
        let paths = all.remove(MANIFEST).and_then(|manifest| serde_json::from_slice(&manifest).ok()).unwrap_or_default();
        let originals: Vec<String> =
            all.keys().filter(|path| original(path).is_none_or(|of| !all.contains_key(of))).cloned().collect();
        let files = originals
            .into_iter()
            .filter_map(|path| {
                let plain = all.get(&path)?.clone();
                let sibling = |ending| all.get(&format!("{path}.{ending}")).cloned();
                let file = File { kind: kind_of(&path), tag: tag_of(&plain), brotli: sibling("br"), gzip: sibling("gz"), plain };
                Some((format!("/{path}"), file))
            })
            .collect();
        Self { files, paths }
    }

    /// The paths of the client's files. Empty without a client: pages and forms work then, but without live updates.
    pub fn paths(&self) -> &AssetPaths {
        &self.paths
    }

    /// The number of files.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are no files.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Whether there is a file at this path.
    pub(crate) fn holds(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// The response with the file at this path, if there is one.
    pub(crate) fn answer(&self, path: &str, headers: &HeaderMap) -> Option<Response> {
        let file = self.files.get(path)?;
        // Hashed files can be cached for good; others are revalidated on each request.
        let keep = if path.starts_with(HASHED) { "public, max-age=31536000, immutable" } else { "public, no-cache" };
        let always = [
            (CACHE_CONTROL, HeaderValue::from_static(keep)),
            (ETAG, file.tag.clone()),
            (VARY, HeaderValue::from_static("accept-encoding")),
        ];
        if headers.get(IF_NONE_MATCH).is_some_and(|tags| names(tags, &file.tag)) {
            return Some((StatusCode::NOT_MODIFIED, always).into_response());
        }
        let (bytes, encoding) = file.smallest(headers);
        let mut response = (always, [(CONTENT_TYPE, file.kind.clone())], Body::from(bytes)).into_response();
        if let Some(encoding) = encoding {
            response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(encoding.name()));
        }
        Some(response)
    }
}

impl File {
    fn smallest(&self, headers: &HeaderMap) -> (Bytes, Option<Encoding>) {
        [(Encoding::Brotli, &self.brotli), (Encoding::Gzip, &self.gzip)]
            .into_iter()
            .find_map(|(encoding, bytes)| Some((bytes.clone()?, Some(encoding))).filter(|_| accepted(headers, encoding)))
            .unwrap_or_else(|| (self.plain.clone(), None))
    }
}

/// The path of the uncompressed file, derived from the file extension.
fn original(path: &str) -> Option<&str> {
    path.strip_suffix(".br").or_else(|| path.strip_suffix(".gz"))
}

fn kind_of(path: &str) -> HeaderValue {
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    let text = if kind.type_() == mime_guess::mime::TEXT { format!("{kind}; charset=utf-8") } else { kind.to_string() };
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("application/octet-stream"))
}

/// A weak tag, because it is the same for all encodings of a file.
fn tag_of(bytes: &Bytes) -> HeaderValue {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    HeaderValue::from_str(&format!("W/\"{:016x}\"", hasher.finish())).unwrap_or(HeaderValue::from_static("W/\"\""))
}

fn names(tags: &HeaderValue, tag: &HeaderValue) -> bool {
    let strong = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let (Ok(tags), Ok(tag)) = (tags.to_str(), tag.to_str()) else {
        return false;
    };
    tags.trim() == "*" || tags.split(',').any(|one| strong(one) == strong(tag))
}
