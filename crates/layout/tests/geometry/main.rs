//! The invariants of the map's geometry, tested on forests of every shape.
#![expect(clippy::float_cmp, reason = "whole pixels are exact")]

mod edges;
mod forests;
mod invariants;
mod reference;
mod shapes;
mod views;
mod windows;
