//! Decoding files, and detecting the column separator.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE};
use okr::import::{Fault, Problem};

use crate::lines::breaks_in;

/// The text of a file as spreadsheets write it: UTF-8 with or without a byte-order mark, UTF-16 with one, or GBK
/// (GB18030).
///
/// # Errors
/// Each line that can't be decoded, once.
pub fn text_of(bytes: &[u8]) -> Result<Cow<'_, str>, Vec<Problem>> {
    let marks: [(&[u8], &'static Encoding); 2] = [(b"\xff\xfe", UTF_16LE), (b"\xfe\xff", UTF_16BE)];
    for (mark, encoding) in marks {
        if let Some(rest) = bytes.strip_prefix(mark) {
            let (text, _) = encoding.decode_without_bom_handling(rest);
            return if text.contains('\u{fffd}') { Err(unreadable(&text)) } else { Ok(text) };
        }
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(_) => in_chinese(bytes).map(Cow::Owned).ok_or_else(|| not_utf8(bytes)),
    }
}

/// Decodes GBK. The decoder accepts some texts in other encodings, so the bytes also have to look like GBK: mostly
/// pairs of high bytes, where western texts have single ones, and not UTF-8 with an error.
fn in_chinese(bytes: &[u8]) -> Option<String> {
    let text = GB18030.decode_without_bom_handling_and_without_replacement(bytes)?;
    let (mut slips, mut letters) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        slips += usize::from(!chunk.invalid().is_empty());
    }
    let (mut pairs, mut singles, mut place) = (0, 0, 0);
    while let Some(&first) = bytes.get(place) {
        let is_pair = first >= 0x81;
        let is_high = bytes.get(place + 1).is_some_and(|&second| second >= 0xa1);
        pairs += usize::from(is_pair && is_high);
        singles += usize::from(is_pair && !is_high);
        place += if is_pair { 2 } else { 1 };
    }
    (slips > letters && pairs > 3 * singles).then(|| text.into_owned())
}

/// Reports each line with invalid UTF-8, once.
fn not_utf8(bytes: &[u8]) -> Vec<Problem> {
    let mut problems: Vec<Problem> = Vec::new();
    let mut line = 1;
    for chunk in bytes.utf8_chunks() {
        line += breaks_in(chunk.valid());
        if !chunk.invalid().is_empty() && problems.last().is_none_or(|problem| problem.line != line) {
            problems.push(Problem { line, column: String::new(), fault: Fault::NotUtf8 });
        }
    }
    problems
}

/// Reports each line with undecodable characters.
fn unreadable(text: &str) -> Vec<Problem> {
    let mut problems: Vec<Problem> = Vec::new();
    let mut line = 1;
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\u{fffd}') {
        line += breaks_in(before);
        if problems.last().is_none_or(|problem| problem.line != line) {
            problems.push(Problem { line, column: String::new(), fault: Fault::NotUtf8 });
        }
        rest = after;
    }
    problems
}

/// The column separators that spreadsheets use.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// The column separator, and the start of the header: the separator of a line `sep=;`, or else the one that gives the
/// most known columns in the first line that isn't empty.
pub(crate) fn separator(text: &str, is_column: impl Fn(&str) -> bool) -> (u8, usize) {
    let begin = text.len() - text.trim_start_matches(['\r', '\n']).len();
    let line = text[begin..].split(['\r', '\n']).next().unwrap_or_default();
    if let Some(sign) = named(line) {
        return (sign, begin + line.len());
    }
    let found = |separator: &u8| line.split(char::from(*separator)).filter(|name| is_column(name.trim_matches('"'))).count();
    // `max_by_key` returns the last of equals, so the order is reversed to prefer the comma.
    let best = SEPARATORS.iter().rev().max_by_key(|separator| found(separator));
    (best.copied().unwrap_or(b','), begin)
}

/// The separator of a line `sep=;`, which some spreadsheets write.
fn named(line: &str) -> Option<u8> {
    let line = line.trim_matches([' ', '"']);
    let (key, sign) = line.split_at_checked(4)?;
    let sign = sign.split_once('"').map_or(sign, |(sign, _)| sign);
    match sign.as_bytes() {
        [sign] if key.eq_ignore_ascii_case("sep=") => Some(*sign),
        // A spreadsheet that saves the file again may append separators: `sep=;,,,`.
        [sign, rest @ ..] if key.eq_ignore_ascii_case("sep=") && rest.iter().all(|letter| SEPARATORS.contains(letter)) => {
            Some(*sign)
        }
        _ => None,
    }
}
