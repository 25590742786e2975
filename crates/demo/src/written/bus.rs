//! Objectives of the bus drivers.

use super::people::Who;
use super::say::{at_most, done, goal, metric};
use super::teams::Of;
use super::units::{MINUTES, PERCENT, SECONDS, STARS, TIMES, TRIPS};
use crate::model::{Goal, Text, t};

/// Its objectives.
pub(super) fn goals() -> Vec<Goal> {
    vec![
        goal("even", Of::Bus, Who::Whitfield, "Buses come evenly, not in bunches", "公交车均匀到站，不再扎堆")
            .under_result("reliable", 3)
            .supports("spread")
            .why(
                "A bus every eight minutes that comes as three every twenty-four is a bus every twenty-four.",
                "说好八分钟一班，结果二十四分钟来三辆，那就是二十四分钟一班。",
            )
            .kr(metric(
                "Waits longer than twice the headway down from 17% to 7%",
                "候车超过两倍间隔的比例由 17% 降到 7%",
                PERCENT,
                (17.0, 7.0),
                10.4,
            )
            .weight(2.0)
            .note(
                0,
                t("Route 14 is at 9% since drivers see the gap to the bus ahead.", "司机能看到与前车的间隔后，14 路降到了 9%。"),
                Text::NONE,
                t("Tablets for routes 22 and 31 this week.", "本周给 22 路和 31 路装上平板。"),
            ))
            .kr(metric(
                "Routes run by headway instead of by timetable up from 2 to 9",
                "按间隔而非时刻表运行的线路由 2 条增加到 9 条",
                TIMES,
                (2.0, 9.0),
                7.0,
            )
            .by(Who::Li))
            .kr(at_most(
                "Dwell at the ten busiest stops stays under 28 seconds",
                "最繁忙十站的停站时间保持在 28 秒以内",
                SECONDS,
                28.0,
                (31.0, 27.2),
            )
            .by(Who::Okafor))
            .kr(metric(
                "Drivers who find the spacing advice useful up from 40% to 75%",
                "认为间隔提示有用的司机由 40% 提升到 75%",
                PERCENT,
                (40.0, 75.0),
                65.0,
            )
            .by(Who::Okafor)),
        goal("airport", Of::Bus, Who::Okafor, "Travellers recommend the airport bus to each other", "旅客会互相推荐机场快线")
            .under("ride")
            .kr(metric(
                "Trips to and from the airport up from 8,400 to 11,000 a day",
                "机场线日客运量由 8,400 提升到 11,000 人次",
                TRIPS,
                (8_400.0, 11_000.0),
                10_300.0,
            ))
            .kr(metric(
                "Rating by travellers up from 3.7 to 4.5 stars",
                "旅客评分由 3.7 星提升到 4.5 星",
                STARS,
                (3.7, 4.5),
                4.26,
            )
            .note(
                0,
                t(
                    "The luggage racks did it: not one complaint about bags this week.",
                    "行李架见效了，本周没有一条关于行李的投诉。",
                ),
                Text::NONE,
                t("Signs in the arrivals hall, together with the airport.", "和机场一起做到达厅的指示牌。"),
            ))
            .kr(at_most(
                "Journey to Central never takes more than 42 minutes",
                "到中央站的车程不超过 42 分钟",
                MINUTES,
                42.0,
                (44.0, 41.0),
            ))
            .kr(metric(
                "Tickets sold before boarding up from 61% to 85%",
                "上车前已购票的比例由 61% 提升到 85%",
                PERCENT,
                (61.0, 85.0),
                72.5,
            )
            .dip()),
        goal("start", Of::Bus, Who::Li, "Drivers begin a shift with everything they need", "司机上班时，一切都已就绪")
            .under("notice")
            .kr(metric(
                "Shifts that begin with the right vehicle up from 83% to 97%",
                "开班即为指定车辆的比例由 83% 提升到 97%",
                PERCENT,
                (83.0, 97.0),
                92.8,
            ))
            .kr(metric(
                "Time from clocking on to leaving the depot down from 21 to 14 minutes",
                "从签到到出场的时间由 21 分钟降到 14 分钟",
                MINUTES,
                (21.0, 14.0),
                16.4,
            )
            .by(Who::Wu))
            .kr(metric(
                "Broken seats reported and mended within two days up from 30% to 80%",
                "两天内修好的座椅报修由 30% 提升到 80%",
                PERCENT,
                (30.0, 80.0),
                55.0,
            )
            .silent(3)),
        goal("handover", Of::Bus, Who::Wu, "Launch the driver tablets and finish the 3 trainings", "上线司机平板，完成 3 场培训")
            .kr(done("Launch the tablets at Hill depot", "在山口场站上线平板", Some(5), Some(5)))
            .kr(done("Finish the training material", "完成培训材料", None, Some(7)))
            .kr(done("Hold three training sessions", "举办三场培训", Some(11), None).unowned()),
    ]
}
