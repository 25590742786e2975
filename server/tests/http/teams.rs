//! Teams, for administrators.

use okr::fixtures::{COMPANY, ENGINEERING, QUALITY, SALES};

use crate::matrix::world::{EMPTY, Who, world};

#[tokio::test]
async fn an_administrator_adds_renames_moves_and_removes_a_team() {
    let server = world().await;
    let admin = Who::Admin.key().unwrap();
    let send = async |path: String, fields: &[(&str, &str)]| server.post(&path, fields).key(&admin).send().await;
    let (company, sales) = (COMPANY.to_string(), SALES.to_string());

    let page = server.get("/teams").key(&admin).send().await;
    assert!(page.text().contains("led by Liam") && page.text().contains("1 member"), "{}", page.text());
    assert_eq!(send("/teams".into(), &[("name", "Support"), ("parent", &sales)]).await.header("location"), "/teams?saved=1");
    let board = server.board();
    let support = board.teams.values().find(|team| team.name == "Support").unwrap().id;
    assert_eq!(board.team(support).unwrap().parent, Some(SALES));
    assert_eq!(send(format!("/teams/{support}"), &[("name", "Care"), ("parent", &company)]).await.status, 303);
    let team = server.board().team(support).unwrap().clone();
    assert_eq!((team.name.as_str(), team.parent), ("Care", Some(COMPANY)));
    // The company's form has no parent field.
    assert_eq!(send(format!("/teams/{COMPANY}"), &[("name", "Aurora Ltd")]).await.status, 303);
    for gone in [support, EMPTY] {
        assert_eq!(send(format!("/teams/{gone}/remove"), &[]).await.status, 303);
        assert!(server.board().team(gone).is_err());
    }
    assert!(server.get("/teams?saved=1").key(&admin).send().await.text().contains("Saved."));
}

#[tokio::test]
async fn what_is_in_the_way_is_named_and_what_was_typed_comes_back() {
    let server = world().await;
    let admin = Who::Admin.key().unwrap();
    let before = server.board().seq;
    for (path, fields, why) in [
        (
            format!("/teams/{ENGINEERING}"),
            &[("name", "Works"), ("parent", &*QUALITY.to_string())][..],
            "Engineering can’t be put under Quality",
        ),
        (format!("/teams/{ENGINEERING}"), &[("name", "Sales"), ("parent", &*COMPANY.to_string())], "Sales"),
        (format!("/teams/{ENGINEERING}"), &[("name", "Works")], "This is the company itself"),
        (format!("/teams/{ENGINEERING}/remove"), &[], "objectives 1, people 1, teams below it 1"),
        (format!("/teams/{COMPANY}/remove"), &[], "This is the company itself"),
        ("/teams".into(), &[("name", " "), ("parent", &*COMPANY.to_string())], "wrong"),
    ] {
        let answer = server.post(&path, fields).key(&admin).send().await;
        assert_eq!(answer.status, 422, "{path}");
        assert!(answer.text().contains(why), "{why}: {}", answer.text());
        assert!(fields.iter().all(|(_, typed)| answer.text().contains(typed)), "what was typed comes back");
    }
    assert_eq!(server.board().seq, before, "nothing changed");
}

#[tokio::test]
async fn a_form_that_is_sent_twice_happens_once_and_filled_in_otherwise_it_is_another() {
    let server = world().await;
    let admin = Who::Admin.key().unwrap();
    let page = server.get("/teams").key(&admin).send().await;
    let form = page.text().split(r#"name="form" value=""#).nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    let company = COMPANY.to_string();
    let send = async |name: &str| {
        let fields = [("form", form.as_str()), ("name", name), ("parent", &company)];
        server.post("/teams", &fields).key(&admin).send().await
    };
    let before = server.board().seq;
    for (name, entries) in [("Support", 1), ("Support", 1), ("Care", 2), ("Care", 2)] {
        let answer = send(name).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/teams?saved=1"), "{}", answer.text());
        assert_eq!(server.board().seq, before + entries, "{name}");
    }
}
