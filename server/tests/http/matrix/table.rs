//! The table of permissions: every endpoint, and who may use it on what. Compare it with "Who may do what".
//!
//! Columns: **n** unauthenticated, **m**ember of quality, **l**ead of engineering and so of quality, **L**ead of sales,
//! **o**wner of quality's objectives, **p**rogramme office, **e**xecutive, **a**dministrator, **g** deactivated, an
//! expired **s**ession. Cells:
//!
//! - `y` shown, or done
//! - `i` sign-in required
//! - `x` forbidden
//! - `0` not found
//! - `w` invalid input, with a message
//! - `c` conflict: not possible any more
//! - `g` gone: expired

use okr::fixtures::*;
use okr::{
    CheckInId, Command, CycleId, How, KeyResultId, Note, ObjectiveDraft, ObjectiveId, Parent, Person, PersonDraft, PersonId,
    Phase, Pillar, PillarId, Place, Reading, Roles, Team, TeamId,
};
use uuid::Uuid;

use super::world::{
    ABROAD, EMPTY, GONE, NOTHING, OTHER_LEAD, OTHER_REPORT, REPORT, SKETCH, VISITS, Who, key_result, link, objective,
};

/// A request to an endpoint about one thing.
pub(crate) struct Row {
    pub(crate) endpoint: (&'static str, &'static str),
    pub(crate) what: String,
    pub(crate) ask: Request,
    pub(crate) cells: &'static str,
}

/// The request.
pub(crate) enum Request {
    Get(String),
    Form(String, Vec<(&'static str, String)>),
    Command(Box<Command>),
}

pub(crate) fn table() -> Vec<Row> {
    [open_to_all(), reading(), ones_own(), people(), check_in_form(), objective_form(), commands()]
        .into_iter()
        .flatten()
        .collect()
}

fn get(pattern: &'static str, path: impl Into<String>, cells: &'static str) -> Row {
    let path = path.into();
    Row { endpoint: ("GET", pattern), what: path.clone(), ask: Request::Get(path), cells }
}

fn form(pattern: &'static str, path: impl Into<String>, fields: &[(&'static str, &str)], cells: &'static str) -> Row {
    let path = path.into();
    let fields = fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    Row { endpoint: ("POST", pattern), what: path.clone(), ask: Request::Form(path, fields), cells }
}

#[rustfmt::skip]
fn open_to_all() -> Vec<Row> {
    let link = format!("/link/{}", link());
    let wrong = format!("/link/{}", "A".repeat(43));
    vec![
        //                                                               n m l L o p e a g s
        get("/healthz", "/healthz",                                     "y y y y y y y y y y"),
        get("/readyz", "/readyz",                                       "y y y y y y y y y y"),
        get("/wall", "/wall",                                           "y y y y y y y y y y"),
        get("/sign-in", "/sign-in",                                     "y y y y y y y y y y"),
        form("/sign-in", "/sign-in", &[("email", "olga@aurora.example"), ("password", "not hers at all")],
                                                                        "w w w w w w w w w w"),
        // There is no pending MFA challenge.
        get("/sign-in/code", "/sign-in/code",                           "g g g g g g g g g g"),
        form("/sign-in/code", "/sign-in/code", &[("code", "123456")],   "g g g g g g g g g g"),
        get("/sign-in/set-up", "/sign-in/set-up",                       "g g g g g g g g g g"),
        form("/sign-in/set-up", "/sign-in/set-up", &[("code", "123456")],
                                                                        "g g g g g g g g g g"),
        // No provider is configured.
        get("/sign-in/oidc", "/sign-in/oidc",                           "0 0 0 0 0 0 0 0 0 0"),
        get("/sign-in/oidc/return", "/sign-in/oidc/return?code=x&state=y",
                                                                        "0 0 0 0 0 0 0 0 0 0"),
        form("/sign-out", "/sign-out", &[],                             "y y y y y y y y y y"),
        form("/preferences", "/preferences", &[("theme", "dark")],      "y y y y y y y y y y"),
        // Open mode is off, so "continue as" isn't available.
        get("/continue-as", "/continue-as",                             "0 0 0 0 0 0 0 0 0 0"),
        form("/continue-as", "/continue-as", &[("person", &EXECUTIVE.to_string())],
                                                                        "0 0 0 0 0 0 0 0 0 0"),
        // A link works for every holder.
        get("/link/{token}", link.clone(),                              "y y y y y y y y y y"),
        get("/link/{token}", wrong.clone(),                             "0 0 0 0 0 0 0 0 0 0"),
        form("/link/{token}", link, &[("password", "three plain words")],
                                                                        "y y y y y y y y y y"),
        form("/link/{token}", wrong, &[("password", "three plain words")],
                                                                        "0 0 0 0 0 0 0 0 0 0"),
    ]
}

