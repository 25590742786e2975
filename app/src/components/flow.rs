//! `Show` and `For` like Leptos's components of these names, but with type-erased closures: all uses share one
//! compiled function, where Leptos's are compiled once for each use.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use leptos::prelude::*;

use crate::memo::memo;

/// A boxed condition.
pub(crate) struct Condition(Box<dyn Fn() -> bool + Send + Sync>);

impl<F: Fn() -> bool + Send + Sync + 'static> From<F> for Condition {
    fn from(holds: F) -> Self {
        Self(Box::new(holds))
    }
}

/// Shows its children while `when` holds.
#[component]
pub(crate) fn Show(
    /// Whether the children are shown.
    #[prop(into)]
    when: Condition,
    /// The children.
    children: ChildrenFn,
) -> impl IntoView {
    let holds = memo(move || (when.0)());
    changing(move || holds.get().then(|| children()))
}

/// An item to be inserted into the page: its key, and how to render it if it isn't there yet.
struct Drawn {
    /// A hash of the key. With 64 bits and ten thousand items, a collision has a probability of about one in four
    /// hundred billion.
    key: u64,
    draw: Box<dyn FnOnce() -> AnyView + Send>,
}

/// Renders one view per item, and keeps it while an item with its key exists.
#[component]
pub(crate) fn For<T, K, Each, Items, Draw, View>(
    /// The items, in order.
    each: Each,
    /// The key of an item.
    key: fn(&T) -> K,
    /// Renders one item.
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

/// Renders what belongs to a key, and renders it again from scratch for another key: no state, captured value or
/// input is carried over. Used by pages whose address names something; a view that is only [changing] keeps its
/// elements and the content of their fields.
#[component]
pub(crate) fn Anew<K, Key, Draw, View>(
    /// The key; `None` renders nothing. It must read a single memo, so that no change is missed.
    about: Key,
    /// Renders it.
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

/// A view that is rendered again whenever something that it reads changes.
///
/// If it reads a memo and also one of that memo's sources, it must read the source first. In the other order a change
/// is missed if the memo's value stays the same: the reactive graph then takes the check of the memo's sources for
/// the reader's own.
pub(crate) fn changing<V: IntoView + 'static>(view: impl Fn() -> V + Send + 'static) -> AnyView {
    let view: Box<dyn Fn() -> AnyView + Send> = Box::new(move || view().into_any());
    view.into_any()
}
