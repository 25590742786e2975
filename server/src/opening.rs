//! Collects the initial state of a page.

use std::sync::Arc;

use app::forms;
use app::live::chosen_cycle;
use app::opening::{Opening, Returned};
use axum::http::Uri;
use okr::numbers::Incremental;
use okr::{Board, Entry, Event, Moment, ObjectiveId, PersonId};
use service::Now;
use store::StoreError;

use crate::request_context::RequestContext;
use crate::site::Site;

/// The number of entries in the feed at first.
const FEED: u32 = 20;

/// The initial state of the page at `uri` for `reader`; `returned` is a refused form.
pub(crate) async fn opening(
    site: &Site,
    context: RequestContext,
    reader: PersonId,
    uri: &Uri,
    returned: Option<Returned>,
) -> Result<Opening, StoreError> {
    let Now { board, moment, standings } = site.service.now();
    let journal = &site.service.store;
    let story = match objective_at(uri.path()).filter(|id| board.objective(*id).is_ok()) {
        Some(id) => Some(app::objective_history::load::tell(&board, journal, id).await?),
        None => None,
    };
    let done = match query(uri, "done").and_then(|seq| seq.parse::<u64>().ok()).and_then(|seq| seq.checked_sub(1)) {
        Some(before) => journal.entries(before, 1).await?.pop().filter(|entry| entry.actor == Some(reader)),
        None => None,
    };
    Ok(Opening {
        cycle: chosen_cycle(&board, query(uri, "cycle").and_then(|id| id.parse().ok()), &moment).map(|cycle| cycle.id),
        moment,
        reader: Some(reader),
        language: context.language,
        theme: context.theme,
        open_door: site.auth.front.open,
        feed: journal.newest(None, FEED).await?.into_iter().map(|entry| lightened(entry, reader)).collect(),
        story,
        ids_from: site.clock.new_id(),
        returned,
        notice: None,
        order: site.order(&board),
        done: done.and_then(|entry| said(context, &board, &standings, &entry, moment)),
        board: Arc::new(board.visible_to(reader)),
        standings: Some(standings),
    })
}

/// The objective in a page's path.
fn objective_at(path: &str) -> Option<ObjectiveId> {
    let mut parts = path.strip_prefix("/objectives/")?.split('/');
    let id = parts.next()?.parse().ok()?;
    matches!((parts.next(), parts.next()), (None | Some("" | "edit"), None)).then_some(id)
}

/// A query parameter.
pub(crate) fn query(uri: &Uri, name: &str) -> Option<String> {
    form_urlencoded::parse(uri.query()?.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

/// An entry as the feed shows it to a reader. An import holds a whole table, of which the feed shows only the number
/// of rows.
fn lightened(mut entry: Entry, reader: PersonId) -> Entry {
    if entry.events.iter().any(|event| matches!(event, Event::RowImported { .. })) {
        entry.events.retain(|event| matches!(event, Event::RowImported { .. }));
    }
    entry.visible_to(Some(reader)).into_owned()
}

/// The effect of a check-in as a sentence: the objective's progress with it and without it.
fn said(context: RequestContext, board: &Board, standings: &Incremental, entry: &Entry, moment: Moment) -> Option<String> {
    let (id, check_in) = entry.events.iter().find_map(|event| match event {
        Event::CheckedIn { key_result, check_in, .. } => Some((*key_result, check_in.point.check_in)),
        _ => None,
    })?;
    let mut without = board.clone();
    let mut key_result = board.key_result(id).ok()?.clone();
    key_result.series.retain(|point| point.check_in != check_in);
    without.key_results.insert(id, Arc::new(key_result));
    let objective = board.key_result(id).ok()?.objective;
    let mut then = standings.clone();
    then.follow(&without, moment);
    let [before, after] = [&then, standings].map(|standings| standings.objective(objective).progress);
    Some(forms::check_in::said(context.words(), board, id, before, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_about_an_objective_tell_its_story() {
        let id = "01890a5d-ac96-774b-bcce-b302099a8057";
        let objective = id.parse().ok();
        assert_eq!(objective_at(&format!("/objectives/{id}")), objective);
        assert_eq!(objective_at(&format!("/objectives/{id}/edit")), objective);
        for path in ["/", "/objectives/new", "/objectives/7", &format!("/objectives/{id}/else"), &format!("/map/{id}")] {
            assert_eq!(objective_at(path), None, "{path}");
        }
    }
    #[test]
    fn an_instant_is_shown_by_its_own_offset_after_summer_time_has_ended() {
        let instant = |text: &str| text.parse::<chrono::DateTime<chrono::Utc>>().unwrap();
        for now in ["2026-10-23T22:31:00Z", "2026-10-26T10:00:00Z", "2027-07-01T10:00:00Z"] {
            let clock = crate::clock::Clock::new(move || instant(now), uuid::Uuid::nil, || [0; 32]);
            let moment = clock.moment_in("Europe/Berlin");
            let shown = app::i18n::Words(okr::Language::English).instant(instant("2026-10-23T22:30:00Z"), &moment);
            assert_eq!(shown, "24 Oct 2026 00:30", "seen {now}");
        }
    }
}
