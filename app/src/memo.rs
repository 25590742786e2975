//! Memos with type-erased closures, so that all memos of one value type share their code in the client.

use leptos::prelude::Memo;

/// A value derived from signals. It is recomputed when one of them changes, and notifies only when the result
/// differs.
pub(crate) fn memo<T: PartialEq + Send + Sync + 'static>(work_out: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    let work_out: Box<dyn Fn() -> T + Send + Sync> = Box::new(work_out);
    of_boxed(work_out)
}

fn of_boxed<T: PartialEq + Send + Sync + 'static>(work_out: Box<dyn Fn() -> T + Send + Sync>) -> Memo<T> {
    Memo::new(move |_| work_out())
}