/// Reading is open to everyone in the organisation.
#[rustfmt::skip]
fn reading() -> Vec<Row> {
    let mut rows = vec![
        //                                                               n m l L o p e a g s
        get("/", "/",                                                   "i y y y y y y y i i"),
        get("/map", "/map",                                             "i y y y y y y y i i"),
        get("/check-in", "/check-in",                                   "i y y y y y y y i i"),
        get("/objectives/new", "/objectives/new",                       "i y y y y y y y i i"),
        get("/explain/{quantity}/{of}/{id}", format!("/explain/progress/objective/{TESTED}"),
                                                                        "i y y y y y y y i i"),
        get("/live", "/live?since=0",                                   "i y y y y y y y i i"),
        get("/api/board", "/api/board",                                 "i y y y y y y y i i"),
    ];
    for (id, cells) in [
        (TESTED,                                                        "i y y y y y y y i i"),
        (ABROAD,                                                        "i y y y y y y y i i"),
        (ObjectiveId(NOTHING),                                          "i 0 0 0 0 0 0 0 i i"),
    ] {
        rows.push(get("/objectives/{id}", format!("/objectives/{id}"), cells));
        rows.push(get("/objectives/{id}/edit", format!("/objectives/{id}/edit"), cells));
        rows.push(get("/api/story", format!("/api/story?objective={id}"), cells));
    }
    rows
}

#[rustfmt::skip]
fn ones_own() -> Vec<Row> {
    let mut rows = vec![
        //                                                               n m l L o p e a g s
        get("/account", "/account",                                     "i y y y y y y y i i"),
        form("/account/password", "/account/password", &[("current", "wrong"), ("password", "three plain words")],
                                                                        "i w w w w w w w i i"),
        get("/account/second-factor", "/account/second-factor",         "i y y y y y y y i i"),
        form("/account/second-factor", "/account/second-factor", &[("do", "begin"), ("current", "wrong")],
                                                                        "i w w w w w w w i i"),
    ];
    // Another's session and a missing one give the same answer; the test checks that other sessions continue.
    for session in [Who::Owner.session(), Who::OtherLead.session(), NOTHING] {
        rows.push(form("/account/devices", "/account/devices", &[("session", &session.to_string())],
                                                                        "i y y y y y y y i i"));
    }
    rows
}

