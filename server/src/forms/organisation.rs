//! The organisation's settings, for administrators.

use app::static_pages::Typed;
use app::static_pages::meanwhile::Posted as _;
use app::static_pages::organisation::{OrganisationPage, organisation};
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use okr::{Command, Language, OrganisationDraft, Refusal};

use super::{Fields, Submitted, see_other};
use crate::auth::Administrator;
use crate::error_response::ErrorResponse;
use crate::opening::query;
use crate::request_context::RequestContext;
use crate::site::Site;
use crate::static_page::{again, static_page};

/// The page.
pub(crate) async fn show(
    _: Administrator,
    State(site): State<Site>,
    context: RequestContext,
    OriginalUri(uri): OriginalUri,
) -> Response {
    draw(&site, context, Typed::default(), query(&uri, "saved").is_some())
}

/// Handles the form. Fields: `name`, `language`, `time_zone`, `week`, and the values it was drawn with.
pub(crate) async fn send(
    Administrator(reader): Administrator,
    State(site): State<Site>,
    context: RequestContext,
    fields: Fields,
) -> Result<Response, ErrorResponse> {
    // An administrator exists only if there is an organisation.
    let Some(current) = stands(&site) else { return Ok(see_other("/")) };
    let base = OrganisationDraft::base(&fields).unwrap_or(current);
    let mut draft = draft(&fields, &base);
    draft.chosen(&fields, &base);
    let command = Command::EditOrganisation { base: base.clone(), draft: draft.clone() };
    let Submitted::Refused(refusal) = site.submit(context, reader, command).await? else {
        return Ok(see_other("/organisation?saved=1"));
    };
    let (words, board) = (context.words(), site.service.ledger.board());
    let clashing = stands(&site).and_then(|theirs| draft.clashing(words, &board, &base, &theirs));
    let why = words.refusal(&refusal, &board);
    let returned = clashing.unwrap_or_else(|| fields.returned(vec![(field_of(&refusal), why)]));
    Ok(again(draw(&site, context, Typed(Some(&returned)), false)))
}

/// The organisation's current settings.
fn stands(site: &Site) -> Option<OrganisationDraft> {
    site.service.ledger.board().organisation.as_deref().map(OrganisationDraft::of)
}

/// The settings in a form; an invalid value keeps the current one.
fn draft(fields: &Fields, otherwise: &OrganisationDraft) -> OrganisationDraft {
    OrganisationDraft {
        name: fields.get("name").unwrap_or(&otherwise.name).to_owned(),
        language: fields.get("language").and_then(Language::from_tag).unwrap_or(otherwise.language),
        time_zone: fields.get("time_zone").unwrap_or(&otherwise.time_zone).trim().to_owned(),
        week_begins: fields.get("week").and_then(|day| day.parse().ok()).unwrap_or(otherwise.week_begins),
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
    static_page(site, context, "/organisation", words.translate("found.organisation"), organisation(words, page))
}
