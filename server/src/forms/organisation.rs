//! The organisation's settings, for administrators.

use app::static_pages::Typed;
use app::static_pages::meanwhile::Posted as _;
use app::static_pages::organisation::{OrganisationPage, organisation};
use axum::body::Bytes;
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use okr::{Command, Language, OrganisationDraft, Refusal};

use super::people::{administrator, commit};
use super::{field, fields, see_other};
use crate::opening::query;
use crate::request_context::RequestContext;
use crate::site::Site;
use crate::static_page::{self, again, returned};

/// The page.
pub(crate) async fn show(State(site): State<Site>, context: RequestContext, OriginalUri(uri): OriginalUri) -> Response {
    match administrator(&site, context) {
        Ok(_) => draw(&site, context, Typed::default(), query(&uri, "saved").is_some()),
        Err(refused) => refused.answer(&site, context),
    }
}

/// Handles the form. Fields: `name`, `language`, `time_zone`, `week`, and the values it was drawn with.
pub(crate) async fn send(State(site): State<Site>, context: RequestContext, body: Bytes) -> Response {
    let reader = match administrator(&site, context) {
        Ok(reader) => reader,
        Err(refused) => return refused.answer(&site, context),
    };
    let fields = fields(&body);
    // An administrator exists only if there is an organisation.
    let Some(current) = stands(&site) else { return see_other("/") };
    let base = OrganisationDraft::base(&fields).unwrap_or(current);
    let mut draft = draft(&fields, &base);
    draft.chosen(&fields, &base);
    match commit(&site, context, reader, Command::EditOrganisation { base: base.clone(), draft: draft.clone() }, field_of).await {
        Ok(()) => see_other("/organisation?saved=1"),
        Err(Err(wrong)) => wrong,
        Err(Ok(why)) => {
            let board = site.service.ledger.board();
            let clashing = stands(&site).and_then(|theirs| draft.clashing(context.words(), &board, &base, &theirs));
            let returned = clashing.unwrap_or_else(|| returned(&fields, vec![why]));
            again(draw(&site, context, Typed(Some(&returned)), false))
        }
    }
}

/// The organisation's current settings.
fn stands(site: &Site) -> Option<OrganisationDraft> {
    site.service.ledger.board().organisation.as_deref().map(OrganisationDraft::of)
}

/// The settings in a form; an invalid value keeps the current one.
fn draft(fields: &[(String, String)], otherwise: &OrganisationDraft) -> OrganisationDraft {
    let text = |name: &str| field(fields, name);
    OrganisationDraft {
        name: text("name").unwrap_or(&otherwise.name).to_owned(),
        language: text("language").and_then(Language::from_tag).unwrap_or(otherwise.language),
        time_zone: text("time_zone").unwrap_or(&otherwise.time_zone).trim().to_owned(),
        week_begins: text("week").and_then(|day| day.parse().ok()).unwrap_or(otherwise.week_begins),
    }
}

fn field_of(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::NoSuchZone { .. } | Refusal::Empty { field: okr::Field::TimeZone } => "time_zone",
        Refusal::Empty { .. } | Refusal::TooLong { .. } => "name",
        _ => "",
    }
}

fn draw(site: &Site, context: RequestContext, typed: Typed<'_>, saved: bool) -> Response {
    let Some(current) = stands(site) else { return see_other("/") };
    let zones: Vec<&'static str> = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()).collect();
    let page = OrganisationPage { draft: current, zones: &zones, typed, saved };
    let words = context.words();
    static_page::static_page(site, context, "/organisation", words.translate("found.organisation"), organisation(words, page))
}
