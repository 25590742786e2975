//! What those who look after riders set out to reach: customer, ticketing and app, stations and stops.

use super::people::Who;
use super::say::{at_least, at_most, done, goal, metric, step, step_by, steps};
use super::teams::Of;
use super::units::{DAYS, HOURS, MINUTES, PEOPLE, PERCENT, POINTS, SECONDS, STARS, STOPS, TIMES, TRIPS};
use crate::model::{Goal, Text, t};

/// Their objectives.
pub(super) fn goals() -> Vec<Goal> {
    [customer(), ticketing(), stations()].into_iter().flatten().collect()
}

fn customer() -> Vec<Goal> {
    vec![
        goal("heard", Of::Customer, Who::Marchetti, "Whoever complains feels heard", "提意见的人觉得被听见")
            .under("ride")
            .why(
                "A rider whose complaint is answered well stays longer than one who never had any.",
                "投诉得到好好回应的乘客，比从没投诉过的留得更久。",
            )
            .kr(metric(
                "Answered within a day up from 38 % to 85 %",
                "一天内答复的比例由 38% 提升到 85%",
                PERCENT,
                (38.0, 85.0),
                72.0,
            )
            .weight(2.0))
            .kr(metric(
                "Content with the answer up from 44 to 65 points",
                "对答复的满意度由 44 分提升到 65 分",
                POINTS,
                (44.0, 65.0),
                58.5,
            )
            .by(Who::Xie))
            .kr(metric(
                "Complaints that led to a change up from 3 to 25",
                "促成改进的投诉由 3 件增加到 25 件",
                TIMES,
                (3.0, 25.0),
                19.0,
            )
            .late()
            .note(
                0,
                t("The nineteenth: the bench at Museum now stands in the shade.", "第 19 件：博物馆站的长椅挪到了树荫下。"),
                Text::NONE,
                t("Tell the rider who wrote to us; she has a name.", "告诉那位写信的乘客，她是有名字的人。"),
            )),
        goal("new-riders", Of::Customer, Who::Xie, "People who never rode with us give us a try", "从没坐过的人愿意试一试")
            .under("ride")
            .kr(metric(
                "Households new to us up from 0 to 9,000",
                "新增用户家庭由 0 户增加到 9,000 户",
                TIMES,
                (0.0, 9000.0),
                6900.0,
            ))
            .kr(metric(
                "Of those, still riding after four weeks up from 22 % to 40 %",
                "四周后仍在乘坐的比例由 22% 提升到 40%",
                PERCENT,
                (22.0, 40.0),
                31.2,
            )
            .sure(6))
            .kr(metric(
                "Employers who pay the month's ticket up from 48 to 110",
                "为员工购买月票的单位由 48 家增加到 110 家",
                TIMES,
                (48.0, 110.0),
                93.0,
            )
            .by(Who::Marchetti)),
        goal("access", Of::Customer, Who::Xie, "Everybody can ride alone", "每个人都能独自出行")
            .under("ride")
            .why(
                "A ramp that works nine times out of ten can't be relied on even once.",
                "十次里坏一次的坡板，一次都让人不敢指望。",
            )
            .kr(metric(
                "Trips in a wheelchair up from 1.1 to 1.8 thousand a week",
                "每周轮椅乘客由 1,100 人次增加到 1,800 人次",
                TRIPS,
                (1.1, 1.8),
                1.62,
            ))
            .kr(at_least("At least 99 % of ramps and lifts work", "坡板和电梯完好率至少 99%", PERCENT, 99.0, (97.5, 98.2))
                .sure(5)
                .note(
                    0,
                    t("Five of six lifts at Central are back.", "中央站六部电梯修好了五部。"),
                    t("The sixth needs a shaft that nobody makes any more.", "第六部的轴已经没有厂家生产。"),
                    t("The workshops will turn one by hand.", "车间手工车一根。"),
                ))
            .kr(metric(
                "Blind riders who rate us good up from 41 % to 70 %",
                "给出好评的视障乘客由 41% 提升到 70%",
                PERCENT,
                (41.0, 70.0),
                62.0,
            )),
        goal("lost", Of::Customer, Who::Xie, "Improve lost property", "改善失物招领")
            .kr(metric(
                "Things that find their owner again up from 36 % to 55 %",
                "物归原主的比例由 36% 提升到 55%",
                PERCENT,
                (36.0, 55.0),
                41.5,
            )
            .silent(4))
            .kr(done("New shelves", "新货架", None, None).never().unowned())
            .kr(done("Launch the web form", "上线网页表单", None, Some(6)).silent(3)),
    ]
}

fn ticketing() -> Vec<Goal> {
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
                "Trips with the best price found by itself up from 0 % to 90 %",
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
                "Opened and answered within three seconds up from 47 % to 85 %",
                "三秒内打开并给出答案的比例由 47% 提升到 85%",
                PERCENT,
                (47.0, 85.0),
                74.0,
            )
            .by(Who::Petrov))
            .kr(metric(
                "Riders who allow messages for their line up from 71 to 160 thousand",
                "订阅线路通知的乘客由 7.1 万增加到 16 万",
                PEOPLE,
                (71.0, 160.0),
                134.0,
            )
            .early())
            .kr(at_least("At least 99.5 % of sessions end without a crash", "无崩溃会话至少 99.5%", PERCENT, 99.5, (99.2, 99.7))
                .by(Who::Cao)),
        goal("fair", Of::Ticketing, Who::Cao, "Everybody who rides pays, and nobody is shamed", "人人买票，没人难堪")
            .under("invest")
            .kr(metric(
                "Unpaid trips on the five worst routes down from 14 % to 8 %",
                "五条重点线路的逃票率由 14% 降到 8%",
                PERCENT,
                (14.0, 8.0),
                11.3,
            )
            .sure(5))
            .kr(metric(
                "Fines taken back on appeal down from 31 % to 10 %",
                "申诉后撤销的罚单由 31% 降到 10%",
                PERCENT,
                (31.0, 10.0),
                15.0,
            ))
            .kr(metric(
                "Riders on the social fare up from 18 to 30 thousand",
                "享受优惠票的乘客由 1.8 万增加到 3 万人",
                PEOPLE,
                (18.0, 30.0),
                27.4,
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
            "Trips that change between modes up from 9 % to 16 %",
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
                "Decisions that quote a number up from 25 % to 70 %",
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

fn stations() -> Vec<Goal> {
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
                "Stops with a live display up from 38 % to 60 %",
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
            .kr(metric(
                "Stations rated clean up from 66 % to 85 %",
                "评为干净的车站由 66% 提升到 85%",
                PERCENT,
                (66.0, 85.0),
                81.0,
            )
            .early())
            .kr(metric(
                "Graffiti gone within a day up from 40 % to 90 %",
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
            .kr(metric("Rated clean up from 30 % to 80 %", "评为干净的比例由 30% 提升到 80%", PERCENT, (30.0, 80.0), 30.0)
                .never()),
    ]
}
