//! Idempotent forms. Each form drawn by the server carries an id. The ids of its command and of the things it creates
//! are derived from that id and the form's content. So the same form with the same content is the same command, which
//! the ledger applies once; with other content it is a new command.

use std::fmt::Write as _;

use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// The field that holds a form's id.
const FORM: &str = "form";
/// The start tag of each form that changes something.
const BEGIN: &str = r#"<form method="post""#;

/// The id of a submitted form with its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FilledIn(Uuid);

impl FilledIn {
    /// Reads it from a request; `None` if there is no form id.
    pub(crate) fn of(path: &str, headers: &HeaderMap, body: &[u8]) -> Option<Self> {
        let content_type = headers.get(CONTENT_TYPE)?.to_str().ok()?;
        let mut hash = Sha256::new();
        hash.update(path);
        // A multipart boundary differs each time that the same form is sent.
        if let Ok(boundary) = multer::parse_boundary(content_type) {
            let mut parts = split(body, boundary.as_bytes());
            if !parts.any(|part| contains(part, format!("name=\"{FORM}\"").as_bytes())) {
                return None;
            }
            for part in split(body, boundary.as_bytes()) {
                hash.update(part);
            }
        } else {
            form_urlencoded::parse(body).find(|(name, _)| name == FORM)?;
            hash.update(body);
        }
        let hash = hash.finalize();
        let (first, _) = hash.split_first_chunk::<16>()?;
        Some(Self(Uuid::from_bytes(*first)))
    }

    /// A derived id: 0 is the command's, those of created things count from 1.
    pub(crate) fn id(self, n: u128) -> Uuid {
        Uuid::from_u128(self.0.as_u128().wrapping_add(n))
    }
}

/// Adds an id to each form of a page, so that no form can lack one.
pub(crate) fn with_ids(page: &str, new_id: impl Fn() -> Uuid) -> String {
    let mut pieces = page.split(BEGIN);
    let mut whole = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (attributes, rest) = piece.split_once('>').unwrap_or((piece, ""));
        let id = new_id();
        write!(whole, r#"{BEGIN}{attributes}><input type="hidden" name="{FORM}" value="{id}">{rest}"#)
            .expect("a text can always grow");
    }
    whole
}

fn split<'a>(body: &'a [u8], boundary: &'a [u8]) -> impl Iterator<Item = &'a [u8]> {
    let mut rest = Some(body);
    std::iter::from_fn(move || {
        let text = rest?;
        match text.windows(boundary.len()).position(|window| window == boundary) {
            Some(at) => {
                rest = Some(&text[at + boundary.len()..]);
                Some(&text[..at])
            }
            None => rest.take(),
        }
    })
}

fn contains(text: &[u8], wanted: &[u8]) -> bool {
    text.windows(wanted.len()).any(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn sent(content_type: &'static str, body: &str) -> Option<FilledIn> {
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(content_type))]);
        FilledIn::of("/people", &headers, body.as_bytes())
    }

    #[test]
    fn the_same_form_with_the_same_content_has_the_same_ids_and_any_other_has_others() {
        let one = sent("application/x-www-form-urlencoded", "form=1&name=Ada");
        assert!(one.is_some());
        assert_eq!(sent("application/x-www-form-urlencoded", "form=1&name=Ada"), one);
        assert_ne!(sent("application/x-www-form-urlencoded", "form=2&name=Ada"), one);
        assert_ne!(sent("application/x-www-form-urlencoded", "form=1&name=Bea"), one);
        assert_eq!(sent("application/x-www-form-urlencoded", "name=Ada"), None);
    }

    #[test]
    fn what_parts_the_fields_of_a_form_with_files_does_not_count() {
        let body = |boundary: &str, name: &str| {
            format!(
                "--{boundary}\r\nContent-Disposition: form-data; name=\"form\"\r\n\r\n1\r\n--{boundary}\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n{name}\r\n--{boundary}--\r\n"
            )
        };
        let one = sent("multipart/form-data; boundary=aaaa", &body("aaaa", "Ada"));
        assert!(one.is_some());
        assert_eq!(sent("multipart/form-data; boundary=bbbb", &body("bbbb", "Ada")), one);
        assert_ne!(sent("multipart/form-data; boundary=bbbb", &body("bbbb", "Bea")), one);
    }

    #[test]
    fn each_form_of_a_page_gets_an_id_of_its_own() {
        let next = std::cell::Cell::new(0);
        let new_id = || Uuid::from_u128(u128::from(next.replace(next.get() + 1_u8)));
        let page = with_ids(r#"<p><form method="post" action="/a"><b></b></form><form method="post"></form>"#, new_id);
        let [one, two] = [0, 1].map(Uuid::from_u128);
        assert_eq!(
            page,
            format!(
                r#"<p><form method="post" action="/a"><input type="hidden" name="form" value="{one}"><b></b></form><form method="post"><input type="hidden" name="form" value="{two}"></form>"#
            )
        );
    }
}
