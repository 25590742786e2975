//! Importing a table of objectives and key results.

use okr::Reading;
use okr::fixtures::QUARTER;

use crate::matrix::world::{Who, world};
use crate::people_table::with_file;
use crate::support::{Answer, TestServer};

const TABLE: &str = "Type;Ref;Parent;Team;Owner;Title;Measure;Unit;Baseline;Target;Value;Confidence\r\n\
    Objective;O1;;Aurora/Sales;sam@aurora.example;Porto sells too;;;;;;\r\n\
    Key Result;K1;O1;;sam@aurora.example;Slots from 0 to 10;metric;slots;0;10;2,5;7\r\n\
    ;;;;;;;;;;;\r\n";

async fn import(server: &TestServer, who: Who, fields: &[(&str, &str)]) -> Answer {
    let cycle = QUARTER.to_string();
    let fields = [&[("cycle", cycle.as_str())][..], fields].concat();
    server.post("/import", &fields).key(&who.key().unwrap()).send().await
}

#[tokio::test]
async fn an_executive_sees_what_a_table_would_do_and_imports_it() {
    let server = world().await;
    let before = server.board().seq;
    let form = server.get("/import").key(&Who::Executive.key().unwrap()).send().await;
    assert!(form.text().contains("2026 Q4") && form.text().contains("Preview"), "{}", form.text());
    let account = server.get("/").key(&Who::Executive.key().unwrap()).send().await;
    assert!(account.text().contains(r#"href="/import""#), "an executive finds it");
    let others = server.get("/").key(&Who::Member.key().unwrap()).send().await;
    assert!(!others.text().contains(r#"href="/import""#), "nothing is offered that would be refused");

    let looked = with_file(&server, "/import", &[("cycle", &QUARTER.to_string()), ("table", "")], "file", TABLE.as_bytes());
    let looked = looked.key(&Who::Executive.key().unwrap()).send().await;
    assert_eq!(looked.status, 200, "{}", looked.text());
    for said in ["New objectives: 1", "Porto sells too", "New key results: 1", "Slots from 0 to 10", "New check-ins: 1", "take"] {
        assert!(looked.text().contains(said), "{said}: {}", looked.text());
    }
    assert_eq!(server.board().seq, before, "looking changes nothing");

    let taken = import(&server, Who::Executive, &[("table", TABLE), ("take", "yes")]).await;
    assert_eq!(taken.header("location"), "/import?imported=1", "{}", taken.text());
    let board = server.board();
    let key_result = board.key_results.values().find(|key_result| key_result.title == "Slots from 0 to 10").unwrap();
    assert_eq!(key_result.last().unwrap().reading, Reading::Number(2.5));
    let page = server.get("/import?imported=1").key(&Who::Executive.key().unwrap()).send().await;
    assert!(page.text().contains("The table was imported."), "{}", page.text());
    let again = import(&server, Who::Executive, &[("table", TABLE)]).await;
    assert!(again.text().contains("nothing would change") && !again.text().contains(r#"name="take""#), "{}", again.text());
}

#[tokio::test]
async fn everything_that_is_wrong_with_a_table_is_said_at_once_in_the_readers_language() {
    let server = world().await;
    let before = server.board().seq;
    let table = "type,ref,parent,team,owner,title,baseline,target,value\n\
        objective,A,NOPE,Aurora/Sales,sam@aurora.example,Goal,,,\n\
        key_result,A1,A,,,Number,0,ten,\n\
        key_result,A2,A,,,Rating,3.7,4.5,\"4,355\"\n\
        objective,A,,Aurora/Sales,sam@aurora.example,Twice,,,\n";
    for take in [&[][..], &[("take", "yes")]] {
        let answer = import(&server, Who::Executive, &[&[("table", table)][..], take].concat()).await;
        assert_eq!(answer.status, 422);
        for said in [
            "Line 2, parent: No row has the ref “NOPE”.",
            "Line 3, target: “ten” is not a number.",
            "Line 4, value: “4,355” reads two ways. Write 4.3550 or 4355.",
            "Line 5, ref: The ref “A” is on another line, too.",
        ] {
            assert!(answer.text().contains(said), "{said}: {}", answer.text());
        }
        assert!(table.lines().all(|line| answer.text().contains(&line.replace('"', "&quot;")) || answer.text().contains(line)));
    }
    let cycle = QUARTER.to_string();
    let chinese = server.post("/import", &[("cycle", &cycle), ("table", table)]).key(&Who::Executive.key().unwrap());
    let chinese = chinese.reads("zh-Hans").send().await;
    assert!(chinese.text().contains("第 4 行，value：“4,355”有两种读法，请写成 4.3550 或 4355。"), "{}", chinese.text());
    assert_eq!(import(&server, Who::Executive, &[("table", " ")]).await.status, 422);
    assert_eq!(server.board().seq, before, "nothing changed");
}

#[tokio::test]
async fn a_value_far_outside_its_scale_is_pointed_out_before_the_import() {
    let server = world().await;
    let table = "type,ref,parent,team,owner,title,baseline,target,value\n\
        objective,A,,Aurora/Sales,sam@aurora.example,Goal,,,\n\
        key_result,A1,A,,,Rating,3.7,4.5,4355\n";
    let looked = import(&server, Who::Executive, &[("table", table)]).await;
    assert_eq!(looked.status, 200);
    assert!(looked.text().contains("4355 is far outside what it is measured from and to"), "{}", looked.text());
}

#[tokio::test]
async fn a_file_in_gbk_is_shown_and_imported_as_it_was_meant() {
    let server = world().await;
    let table = "type,ref,team,owner,title\nobjective,O1,Aurora/Sales,sam@aurora.example,波尔图的客户推荐更多客户\n";
    let bytes = encoding_rs::GBK.encode(table).0.into_owned();
    let looked = with_file(&server, "/import", &[("cycle", &QUARTER.to_string())], "file", &bytes);
    let looked = looked.key(&Who::Executive.key().unwrap()).send().await;
    assert!(
        looked.text().matches("波尔图的客户推荐更多客户").count() >= 3,
        "in the preview and in both forms: {}",
        looked.text()
    );
}
