//! Objectives of Fleet & energy.

use super::people::Who;
use super::say::{at_most, between, done, goal, metric, step, steps};
use super::teams::Of;
use super::units::{KWH, PEOPLE, PERCENT, TIMES, VEHICLES};
use crate::model::{Goal, Text, t};

/// Its objectives.
pub(super) fn goals() -> Vec<Goal> {
    vec![
        goal(
            "available",
            Of::Fleet,
            Who::Castellan,
            "Vehicles stand where the timetable needs them",
            "时刻表要车的地方，车就在那里",
        )
        .under("reliable")
        .why(
            "A third of our lost journeys begin with a vehicle that is sound, but at the wrong end of town.",
            "三分之一的停驶，车是好的，只是停错了地方。",
        )
        .kr(metric(
            "Vehicles ready at five in the morning up from 87% to 94%",
            "早上五点可用的车辆由 87% 提升到 94%",
            PERCENT,
            (87.0, 94.0),
            92.2,
        )
        .weight(2.0))
        .kr(metric(
            "Journeys lost for want of a vehicle down from 74 to 30 a week",
            "每周因缺车停驶的班次由 74 班降到 30 班",
            TIMES,
            (74.0, 30.0),
            43.0,
        )
        .dip()
        .note(
            0,
            t(
                "43 after 51: the exchange between the two northern depots works.",
                "由 51 降到 43：北边两座场站之间的调车见效了。",
            ),
            Text::NONE,
            t("Try the same between Hill and Harbour.", "山口和港湾两座场站之间也试试。"),
        ))
        .kr(between(
            "Between 8% and 11% of the fleet stands in reserve",
            "备用车比例保持在 8% 到 11%",
            PERCENT,
            (8.0, 11.0),
            (6.5, 9.4),
        )
        .by(Who::Gao)),
        goal("energy", Of::Fleet, Who::Gao, "A kilometre takes less energy", "每公里更省电")
            .under("invest")
            .under_result("clean", 1)
            .kr(metric(
                "Electricity for a bus kilometre down from 1.42 to 1.20 kWh",
                "公交每公里耗电由 1.42 千瓦时降到 1.20 千瓦时",
                KWH,
                (1.42, 1.20),
                1.26,
            ))
            .kr(metric(
                "Drivers who have done the gentle-foot course up from 90 to 420",
                "完成“轻踩”课程的司机由 90 人增加到 420 人",
                PEOPLE,
                (90.0, 420.0),
                330.0,
            ))
            .kr(metric(
                "Power bought at the night price up from 54% to 80%",
                "夜间低价购电占比由 54% 提升到 80%",
                PERCENT,
                (54.0, 80.0),
                66.5,
            )
            .sure(6)),
        goal("buying", Of::Fleet, Who::Castellan, "We buy vehicles that we can mend ourselves", "买自己修得了的车")
            .under_by("clean", 0.5)
            .kr(steps(
                "The tender for 60 electric buses is ready to sign",
                "60 辆电动公交的招标可以签约",
                [
                    step("Workshops' list of demands", "车间的需求清单", 1.0),
                    step("Tender published", "发布招标", 1.0),
                    step("Three offers compared", "三家报价比选", 1.0),
                    step("Contract agreed", "合同谈定", 2.0),
                ],
                &[1, 3, 8],
            ))
            .kr(done("Every offer opens the diagnosis software to us", "每份报价都向我们开放诊断软件", Some(9), Some(8)))
            .kr(metric(
                "Parts that come from at least two makers up from 35% to 60%",
                "至少有两家供应商的配件由 35% 提升到 60%",
                PERCENT,
                (35.0, 60.0),
                49.0,
            )
            .never()),
        goal(
            "old-diesels",
            Of::Fleet,
            Who::Gao,
            "The oldest diesels leave without anyone missing them",
            "最老的柴油车悄然退役，没人觉得缺车",
        )
        .under("clean")
        .kr(metric(
            "Diesel buses older than 14 years down from 58 to 20",
            "车龄超过 14 年的柴油公交由 58 辆降到 20 辆",
            VEHICLES,
            (58.0, 20.0),
            45.0,
        )
        .late()
        .sure(3)
        .note(
            0,
            Text::NONE,
            t(
                "We can't let go of more before the new ones are certified; three weeks behind.",
                "新车没拿到证之前不能再退，进度落后三周。",
            ),
            t("Borrow eight articulated buses from the neighbouring county.", "向邻县借八辆铰接车。"),
        ))
        .kr(at_most("No day with more than two routes short of a bus", "缺车线路每天不超过两条", TIMES, 2.0, (3.0, 2.0)))
        .kr(metric(
            "Sold instead of scrapped up from 10% to 50%",
            "出售而非报废的比例由 10% 提升到 50%",
            PERCENT,
            (10.0, 50.0),
            38.0,
        )
        .early()),
    ]
}
