//! What those who keep the vehicles set out to reach: fleet and energy, the workshops, the depots.

use super::people::Who;
use super::say::{at_least, at_most, between, done, goal, metric, step, step_by, steps};
use super::teams::Of;
use super::units::{DAYS, DEGREES, HOURS, KM, KWH, MINUTES, MONEY, PEOPLE, PERCENT, TIMES, VEHICLES, WEEKS};
use crate::model::{Goal, Text, t};

/// Their objectives.
pub(super) fn goals() -> Vec<Goal> {
    [fleet(), workshops(), charging()].into_iter().flatten().collect()
}

fn fleet() -> Vec<Goal> {
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
            "Vehicles ready at five in the morning up from 87 % to 94 %",
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
            "Between 8 % and 11 % of the fleet stands in reserve",
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
                "Power bought at the night price up from 54 % to 80 %",
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
                "Parts that come from at least two makers up from 35 % to 60 %",
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
            "Sold instead of scrapped up from 10 % to 50 %",
            "出售而非报废的比例由 10% 提升到 50%",
            PERCENT,
            (10.0, 50.0),
            38.0,
        )
        .early()),
    ]
}

fn workshops() -> Vec<Goal> {
    vec![
        goal("first-time", Of::Workshops, Who::Ma, "What leaves the workshop doesn't come back", "修好出厂的车，不再返修")
            .under_by("available", 2.0)
            .kr(at_most(
                "No bus comes back twice in a week for the same fault",
                "没有一辆车一周内为同一故障返修两次",
                TIMES,
                0.0,
                (4.0, 2.0),
            )
            .by(Who::Luo)
            .sure(6))
            .kr(metric(
                "Repairs that hold for 30 days up from 81 % to 93 %",
                "30 天内不返修的比例由 81% 提升到 93%",
                PERCENT,
                (81.0, 93.0),
                89.4,
            ))
            .kr(metric(
                "Breakdowns on the road down from 5.1 to 3.2 for every 100,000 km",
                "每十万公里途中故障由 5.1 次降到 3.2 次",
                TIMES,
                (5.1, 3.2),
                3.8,
            )
            .by(Who::Sandhu))
            .kr(metric(
                "Repairs with a photo of what was found up from 20 % to 90 %",
                "附故障照片的维修单由 20% 提升到 90%",
                PERCENT,
                (20.0, 90.0),
                76.0,
            )
            .early()
            .by(Who::Luo)),
        goal("parts", Of::Workshops, Who::Luo, "No vehicle waits for a part", "没有一辆车在等配件")
            .under("available")
            .kr(metric(
                "Days a vehicle waits for parts down from 6.4 to 2.0",
                "车辆等配件的天数由 6.4 天降到 2.0 天",
                DAYS,
                (6.4, 2.0),
                4.3,
            )
            .stall()
            .note(
                0,
                Text::NONE,
                t("Door motors: eleven vehicles wait for the same box at customs.", "车门电机：十一辆车都在等海关里的同一箱货。"),
                t("Drive to the port on Wednesday with the papers.", "周三带着单证去一趟港口。"),
            ))
            .kr(at_least(
                "At least 97 % of the 200 most used parts on the shelf",
                "200 种常用配件的在库率至少 97%",
                PERCENT,
                97.0,
                (93.0, 96.1),
            ))
            .kr(metric(
                "Value of parts that nobody has touched in two years down from 2.1 to 1.2 million",
                "两年无人动用的配件由 210 万元降到 120 万元",
                MONEY,
                (2.1, 1.2),
                1.48,
            )),
        goal("high-voltage", Of::Workshops, Who::Sandhu, "Every workshop can open an electric bus", "每个车间都能检修电动公交")
            .under_result("clean", 0)
            .supports("buying")
            .kr(metric(
                "Mechanics certified for high voltage up from 31 to 95",
                "持高压证的技工由 31 人增加到 95 人",
                PEOPLE,
                (31.0, 95.0),
                78.0,
            ))
            .kr(metric(
                "Electric buses mended in our own halls up from 46 % to 85 %",
                "自有车间检修的电动公交由 46% 提升到 85%",
                PERCENT,
                (46.0, 85.0),
                73.0,
            )
            .by(Who::Nyberg))
            .kr(metric(
                "Waiting time at the maker's workshop down from 5 to 1 weeks",
                "送厂家检修的等待由 5 周降到 1 周",
                WEEKS,
                (5.0, 1.0),
                2.0,
            )
            .by(Who::Nyberg)),
        goal("inspection", Of::Workshops, Who::Nyberg, "Inspections find what breaks before it breaks", "点检先于故障发现问题")
            .aspirational()
            .under("first-time")
            .kr(metric(
                "Faults found at inspection instead of on the road up from 42 % to 80 %",
                "点检发现而非途中发生的故障由 42% 提升到 80%",
                PERCENT,
                (42.0, 80.0),
                61.0,
            ))
            .kr(steps(
                "The wear of four parts is predicted from data",
                "四种部件的磨损可由数据预测",
                [
                    step("Brake pads", "刹车片", 1.0),
                    step("Door motors", "车门电机", 1.0),
                    step("Air compressors", "空压机", 1.0),
                    step("Wheels", "车轮", 1.0),
                ],
                &[4, 7],
            ))
            .kr(metric(
                "Time for a full inspection down from 190 to 140 minutes",
                "全面点检用时由 190 分钟降到 140 分钟",
                MINUTES,
                (190.0, 140.0),
                168.0,
            )
            .silent(3)),
        goal("apprentices", Of::Workshops, Who::Ma, "Apprentices want to stay with us", "学徒愿意留下来")
            .kr(metric(
                "Apprentices who sign on afterwards up from 61 % to 85 %",
                "出师后留任的学徒由 61% 提升到 85%",
                PERCENT,
                (61.0, 85.0),
                78.0,
            ))
            .kr(metric(
                "Young women among applicants up from 9 % to 20 %",
                "应聘者中年轻女性的比例由 9% 提升到 20%",
                PERCENT,
                (9.0, 20.0),
                13.2,
            )
            .sure(5))
            .kr(metric(
                "Weeks that an apprentice works on electric buses up from 4 to 12",
                "学徒参与电动公交检修由 4 周增加到 12 周",
                WEEKS,
                (4.0, 12.0),
                10.0,
            )),
    ]
}

