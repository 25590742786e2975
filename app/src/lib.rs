//! The interface: pages and components, rendered on the server and hydrated in the browser by the same code.

// Component trees produce deeply nested types.
#![recursion_limit = "256"]

#[expect(unreachable_pub, reason = "`#[component]` adds a hidden public function to each component")]
mod app;
mod browser;
#[expect(unreachable_pub, reason = "as in `app`")]
mod components;
mod composition;
mod drafts;
pub mod error;
mod focus;
pub mod forms;
#[cfg(feature = "hydrate")]
mod hydration;
pub mod i18n;
#[cfg(feature = "hydrate")]
mod lifeless;
pub mod live;
mod local_storage;
mod memo;
pub mod narrator;
pub mod objective_history;
pub mod opening;
pub mod order;
#[expect(unreachable_pub, reason = "as in `app`")]
mod pages;
mod place;
mod refusals;
pub mod server_fns;
#[cfg(feature = "ssr")]
mod shell;
mod sought;
#[cfg(feature = "ssr")]
pub mod static_pages;
mod submission;
#[cfg(feature = "hydrate")]
mod untouched;
mod vocabulary;

pub use app::App;
#[cfg(feature = "hydrate")]
pub use hydration::hydrate;
#[cfg(feature = "hydrate")]
pub use lifeless::say_lifeless;
#[cfg(feature = "ssr")]
pub use shell::{AssetPaths, shell};
