//! The organisation's settings, for administrators.

use app::static_pages::Typed;
use app::static_pages::meanwhile::Posted as _;
use app::static_pages::organisation::{OrganisationPage, organisation};
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use chrono::Weekday;
use okr::{Command, Language, OrganisationDraft, Refusal};
use serde::Deserialize;

use super::{Form, Submitted, see_other};
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

/// The form, beside the values it was drawn with. What is missing or isn't a language or a day stays as it is.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct OrganisationForm {
    name: Option<String>,
    /// A language tag.
    language: String,
    time_zone: Option<String>,
    /// The day on which weeks begin.
    week: String,
}

/// Handles the form.
pub(crate) async fn send(
    Administrator(reader): Administrator,
    State(site): State<Site>,
    context: RequestContext,
    Form { values, fields }: Form<OrganisationForm>,
) -> Result<Response, ErrorResponse> {
    // An administrator exists only if there is an organisation.
    let Some(current) = stands(&site) else { return Ok(see_other("/")) };
    let base = OrganisationDraft::base(&fields).unwrap_or(current);
    let mut draft = values.draft(&base);
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

impl OrganisationForm {
    /// The settings.
    fn draft(self, otherwise: &OrganisationDraft) -> OrganisationDraft {
        OrganisationDraft {
            name: self.name.unwrap_or_else(|| otherwise.name.clone()),
            language: Language::from_tag(&self.language).unwrap_or(otherwise.language),
            time_zone: self.time_zone.as_deref().unwrap_or(&otherwise.time_zone).trim().to_owned(),
            week_begins: self.week.parse::<Weekday>().unwrap_or(otherwise.week_begins),
        }
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
