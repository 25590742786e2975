//! Components that pages are made of. Each renders its properties.

pub(crate) mod bar;
pub(crate) mod choices;
pub(crate) mod cycle_axis;
pub(crate) mod explain;
pub(crate) mod feed;
pub(crate) mod figure;
pub(crate) mod flow;
pub(crate) mod frame;
pub(crate) mod health;
pub(crate) mod measure;
pub(crate) mod missing;
pub(crate) mod page_title;
pub(crate) mod percent;
pub(crate) mod person;
pub(crate) mod raw_text;
pub(crate) mod reported;
pub(crate) mod saved;
pub(crate) mod search;
pub(crate) mod spark;
pub(crate) mod toasts;
