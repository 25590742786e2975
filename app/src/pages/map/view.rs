//! The two views of the map.

/// The view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum View {
    /// Cards.
    Map,
    /// Rows.
    Outline,
}
