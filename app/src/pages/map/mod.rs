//! The alignment map: the company at the left, one column per level. Also available as an outline in rows.
//!
//! `graph` determines the content, `layout` the positions, `camera` what of it is in view; `ground` is the shared state;
//! `drag`, `carry` and `keys` handle input; `judge` asks the rules, `align` sends commands. Cards outside the view aren't
//! in the document.

mod address;
mod align;
mod align_dialog;
mod camera;
mod cards;
mod carry;
mod choices;
mod drag;
mod edges;
mod face;
mod filter;
mod graph;
mod ground;
mod held;
mod judge;
mod keys;
mod location;
mod made;
mod menu;
mod outline;
mod page;
mod pointers;
mod screen;
mod size;
mod title;
mod tools;
mod tray;
mod tree;
mod view;
mod viewing;
mod walk;
mod world;

pub(crate) use page::MapPage;
