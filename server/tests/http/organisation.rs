//! Changing the organisation's settings.

use okr::{Command, OrganisationDraft, Refusal};

use crate::matrix::world::{Who, world};

#[tokio::test]
async fn an_administrator_changes_name_zone_week_and_language() {
    let server = world().await;
    let admin = Who::Admin.key().unwrap();
    let page = server.get("/organisation").key(&admin).send().await;
    assert!(page.status == 200 && page.text().contains(r#"value="Aurora""#), "{}", page.text());
    let began = OrganisationDraft::of(&server.board().organisation.clone().unwrap());
    let began = serde_json::to_string(&began).unwrap();
    assert!(page.text().contains(&began.replace('"', "&quot;")), "the form carries what it began with: {}", page.text());
    let form =
        [("base", began.as_str()), ("name", "Polaris"), ("language", "zh-Hans"), ("time_zone", "Asia/Shanghai"), ("week", "Sun")];
    let saved = server.post("/organisation", &form).key(&admin).send().await;
    assert_eq!((saved.status.as_u16(), saved.header("location")), (303, "/organisation?saved=1"), "{}", saved.text());
    let organisation = server.board().organisation.clone().unwrap();
    let is = OrganisationDraft::of(&organisation);
    assert_eq!((is.name.as_str(), is.time_zone.as_str()), ("Polaris", "Asia/Shanghai"));
    assert_eq!((is.language, is.week_begins), (okr::Language::Chinese, chrono::Weekday::Sun));
    assert_eq!(server.board().company().unwrap().name, "Polaris");
    assert_eq!(server.store.load().await.unwrap(), *server.board(), "also in the tables");
    let audit = server.get("/audit").key(&admin).reads("en").send().await;
    assert!(audit.text().contains("Aurora → Polaris") && audit.text().contains("UTC → Asia/Shanghai"), "{}", audit.text());

    // A form that was opened before that, and changes the name.
    let late = [("base", began.as_str()), ("name", "Borealis"), ("language", "en"), ("time_zone", "UTC"), ("week", "Mon")];
    let refused = server.post("/organisation", &late).key(&admin).reads("en").send().await;
    assert!(refused.status == 422 && refused.text().contains("Borealis"), "{}", refused.text());
    assert!(refused.text().contains("changed this meanwhile") && refused.text().contains("Polaris"), "{}", refused.text());
    assert!(refused.text().contains(r#"name="keep-name""#), "it is to be chosen whose is kept");
    assert!(refused.text().contains(r#"value="Asia/Shanghai""#), "what they did not touch is as the other left it");
    assert_eq!(server.board().organisation.as_ref().unwrap().name, "Polaris");

    let stands = OrganisationDraft::of(&server.board().organisation.clone().unwrap());
    let stands = serde_json::to_string(&stands).unwrap();
    for (kept, name) in [("theirs", "Polaris"), ("mine", "Borealis")] {
        let chosen = [("base", stands.as_str()), ("keep-name", kept), ("name", "Borealis"), ("time_zone", "Asia/Shanghai")];
        let saved = server.post("/organisation", &chosen).key(&admin).send().await;
        assert_eq!(saved.status, 303, "{}", saved.text());
        assert_eq!(server.board().organisation.as_ref().unwrap().name, name);
    }
}

#[tokio::test]
async fn a_time_zone_that_is_none_is_refused_by_whatever_way_it_comes() {
    let server = world().await;
    let admin = Who::Admin.key().unwrap();
    let form = [("name", "Aurora"), ("time_zone", "Mars/Olympus")];
    let refused = server.post("/organisation", &form).key(&admin).send().await;
    assert!(refused.status == 422 && refused.text().contains("Mars/Olympus"), "{}", refused.text());
    let base = OrganisationDraft::of(server.board().organisation.as_deref().unwrap());
    let draft = OrganisationDraft { time_zone: "Mars/Olympus".into(), ..base.clone() };
    let refused = server.command(&server.envelope(Command::EditOrganisation { base, draft })).key(&admin).send().await;
    let no_such = Refusal::NoSuchZone { name: "Mars/Olympus".into() };
    assert_eq!(refused.error(), app::error::AppError::Refused(no_such));
}
