//! Objectives of the trams.

use super::people::Who;
use super::say::{at_least, at_most, goal, metric, step, steps};
use super::teams::Of;
use super::units::{DECIBELS, MINUTES, PERCENT, SECONDS, TIMES};
use crate::model::{Goal, Text, t};

/// Its objectives.
pub(super) fn goals() -> Vec<Goal> {
    vec![
        goal("minute", Of::Tram, Who::Huang, "Trams keep their minute even in the rush", "高峰时段电车也能分秒不差")
            .under_result("reliable", 3)
            .kr(metric(
                "Rush-hour departures within one minute up from 72% to 88%",
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
                "At least 99% of planned trams leave the depot",
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
                "Crossings passed without a stop up from 38% to 85%",
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
                "Wheels turned before they are worn up from 45% to 90%",
                "在磨耗到限前镟修的车轮由 45% 提升到 90%",
                PERCENT,
                (45.0, 90.0),
                77.0,
            )
            .silent(2)),
    ]
}
