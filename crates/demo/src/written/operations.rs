//! Objectives of Operations.

use super::people::Who;
use super::say::{at_least, at_most, done, goal, metric};
use super::teams::Of;
use super::units::{MINUTES, PERCENT, POINTS, TRIPS};
use crate::model::{Goal, Text, t};

/// Its objectives.
pub(super) fn goals() -> Vec<Goal> {
    vec![
        goal("spread", Of::Operations, Who::Chen, "A delay stays where it happens", "晚点不再从一条线传到另一条线")
            .under_by("reliable", 2.0)
            .why(
                "Most late departures begin on another line. Cutting the chain beats chasing minutes one by one.",
                "多数晚点其实是别的线路引起的。把链条切断，比一分钟一分钟地追更有用。",
            )
            .kr(metric(
                "Late departures caused by another line down from 41% to 20%",
                "由其他线路引起的晚点占比由 41% 降到 20%",
                PERCENT,
                (41.0, 20.0),
                26.0,
            )
            .weight(2.0)
            .note(
                0,
                t(
                    "The holding rule at Central keeps the tunnel lines apart; 26% this week.",
                    "中央站的扣车规则把隧道各线隔开了，本周降到 26%。",
                ),
                Text::NONE,
                t("Same rule at the Ferry Terminal, from Monday.", "下周一起在轮渡码头站也用同样的规则。"),
            ))
            .kr(metric(
                "Time to normal after a disruption down from 48 to 25 minutes",
                "发生中断后恢复正常的时间由 48 分钟降到 25 分钟",
                MINUTES,
                (48.0, 25.0),
                32.0,
            ))
            .kr(at_least(
                "At least 96% of connections announced as safe are kept",
                "承诺保证的换乘至少 96% 兑现",
                PERCENT,
                96.0,
                (94.0, 97.1),
            )),
        goal(
            "notice",
            Of::Operations,
            Who::Reyes,
            "Crew and control solve trouble before riders notice",
            "司乘和调度在乘客察觉之前就解决问题",
        )
        .under("reliable")
        .supports("safe")
        .kr(metric(
            "Faults reported by crew before a rider complains up from 52% to 80%",
            "乘客投诉前由司乘先上报的故障由 52% 提升到 80%",
            PERCENT,
            (52.0, 80.0),
            66.2,
        )
        .dip())
        .kr(metric(
            "Calls answered by control within 15 seconds up from 64% to 90%",
            "15 秒内接听的调度电话由 64% 提升到 90%",
            PERCENT,
            (64.0, 90.0),
            83.0,
        ))
        .kr(metric(
            "Crew who say control helps them up from 5.9 to 7.5",
            "司乘对调度支持的评分由 5.9 分提升到 7.5 分",
            POINTS,
            (5.9, 7.5),
            7.1,
        )
        .by(Who::Zhou)),
        goal("night", Of::Operations, Who::Zhou, "Shift workers can rely on us at night", "夜班的人可以放心靠我们回家")
            .under("ride")
            .kr(metric(
                "Trips between midnight and five up from 7,800 to 10,500",
                "零点到五点的客运量由 7,800 提升到 10,500 人次",
                TRIPS,
                (7_800.0, 10_500.0),
                9_100.0,
            )
            .late())
            .kr(at_most(
                "No night departure is more than 30 minutes after the one before",
                "夜间发车间隔不超过 30 分钟",
                MINUTES,
                30.0,
                (38.0, 30.0),
            ))
            .kr(metric(
                "Hospital staff who feel safe on the way home up from 48% to 70%",
                "下夜班回家觉得安全的医院员工由 48% 提升到 70%",
                PERCENT,
                (48.0, 70.0),
                57.0,
            )
            .sure(5)
            .note(
                0,
                t("Lighting at the hospital stop is on at last.", "医院站的照明终于亮了。"),
                t(
                    "The survey still shows the walk to the second stop as the weak point.",
                    "调查显示，最让人不安的还是走去第二个站点的那段路。",
                ),
                t("Move that stop forty metres; the city decides on Thursday.", "申请把站点移 40 米，市里周四定。"),
            )),
        goal(
            "events",
            Of::Operations,
            Who::Reyes,
            "Big events in the city run on our timetable",
            "城里的大型活动按我们的时刻表散场",
        )
        .draft()
        .under("ride")
        .kr(metric(
            "Visitors who come by tram or bus to the winter market up from 44% to 60%",
            "冬季市集乘电车或公交到场的访客由 44% 提升到 60%",
            PERCENT,
            (44.0, 60.0),
            44.0,
        )
        .never())
        .kr(done("Finish the event handbook", "完成活动保障手册", None, None).never()),
    ]
}