fn charging() -> Vec<Goal> {
    vec![
        goal("charged", Of::Charging, Who::Xu, "Every electric bus leaves full", "每辆电动公交都满电出场")
            .under("available")
            .under_result("clean", 2)
            .kr(metric(
                "Buses that leave with at least 90 % charge up from 88 % to 98 %",
                "出场电量不低于 90% 的车辆由 88% 提升到 98%",
                PERCENT,
                (88.0, 98.0),
                95.6,
            ))
            .kr(at_most(
                "No more than one charger out of order at each depot",
                "每座场站故障充电桩不超过一个",
                TIMES,
                1.0,
                (2.0, 1.0),
            )
            .by(Who::Baptiste))
            .kr(metric(
                "Time to mend a charger down from 52 to 12 hours",
                "充电桩修复用时由 52 小时降到 12 小时",
                HOURS,
                (52.0, 12.0),
                21.0,
            )
            .dip()
            .note(
                0,
                t("Spare modules on our own shelf: 21 hours, from 34.", "备件放到自己货架上之后，由 34 小时降到 21 小时。"),
                Text::NONE,
                t("Second technician on weekends from December.", "下月起周末增加一名技师。"),
            )),
        goal(
            "harbour",
            Of::Charging,
            Who::Baptiste,
            "Harbour depot goes electric without losing a day's service",
            "港湾场站改电，一天也不停运",
        )
        .under("clean")
        .supports("charged")
        .kr(steps(
            "48 places charge at Harbour depot",
            "港湾场站建成 48 个充电位",
            [
                step_by("Ground opened", "动土", 1.0, 2),
                step_by("Transformers on site", "变压器进场", 2.0, 5),
                step_by("First twelve places", "首批 12 个充电位", 2.0, 8),
                step_by("All forty-eight", "48 个全部建成", 3.0, 13),
            ],
            &[2],
        )
        .sure(2)
        .note(
            0,
            t("The foundations are dry and ready.", "地基已干，具备条件。"),
            t("The maker has moved the transformers by five weeks for the second time.", "变压器厂家第二次推迟了五周。"),
            t("Decide on Thursday whether to take the smaller ones from stock.", "周四决定是否先用库存的小号变压器。"),
        )
        .weight(3.0))
        .kr(at_least(
            "All 112 buses find a place every night of the works",
            "施工期间每晚 112 辆车都有车位",
            VEHICLES,
            112.0,
            (112.0, 112.0),
        ))
        .kr(metric(
            "Empty kilometres because of the works down from 900 to 300 km a week",
            "施工造成的空驶由每周 900 公里降到 300 公里",
            KM,
            (900.0, 300.0),
            610.0,
        )
        .stall()),
        goal("peak", Of::Charging, Who::Xu, "The depots never pay for a peak", "场站不再为用电尖峰买单")
            .under("energy")
            .kr(metric(
                "Highest draw at Hill depot down from 4,200 to 3,100 kW",
                "山口场站最高负荷由 4,200 千瓦降到 3,100 千瓦",
                t("kW", "千瓦"),
                (4200.0, 3100.0),
                3380.0,
            ))
            .kr(metric(
                "Charging that waits for cheap power up from 30 % to 75 %",
                "等低价时段充电的比例由 30% 提升到 75%",
                PERCENT,
                (30.0, 75.0),
                63.0,
            )
            .by(Who::Baptiste))
            .kr(between(
                "Batteries stay between 10 and 35 °C while charging",
                "充电时电池温度保持在 10 到 35°C",
                DEGREES,
                (10.0, 35.0),
                (29.0, 31.0),
            )),
        goal("yard", Of::Charging, Who::Baptiste, "Nobody gets hurt in a yard", "场站里没有人受伤")
            .under("safe")
            .kr(metric(
                "Accidents while manoeuvring down from 11 to 3 a month",
                "每月倒车事故由 11 起降到 3 起",
                TIMES,
                (11.0, 3.0),
                5.0,
            ))
            .kr(done("Walkways marked at all seven depots", "七座场站的人行通道全部划线", Some(6), Some(6)))
            .kr(metric(
                "Vehicles with a camera at the back up from 140 to 260",
                "装有倒车影像的车辆由 140 辆增加到 260 辆",
                VEHICLES,
                (140.0, 260.0),
                224.0,
            )),
    ]
}
