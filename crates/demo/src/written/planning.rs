//! Objectives of Network planning.

use super::people::Who;
use super::say::{at_most, goal, metric, step_by, steps};
use super::teams::Of;
use super::units::{MINUTES, PERCENT, STOPS, TRIPS};
use crate::model::{Goal, Text, t};

/// Its objectives.
pub(super) fn goals() -> Vec<Goal> {
    vec![
        goal("frequent", Of::Planning, Who::Jiang, "A network you can ride without a timetable", "不看时刻表也能坐的线网")
            .under("ride")
            .supports("even")
            .why("Below ten minutes people stop planning and start riding.", "间隔低于十分钟，人们就不再查时间，抬腿就走。")
            .kr(metric(
                "People who live by a line every ten minutes up from 46% to 58%",
                "住在十分钟间隔线路旁的居民由 46% 提升到 58%",
                PERCENT,
                (46.0, 58.0),
                54.6,
            )
            .weight(2.0))
            .kr(metric(
                "Trips that need two changes down from 13% to 9%",
                "需要两次换乘的出行由 13% 降到 9%",
                PERCENT,
                (13.0, 9.0),
                10.1,
            )
            .by(Who::Almeida))
            .kr(steps(
                "The spring timetable is agreed with all who drive it",
                "春季时刻表与一线达成一致",
                [
                    step_by("Draft", "初稿", 1.0, 4),
                    step_by("Tried with crews of three depots", "在三座场站与司乘试排", 2.0, 8),
                    step_by("Signed by the works council", "工会签字", 2.0, 12),
                ],
                &[4, 7],
            )
            .by(Who::Tang))
            .kr(at_most("No crossing of town takes more than 55 minutes", "穿城不超过 55 分钟", MINUTES, 55.0, (61.0, 57.0))
                .sure(6)),
        goal(
            "east",
            Of::Planning,
            Who::Almeida,
            "The new eastern quarters move in with us, not with a second car",
            "东部新区的居民搬来就坐我们的车，而不是买第二辆车",
        )
        .aspirational()
        .under("frequent")
        .kr(metric(
            "Trips from the eastern quarters up from 6,000 to 15,000 a day",
            "东部新区日客运量由 6,000 提升到 15,000 人次",
            TRIPS,
            (6_000.0, 15_000.0),
            11_000.0,
        ))
        .kr(metric(
            "Stops within five minutes' walk up from 12 to 30",
            "步行五分钟可达的站点由 12 个增加到 30 个",
            STOPS,
            (12.0, 30.0),
            22.0,
        )
        .early())
        .kr(metric(
            "New households with a welcome ticket up from 0% to 70%",
            "领取欢迎票的新家庭由 0% 提升到 70%",
            PERCENT,
            (0.0, 70.0),
            12.0,
        )
        .late()
        .sure(3)
        .note(
            0,
            Text::NONE,
            t("Two of three landlords won't hand out our letters.", "三家开发商里有两家不肯代发我们的信。"),
            t("Stand at the school gate with the tickets instead.", "改到小学门口直接发票。"),
        )),
    ]
}
