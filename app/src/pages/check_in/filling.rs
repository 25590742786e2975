//! The state of a form that is being filled in, from before hydration until it is sent.

use leptos::html;
use leptos::prelude::*;
use okr::KeyResult;

use super::draft::Drawer;
use super::form::Form;
use crate::forms::touched::touched;
use crate::opening::Returned;

/// The state of a form. Cheap to copy; everything in it is a handle.
#[derive(Clone, Copy)]
pub(super) struct Filling {
    /// The current values.
    pub(super) form: RwSignal<Form>,
    /// The initial values as the server rendered them, which hydration must reproduce.
    pub(super) first: StoredValue<Form>,
    /// Problems by field.
    pub(super) problems: RwSignal<Vec<(String, String)>>,
    /// Whether the fields follow the state. Before hydration the state follows the fields, because they may have been
    /// edited.
    alive: RwSignal<bool>,
}

impl Filling {
    pub(super) fn new(key_result: &KeyResult, returned: Option<Returned>) -> Self {
        let first = returned.as_ref().map_or_else(|| Form::of(key_result), |returned| Form::typed(key_result, &returned.typed));
        Self {
            form: RwSignal::new(first.clone()),
            first: StoredValue::new(first),
            problems: RwSignal::new(returned.map(|returned| returned.problems).unwrap_or_default()),
            alive: RwSignal::new(false),
        }
    }

    /// Changes a value, and clears the field's problem.
    pub(super) fn write(self, field: &str, how: impl FnOnce(&mut Form)) {
        self.form.update(how);
        if self.problems.with_untracked(|problems| problems.iter().any(|(name, _)| name == field)) {
            self.problems.update(|problems| problems.retain(|(name, _)| name != field));
        }
    }

    /// The problem of a field.
    pub(super) fn problem(self, field: &str) -> Option<String> {
        self.problems.read().iter().find(|(name, _)| name == field).map(|(_, words)| words.clone())
    }

    /// `aria-invalid` of a field.
    pub(super) fn invalid(self, field: &'static str) -> impl Fn() -> Option<&'static str> + Copy + Send + 'static {
        move || self.problem(field).map(|_| "true")
    }

    /// A field's text once the field follows the state; nothing before, which leaves its content unchanged.
    pub(super) fn text(self, of: impl Fn(&Form) -> String + Send + 'static) -> impl Fn() -> Option<String> + Send + 'static {
        move || self.alive.get().then(|| of(&self.form.read()))
    }

    /// The same for a check box.
    pub(super) fn flag(self, of: impl Fn(&Form) -> bool + Send + 'static) -> impl Fn() -> Option<bool> + Send + 'static {
        move || self.alive.get().then(|| of(&self.form.read()))
    }

    /// Takes over values typed before hydration, or a stored draft; from then on the fields follow the state, and
    /// changes are stored as a draft.
    pub(super) fn come_to_life(self, form: NodeRef<html::Form>, drawer: Drawer, restored: RwSignal<bool>, key_result: KeyResult) {
        let untouched = Form::of(&key_result);
        Effect::new(move |_| {
            let Some(form) = form.get().filter(|_| !self.alive.get_untracked()) else { return };
            if let Some(fields) = touched(&form) {
                self.form.set(Form::typed(&key_result, &fields));
            } else if let Some(fields) = drawer.open().filter(|_| self.problems.with_untracked(Vec::is_empty)) {
                self.form.set(Form::typed(&key_result, &fields));
                restored.set(true);
            }
            self.alive.set(true);
        });
        Effect::new(move |_| {
            let form = self.form.read();
            if !self.alive.get() {
                return;
            }
            if *form == untouched { drawer.empty() } else { drawer.keep(form.fields()) }
        });
    }
}
