//! Showing and repeating. As Leptos's own components of these names, but with closures whose own types are forgotten: every
//! place that shows something then shares one piece of code, where Leptos's would compile one for each.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use leptos::prelude::*;

use crate::memo::memo;

/// Whether something is shown.
pub struct Condition(Box<dyn Fn() -> bool + Send + Sync>);

impl<F: Fn() -> bool + Send + Sync + 'static> From<F> for Condition {
    fn from(holds: F) -> Self {
        Self(Box::new(holds))
    }
}

/// Shows its children while `when` holds.
#[component]
pub fn Show(
    /// Whether they are shown.
    #[prop(into)]
    when: Condition,
    /// What is shown.
    children: ChildrenFn,
) -> impl IntoView {
    let holds = memo(move || (when.0)());
    changing(move || holds.get().then(|| children()))
}

/// An item on its way into the page: what tells it from the others, and how it is drawn if it isn't there yet.
struct Drawn {
    /// A hash of the key. Sixty-four bits: among ten thousand items two meet once in four hundred billion times.
    key: u64,
    draw: Box<dyn FnOnce() -> AnyView + Send>,
}

/// Draws one view for each item, and keeps it for as long as there is an item of its key.
#[component]
pub fn For<T, K, Each, Items, Draw, View>(
    /// The items, in order.
    each: Each,
    /// What tells one from another.
    key: fn(&T) -> K,
    /// Draws one.
    children: Draw,
) -> impl IntoView
where
    T: Send + 'static,
    K: Hash + 'static,
    Each: Fn() -> Items + Send + 'static,
    Items: IntoIterator<Item = T>,
    Draw: Fn(T) -> View + Send + Sync + 'static,
    View: IntoView + 'static,
{
    let children = Arc::new(children);
    in_order(Box::new(move || {
        let drawn = |item: T| {
            let children = children.clone();
            let mut hasher = DefaultHasher::new();
            key(&item).hash(&mut hasher);
            Drawn { key: hasher.finish(), draw: Box::new(move || children(item).into_any()) }
        };
        each().into_iter().map(drawn).collect()
    }))
}

fn in_order(each: Box<dyn Fn() -> Vec<Drawn> + Send>) -> AnyView {
    leptos::control_flow::For(
        leptos::control_flow::ForProps::builder()
            .each(each)
            .key(|drawn: &Drawn| drawn.key)
            .children(|drawn: Drawn| (drawn.draw)())
            .build(),
    )
    .into_any()
}

/// Draws what belongs to one key, and from its first element on anew for another: nothing that was read, captured or typed for the one is
/// left for the next. A page whose address names something draws it so; a view that is only [changing] keeps its elements, and with them
/// what stands in their fields.
#[component]
pub fn Anew<K, Key, Draw, View>(
    /// What it is about; `None` draws nothing. Reads one memo, so that no change of it is missed.
    about: Key,
    /// Draws it.
    children: Draw,
) -> impl IntoView
where
    K: Hash + Clone + Send + 'static,
    Key: Fn() -> Option<K> + Send + 'static,
    Draw: Fn(K) -> View + Send + Sync + 'static,
    View: IntoView + 'static,
{
    For(ForProps { each: about, key: K::clone, children })
}

/// What a component draws when all of it changes with what it reads.
///
/// Whatever reads a memo has to read before it what that memo is made of, should it read that too. In the other order a change is missed
/// when the memo comes out the same: the graph takes the one look that it gives the memo's sources for the reader's own.
pub fn changing<V: IntoView + 'static>(view: impl Fn() -> V + Send + 'static) -> AnyView {
    let view: Box<dyn Fn() -> AnyView + Send> = Box::new(move || view().into_any());
    view.into_any()
}
