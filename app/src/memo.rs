//! Memos whose closure's own type is forgotten, so that all memos of one type of value share their code in the client.

use leptos::prelude::Memo;

/// A value that is worked out from signals, again whenever one of them changes, and told on only when it comes out different.
pub fn memo<T: PartialEq + Send + Sync + 'static>(work_out: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    let work_out: Box<dyn Fn() -> T + Send + Sync> = Box::new(work_out);
    of_boxed(work_out)
}

fn of_boxed<T: PartialEq + Send + Sync + 'static>(work_out: Box<dyn Fn() -> T + Send + Sync>) -> Memo<T> {
    Memo::new(move |_| work_out())
}
