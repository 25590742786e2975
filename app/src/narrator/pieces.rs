//! Phrases in which the values are emphasised.

/// A part of a sentence, emphasised or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether it is emphasised.
    pub strong: bool,
}

/// A phrase with its placeholders filled; the values are emphasised.
pub(super) fn pieces(phrase: &str, values: &[(&str, String)]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = phrase;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        if !before.is_empty() {
            pieces.push(Piece { text: before.to_owned(), strong: false });
        }
        // As in a plain phrase, a placeholder without a value stays visible.
        let value = values.iter().find(|(key, _)| *key == name).map_or_else(|| format!("{{{name}}}"), |(_, value)| value.clone());
        pieces.push(Piece { text: value, strong: true });
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece { text: rest.to_owned(), strong: false });
    }
    pieces
}
