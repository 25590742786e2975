//! Objectives of Finance.

use super::people::Who;
use super::say::{between, done, goal, metric};
use super::teams::Of;
use super::units::{DAYS, HOURS, MILLIONS, PEOPLE, PERCENT, POINTS, TIMES};
use crate::model::{Goal, t};

/// Its objectives.
pub(super) fn goals() -> Vec<Goal> {
    vec![
        goal(
            "forecast",
            Of::Finance,
            Who::Yuan,
            "Every team knows what its kilometre costs",
            "每个团队都清楚自己的一公里花多少钱",
        )
        .under("invest")
        .kr(metric(
            "Teams that see their cost within five days up from 2 to 14",
            "五天内看到成本的团队由 2 个增加到 14 个",
            TIMES,
            (2.0, 14.0),
            11.0,
        ))
        .kr(metric("Days to close a month down from 11 to 5", "月结用时由 11 天降到 5 天", DAYS, (11.0, 5.0), 6.6))
        .kr(between(
            "The forecast of a month is within −2% and 2% of what comes true",
            "月度预测与实际相差在 −2% 到 2% 之间",
            PERCENT,
            (-2.0, 2.0),
            (-3.4, 1.1),
        )
        .by(Who::Meyer)),
        goal("income", Of::Finance, Who::Meyer, "Income that doesn't come from the rider's pocket", "不从乘客口袋里掏的收入")
            .under_by("invest", 2.0)
            .kr(metric(
                "Rent from shops in stations up from 1.6 to 2.2 million",
                "车站商铺租金由 160 万提升到 220 万元",
                MILLIONS,
                (1.6, 2.2),
                2.05,
            ))
            .kr(metric(
                "Income from selling stored power up from 0.0 to 0.4 million",
                "储能售电收入由 0 提升到 40 万元",
                MILLIONS,
                (0.0, 0.4),
                0.21,
            )
            .late()
            .note(
                0,
                t("The first month that the batteries earned more than they cost.", "电池第一个月赚的比花的多。"),
                t("The grid still pays us after 60 days.", "电网的结算账期仍是 60 天。"),
                t("Ask for a monthly advance.", "申请按月预付。"),
            ))
            .kr(metric(
                "Partners who renew before they are asked up from 5 to 12",
                "主动续约的合作方由 5 家增加到 12 家",
                PEOPLE,
                (5.0, 12.0),
                10.0,
            ))
            .kr(metric(
                "Hours of our own people spent on each tender down from 120 to 70",
                "每次投标投入的工时由 120 小时降到 70 小时",
                HOURS,
                (120.0, 70.0),
                84.0,
            )
            .by(Who::Yuan))
            .kr(done("The bank's rating of us is one step better", "银行对我们的评级上调一级", Some(12), None))
            .kr(metric(
                "Content of the teams with our help up from 6.1 to 7.5 points",
                "各团队对财务支持的评分由 6.1 分提升到 7.5 分",
                POINTS,
                (6.1, 7.5),
                7.2,
            )
            .by(Who::Yuan)),
    ]
}
