//! The default demo: Harbourline, which runs the buses, trams and ferries of a bay. Written for this project; any
//! similarity to an existing operator is coincidental.
//!
//! Both languages are side by side, so that they stay consistent.

mod before;
mod bus;
mod company;
mod control;
mod customer;
mod depots;
mod ferry;
mod finance;
mod fleet;
mod incidents;
mod operations;
mod people;
mod planning;
mod remarks;
mod safety;
mod say;
mod stations;
mod teams;
mod ticketing;
mod tram;
mod units;
mod workshops;

use crate::model::{Company, Goal, t};

/// Harbourline.
pub(crate) fn company() -> Company {
    Company {
        name: t("Harbourline", "海湾通"),
        purpose: t(
            "Nobody around the bay should need a car to live a full life.",
            "让海湾两岸的每个人，不开车也能过好自己的生活。",
        ),
        vision: t(
            "In five years every second trip around the bay is made with us: on time, in company, and without exhaust.",
            "五年之后，海湾两岸每两次出行就有一次选择我们：准时、安心、零排放。",
        ),
        teams: teams::teams(),
        people: people::people(),
        pillars: company::pillars(),
        goals: goals(),
        remarks: remarks::remarks(),
        incidents: incidents::incidents(),
    }
}

/// All objectives.
fn goals() -> Vec<Goal> {
    [
        before::goals(),
        company::goals(),
        operations::goals(),
        control::goals(),
        bus::goals(),
        tram::goals(),
        ferry::goals(),
        fleet::goals(),
        workshops::goals(),
        depots::goals(),
        customer::goals(),
        ticketing::goals(),
        stations::goals(),
        safety::goals(),
        planning::goals(),
        finance::goals(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
