//! The company's objectives of the previous quarter: few, and closed.

use super::company::{CHOSEN, DEPENDABLE};
use super::people::Who;
use super::say::{at_most, done, goal, metric, step, steps};
use super::teams::Of;
use super::units::{MINUTES, PERCENT, POINTS, TIMES, TRIPS};
use crate::model::Goal;

/// The objectives of the closed quarter.
pub(super) fn goals() -> Vec<Goal> {
    vec![
        goal("before-reliable", Of::Company, Who::Holloway, "Summer works without a summer of delays", "夏季施工，不添一季晚点")
            .of_before()
            .pillar(DEPENDABLE)
            .why(
                "Four building sites at once were a test of whether we can plan together.",
                "四处工地同时开工，考验我们能不能一起规划。",
            )
            .kr(metric(
                "Departures within two minutes up from 76% to 82%",
                "两分钟内准点发车由 76% 提升到 82%",
                PERCENT,
                (76.0, 82.0),
                81.0,
            )
            .by(Who::Chen))
            .kr(at_most(
                "No more than 15 complaints about waiting for every 100,000 trips",
                "每十万人次中关于候车的投诉不超过 15 件",
                TIMES,
                15.0,
                (19.0, 14.0),
            )
            .by(Who::Marchetti))
            .kr(done(
                "Every building site has a diversion that was tried before",
                "每处工地都有演练过的绕行方案",
                Some(4),
                Some(4),
            )
            .by(Who::Jiang)),
        goal("before-ride", Of::Company, Who::Zhao, "Summer visitors come back as riders", "夏天的游客，秋天还坐我们的车")
            .of_before()
            .pillar(CHOSEN)
            .kr(metric(
                "Trips on a weekday up from 588,000 to 615,000",
                "工作日客运量由 58.8 万提升到 61.5 万人次",
                TRIPS,
                (588_000.0, 615_000.0),
                612_000.0,
            )
            .by(Who::Zhao))
            .kr(metric(
                "Willingness to recommend us up from 28 to 35 points",
                "乘客推荐意愿由 28 分提升到 35 分",
                POINTS,
                (28.0, 35.0),
                31.0,
            )
            .by(Who::Marchetti)),
        goal(
            "before-diversions",
            Of::Operations,
            Who::Chen,
            "A diversion costs riders no more than a song",
            "绕行的时间，只够听一首歌",
        )
        .of_before()
        .under("before-reliable")
        .kr(metric(
            "Time lost on a diversion down from 9 to 4 minutes",
            "绕行损失的时间由 9 分钟降到 4 分钟",
            MINUTES,
            (9.0, 4.0),
            4.5,
        ))
        .kr(steps(
            "Four building sites come and go",
            "四处工地按期完工",
            [
                step("Quay Street", "码头街", 1.0),
                step("Hill Road", "山口路", 1.0),
                step("Tunnel mouth", "隧道口", 1.0),
                step("Museum bridge", "博物馆桥", 1.0),
            ],
            &[3, 6, 9],
        )),
        goal("before-signs", Of::Stations, Who::Deng, "Nobody gets lost at a building site", "工地旁没有人迷路")
            .of_before()
            .under("before-diversions")
            .kr(metric(
                "Riders who found the moved stop at once up from 55% to 85%",
                "一下就找到临时站点的乘客由 55% 提升到 85%",
                PERCENT,
                (55.0, 85.0),
                87.0,
            )
            .early())
            .kr(done("Signs in both languages at all 31 moved stops", "31 个临时站点全部有双语指示", None, Some(5))),
        goal("before-app", Of::Ticketing, Who::Lin, "The app knows the diversion before the rider", "应用比乘客先知道要绕行")
            .of_before()
            .under("before-ride")
            .kr(metric(
                "Diversions shown a day ahead up from 35% to 95%",
                "提前一天显示的绕行由 35% 提升到 95%",
                PERCENT,
                (35.0, 95.0),
                71.0,
            )
            .stall())
            .kr(metric(
                "Rating in the stores up from 2.9 to 3.5 stars",
                "应用商店评分由 2.9 星提升到 3.5 星",
                POINTS,
                (2.9, 3.5),
                3.2,
            )),
    ]
}
