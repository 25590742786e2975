//! What people write: without spaces around it or characters that nobody types, and not without end.

use std::borrow::Cow;

use crate::{Field, Note, Refusal};

/// Characters that fit into a title or a name.
pub const MOST_TITLE: usize = 300;
/// Characters that fit into why it matters, and into each part of a note.
pub const MOST_PROSE: usize = 10_000;
/// Characters that fit into a unit.
pub const MOST_UNIT: usize = 40;
/// Characters that fit into a reason.
pub const MOST_REASON: usize = 2_000;

/// A title, a name: something must stand there.
pub(crate) fn line(field: Field, written: &str) -> Result<String, Refusal> {
    let text = fit(field, written, MOST_TITLE)?;
    if is_blank(&text) { Err(Refusal::Empty { field }) } else { Ok(text) }
}

/// An e-mail address: something before and after one `@`. Whether it is anybody's, only a letter would tell.
pub(crate) fn email(written: &str) -> Result<String, Refusal> {
    let email = typed(written);
    let parts: Vec<&str> = email.split('@').collect();
    let is_one = matches!(parts[..], [before, after] if !before.is_empty() && !after.is_empty());
    let fits = is_one && !email.contains(char::is_whitespace) && email.chars().count() <= MOST_TITLE;
    if fits { Ok(email) } else { Err(Refusal::NotAnEmail { email }) }
}

/// Sentences, or nothing.
pub(crate) fn prose(field: Field, written: &str) -> Result<String, Refusal> {
    fit(field, written, MOST_PROSE)
}

/// A unit, or nothing.
pub(crate) fn unit(written: &str) -> Result<String, Refusal> {
    fit(Field::Unit, written, MOST_UNIT)
}

/// A reason; nothing will do unless it is owed.
pub(crate) fn reason(written: &str, owed: bool) -> Result<String, Refusal> {
    let text = fit(Field::Reason, written, MOST_REASON)?;
    if owed && is_blank(&text) { Err(Refusal::ReasonOwed) } else { Ok(text) }
}

/// The words that go with a check-in.
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

/// Whether two names are one but for the size of their letters, the spelling of their accents, and what stands between their words: they
/// would be taken for each other.
pub(crate) fn is_same_name(one: &str, other: &str) -> bool {
    spelling(one) == spelling(other)
}

/// What names that would be taken for each other have in common.
pub(crate) fn spelling(name: &str) -> String {
    typed(name).split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// An e-mail address in small letters, by which it is looked up. It is taken letter by letter, as the databases' own index does, so that
/// two addresses are one here if they are one there: [`str::to_lowercase`] goes by the letters beside a letter in Greek, and makes two
/// letters of one in Turkish.
pub fn small_email(email: &str) -> String {
    typed(email).chars().filter_map(|letter| letter.to_lowercase().next()).collect()
}

/// A text without the control characters that come along when something is pasted: they can't be seen, not every database can keep all
/// of them, and those that set the direction turn round what stands behind the text. Line breaks are `\n`. Letters and their accents are
/// composed (NFC) where the feature `nfc` is on, which is everywhere but in a browser: its copy of a command is drawn until the server's
/// comes, and the tables would be a tenth of the client.
pub fn typed(written: &str) -> String {
    let text: String = written.chars().filter(|character| !is_control(*character)).collect();
    composed(text.trim_matches(|character: char| character.is_whitespace() || matches!(character, '\u{200b}' | '\u{2060}')))
        .into_owned()
}

/// Whether two names are the same to whoever reads them: spaces around them, control characters and the spelling of accents aside. What
/// was written before spellings were made one may differ in them.
pub fn is_same(one: &str, other: &str) -> bool {
    one == other || typed(one) == typed(other)
}

/// Whether nothing of a text can be seen.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|character| character.is_whitespace() || is_control(character) || is_invisible(character))
}

/// Characters that are left out: control characters but tab and line break, and those that embed, override or isolate a direction.
fn is_control(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' | '\u{feff}' => true,
        character => character.is_control(),
    }
}

/// Characters without a width of their own, which have a meaning only beside others (joiners, direction marks, variation selectors,
/// accents of nothing), and letters that are drawn as nothing.
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
