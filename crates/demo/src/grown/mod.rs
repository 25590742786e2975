//! Generates a company of any size from phrases: for load tests, not for reading.

mod goals;
mod phrases;
mod teams;

use okr::Language;

use crate::ids::chance;
use crate::model::{Company, Remark, Remarks, Text, Theme, t};

/// The random stream used here.
const STREAM: u64 = 200;

/// Generates a company with this many objectives, at least 1.
pub(crate) fn company(objectives: usize, seed: u64, language: Language) -> Company {
    let mut chance = chance(seed, STREAM);
    let teams = teams::teams(objectives, language, &mut chance);
    let people = teams::people(teams.len(), &mut chance);
    let theme = |name: Text| Theme { name, owner: teams::EXECUTIVE };
    Company {
        name: t("Longreach Works", "远达集团"),
        purpose: t("Things that last, for people who rely on them.", "为信赖我们的人，做经得起时间的东西。"),
        vision: t("In ten years nobody throws away what we made.", "十年之后，没有人会丢掉我们做的东西。"),
        pillars: vec![
            theme(t("Work that lasts", "经久耐用")),
            theme(t("Close to those who use it", "贴近用户")),
            theme(t("Light on the world", "轻装前行")),
        ],
        goals: goals::goals(objectives, &teams, &people, language, &mut chance),
        teams,
        people,
        remarks: remarks(),
        incidents: Vec::new(),
    }
}

fn remarks() -> Remarks {
    let remark = |progress: Text, obstacle: Text, next: Text| Remark { progress, obstacle, next };
    Remarks {
        on_track: vec![
            remark(t("As planned.", "按计划进行。"), Text::NONE, Text::NONE),
            remark(t("A good week.", "这一周不错。"), Text::NONE, t("The same again.", "照此继续。")),
        ],
        at_risk: vec![remark(
            t("Slower than planned.", "比计划慢。"),
            t("Too few hands.", "人手不够。"),
            t("Ask for help.", "申请支援。"),
        )],
        off_track: vec![remark(
            Text::NONE,
            t("It doesn't work this way.", "这条路走不通。"),
            t("Try another.", "换一条路试试。"),
        )],
    }
}
