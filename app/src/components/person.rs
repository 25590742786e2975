//! Names and avatars of people.

use leptos::prelude::*;
use okr::{Board, PersonId};

/// A person's initials: of a Latin name the first letters of two words, of a Chinese name the last two characters.
pub(crate) fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().unwrap_or_default();
    if first.chars().any(|letter| letter > '\u{2e80}') {
        let letters: Vec<char> = first.chars().collect();
        return letters[letters.len().saturating_sub(2)..].iter().collect();
    }
    let last = words.next_back().and_then(|word| word.chars().next());
    first.chars().next().into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

/// A person's name, or a dash.
pub(crate) fn name_of(board: &Board, id: Option<PersonId>) -> String {
    id.and_then(|id| board.person(id).ok()).map_or_else(|| "–".to_owned(), |person| person.name.clone())
}

/// An avatar: initials in a circle, with the name as a tooltip.
#[component]
pub(crate) fn Avatar(
    /// The name.
    #[prop(into)]
    name: String,
) -> impl IntoView {
    view! { <span class="avatar" translate="no" title=name.clone() role="img" aria-label=name.clone()>{initials(&name)}</span> }
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_are_what_people_would_write() {
        assert_eq!(initials("Wei Lin"), "WL");
        assert_eq!(initials("张雨"), "张雨");
        assert_eq!(initials("欧阳晓明"), "晓明");
        assert_eq!(initials("VP, Field Ops"), "VO");
        assert_eq!(initials("CEO"), "C");
    }
}
