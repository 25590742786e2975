//! What Network planning and Finance set out to reach.

use super::people::Who;
use super::say::{at_most, between, done, goal, metric, step_by, steps};
use super::teams::Of;
use super::units::{DAYS, HOURS, MILLIONS, MINUTES, PEOPLE, PERCENT, POINTS, STOPS, TIMES, TRIPS};
use crate::model::{Goal, Text, t};

/// Their objectives.
pub(super) fn goals() -> Vec<Goal> {
    vec![
        goal("frequent", Of::Planning, Who::Jiang, "A network you can ride without a timetable", "不看时刻表也能坐的线网")
            .under("ride")
            .supports("even")
            .why("Below ten minutes people stop planning and start riding.", "间隔低于十分钟，人们就不再查时间，抬腿就走。")
            .kr(metric(
                "People who live by a line every ten minutes up from 46 % to 58 %",
                "住在十分钟间隔线路旁的居民由 46% 提升到 58%",
                PERCENT,
                (46.0, 58.0),
                54.6,
            )
            .weight(2.0))
            .kr(metric(
                "Trips that need two changes down from 13 % to 9 %",
                "需要两次换乘的出行由 13% 降到 9%",
                PERCENT,
                (13.0, 9.0),
                10.1,
            )
            .by(Who::Almeida))
            .kr(steps(
                "The spring timetable is agreed with all who drive it",
                "春季时刻表与一线达成一致",
                [
                    step_by("Draft", "初稿", 1.0, 4),
                    step_by("Tried with crews of three depots", "在三座场站与司乘试排", 2.0, 8),
                    step_by("Signed by the works council", "工会签字", 2.0, 12),
                ],
                &[4, 7],
            )
            .by(Who::Tang))
            .kr(at_most("No crossing of town takes more than 55 minutes", "穿城不超过 55 分钟", MINUTES, 55.0, (61.0, 57.0))
                .sure(6)),
        goal(
            "east",
            Of::Planning,
            Who::Almeida,
            "The new eastern quarters move in with us, not with a second car",
            "东部新区的居民搬来就坐我们的车，而不是买第二辆车",
        )
        .aspirational()
        .under("frequent")
        .kr(metric(
            "Trips from the eastern quarters up from 6 to 15 thousand a day",
            "东部新区日客运量由 6,000 提升到 15,000 人次",
            TRIPS,
            (6.0, 15.0),
            11.0,
        ))
        .kr(metric(
            "Stops within five minutes' walk up from 12 to 30",
            "步行五分钟可达的站点由 12 个增加到 30 个",
            STOPS,
            (12.0, 30.0),
            22.0,
        )
        .early())
        .kr(metric(
            "New households with a welcome ticket up from 0 % to 70 %",
            "领取欢迎票的新家庭由 0% 提升到 70%",
            PERCENT,
            (0.0, 70.0),
            12.0,
        )
        .late()
        .sure(3)
        .note(
            0,
            Text::NONE,
            t("Two of three landlords won't hand out our letters.", "三家开发商里有两家不肯代发我们的信。"),
            t("Stand at the school gate with the tickets instead.", "改到小学门口直接发票。"),
        )),
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
            "The forecast of a month is within −2 % and 2 % of what comes true",
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