#[rustfmt::skip]
fn people() -> Vec<Row> {
    let somebody = [("name", "Mia Park"), ("email", "mia@aurora.example"), ("role", "admin")];
    let mut rows = vec![
        //                                                               n m l L o p e a g s
        get("/people", "/people",                                       "i x x x x x x y i i"),
        form("/people", "/people", &[("name", "Nora"), ("email", "nora@aurora.example"), ("role", "admin")],
                                                                        "i x x x x x x y i i"),
    ];
    // Requiring a second factor of everyone needs one oneself.
    rows.push(form("/people/signing-in", "/people/signing-in", &[("second_factor", "yes")],
                                                                        "i x x x x x x w i i"));
    rows.push(form("/people/signing-in", "/people/signing-in", &[("second_factor", "no")],
                                                                        "i x x x x x x y i i"));
    rows.push(get("/organisation", "/organisation",                     "i x x x x x x y i i"));
    rows.push(form("/organisation", "/organisation", &[("name", "Polaris"), ("time_zone", "Asia/Shanghai")],
                                                                        "i x x x x x x y i i"));
    rows.push(form("/organisation", "/organisation", &[("name", "Polaris"), ("time_zone", "Mars")],
                                                                        "i x x x x x x w i i"));
    rows.push(get("/teams", "/teams",                                   "i x x x x x x y i i"));
    rows.push(form("/teams", "/teams", &[("name", "New"), ("parent", &COMPANY.to_string())],
                                                                        "i x x x x x x y i i"));
    for (id, cells, gone) in [
        (SALES,                       "i x x x x x x y i i",            "i x x x x x x w i i"),
        (EMPTY,                       "i x x x x x x y i i",            "i x x x x x x y i i"),
        (TeamId(NOTHING),             "i x x x x x x 0 i i",            "i x x x x x x 0 i i"),
    ] {
        let fields = [("name", "Named anew"), ("parent", &*COMPANY.to_string())];
        rows.push(form("/teams/{id}", format!("/teams/{id}"), &fields, cells));
        rows.push(form("/teams/{id}/remove", format!("/teams/{id}/remove"), &[], gone));
    }
    let okrs = "type,ref,team,owner,title,stage\nobjective,O1,Aurora/Sales,sam@aurora.example,Something from elsewhere,draft\n";
    rows.push(get("/import", "/import",                                 "i x x x x x y x i i"));
    rows.push(form("/import", "/import", &[("cycle", &QUARTER.to_string()), ("table", okrs)],
                                                                        "i x x x x x y x i i"));
    rows.push(form("/import", "/import", &[("cycle", &QUARTER.to_string()), ("table", okrs), ("take", "yes")],
                                                                        "i x x x x x y x i i"));
    rows.push(form("/import", "/import", &[("cycle", &CycleId(NOTHING).to_string()), ("table", okrs)],
                                                                        "i x x x x x w x i i"));
    rows.push(get("/people/import", "/people/import",                   "i x x x x x x y i i"));
    let table = "name,email,roles\nMia Park,mia@aurora.example,admin\n";
    rows.push(form("/people/import", "/people/import", &[("table", table)],
                                                                        "i x x x x x x y i i"));
    rows.push(form("/people/import", "/people/import", &[("table", table), ("take", "yes")],
                                                                        "i x x x x x x y i i"));
    rows.push(form("/people/import", "/people/import", &[("table", "name,email\nMia,nobody\n")],
                                                                        "i x x x x x x w i i"));
    rows.push(form("/people/invitations", "/people/invitations", &[],   "i x x x x x x y i i"));
    rows.push(get("/audit", "/audit",                                   "i x x x x x x y i i"));
    rows.push(get("/audit", "/audit?before=10",                         "i x x x x x x y i i"));
    rows.push(get("/audit/sign-ins", "/audit/sign-ins",                 "i x x x x x x y i i"));
    for (id, cells) in [
        (MEMBER,                                                        "i x x x x x x y i i"),
        (OTHER_LEAD,                                                    "i x x x x x x y i i"),
        // For others than administrators, a missing person gives the same answer.
        (PersonId(NOTHING),                                             "i x x x x x x 0 i i"),
    ] {
        let fields = if id == OTHER_LEAD { [("name", "Sam"), ("email", "sam@aurora.example"), ("role", "")] } else { somebody };
        rows.push(get("/people/{id}", format!("/people/{id}"), cells));
        rows.push(form("/people/{id}", format!("/people/{id}"), &fields, cells));
        rows.push(form("/people/{id}/link", format!("/people/{id}/link"), &[], cells));
        rows.push(form("/people/{id}/second-factor", format!("/people/{id}/second-factor"), &[], cells));
        rows.push(form("/people/{id}/provider", format!("/people/{id}/provider"), &[], cells));
        rows.push(form("/people/{id}/deactivate", format!("/people/{id}/deactivate"), &[("to", &OWNER.to_string())], cells));
        rows.push(form("/people/{id}/reactivate", format!("/people/{id}/reactivate"), &[], cells));
    }
    rows
}

#[rustfmt::skip]
fn check_in_form() -> Vec<Row> {
    [
        //                                                               n m l L o p e a g s
        (CASES,                                                         "i x y x y x x x i i"),
        (VISITS,                                                        "i x x y x x x x i i"),
        (RENEWALS,                                                      "i x x x x x y x i i"),
        (OUTAGES,                                                       "i y y x x x x x i i"),
        // The form is shown again, with a message that there is no such key result.
        (KeyResultId(NOTHING),                                          "i w w w w w w w i i"),
    ]
    .into_iter()
    .map(|(id, cells)| {
        let fields = [
            ("key_result", id.to_string()),
            ("check_in", Uuid::from_u128(0xc1).to_string()),
            ("command", Uuid::from_u128(0xc0).to_string()),
            ("value", "21".to_owned()),
            ("confidence", "6".to_owned()),
        ];
        let what = format!("/check-in on {id}");
        Row { endpoint: ("POST", "/check-in"), what, ask: Request::Form("/check-in".into(), fields.into()), cells }
    })
    .collect()
}

