//! Commands sent several times, in any order, to any node, by senders who may not wait for the answer.

use std::collections::{BTreeMap, BTreeSet};

use okr::PersonId;

use crate::ground::Ground;
use crate::post::{self, Answer};
use crate::{WRITERS, next, writers};

/// The result for commands sent several times.
#[derive(Debug, Default)]
struct Repeated {
    /// Commands that weren't applied exactly once.
    not_once: usize,
    /// Commands with differing answers, or a refusal. An answer that the server is too busy is none: the sender tries again.
    told_apart: usize,
    findings: Vec<String>,
}

/// Sends each command one to five times in random order, from `WRITERS` concurrent senders to several nodes; a third
/// of the senders disconnect before the answer, but never all of one command's.
fn send_again_and_again(ground: &Ground, nodes: usize, commands: usize, bug: Option<&str>) -> Repeated {
    let mut served: Vec<_> = (0..nodes).map(|_| ground.serve(bug)).collect();
    let ports: Vec<u16> = served.iter().map(|served| served.port).collect();
    let targets = writers::targets(&ground.board);
    let mut chance = 0xdab;
    let mut sendings: Vec<(u64, usize, bool)> = Vec::new();
    for command in 0..commands {
        let times = 1 + next(&mut chance) % 5;
        sendings.extend((0..times).map(|time| (next(&mut chance), command, time > 0 && next(&mut chance).is_multiple_of(3))));
    }
    sendings.sort_unstable();

    let (ports, sendings, targets) = (&ports, &sendings, &targets);
    let answers: Vec<(usize, Answer)> = std::thread::scope(|scope| {
        let senders = (0..WRITERS).map(|number| {
            scope.spawn(move || {
                let mine = sendings.iter().skip(number).step_by(WRITERS);
                let sent = mine.filter_map(|(chance, command, leaves)| {
                    let (key_result, person) = targets[command % targets.len()];
                    let (_, body) = writers::check_in(*command as u128, key_result);
                    let port = ports[usize::try_from(*chance).unwrap() % ports.len()];
                    if *leaves {
                        post::post_and_leave(port, &body, person);
                        return None;
                    }
                    Some((*command, until_taken(port, &body, person)))
                });
                sent.collect::<Vec<_>>()
            })
        });
        let senders: Vec<_> = senders.collect();
        senders.into_iter().flat_map(|sender| sender.join().unwrap()).collect()
    });
    for served in &mut served {
        served.stop();
    }

    let (journal, findings) = ground.remains();
    let mut told: BTreeMap<usize, BTreeSet<Answer>> = BTreeMap::new();
    for (command, answer) in answers {
        told.entry(command).or_default().insert(answer);
    }
    let entries = |command: usize| {
        let (id, _) = writers::check_in(command as u128, targets[command % targets.len()].0);
        journal.get(&id).cloned().unwrap_or_default()
    };
    let not_once = (0..commands).filter(|command| entries(*command).len() != 1).count();
    let the_same = |command: &usize| {
        let one: BTreeSet<_> = entries(*command).into_iter().map(Answer::Receipt).collect();
        told.get(command) == Some(&one)
    };
    Repeated { not_once, told_apart: (0..commands).filter(|command| !the_same(command)).count(), findings }
}

/// Sends a command again, as clients do, for as long as the server is too busy to take it.
fn until_taken(port: u16, body: &str, person: PersonId) -> Answer {
    loop {
        match post::post(port, body, person) {
            Answer::NotNow(_) => std::thread::yield_now(),
            answer => return answer,
        }
    }
}

fn assert_once(repeated: &Repeated) {
    assert_eq!((repeated.not_once, repeated.told_apart), (0, 0), "{repeated:?}");
    assert_eq!(repeated.findings, Vec::<String>::new());
}

#[test]
fn a_command_that_is_sent_several_times_happens_once_and_all_are_told_the_same() {
    assert_once(&send_again_and_again(&Ground::on_sqlite(), 1, 300, None));
    assert_once(&send_again_and_again(&Ground::on_postgres(), 2, 300, None));
}

#[test]
#[ignore = "long; cargo xtask faults"]
fn ten_thousand_commands_that_are_sent_several_times_happen_once_each_and_all_are_told_the_same() {
    for (ground, nodes, on) in [(Ground::on_sqlite(), 1, "SQLite"), (Ground::on_postgres(), 2, "two nodes on PostgreSQL")] {
        let repeated = send_again_and_again(&ground, nodes, 10_000, None);
        println!("10,000 commands, each sent one to five times, on {on}: {repeated:?}");
        assert_once(&repeated);
    }
}

#[cfg(feature = "seeded-bugs")]
#[test]
#[ignore = "long; cargo xtask faults"]
fn a_ledger_that_forgets_what_was_sent_before_is_seen() {
    for (ground, nodes, on) in [(Ground::on_sqlite(), 1, "SQLite"), (Ground::on_postgres(), 2, "two nodes on PostgreSQL")] {
        let repeated = send_again_and_again(&ground, nodes, 300, Some("dedupe-dropped"));
        println!("with the look for commands sent before left out, on {on}: {repeated:?}");
        assert!(repeated.not_once + repeated.told_apart > 0, "the harness is blind: {repeated:?}");
    }
}

#[cfg(feature = "seeded-bugs")]
#[test]
#[ignore = "long; cargo xtask faults"]
fn nodes_that_write_without_the_lock_are_seen() {
    let repeated = send_again_and_again(&Ground::on_postgres(), 2, 2_000, Some("lock-left-out"));
    println!("with the lock left out, on two nodes on PostgreSQL: {repeated:?}");
    assert!(repeated.not_once + repeated.told_apart > 0, "the harness is blind: {repeated:?}");
}
