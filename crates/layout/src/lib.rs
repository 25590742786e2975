//! The geometry of the alignment map: a forest of cards goes in, coordinates come out.
//!
//! Pure arithmetic, without I/O and without dependencies, so that the server and the browser draw the same first picture.
//!
//! ```
//! use layout::{Curve, Node, Size, Spacing};
//!
//! let card = Size { width: 248.0, height: 84.0 };
//! let company = Node { parent: None, size: card };
//! let team = Node { parent: Some(0), size: card };
//!
//! let plan = layout::tidy(&[company, team, team], &Spacing::default());
//!
//! assert!(plan.at(0).x < plan.at(1).x, "one column a level, the company at the left");
//! assert!(plan.at(1).y < plan.at(2).y, "siblings in the order given");
//! let edge = Curve::between(plan.rect(0), plan.rect(1)).to_svg();
//! assert!(edge.starts_with('M'));
//! ```
//!
//! # Units
//!
//! *World* pixels are the map's own, at zoom 1: x grows to the right, y downwards, the origin is the plan's top left corner.
//! *Screen* pixels are CSS pixels inside the viewport. [`Camera`] leads from one to the other.
//!
//! # Invariants
//!
//! - No two cards overlap; a parent is wholly to the left of its children; siblings keep their order.
//! - Every coordinate is a whole pixel, so text stays sharp and two runs agree to the last bit.
//! - Nothing here recurses: a chain of any length fits the stack.

mod edge;
mod forest;
mod geometry;
mod hit;
mod plan;
mod tidy;
mod view;
mod window;

pub use edge::{Curve, End};
pub use forest::Node;
pub use geometry::{Point, Rect, Size};
pub use hit::Hit;
pub use plan::{Column, Plan, Spacing, tidy};
pub use view::{Camera, MAX_ZOOM, MIN_ZOOM, edge_scroll};
