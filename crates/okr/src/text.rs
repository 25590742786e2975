//! What people write: without spaces around it or characters that nobody types, and not without end.

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
    if text.is_empty() { Err(Refusal::Empty { field }) } else { Ok(text) }
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
    if owed && text.is_empty() { Err(Refusal::ReasonOwed) } else { Ok(text) }
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

/// Whether two names are one but for the size of their letters and what stands between their words: they would be taken for each other.
pub(crate) fn is_same_name(one: &str, other: &str) -> bool {
    let spelled = |name: &str| name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    spelled(one) == spelled(other)
}

/// A text without the control characters that come along when something is pasted. They can't be seen, and not every database can keep
/// all of them. Line breaks are `\n`.
pub fn typed(written: &str) -> String {
    let seen = |character: &char| !character.is_control() || matches!(character, '\n' | '\t');
    let text: String = written.chars().filter(seen).collect();
    text.trim().to_owned()
}
