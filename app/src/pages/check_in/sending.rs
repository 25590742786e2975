//! Sending a card.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;
use okr::{Envelope, KeyResultId};

use super::done::Done;
use super::draft::Drawer;
use super::filling::Filling;
use super::form::Form;
use super::note::OBSTACLE;
use crate::browser::new_id;
use crate::error::AppError;
use crate::forms::check_in::{self, CHECK_IN, COMMAND, KEY_RESULT, NOTE, UNCHANGED, owed_note};
use crate::i18n::Words;
use crate::live::Live;
use crate::opening::Returned;

/// A sent card: its values, and the command made from them.
#[derive(Clone)]
pub(super) struct Sent {
    filled: (Form, bool),
    envelope: Envelope,
}

/// Everything needed to send a card.
#[derive(Clone, Copy)]
pub(super) struct Sending {
    pub(super) filling: Filling,
    pub(super) key_result: KeyResultId,
    pub(super) before: Option<u8>,
    pub(super) drawer: Drawer,
    pub(super) busy: RwSignal<bool>,
    pub(super) form: NodeRef<html::Form>,
    /// The last card sent without an answer.
    pub(super) unanswered: StoredValue<Option<Sent>>,
    pub(super) done: Callback<Done>,
    pub(super) words: Words,
    pub(super) live: Live,
}

impl Sending {
    pub(super) fn send(self, unchanged: bool) {
        match self.read(unchanged) {
            Ok((fields, envelope)) => {
                spawn_local(self.commit(fields, Sent { filled: (self.filling.form.get_untracked(), unchanged), envelope }));
            }
            Err(returned) => self.come_back(returned),
        }
    }

    /// Parses the form as the server would, and also requires the note if one is due.
    fn read(self, unchanged: bool) -> Result<(Vec<(String, String)>, Envelope), Returned> {
        let form = self.filling.form.get_untracked();
        let mut fields = form.fields();
        fields.push((KEY_RESULT.to_owned(), self.key_result.to_string()));
        fields.push((CHECK_IN.to_owned(), new_id().to_string()));
        fields.push((COMMAND.to_owned(), new_id().to_string()));
        if unchanged {
            fields.push((UNCHANGED.to_owned(), String::new()));
        }
        let envelope = check_in::parse(self.words, &self.live.board.read_untracked(), &fields)?;
        let owed = form.confidence.and_then(|now| owed_note(self.words, self.before, now));
        match owed.filter(|_| !unchanged && !form.has_note()) {
            Some(_) => {
                let problem = (NOTE[OBSTACLE].to_owned(), self.words.translate("check_in.note_missing").to_owned());
                Err(Returned { typed: fields, problems: vec![problem] })
            }
            None => Ok((fields, envelope)),
        }
    }

    async fn commit(self, fields: Vec<(String, String)>, sent: Sent) {
        let Self { live, words, key_result, .. } = self;
        let progress = move || {
            let board = live.board.read_untracked();
            board
                .key_result(key_result)
                .ok()
                .and_then(|key_result| live.standings.read_untracked().objective(key_result.objective).progress)
        };
        self.busy.set(true);
        let before = progress();
        // The same values after a lost answer are the same check-in. Changed values are a new one.
        let unanswered = self.unanswered.get_value().filter(|before| before.filled == sent.filled);
        let answer = if let Some(before) = unanswered {
            live.commit_again(before.envelope).await
        } else {
            self.unanswered.set_value(Some(sent.clone()));
            live.commit_as(sent.envelope).await.map(drop)
        };
        self.busy.set(false);
        if !matches!(answer, Err(AppError::Unreachable)) {
            self.unanswered.set_value(None);
        }
        match answer {
            Ok(()) => {
                self.drawer.empty();
                self.done.run(Done { key_result, before, after: progress() });
            }
            Err(error) => {
                let problems = self.filling.problems;
                live.connection.until_live(&error, move || {
                    problems.try_set(Vec::new());
                });
                self.come_back(check_in::refused(words, &live.board.read_untracked(), &fields, &error));
            }
        }
    }

    /// Shows the problems, and focuses the first invalid field.
    fn come_back(self, returned: Returned) {
        let first = returned.problems.first().map(|(field, _)| field.clone()).unwrap_or_default();
        self.filling.problems.set(returned.problems);
        let form = self.form;
        // The field may be in a section that unfolds because of the problem.
        request_animation_frame(move || {
            let selector = match first.as_str() {
                "" => return,
                check_in::STEPS => "[name^='step-']".to_owned(),
                field => format!("[name='{field}']"),
            };
            if let Some(Ok(Some(field))) = form.get_untracked().map(|form| form.query_selector(&selector)) {
                let _ = field.unchecked_into::<HtmlElement>().focus();
            }
        });
    }
}
