//! What those who drive and sail set out to reach: bus, tram, ferry.

use super::people::Who;
use super::say::{at_least, at_most, between, done, goal, metric, step, step_by, steps};
use super::teams::Of;
use super::units::{DAYS, DECIBELS, HOURS, KM, MINUTES, MONEY, PEOPLE, PERCENT, POINTS, SECONDS, STARS, TIMES, TRIPS};
use crate::model::{Goal, Text, t};

/// Their objectives.
pub(super) fn goals() -> Vec<Goal> {
    [bus(), tram(), ferry()].into_iter().flatten().collect()
}

fn bus() -> Vec<Goal> {
    vec![
        goal("even", Of::Bus, Who::Whitfield, "Buses come evenly, not in bunches", "公交车均匀到站，不再扎堆")
            .under_result("reliable", 3)
            .supports("spread")
            .why(
                "A bus every eight minutes that comes as three every twenty-four is a bus every twenty-four.",
                "说好八分钟一班，结果二十四分钟来三辆，那就是二十四分钟一班。",
            )
            .kr(metric(
                "Waits longer than twice the headway down from 17 % to 7 %",
                "候车超过两倍间隔的比例由 17% 降到 7%",
                PERCENT,
                (17.0, 7.0),
                10.4,
            )
            .weight(2.0)
            .note(
                0,
                t("Route 14 is at 9 % since drivers see the gap to the bus ahead.", "司机能看到与前车的间隔后，14 路降到了 9%。"),
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
                "Drivers who find the spacing advice useful up from 40 % to 75 %",
                "认为间隔提示有用的司机由 40% 提升到 75%",
                PERCENT,
                (40.0, 75.0),
                65.0,
            )
            .by(Who::Okafor)),
        goal("airport", Of::Bus, Who::Okafor, "Travellers recommend the airport bus to each other", "旅客会互相推荐机场快线")
            .under("ride")
            .kr(metric(
                "Trips to and from the airport up from 8.4 to 11.0 thousand a day",
                "机场线日客运量由 8,400 提升到 11,000 人次",
                TRIPS,
                (8.4, 11.0),
                10.3,
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
                "Tickets sold before boarding up from 61 % to 85 %",
                "上车前已购票的比例由 61% 提升到 85%",
                PERCENT,
                (61.0, 85.0),
                72.5,
            )
            .dip()),
        goal("start", Of::Bus, Who::Li, "Drivers begin a shift with everything they need", "司机上班时，一切都已就绪")
            .under("notice")
            .kr(metric(
                "Shifts that begin with the right vehicle up from 83 % to 97 %",
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
                "Broken seats reported and mended within two days up from 30 % to 80 %",
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

fn tram() -> Vec<Goal> {
    vec![
        goal("minute", Of::Tram, Who::Huang, "Trams keep their minute even in the rush", "高峰时段电车也能分秒不差")
            .under_result("reliable", 3)
            .kr(metric(
                "Rush-hour departures within one minute up from 72 % to 88 %",
                "高峰一分钟内准点发车由 72% 提升到 88%",
                PERCENT,
                (72.0, 88.0),
                83.4,
            )
            .weight(2.0))
            .kr(metric(
                "Time with open doors at Central down from 54 to 38 seconds",
                "中央站开门停站时间由 54 秒降到 38 秒",
                SECONDS,
                (54.0, 38.0),
                43.0,
            )
            .note(
                0,
                t(
                    "Marked doors on the platform: 43 seconds, and people smile about the arrows.",
                    "站台标出车门位置后降到 43 秒，大家看到箭头还会笑一笑。",
                ),
                Text::NONE,
                t("Same markings at Market and Museum.", "市场站和博物馆站也照做。"),
            ))
            .kr(at_least(
                "At least 99 % of planned trams leave the depot",
                "计划电车的出场率至少 99%",
                PERCENT,
                99.0,
                (98.4, 99.3),
            )
            .by(Who::Zheng)),
        goal("green", Of::Tram, Who::Murray, "Trams have green when they come", "电车一到，信号就绿")
            .aspirational()
            .under_by("minute", 0.5)
            .why(
                "Every red light costs a tram 35 seconds and the electricity to start again.",
                "每等一次红灯，就多 35 秒，还要重新起步耗电。",
            )
            .kr(metric(
                "Crossings passed without a stop up from 38 % to 85 %",
                "不停车通过的路口由 38% 提升到 85%",
                PERCENT,
                (38.0, 85.0),
                57.0,
            )
            .late())
            .kr(steps(
                "The city switches four corridors to tram priority",
                "市里把四条走廊改为电车优先",
                [
                    step("Quay Street", "码头街", 1.0),
                    step("Market", "市场", 1.0),
                    step("University", "大学", 1.0),
                    step("Hill Road", "山口路", 2.0),
                ],
                &[4, 8],
            ))
            .kr(metric(
                "Travel time from end to end down from 41 to 35 minutes",
                "全程运行时间由 41 分钟降到 35 分钟",
                MINUTES,
                (41.0, 35.0),
                38.4,
            )
            .by(Who::Huang)),
        goal("points", Of::Tram, Who::Zheng, "No set of points ever stops a tram", "道岔不再让电车停下")
            .under("minute")
            .kr(metric("Failures of points down from 23 to 6 a month", "每月道岔故障由 23 次降到 6 次", TIMES, (23.0, 6.0), 16.0)
                .stall()
                .sure(4)
                .note(
                    0,
                    Text::NONE,
                    t(
                        "Sixteen, eleven of them at one junction: the drain is blocked, not the motor.",
                        "16 次里有 11 次在同一处路口：堵的是排水，不是电机。",
                    ),
                    t("City drains are cleaned on Sunday night; count again after that.", "周日夜里市政清淤，之后再看数字。"),
                ))
            .kr(metric(
                "Time to repair down from 95 to 45 minutes",
                "修复用时由 95 分钟降到 45 分钟",
                MINUTES,
                (95.0, 45.0),
                62.0,
            ))
            .kr(metric(
                "Sets of points with a heat sensor up from 12 to 64",
                "装有温度传感器的道岔由 12 组增加到 64 组",
                TIMES,
                (12.0, 64.0),
                30.0,
            )
            .slide()
            .sure(3)),
        goal("quiet", Of::Tram, Who::Zheng, "Neighbours stop hearing us", "沿线居民不再听到我们")
            .supports("ride")
            .kr(at_most(
                "No more than 68 dB at the curve by the school",
                "学校弯道处噪声不超过 68 分贝",
                DECIBELS,
                68.0,
                (71.5, 67.4),
            ))
            .kr(metric(
                "Complaints about squealing down from 34 to 10 a month",
                "每月啸叫投诉由 34 件降到 10 件",
                TIMES,
                (34.0, 10.0),
                17.0,
            ))
            .kr(metric(
                "Wheels turned before they are worn up from 45 % to 90 %",
                "在磨耗到限前镟修的车轮由 45% 提升到 90%",
                PERCENT,
                (45.0, 90.0),
                77.0,
            )
            .silent(2)),
    ]
}

fn ferry() -> Vec<Goal> {
    vec![
        goal("crossing", Of::Ferry, Who::Bellini, "Ferries sail in everything but a storm", "除了暴风雨，轮渡天天开")
            .under_result("reliable", 3)
            .kr(metric("Crossings cancelled down from 6.1 % to 2.5 %", "停航班次由 6.1% 降到 2.5%", PERCENT, (6.1, 2.5), 3.6)
                .dip())
            .kr(metric(
                "Crossings that leave on the minute up from 76 % to 90 %",
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
                t("Sea trials passed, with 11 % less power used than promised.", "海试通过，耗电比承诺的还少 11%。"),
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
                "Islanders who reach the hospital within an hour up from 58 % to 90 %",
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
