//! Validation of typed texts: trimmed, without invisible characters, and of limited length.

use std::borrow::Cow;

use crate::{Field, Note, Refusal};

/// The longest title or name, in characters.
pub const MOST_TITLE: usize = 300;
/// The longest description, and part of a note, in characters.
pub const MOST_PROSE: usize = 10_000;
/// The longest unit, in characters.
pub const MOST_UNIT: usize = 40;
/// The longest reason, in characters.
pub const MOST_REASON: usize = 2_000;

/// A title or name, which may not be empty.
pub(crate) fn line(field: Field, written: &str) -> Result<String, Refusal> {
    let text = fit(field, written, MOST_TITLE)?;
    if is_blank(&text) { Err(Refusal::Empty { field }) } else { Ok(text) }
}

/// An e-mail address: one `@` with text on both sides. Whether it exists isn't checked.
pub(crate) fn email(written: &str) -> Result<String, Refusal> {
    let email = typed(written);
    let parts: Vec<&str> = email.split('@').collect();
    let is_one = matches!(parts[..], [before, after] if !before.is_empty() && !after.is_empty());
    let fits = is_one && !email.contains(char::is_whitespace) && email.chars().count() <= MOST_TITLE;
    if fits { Ok(email) } else { Err(Refusal::NotAnEmail { email }) }
}

/// A text, which may be empty.
pub(crate) fn prose(field: Field, written: &str) -> Result<String, Refusal> {
    fit(field, written, MOST_PROSE)
}

/// A unit, which may be empty.
pub(crate) fn unit(written: &str) -> Result<String, Refusal> {
    fit(Field::Unit, written, MOST_UNIT)
}

/// A reason, which may be empty unless it is required.
pub(crate) fn reason(written: &str, owed: bool) -> Result<String, Refusal> {
    let text = fit(Field::Reason, written, MOST_REASON)?;
    if owed && is_blank(&text) { Err(Refusal::ReasonOwed) } else { Ok(text) }
}

/// The note of a check-in.
pub(crate) fn note(written: &Note) -> Result<Note, Refusal> {
    let part = |part: &str| prose(Field::Note, part);
    Ok(Note { progress: part(&written.progress)?, obstacle: part(&written.obstacle)?, next: part(&written.next)? })
}

fn fit(field: Field, written: &str, most: usize) -> Result<String, Refusal> {
    let text = typed(written);
    match text.chars().count() {
        is if is > most => Err(Refusal::TooLong { field, most, is }),
        _ => Ok(text),
    }
}

/// Whether two names would be confused: equal except for letter case, the spelling of accents, and spaces between
/// words.
pub(crate) fn is_same_name(one: &str, other: &str) -> bool {
    spelling(one) == spelling(other)
}

/// The normalised form of a name, equal for names that would be confused.
pub(crate) fn spelling(name: &str) -> String {
    typed(name).split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// An e-mail address in lower case, as the key for look-ups. It is converted character by character, like the
/// databases' own index, so that two addresses are equal here if they are equal there: [`str::to_lowercase`] depends
/// on adjacent letters in Greek, and makes two characters of one in Turkish.
pub fn small_email(email: &str) -> String {
    typed(email).chars().filter_map(|letter| letter.to_lowercase().next()).collect()
}

/// A text without control characters, which may be pasted in: they are invisible, not every database can store all of
/// them, and direction marks reorder the text behind. Line breaks are `\n`. Characters are composed (NFC) where the
/// feature `nfc` is on, which is everywhere except in the browser: its copy of a command is shown only until the
/// server's arrives, and the tables would be a tenth of the client.
pub fn typed(written: &str) -> String {
    let text: String = written.chars().filter(|character| !is_control(*character)).collect();
    composed(text.trim_matches(|character: char| character.is_whitespace() || matches!(character, '\u{200b}' | '\u{2060}')))
        .into_owned()
}

/// Whether two names look the same: surrounding spaces, control characters and the spelling of accents are ignored.
/// Older texts may differ in spelling.
pub fn is_same(one: &str, other: &str) -> bool {
    one == other || typed(one) == typed(other)
}

/// Whether a text has no visible character.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|character| character.is_whitespace() || is_control(character) || is_invisible(character))
}

/// Removed characters: control characters except tab and line break, and those that embed, override or isolate a
/// direction.
fn is_control(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' | '\u{feff}' => true,
        character => character.is_control(),
    }
}

/// Characters without a width, which have a meaning only beside others (joiners, direction marks, variation
/// selectors, combining accents), and letters that are drawn blank.
const fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2060}'..='\u{2065}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{ffa0}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

#[cfg(feature = "nfc")]
fn composed(text: &str) -> Cow<'_, str> {
    use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        IsNormalized::No | IsNormalized::Maybe => Cow::Owned(text.nfc().collect()),
    }
}

#[cfg(not(feature = "nfc"))]
const fn composed(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}
