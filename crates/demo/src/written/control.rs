//! Objectives of the control centre.

use super::people::Who;
use super::say::{at_least, at_most, between, done, goal, metric, step, step_by, steps};
use super::teams::Of;
use super::units::{HOURS, MINUTES, PEOPLE, PERCENT, SECONDS, TIMES};
use crate::model::{Goal, Text, t};

/// Its objectives.
pub(super) fn goals() -> Vec<Goal> {
    vec![
        goal(
            "picture",
            Of::Control,
            Who::Sun,
            "Everybody on shift sees one picture of the network",
            "当班的每个人看到的是同一张线网图",
        )
        .under("spread")
        .why(
            "Three screens that disagree cost us the first ten minutes of every disruption.",
            "三块屏幕各说各话，每次中断的头十分钟就这样没了。",
        )
        .kr(steps(
            "Control works from one screen",
            "调度只用一块屏幕就能工作",
            [
                step_by("Buses and trams on one map", "公交与电车合到一张图", 2.0, 4),
                step_by("Ferries and tides", "加入轮渡与潮汐", 1.0, 7),
                step_by("Crew and vehicles of the day", "加入当日司乘与车辆", 2.0, 11),
            ],
            &[3, 8],
        )
        .note(
            1,
            t("Ferries and tides are in, a week late.", "轮渡与潮汐已接入，晚了一周。"),
            t("The roster system has no interface; somebody exports it by hand.", "排班系统没有接口，现在靠人工导出。"),
            t("Decide with Planning whether to wait for the new roster.", "和规划组商量要不要等新排班系统。"),
        ))
        .kr(metric(
            "Decisions made with all modes on the line up from 35% to 80%",
            "各方同时在线作出的决定由 35% 提升到 80%",
            PERCENT,
            (35.0, 80.0),
            66.0,
        ))
        .kr(metric(
            "First decision after a disruption down from 11 to 4 minutes",
            "中断后作出第一个决定的时间由 11 分钟降到 4 分钟",
            MINUTES,
            (11.0, 4.0),
            6.2,
        )
        .by(Who::Ong)),
        goal("tell", Of::Control, Who::Haddad, "Riders hear of trouble from us first", "出了状况，乘客最先从我们这里知道")
            .under("ride")
            .under_result("notice", 1)
            .kr(metric(
                "Time to the first message down from 9 to 2 minutes",
                "发出第一条通知的时间由 9 分钟降到 2 分钟",
                MINUTES,
                (9.0, 2.0),
                3.6,
            ))
            .kr(metric(
                "Messages that name a way around up from 22% to 75%",
                "附带绕行方案的通知由 22% 提升到 75%",
                PERCENT,
                (22.0, 75.0),
                48.0,
            )
            .stall()
            .sure(5))
            .kr(at_most(
                "No more than 3 messages a week that had to be taken back",
                "每周撤回的通知不超过 3 条",
                TIMES,
                3.0,
                (5.0, 4.0),
            )
            .note(
                0,
                Text::NONE,
                t("Two of the four were about a line that had already cleared.", "四条里有两条说的是已经恢复的线路。"),
                t("Messages now expire by themselves after 20 minutes.", "通知改为 20 分钟后自动失效。"),
            ))
            .kr(at_least(
                "Displays at stops show the truth at least 98% of the time",
                "站点屏幕信息至少 98% 的时间属实",
                PERCENT,
                98.0,
                (97.2, 98.6),
            )
            .by(Who::Ong)),
        goal("calm", Of::Control, Who::Ong, "Controllers go home with their heads still clear", "调度员下班时头脑依然清醒")
            .supports("safe")
            .kr(between(
                "Between 6 and 9 lines for every controller, at any hour",
                "任何时段每名调度员负责 6 到 9 条线路",
                TIMES,
                (6.0, 9.0),
                (10.0, 8.0),
            ))
            .kr(metric(
                "Overtime down from 14 to 6 hours a month for each of us",
                "人均每月加班由 14 小时降到 6 小时",
                HOURS,
                (14.0, 6.0),
                8.8,
            ))
            .kr(metric(
                "Colleagues trained for two desks up from 6 to 16",
                "能胜任两个席位的同事由 6 人提升到 16 人",
                PEOPLE,
                (6.0, 16.0),
                13.0,
            ))
            .kr(metric(
                "Time to hand over a shift down from 780 to 420 seconds",
                "交接班用时由 780 秒降到 420 秒",
                SECONDS,
                (780.0, 420.0),
                530.0,
            )
            .silent(2)),
        goal("storm", Of::Control, Who::Haddad, "A storm is a plan, not a surprise", "暴风雨来了有预案，不再手忙脚乱")
            .supports("spread")
            .kr(steps(
                "Four storm plans tried with those who carry them out",
                "四套防风预案都与执行的人一起演练过",
                [
                    step("Flooded tunnel", "隧道积水", 1.0),
                    step("Bridge closed", "大桥封闭", 1.0),
                    step("No power at Hill depot", "山口场站停电", 1.0),
                    step("All three at once", "三种情况同时发生", 2.0),
                ],
                &[2, 4, 7],
            ))
            .kr(metric(
                "Warning before the first cancelled trip up from 20 to 90 minutes",
                "首班停运前的预警时间由 20 分钟提升到 90 分钟",
                MINUTES,
                (20.0, 90.0),
                66.0,
            ))
            .kr(done("The city's flood sensors reach our desk", "市里的积水传感器接入调度台", Some(8), None).sure(2).note(
                0,
                Text::NONE,
                t("The contract for the data has been at the city's lawyers for five weeks.", "数据协议在市里法务那里压了五周。"),
                t("Margaret calls the deputy mayor on Tuesday.", "Margaret 周二给副市长打电话。"),
            )),
    ]
}
