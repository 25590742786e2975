//! The audit log, for administrators.

use crate::matrix::world::{Who, world};

#[tokio::test]
async fn an_administrator_reads_every_change_with_who_when_and_why() {
    let server = world().await;
    let admin = Who::Admin.key().unwrap();
    let page = server.get("/audit").key(&admin).send().await;
    for told in
        ["Deactivated Dora", "Checked in on “Visits from 0 to 30”", "Added Sam (Member)", "Aligned “We are known abroad” to"]
    {
        assert!(page.text().contains(told), "{told}: {}", page.text());
    }
    let mia = okr::fixtures::MEMBER;
    let fields = [("name", "Mia Park"), ("email", "mia@aurora.example"), ("role", "programme_office")];
    assert_eq!(server.post(&format!("/people/{mia}"), &fields).key(&admin).send().await.status, 303);
    let page = server.get("/audit").key(&admin).send().await;
    let told = "Changed Mia Park: Name: Mia → Mia Park, roles: Member → Programme office, teams: Quality → none";
    assert!(page.text().contains(told), "{}", page.text());
    let chinese = server.get("/audit").key(&admin).reads("zh-Hans").send().await;
    assert!(chinese.text().contains("修改了 Mia Park：") && !chinese.text().contains('⟨'), "{}", chinese.text());
}

#[tokio::test]
async fn older_entries_are_a_page_further_and_the_first_is_the_last() {
    let server = world().await;
    let admin = Who::Admin.key().unwrap();
    let (mut path, mut pages) = ("/audit".to_owned(), 0);
    loop {
        let page = server.get(&path).key(&admin).send().await;
        pages += 1;
        let Some((_, seq)) = page.text().split_once("/audit?before=") else {
            assert!(page.text().contains("Created the organisation “Aurora”"), "{}", page.text());
            break;
        };
        path = format!("/audit?before={}", seq.split_once('"').unwrap().0);
    }
    assert_eq!(pages, usize::try_from(server.board().seq).unwrap().div_ceil(50));
    for nonsense in ["/audit?before=x", "/audit?before=99999999999999999999", "/audit?before=-1"] {
        assert_eq!(server.get(nonsense).key(&admin).send().await.status, 200, "{nonsense}");
    }
}
