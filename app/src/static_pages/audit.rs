//! The audit log for administrators: the journal, newest first, one sentence per event.
//!
//! It can't be filtered by person and has no totals: it shows what happened, not how much a person did.

use leptos::prelude::*;
use okr::{Board, Entry, Moment};

use crate::components::person::name_of;
use crate::i18n::Words;
use crate::narrator::Narrator;

/// What the page shows.
pub struct Audit<'a> {
    /// The board, for names.
    pub board: &'a Board,
    /// The entries, newest first.
    pub entries: &'a [Entry],
    /// Whether there are older ones.
    pub more: bool,
    /// The current time.
    pub moment: Moment,
}

/// The page.
pub fn audit(words: Words, page: Audit<'_>) -> AnyView {
    let Audit { board, entries, more, moment } = page;
    let narrator = Narrator::of_audit(words, board);
    let rows = entries.iter().map(|entry| {
        let who = match entry.actor {
            Some(_) => name_of(board, entry.actor),
            None => words.translate("audit.server").to_owned(),
        };
        view! {
            <tr>
                <td class="number">{entry.seq}</td>
                <td><time datetime=entry.at.to_rfc3339()>{words.instant(entry.at, &moment)}</time></td>
                <th scope="row">{who}</th>
                <td>{narrator.sentences(entry).into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view()}</td>
            </tr>
        }
        .into_any()
    });
    let older = entries.last().filter(|_| more).map(|entry| format!("/audit?before={}", entry.seq));
    view! {
        <div class="page form-page wide people audit">
            <header>
                <h1>{words.translate("audit.title")}</h1>
                <p>{words.translate("audit.why")}</p>
                <p><a class="link" href="/audit/sign-ins">{words.translate("sign_ins.title")}</a></p>
            </header>
            <div class="scroll" role="region" aria-label=words.translate("audit.title") tabindex="0">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{words.translate("audit.number")}</th>
                            <th scope="col">{words.translate("audit.when")}</th>
                            <th scope="col">{words.translate("audit.who")}</th>
                            <th scope="col">{words.translate("audit.what")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
            {older.map(|older| view! { <p><a class="button" href=older rel="next">{words.translate("audit.older")}</a></p> })}
        </div>
    }
    .into_any()
}
