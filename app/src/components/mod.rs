//! Components that pages are made of. Each renders its properties.

pub mod bar;
pub mod choices;
pub mod cycle_axis;
pub mod explain;
pub mod feed;
pub mod figure;
pub mod flow;
pub mod frame;
pub mod health;
pub mod measure;
pub mod missing;
pub mod page_title;
pub mod percent;
pub mod person;
pub(crate) mod raw_text;
pub mod reported;
pub mod saved;
pub mod search;
pub mod spark;
pub mod toasts;
