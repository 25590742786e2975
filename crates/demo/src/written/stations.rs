//! Objectives of stations and stops.

use super::people::Who;
use super::say::{at_least, goal, metric, step_by, steps};
use super::teams::Of;
use super::units::{DAYS, MINUTES, PEOPLE, PERCENT, SECONDS, STOPS};
use crate::model::Goal;

/// Its objectives.
pub(super) fn goals() -> Vec<Goal> {
    vec![
        goal("wait", Of::Stations, Who::Deng, "Waiting feels shorter than it is", "等车的感觉，比实际更短")
            .under("ride")
            .kr(metric(
                "Stops with a roof, a seat and light up from 640 to 760",
                "有顶棚、座椅和照明的站点由 640 个增加到 760 个",
                STOPS,
                (640.0, 760.0),
                722.0,
            ))
            .kr(metric(
                "Felt waiting time down from 9.5 to 7.0 minutes",
                "乘客感受的候车时间由 9.5 分钟降到 7.0 分钟",
                MINUTES,
                (9.5, 7.0),
                7.8,
            )
            .by(Who::Noor))
            .kr(metric(
                "Stops with a live display up from 38% to 60%",
                "有实时显示屏的站点由 38% 提升到 60%",
                PERCENT,
                (38.0, 60.0),
                52.0,
            )
            .by(Who::Gallagher)),
        goal("clean-stops", Of::Stations, Who::Noor, "Stations that people like to be in", "让人愿意停留的车站")
            .under_by("wait", 0.5)
            .kr(at_least(
                "At least 9 of 10 platforms are swept before six in the morning",
                "早上六点前至少九成站台清扫完毕",
                PERCENT,
                90.0,
                (84.0, 94.0),
            ))
            .kr(metric("Stations rated clean up from 66% to 85%", "评为干净的车站由 66% 提升到 85%", PERCENT, (66.0, 85.0), 81.0)
                .early())
            .kr(metric(
                "Graffiti gone within a day up from 40% to 90%",
                "一天内清除的涂鸦由 40% 提升到 90%",
                PERCENT,
                (40.0, 90.0),
                64.0,
            )
            .stall())
            .kr(metric(
                "Days that a broken light stays dark down from 12 to 3",
                "坏灯修复天数由 12 天降到 3 天",
                DAYS,
                (12.0, 3.0),
                5.0,
            )
            .by(Who::Gallagher)),
        goal("central", Of::Stations, Who::Gallagher, "Changing at Central no longer means running", "在中央站换乘，不用再跑")
            .under("spread")
            .supports("ride")
            .why(
                "Eighty thousand people change here every day, and the signs send them the long way round.",
                "每天八万人在这里换乘，指示牌却让他们绕远路。",
            )
            .kr(metric(
                "Walk from tram to ferry down from 310 to 190 seconds",
                "电车换轮渡步行由 310 秒降到 190 秒",
                SECONDS,
                (310.0, 190.0),
                228.0,
            ))
            .kr(steps(
                "The new passage is open",
                "新通道开通",
                [
                    step_by("Kiosks moved", "迁走报刊亭", 1.0, 3),
                    step_by("Wall opened", "打通墙体", 2.0, 6),
                    step_by("Lift and lights", "电梯与照明", 2.0, 11),
                    step_by("Signs in both languages", "双语标识", 1.0, 12),
                ],
                &[3, 6],
            ))
            .kr(metric(
                "Riders who ask for the way down from 900 to 350 a day",
                "每天问路的乘客由 900 人降到 350 人",
                PEOPLE,
                (900.0, 350.0),
                520.0,
            )
            .silent(2)),
        goal("toilets", Of::Stations, Who::Deng, "A clean toilet at every terminus", "每个终点站都有干净的厕所")
            .draft()
            .supports("wait")
            .kr(metric("Termini with a toilet up from 11 to 26", "有厕所的终点站由 11 座增加到 26 座", STOPS, (11.0, 26.0), 11.0)
                .never())
            .kr(metric("Rated clean up from 30% to 80%", "评为干净的比例由 30% 提升到 80%", PERCENT, (30.0, 80.0), 30.0).never()),
    ]
}
