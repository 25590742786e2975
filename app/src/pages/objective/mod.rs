//! The page of an objective: key results, progress, alignments, check-ins and history.

mod address;
mod alignments;
mod chart;
mod check_ins;
mod correct;
mod edit;
mod header;
mod hints;
mod history;
mod key_result_form;
mod key_results;
mod meanwhile;
mod milestone_rows;
mod objective_form;
mod page;
mod reason;
mod told;
mod typed_key_result;
mod typed_steps;

pub(crate) use edit::{EditObjectivePage, NewObjectivePage};
pub(crate) use page::ObjectivePage;
