//! Events other than creating, aligning and checking in.

use okr::{Command, How, Parent, Place};

use super::Unfolding;
use crate::model::{Incident, Span};

/// Eleven o'clock in seconds, a time without check-ins.
const ELEVEN: u32 = 11 * 3600;

impl Unfolding<'_> {
    /// The original values were used at creation; here they change to the current ones.
    pub(super) fn incidents(&mut self) {
        for incident in &self.company.incidents {
            // A wrong check-in is created with the check-ins.
            let _: Option<()> = match incident {
                Incident::Mistyped { .. } => None,
                Incident::Retargeted { goal, result, week, reason, .. } => self.retargeted(goal, *result, *week, reason),
                Incident::Reweighed { goal, week, weight, reason } => self.reweighed(goal, *week, *weight, reason),
                Incident::Declined { goal, parent, week, reason } => self.declined(goal, parent, *week, reason),
                Incident::Reworded { goal, week, reason, .. } => self.reworded(goal, *week, reason),
            };
        }
    }

    fn retargeted(&mut self, key: &str, nth: usize, week: u8, reason: &crate::model::Text) -> Option<()> {
        let (place, goal) = self.goal(key)?;
        let draft = self.key_result_draft(place, goal, nth, goal.results.get(nth)?);
        let edit = Command::EditKeyResult { base: None, id: self.key_result(place, nth), draft, reason: self.text(reason) };
        self.say(self.calendar.at(Span::Quarter, week, 0, ELEVEN), self.person(goal.owner), edit);
        Some(())
    }

    fn reworded(&mut self, key: &str, week: u8, reason: &crate::model::Text) -> Option<()> {
        let (place, goal) = self.goal(key)?;
        let edit = Command::EditObjective {
            base: None,
            id: self.objectives[place],
            draft: self.objective_draft(goal),
            reason: self.text(reason),
        };
        self.say(self.calendar.at(Span::Quarter, week, 0, ELEVEN), self.person(goal.owner), edit);
        Some(())
    }

    fn reweighed(&mut self, key: &str, week: u8, weight: f64, reason: &crate::model::Text) -> Option<()> {
        let (place, goal) = self.goal(key)?;
        let (above, parent) = self.goal(&goal.parents.first()?.to)?;
        let reweigh = Command::Reweigh {
            base: None,
            child: self.objectives[place],
            parent: Parent::Objective(self.objectives[above]),
            how: How::Contributes(weight),
            reason: self.text(reason),
        };
        self.say(self.calendar.at(Span::Quarter, week, 0, ELEVEN), self.person(parent.owner), reweigh);
        Some(())
    }

    fn declined(&mut self, key: &str, above: &str, week: u8, reason: &crate::model::Text) -> Option<()> {
        let ((place, goal), (above, parent)) = (self.goal(key)?, self.goal(above)?);
        let (child, to) = (self.objectives[place], Parent::Objective(self.objectives[above]));
        let align = Command::Align { child, parent: to, how: None, place: Place::Last };
        self.say(self.calendar.at(Span::Quarter, week, 0, ELEVEN), self.person(goal.owner), align);
        let decline = Command::Decline { child, parent: to, reason: self.text(reason) };
        self.say(self.calendar.at(Span::Quarter, week, 1, ELEVEN), self.person(parent.owner), decline);
        Some(())
    }
}
