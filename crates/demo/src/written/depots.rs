//! Objectives of the depots and charging.

use super::people::Who;
use super::say::{at_least, at_most, between, done, goal, metric, step_by, steps};
use super::teams::Of;
use super::units::{DEGREES, HOURS, KM, PERCENT, TIMES, VEHICLES};
use crate::model::{Goal, Text, t};

/// Its objectives.
pub(super) fn goals() -> Vec<Goal> {
    vec![
        goal("charged", Of::Charging, Who::Xu, "Every electric bus leaves full", "每辆电动公交都满电出场")
            .under("available")
            .under_result("clean", 2)
            .kr(metric(
                "Buses that leave with at least 90% charge up from 88% to 98%",
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
                "Charging that waits for cheap power up from 30% to 75%",
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
