//! Objectives of the ferries.

use super::people::Who;
use super::say::{at_least, between, done, goal, metric, step_by, steps};
use super::teams::Of;
use super::units::{DAYS, HOURS, KM, MONEY, PEOPLE, PERCENT, POINTS, TIMES};
use crate::model::{Goal, Text, t};

/// Its objectives.
pub(super) fn goals() -> Vec<Goal> {
    vec![
        goal("crossing", Of::Ferry, Who::Bellini, "Ferries sail in everything but a storm", "除了暴风雨，轮渡天天开")
            .under_result("reliable", 3)
            .kr(metric("Crossings cancelled down from 6.1% to 2.5%", "停航班次由 6.1% 降到 2.5%", PERCENT, (6.1, 2.5), 3.6).dip())
            .kr(metric(
                "Crossings that leave on the minute up from 76% to 90%",
                "分秒不差开航的班次由 76% 提升到 90%",
                PERCENT,
                (76.0, 90.0),
                86.0,
            ))
            .kr(between("Crew of a crossing stays between 4 and 5", "每航次船员保持 4 到 5 人", PEOPLE, (4.0, 5.0), (4.0, 4.0))
                .by(Who::He))
            .kr(at_least("At least two spare engines on shore", "岸上至少有两台备用主机", TIMES, 2.0, (2.0, 1.0))
                .sure(6)
                .by(Who::He)
                .note(
                    0,
                    Text::NONE,
                    t(
                        "One of the two went into the Albatross on Saturday; the next arrives in three weeks.",
                        "周六一台装上了“信天翁号”，下一台三周后到。",
                    ),
                    t("Ask the yard in the next harbour for a loan.", "向邻港船厂借一台。"),
                )),
        goal("room", Of::Ferry, Who::Drummond, "Commuters and visitors both find room on board", "通勤的、游玩的，上船都有位置")
            .under("ride")
            .supports("night")
            .kr(metric(
                "Riders left on the quay down from 310 to 60 a day",
                "每天滞留码头的乘客由 310 人降到 60 人",
                PEOPLE,
                (310.0, 60.0),
                125.0,
            ))
            .kr(metric(
                "Bicycles carried up from 420 to 700 a day",
                "每天搭载的自行车由 420 辆增加到 700 辆",
                TIMES,
                (420.0, 700.0),
                640.0,
            )
            .early())
            .kr(metric(
                "Commuters satisfied with the ferry up from 63 to 75 points",
                "通勤乘客对轮渡的满意度由 63 分提升到 75 分",
                POINTS,
                (63.0, 75.0),
                71.0,
            )),
        goal("electric-ferry", Of::Ferry, Who::He, "The first electric ferry carries riders", "第一艘电动渡轮载客开航")
            .under_result("clean", 0)
            .kr(steps(
                "The Kingfisher is allowed to carry riders",
                "“翠鸟号”获准载客",
                [
                    step_by("Launched", "下水", 1.0, 2),
                    step_by("Sea trials passed", "通过海试", 2.0, 6),
                    step_by("Shore charger accepted", "岸电设施验收", 1.0, 8),
                    step_by("Certificate for riders", "取得载客证书", 3.0, 12),
                ],
                &[2, 7],
            )
            .sure(6)
            .note(
                0,
                t("Sea trials passed, with 11% less power used than promised.", "海试通过，耗电比承诺的还少 11%。"),
                t("The shore charger is here; its transformer is not.", "岸电设备到了，变压器还没到。"),
                t("A transformer on loan from the tram depot would do for the inspection.", "先从电车场站借一台变压器应付验收。"),
            )
            .weight(3.0))
            .kr(metric(
                "Crew certified for high voltage up from 3 to 14",
                "持有高压操作证的船员由 3 人增加到 14 人",
                PEOPLE,
                (3.0, 14.0),
                11.0,
            ))
            .kr(done("Range of 60 km proven with a full load in winter", "冬季满载续航 60 公里得到验证", Some(11), None)),
        goal("islands", Of::Ferry, Who::Drummond, "The islands feel part of the city", "让海岛居民觉得自己就在城里")
            .kr(metric(
                "Islanders who reach the hospital within an hour up from 58% to 90%",
                "一小时内能到医院的岛民由 58% 提升到 90%",
                PERCENT,
                (58.0, 90.0),
                79.0,
            ))
            .kr(metric(
                "Freight carried for island shops up from 12 to 20 runs a week",
                "为岛上商店运货由每周 12 趟增加到 20 趟",
                TIMES,
                (12.0, 20.0),
                16.0,
            )
            .sure(6))
            .kr(at_least("At least 16 hours between first and last ferry", "首末班之间至少 16 小时", HOURS, 16.0, (14.5, 16.5)))
            .kr(metric(
                "Cost of an islander's month down from 96 to 72",
                "岛民月票由 96 元降到 72 元",
                MONEY,
                (96.0, 72.0),
                84.0,
            )
            .silent(4)
            .sure(6)),
        goal("pilots", Of::Ferry, Who::Bellini, "Enough masters for the next ten years", "未来十年不缺船长")
            .draft()
            .supports("staffed")
            .kr(metric(
                "Deckhands on the way to a master's licence up from 2 to 8",
                "正在考船长证的水手由 2 人增加到 8 人",
                PEOPLE,
                (2.0, 8.0),
                2.0,
            )
            .never())
            .kr(metric(
                "Days a year that a retired master has to help out down from 40 to 10",
                "每年请退休船长帮忙的天数由 40 天降到 10 天",
                DAYS,
                (40.0, 10.0),
                40.0,
            )
            .never())
            .kr(metric(
                "Training voyages up from 300 to 900 km",
                "训练航程由 300 公里增加到 900 公里",
                KM,
                (300.0, 900.0),
                300.0,
            )
            .never()),
    ]
}