#[rustfmt::skip]
fn objective_form() -> Vec<Row> {
    [
        //                                                               n m l L o p e a g s
        (QUALITY,                                                       "i y y x x x y x i i"),
        (SALES,                                                         "i x x y y x y x i i"),
        (TeamId(NOTHING),                                               "i 0 0 0 0 0 0 0 i i"),
    ]
    .into_iter()
    .map(|(team, cells)| {
        let fields = [
            ("objective", Uuid::from_u128(0xd1).to_string()),
            ("command", Uuid::from_u128(0xd0).to_string()),
            ("cycle", QUARTER.to_string()),
            ("title", "A new one".to_owned()),
            ("team", team.to_string()),
            ("owner", OWNER.to_string()),
        ];
        let what = format!("/objectives/new in {team}");
        Row { endpoint: ("POST", "/objectives/new"), what, ask: Request::Form("/objectives/new".into(), fields.into()), cells }
    })
    .collect()
}

#[rustfmt::skip]
fn commands() -> Vec<Row> {
    let new = Uuid::from_u128(0xf0f0);
    let reason = || "Because".to_owned();
    let on = |parent| Parent::Objective(parent);
    let nothing = ObjectiveId(NOTHING);
    let (no_person, no_key_result) = (PersonId(NOTHING), KeyResultId(NOTHING));
    let supports = How::Supports;
    let person = |id, name: &str| Person {
        id, name: name.into(), email: None, roles: Roles { admin: true, ..Roles::default() }, teams: [SALES].into(),
        leads: [].into(), deactivated: false,
    };
    let admin = PersonDraft::of(&person(MEMBER, "Mia"));
    let found = Command::Found {
        organisation: okr::Organisation {
            name: "Mine".into(), purpose: String::new(), vision: String::new(), language: okr::Language::English,
            time_zone: "UTC".into(), week_begins: chrono::Weekday::Mon, rhythm_days: 7,
            second_factor_required: false,
        },
        root: TeamId(new),
    };
    let aurora = okr::OrganisationDraft {
        name: "Aurora".into(), language: okr::Language::English, time_zone: "UTC".into(), week_begins: chrono::Weekday::Mon,
    };
    let in_quality = || ObjectiveDraft { team: QUALITY, ..objective("A new one", OWNER) };
    let create = |draft| Command::CreateObjective { id: ObjectiveId(new), cycle: QUARTER, draft };
    let edit = |id, draft| Command::EditObjective { base: None, id, draft, reason: reason() };
    let create_kr = |objective| Command::CreateKeyResult {
        id: KeyResultId(new), objective, draft: key_result("From 0 to 30", OTHER_LEAD), reason: reason(),
    };
    let edit_kr = |id| Command::EditKeyResult { base: None, id, draft: key_result("Anew, from 0 to 30", OTHER_LEAD), reason: reason() };
    let align = |child, parent| Command::Align { child, parent: on(parent), how: Some(supports), place: Place::Last };
    let unalign = |child, parent| Command::Unalign { child, parent: on(parent) };
    let weigh = |child, parent| Command::Reweigh { base: None, child, parent: on(parent), how: How::Contributes(2.0), reason: reason() };
    let decline = |child, parent| Command::Decline { child, parent: on(parent), reason: reason() };
    let check_in = |key_result| Command::CheckIn {
        id: CheckInId(new), key_result, reading: Reading::Number(21.0), confidence: 6, note: Note::default(),
    };
    let correct = |wrong, key_result| Command::Correct {
        id: CheckInId(new), wrong, key_result, reading: Reading::Number(19.0), confidence: 6, note: Note::default(),
    };
    let move_to = |cycle| Command::MovePhase { cycle, to: Phase::Running, reason: String::new() };
    let open = Command::OpenCycle {
        id: CycleId(new), name: "2027 Q2".into(), first_day: day(2027, 4, 1), last_day: day(2027, 6, 30), parent: None,
    };
    vec![
        //                                                               n m l L o p e a g s
        // An organisation is founded on the command line, or by a server's first link.
        (found,                                                         "i w w w w w w w i i"),
        (Command::EditOrganisation { base: aurora.clone(), draft: okr::OrganisationDraft { name: "Polaris".into(), ..aurora.clone() } },
                                                                        "i x x x x x x y i i"),
        (Command::EditOrganisation { base: aurora.clone(), draft: okr::OrganisationDraft { time_zone: "Mars".into(), ..aurora } },
                                                                        "i x x x x x x w i i"),
        (Command::AddTeam(Team { id: TeamId(new), name: "New".into(), parent: Some(COMPANY) }),
                                                                        "i x x x x x x y i i"),
        (Command::EditTeam { base: None, id: SALES, name: "Selling".into(), parent: Some(COMPANY) },
                                                                        "i x x x x x x y i i"),
        (Command::EditTeam { base: None, id: TeamId(NOTHING), name: "Selling".into(), parent: Some(COMPANY) },
                                                                        "i 0 0 0 0 0 0 0 i i"),
        (Command::RemoveTeam { id: EMPTY },                             "i x x x x x x y i i"),
        (Command::RemoveTeam { id: TeamId(NOTHING) },                   "i 0 0 0 0 0 0 0 i i"),
        (Command::AddPerson(person(PersonId(new), "Nora")),             "i x x x x x x y i i"),
        // Roles can't be assigned to oneself without permission.
        (Command::EditPerson { base: None, id: MEMBER, draft: admin.clone() },      "i x x x x x x y i i"),
        (Command::EditPerson { base: None, id: OTHER_LEAD, draft: admin.clone() },  "i x x x x x x y i i"),
        (Command::EditPerson { base: None, id: no_person, draft: admin },           "i 0 0 0 0 0 0 0 i i"),
        (Command::DeactivatePerson { id: MEMBER, hand_over_to: Some(OWNER) },
                                                                        "i x x x x x x y i i"),
        (Command::DeactivatePerson { id: no_person, hand_over_to: None },
                                                                        "i 0 0 0 0 0 0 0 i i"),
        (Command::ReactivatePerson { id: GONE },                        "i x x x x x x y i i"),
        (Command::ReactivatePerson { id: no_person },                   "i 0 0 0 0 0 0 0 i i"),
        // Requiring a second factor of everyone needs one oneself.
        (Command::RequireSecondFactor { required: true },               "i x x x x x x w i i"),
        (Command::RequireSecondFactor { required: false },              "i x x x x x x y i i"),
        (Command::AddPillar(Pillar { id: PillarId(new), name: "Reach".into(), owner: None }),
                                                                        "i x x x x x y x i i"),
        (open,                                                          "i x x x x y y x i i"),
        (move_to(NEXT_QUARTER),                                              "i x x x x y y x i i"),
        (move_to(CycleId(NOTHING)),                                     "i 0 0 0 0 0 0 0 i i"),
        // In a team: its leads and those above, its members, executives.
        (create(in_quality()),                                          "i y y x x x y x i i"),
        (create(objective("A new one", OTHER_LEAD)),                    "i x x y y x y x i i"),
        (create(ObjectiveDraft { team: COMPANY, ..in_quality() }),      "i x x x x x y x i i"),
        (create(ObjectiveDraft { team: TeamId(NOTHING), ..in_quality() }),
                                                                        "i 0 0 0 0 0 0 0 i i"),
        (edit(TESTED, ObjectiveDraft { team: QUALITY, ..objective("Said otherwise", OWNER) }),
                                                                        "i x y x y x y x i i"),
        (edit(ABROAD, objective("Said otherwise", OTHER_LEAD)),         "i x x y x x y x i i"),
        (edit(SKETCH, objective("Said otherwise", OTHER_LEAD)),         "i x x y y x y x i i"),
        (edit(nothing, in_quality()),                                   "i 0 0 0 0 0 0 0 i i"),
        (Command::Publish { id: DRAFT },                                "i x y x x x y x i i"),
        (Command::Publish { id: SKETCH },                               "i x x y x x y x i i"),
        (Command::Publish { id: nothing },                              "i 0 0 0 0 0 0 0 i i"),
        (Command::Unpublish { id: TESTED },                             "i x c x x x c x i i"),
        (Command::Unpublish { id: nothing },                            "i 0 0 0 0 0 0 0 i i"),
        (Command::DeleteObjective { id: TESTED, reason: reason() },     "i x y x x x y x i i"),
        (Command::DeleteObjective { id: ABROAD, reason: reason() },     "i x x y x x y x i i"),
        (Command::DeleteObjective { id: nothing, reason: reason() },    "i 0 0 0 0 0 0 0 i i"),
        (create_kr(TESTED),                                             "i x y x y x y x i i"),
        (create_kr(ABROAD),                                             "i x x y x x y x i i"),
        (create_kr(DRAFT),                                              "i y y x x x y x i i"),
        (create_kr(nothing),                                            "i 0 0 0 0 0 0 0 i i"),
        (edit_kr(CASES),                                                "i x y x y x y x i i"),
        (edit_kr(VISITS),                                               "i x x y x x y x i i"),
        (edit_kr(MINUTES),                                              "i y y x x x y x i i"),
        (edit_kr(no_key_result),                                        "i 0 0 0 0 0 0 0 i i"),
        (Command::DeleteKeyResult { id: CASES, reason: reason() },      "i x y x x x y x i i"),
        (Command::DeleteKeyResult { id: VISITS, reason: reason() },     "i x x y x x y x i i"),
        (Command::DeleteKeyResult { id: no_key_result, reason: reason() },
                                                                        "i 0 0 0 0 0 0 0 i i"),
        (align(TESTED, RENEW),                                          "i x y x y x y x i i"),
        (align(ABROAD, RENEW),                                          "i x x y x x y x i i"),
        (align(nothing, RENEW),                                         "i 0 0 0 0 0 0 0 i i"),
        (align(TESTED, nothing),                                        "i 0 0 0 0 0 0 0 i i"),
        (unalign(TESTED, RELIABLE),                                     "i x y x y x y x i i"),
        (unalign(ABROAD, MARKETS),                                      "i x x y x x y x i i"),
        (unalign(nothing, RELIABLE),                                    "i 0 0 0 0 0 0 0 i i"),
        // Alignments to one's own objectives: engineering's lead owns one parent, the owner the other.
        (weigh(TESTED, RELIABLE),                                       "i x y x y x y x i i"),
        (weigh(ABROAD, MARKETS),                                        "i x x y y x y x i i"),
        (weigh(nothing, MARKETS),                                       "i 0 0 0 0 0 0 0 i i"),
        (decline(TESTED, RELIABLE),                                     "i x y x x x y x i i"),
        (decline(ABROAD, MARKETS),                                      "i x x x y x y x i i"),
        (decline(nothing, MARKETS),                                     "i 0 0 0 0 0 0 0 i i"),
        // Executives check in on the company's key results only.
        (check_in(CASES),                                               "i x y x y x x x i i"),
        (check_in(VISITS),                                              "i x x y x x x x i i"),
        (check_in(RENEWALS),                                            "i x x x x x y x i i"),
        (check_in(OUTAGES),                                             "i y y x x x x x i i"),
        (check_in(no_key_result),                                       "i 0 0 0 0 0 0 0 i i"),
        (correct(REPORT, CASES),                                        "i x x x y x x x i i"),
        (correct(OTHER_REPORT, VISITS),                                 "i x x y x x x x i i"),
        // A replaced check-in was already corrected, which is answered before permissions: its author must get this
        // reason.
        (correct(CheckInId(NOTHING), CASES),                            "i c c c c c c c i i"),
        (correct(REPORT, no_key_result),                                "i 0 0 0 0 0 0 0 i i"),
        (Command::Import(super::world::import()),                       "i x x x x x y x i i"),
        (Command::ImportPeople(super::world::people()),                 "i x x x x x x y i i"),
    ]
    .into_iter()
    .map(|(command, cells)| Row {
        endpoint: ("POST", "/api/commit"),
        what: serde_json::to_string(&command).unwrap(),
        ask: Request::Command(Box::new(command)),
        cells,
    })
    .collect()
}
