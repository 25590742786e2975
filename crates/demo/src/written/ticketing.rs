//! Objectives of Ticketing & app.

use super::people::Who;
use super::say::{at_least, at_most, done, goal, metric, step, steps};
use super::teams::Of;
use super::units::{HOURS, PEOPLE, PERCENT, STARS, TIMES};
use crate::model::{Goal, Text, t};

/// Its objectives.
pub(super) fn goals() -> Vec<Goal> {
    vec![
        goal("pay", Of::Ticketing, Who::Tan, "Paying is over before the doors close", "车门还没关，票已经付好")
            .under("ride")
            .kr(metric(
                "Time for a tap down from 680 to 300 milliseconds",
                "刷卡响应由 680 毫秒降到 300 毫秒",
                t("ms", "毫秒"),
                (680.0, 300.0),
                390.0,
            )
            .weight(2.0))
            .kr(metric(
                "Bank cards accepted on board up from 0 to 640 vehicles",
                "支持银行卡的车辆由 0 辆增加到 640 辆",
                TIMES,
                (0.0, 640.0),
                512.0,
            )
            .by(Who::Cao))
            .kr(at_most("No more than 4 of 10,000 taps fail", "每万次刷卡失败不超过 4 次", TIMES, 4.0, (7.0, 3.1))
                .by(Who::Petrov))
            .kr(metric(
                "Trips with the best price found by itself up from 0% to 90%",
                "自动享受最优票价的行程由 0% 提升到 90%",
                PERCENT,
                (0.0, 90.0),
                64.0,
            )
            .dip()),
        goal("app", Of::Ticketing, Who::Lin, "The app answers before it is asked", "还没开口问，应用已经给出答案")
            .under("ride")
            .kr(metric(
                "Rating in the stores up from 3.2 to 4.4 stars",
                "应用商店评分由 3.2 星提升到 4.4 星",
                STARS,
                (3.2, 4.4),
                4.0,
            )
            .note(
                0,
                t(
                    "4.0 for the first time; the reviews name the live platform display.",
                    "第一次到 4.0 星，评论里都在说实时站台显示。",
                ),
                Text::NONE,
                t("Chinese voice output next week.", "下周上中文语音播报。"),
            ))
            .kr(metric(
                "Opened and answered within three seconds up from 47% to 85%",
                "三秒内打开并给出答案的比例由 47% 提升到 85%",
                PERCENT,
                (47.0, 85.0),
                74.0,
            )
            .by(Who::Petrov))
            .kr(metric(
                "Riders who allow messages for their line up from 71,000 to 160,000",
                "订阅线路通知的乘客由 7.1 万增加到 16 万",
                PEOPLE,
                (71_000.0, 160_000.0),
                134_000.0,
            )
            .early())
            .kr(at_least("At least 99.5% of sessions end without a crash", "无崩溃会话至少 99.5%", PERCENT, 99.5, (99.2, 99.7))
                .by(Who::Cao)),
        goal("fair", Of::Ticketing, Who::Cao, "Everybody who rides pays, and nobody is shamed", "人人买票，没人难堪")
            .under("invest")
            .kr(metric(
                "Unpaid trips on the five worst routes down from 14% to 8%",
                "五条重点线路的逃票率由 14% 降到 8%",
                PERCENT,
                (14.0, 8.0),
                11.3,
            )
            .sure(5))
            .kr(metric(
                "Fines taken back on appeal down from 31% to 10%",
                "申诉后撤销的罚单由 31% 降到 10%",
                PERCENT,
                (31.0, 10.0),
                15.0,
            ))
            .kr(metric(
                "Riders on the social fare up from 18,000 to 30,000",
                "享受优惠票的乘客由 1.8 万增加到 3 万人",
                PEOPLE,
                (18_000.0, 30_000.0),
                27_400.0,
            )
            .by(Who::Lin)),
        goal(
            "one-account",
            Of::Ticketing,
            Who::Petrov,
            "One account for bus, tram, ferry and bicycle",
            "一个账户，公交、电车、轮渡、单车通用",
        )
        .aspirational()
        .under("ride")
        .supports("app")
        .kr(steps(
            "Four modes in one account",
            "四种出行方式进同一个账户",
            [
                step("Bus and tram", "公交与电车", 2.0),
                step("Ferry", "轮渡", 1.0),
                step("City bicycles", "公共单车", 2.0),
                step("Car parks at the edge", "换乘停车场", 1.0),
            ],
            &[2, 6],
        ))
        .kr(metric(
            "Trips that change between modes up from 9% to 16%",
            "跨方式换乘的行程由 9% 提升到 16%",
            PERCENT,
            (9.0, 16.0),
            12.4,
        ))
        .kr(metric(
            "Accounts linked with a bicycle up from 0 to 20,000",
            "绑定单车的账户由 0 增加到 20,000 个",
            TIMES,
            (0.0, 20_000.0),
            3100.0,
        )
        .late()
        .sure(4)),
        goal("machines", Of::Ticketing, Who::Tan, "Nobody misses the old machines", "没人再想念老售票机")
            .under("pay")
            .under_result("invest", 0)
            .kr(metric(
                "Ticket machines in use down from 212 to 90",
                "在用售票机由 212 台降到 90 台",
                TIMES,
                (212.0, 90.0),
                127.0,
            ))
            .kr(metric(
                "Shops that sell tickets up from 140 to 300",
                "代售网点由 140 家增加到 300 家",
                TIMES,
                (140.0, 300.0),
                262.0,
            )
            .by(Who::Lin))
            .kr(metric(
                "Cost of selling a ticket down from 0.21 to 0.12",
                "每张票的销售成本由 0.21 元降到 0.12 元",
                t("$", "元"),
                (0.21, 0.12),
                0.14,
            )
            .silent(2)),
        goal("data", Of::Ticketing, Who::Petrov, "Be a data-driven team", "成为数据驱动的团队")
            .supports("app")
            .kr(metric("Dashboards", "数据看板", TIMES, (2.0, 12.0), 9.0).unowned())
            .kr(done("Migrate the warehouse", "完成数据仓库迁移", Some(7), None))
            .kr(metric(
                "Decisions that quote a number up from 25% to 70%",
                "引用数据作出的决定由 25% 提升到 70%",
                PERCENT,
                (25.0, 70.0),
                53.0,
            ))
            .kr(metric(
                "Questions answered without an analyst up from 30 to 120 a month",
                "每月无需分析师即可回答的问题由 30 个增加到 120 个",
                TIMES,
                (30.0, 120.0),
                95.0,
            ))
            .kr(at_most(
                "Yesterday's numbers stand there by seven hours after midnight",
                "零点后七小时内可查到前一天数据",
                HOURS,
                7.0,
                (9.5, 6.2),
            ))
            .kr(done("Finish the data catalogue", "完成数据目录", Some(11), None).silent(3)),
    ]
}
