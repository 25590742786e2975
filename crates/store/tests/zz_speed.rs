mod support;
use okr::fixtures::{day, noon};
use std::time::Instant;
use support::*;
#[tokio::test(flavor="multi_thread")]
async fn speed() {
    let (folder, ledger) = company().await;
    let n = 300_000u128;
    let at = noon(day(2026, 10, 20));
    // spread over many key results
    let mut cmds = Vec::new();
    for o in 1000..4000u128 {
        let id = objective(o*10);
        cmds.push((ERIN, envelope(1_000_000+o, okr::Command::CreateObjective { id, cycle: okr::fixtures::QUARTER, draft: draft_of(1) }), at));
        for k in 0..4 { cmds.push((ERIN, envelope(2_000_000+o*4+k, okr::Command::CreateKeyResult { id: key_result(o*10,k), objective: id, draft: key_result_draft(k), reason: String::new() }), at)); }
        cmds.push((ERIN, envelope(3_000_000+o, okr::Command::Publish{id}), at));
    }
    let t = Instant::now(); let l=cmds.len();
    ledger.seed(cmds).await.unwrap();
    println!("setup {}/s", l as f64/t.elapsed().as_secs_f64());
    let cmds: Vec<_> = (0..n).map(|i| { let kr=i%12000; (OLGA, envelope(10_000_000+i, check_in(10_000_000+i, key_result((1000+kr/4)*10, kr%4), reading(kr%4, 42.5))), at) }).collect();
    let t = Instant::now();
    ledger.seed(cmds).await.unwrap();
    println!("seed {:.0}/s", n as f64/t.elapsed().as_secs_f64());
    let t = Instant::now();
    let b = ledger.store().load().await.unwrap();
    println!("load {:?}", t.elapsed());
    assert!(b == *ledger.board());
    println!("size {}", std::fs::metadata(folder.path().join("okr.db")).unwrap().len());
}
