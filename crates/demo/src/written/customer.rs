//! Objectives of customer service.

use super::people::Who;
use super::say::{at_least, done, goal, metric};
use super::teams::Of;
use super::units::{PERCENT, POINTS, TIMES, TRIPS};
use crate::model::{Goal, Text, t};

/// Its objectives.
pub(super) fn goals() -> Vec<Goal> {
    vec![
        goal("heard", Of::Customer, Who::Marchetti, "Whoever complains feels heard", "提意见的人觉得被听见")
            .under("ride")
            .why(
                "A rider whose complaint is answered well stays longer than one who never had any.",
                "投诉得到好好回应的乘客，比从没投诉过的留得更久。",
            )
            .kr(metric(
                "Answered within a day up from 38% to 85%",
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
                "Of those, still riding after four weeks up from 22% to 40%",
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
                "Trips in a wheelchair up from 1,100 to 1,800 a week",
                "每周轮椅乘客由 1,100 人次增加到 1,800 人次",
                TRIPS,
                (1_100.0, 1_800.0),
                1_620.0,
            ))
            .kr(at_least("At least 99% of ramps and lifts work", "坡板和电梯完好率至少 99%", PERCENT, 99.0, (97.5, 98.2))
                .sure(5)
                .note(
                    0,
                    t("Five of six lifts at Central are back.", "中央站六部电梯修好了五部。"),
                    t("The sixth needs a shaft that nobody makes any more.", "第六部的轴已经没有厂家生产。"),
                    t("The workshops will turn one by hand.", "车间手工车一根。"),
                ))
            .kr(metric(
                "Blind riders who rate us good up from 41% to 70%",
                "给出好评的视障乘客由 41% 提升到 70%",
                PERCENT,
                (41.0, 70.0),
                62.0,
            )),
        goal("lost", Of::Customer, Who::Xie, "Improve lost property", "改善失物招领")
            .kr(metric(
                "Things that find their owner again up from 36% to 55%",
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
