//! Objectives of People & safety.

use super::people::Who;
use super::say::{at_least, between, done, goal, metric, step, steps};
use super::teams::Of;
use super::units::{DAYS, HOURS, PEOPLE, PERCENT, POINTS, TIMES, WEEKS};
use crate::model::{Goal, Text, t};

/// Its objectives.
pub(super) fn goals() -> Vec<Goal> {
    vec![
        goal("staffed", Of::People, Who::Rahman, "Enough colleagues who want to stay", "人手够，而且愿意留")
            .under("reliable")
            .supports("safe")
            .why("Every tenth lost journey is lost because nobody is there to drive it.", "每十班停驶里，有一班是因为没人开。")
            .kr(metric("Unfilled driver posts down from 96 to 40", "司机缺编由 96 人降到 40 人", PEOPLE, (96.0, 40.0), 55.0)
                .weight(2.0))
            .kr(metric(
                "Drivers who leave in their first year down from 24% to 14%",
                "入职一年内离职的司机由 24% 降到 14%",
                PERCENT,
                (24.0, 14.0),
                18.8,
            )
            .sure(6)
            .note(
                0,
                t("Nobody left this week, for the first time since spring.", "入春以来第一次，这周没有人离职。"),
                t("Split shifts are still the reason that is named most.", "离职原因里提得最多的还是拆分班次。"),
                t("Planning tries a roster without them on two routes.", "规划组在两条线试排不拆分的班。"),
            ))
            .kr(metric(
                "Weeks from application to first shift down from 15 to 8",
                "从应聘到首次上岗由 15 周降到 8 周",
                WEEKS,
                (15.0, 8.0),
                10.0,
            ))
            .kr(between(
                "Between 11 and 12 hours of rest at every change of shift",
                "每次换班休息 11 到 12 小时",
                HOURS,
                (11.0, 12.0),
                (10.5, 11.5),
            )),
        goal("respect", Of::People, Who::Rahman, "No colleague is alone when it gets rough", "遇到麻烦时，没有同事孤身一人")
            .under_by("safe", 2.0)
            .kr(metric(
                "Help on the spot within eight minutes up from 51% to 85%",
                "八分钟内到场支援的比例由 51% 提升到 85%",
                PERCENT,
                (51.0, 85.0),
                63.0,
            )
            .stall()
            .sure(3)
            .note(
                0,
                Text::NONE,
                t("Two of the five response crews are down with influenza.", "五个支援小组里有两个因流感停摆。"),
                t("The tram inspectors cover the harbour until Sunday.", "周日前由电车稽查员顶上港湾片区。"),
            ))
            .kr(metric(
                "Staff trained to calm a quarrel up from 260 to 700",
                "受过冲突化解培训的员工由 260 人增加到 700 人",
                PEOPLE,
                (260.0, 700.0),
                560.0,
            ))
            .kr(metric(
                "Colleagues who would call for help without hesitation up from 57 to 80 points",
                "“会毫不犹豫呼叫支援”的认同度由 57 分提升到 80 分",
                POINTS,
                (57.0, 80.0),
                72.0,
            )
            .by(Who::Peng))
            .kr(done("Escorts stay on the two worst night routes", "两条重点夜班线路长期有安保随车", Some(11), None)),
        goal("learn", Of::People, Who::Peng, "We learn from a near miss before it is an accident", "在险情变成事故之前吸取教训")
            .under("safe")
            .kr(metric(
                "Near misses reported up from 35 to 120 a month",
                "每月上报的险情由 35 件增加到 120 件",
                TIMES,
                (35.0, 120.0),
                103.0,
            )
            .early())
            .kr(metric("Days to the first answer down from 16 to 3", "首次答复用时由 16 天降到 3 天", DAYS, (16.0, 3.0), 6.0))
            .kr(at_least(
                "At least 80% of reports give a name, because giving it does no harm",
                "实名上报至少 80%，因为实名不会吃亏",
                PERCENT,
                80.0,
                (72.0, 83.0),
            ))
            .kr(steps(
                "Five lessons reach every depot",
                "五堂教训课讲到每座场站",
                [
                    step("Blind spot at stops", "进站盲区", 1.0),
                    step("Doors and wheelchairs", "车门与轮椅", 1.0),
                    step("Wet rails", "湿滑轨道", 1.0),
                    step("Reversing", "倒车", 1.0),
                    step("Fatigue", "疲劳", 1.0),
                ],
                &[1, 3, 5, 8],
            )),
    ]
}
