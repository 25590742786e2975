//! The pillars, and the company's own objectives.

use super::people::Who;
use super::say::{at_most, done, goal, metric, paced, step, steps};
use super::teams::Of;
use super::units::{LITRES, MILLIONS, MONEY, PERCENT, POINTS, TIMES, TRIPS};
use crate::model::{Goal, Text, Theme, t};

/// The indices of the pillars.
pub(super) const DEPENDABLE: usize = 0;
pub(super) const CHOSEN: usize = 1;
pub(super) const CLEAN: usize = 2;

/// The pillars of the strategy.
pub(super) fn pillars() -> Vec<Theme> {
    let theme = |name: Text, owner: Who| Theme { name, owner: owner as usize };
    vec![
        theme(t("Dependable every day", "天天靠得住"), Who::Holloway),
        theme(t("The ride people choose", "人们愿意选的出行"), Who::Zhao),
        theme(t("Clean, and paid for", "清洁，也负担得起"), Who::Meyer),
    ]
}

/// The company's own objectives.
pub(super) fn goals() -> Vec<Goal> {
    vec![
        goal("reliable", Of::Company, Who::Holloway, "People set their watches by us", "乘客可以拿我们的班次对表")
            .pillar(DEPENDABLE)
            .why(
                "Whoever misses a connection once takes the car for a month. Being on time is the cheapest advertising we have.",
                "错过一次换乘，乘客可能一个月都改开车。准点，是我们最省钱的广告。",
            )
            .kr(metric(
                "Departures within two minutes of the timetable up from 81% to 90%",
                "两分钟内准点发车的比例由 81% 提升到 90%",
                PERCENT,
                (81.0, 90.0),
                87.1,
            )
            .weight(2.0)
            .dip()
            .by(Who::Chen)
            .note(
                0,
                t(
                    "Best week since the winter timetable: three of four corridors above 88%.",
                    "换冬季时刻表以来最好的一周：四条走廊里有三条超过 88%。",
                ),
                Text::NONE,
                t("The tunnel corridor gets the new turning rule on Monday.", "下周一起，隧道走廊启用新的折返规则。"),
            )
            .note(
                4,
                Text::NONE,
                t(
                    "Roadworks on Quay Street took two points from every line that crosses it.",
                    "码头街施工，让所有经过的线路都掉了两个百分点。",
                ),
                t("Diversion agreed with the city from next week.", "已和市里商定，下周起绕行。"),
            ))
            .kr(metric("Journeys lost down from 1.8% to 0.8%", "停驶班次占比由 1.8% 降到 0.8%", PERCENT, (1.8, 0.8), 1.13)
                .by(Who::Castellan))
            .kr(at_most(
                "No more than 12 complaints about waiting for every 100,000 trips",
                "每十万人次中关于候车的投诉不超过 12 件",
                TIMES,
                12.0,
                (14.0, 10.8),
            )
            .by(Who::Marchetti))
            .kr(done("Every mode keeps its own promise of punctuality", "公交、电车、轮渡各自兑现准点承诺", None, None)
                .driven()
                .by(Who::Chen)),
        goal("ride", Of::Company, Who::Zhao, "Choosing us takes no thought", "选我们出行，不用多想")
            .pillar(CHOSEN)
            .why(
                "Four of ten who could ride with us don't know it. The rest leave because paying or changing is a nuisance.",
                "本可以坐我们车的人里，十个有四个不知道可以坐；剩下的，是嫌付款和换乘麻烦。",
            )
            .kr(metric(
                "Trips on a weekday up from 612,000 to 660,000",
                "工作日客运量由 61.2 万提升到 66 万人次",
                TRIPS,
                (612_000.0, 660_000.0),
                645_000.0,
            )
            .weight(2.0)
            .by(Who::Zhao))
            .kr(metric(
                "Trips paid by tap or app up from 58% to 75%",
                "刷卡或手机支付的比例由 58% 提升到 75%",
                PERCENT,
                (58.0, 75.0),
                69.8,
            )
            .early()
            .by(Who::Tan))
            .kr(metric(
                "Willingness to recommend us up from 31 to 40 points",
                "乘客推荐意愿由 31 分提升到 40 分",
                POINTS,
                (31.0, 40.0),
                35.6,
            )
            .slide()
            .by(Who::Marchetti)
            .note(
                0,
                t("Back up by half a point after the app update.", "应用更新后回升了半分。"),
                t(
                    "Crowding on the tunnel corridor is now named more often than delay.",
                    "提到隧道走廊拥挤的人，已经比抱怨晚点的人多。",
                ),
                t("Ask the planners for two more departures before eight.", "请规划组在八点前加两班。"),
            )),
        goal("safe", Of::Company, Who::Voss, "Everybody gets home unhurt, riders and staff alike", "每一位乘客和员工都平安回家")
            .pillar(DEPENDABLE)
            .why(
                "Nothing we do is worth an injury. Staff who feel safe stay, and riders feel it too.",
                "没有什么值得用受伤去换。员工觉得安全才会留下，乘客也能感受到。",
            )
            .kr(metric(
                "Passenger injuries down from 4.2 to 2.5 for every million trips",
                "每百万人次乘客受伤由 4.2 起降到 2.5 起",
                TIMES,
                (4.2, 2.5),
                2.98,
            )
            .by(Who::Peng))
            .kr(metric(
                "Attacks on staff down from 19 to 8 a month",
                "每月针对员工的侵害由 19 起降到 8 起",
                TIMES,
                (19.0, 8.0),
                15.0,
            )
            .stall()
            .sure(3)
            .weight(2.0)
            .by(Who::Rahman)
            .note(
                0,
                t("Fifteen again, two of them on the night route to the port.", "又是 15 起，其中两起发生在去港口的夜班线上。"),
                t("The camera retrofit waits for parts; 40 of 210 buses are done.", "摄像头加装在等配件，210 辆里只装了 40 辆。"),
                t(
                    "Escorts on the two worst routes from Friday, paid from the reserve.",
                    "周五起在两条最严重的线路安排随车安保，从预备金里支出。",
                ),
            ))
            .kr(at_most("Not one accident that kills or maims", "不发生一起致死或致残事故", TIMES, 0.0, (0.0, 0.0)).by(Who::Voss))
            .kr(metric(
                "Near misses followed up within seven days up from 55% to 95%",
                "七天内完成跟进的险情由 55% 提升到 95%",
                PERCENT,
                (55.0, 95.0),
                84.0,
            )
            .by(Who::Sun)),
        goal("invest", Of::Company, Who::Meyer, "We earn the room to invest", "靠自己挣出投资的余地")
            .pillar(CLEAN)
            .why(
                "The city pays for the service, not for the next depot. What we save this winter is what we can borrow on.",
                "市里付的是服务的钱，不是下一座场站的钱。今年冬天省下的，就是我们去贷款的底气。",
            )
            .kr(metric(
                "Cost of a service kilometre down from 6.40 to 5.90",
                "每公里运营成本由 6.40 元降到 5.90 元",
                MONEY,
                (6.40, 5.90),
                6.06,
            )
            .by(Who::Yuan))
            .kr(metric("Unpaid trips down from 7.5% to 5.0%", "逃票率由 7.5% 降到 5.0%", PERCENT, (7.5, 5.0), 6.22)
                .dip()
                .by(Who::Gallagher))
            .kr(metric(
                "Income beside fares up from 3.1 to 4.0 million",
                "票款以外的收入由 310 万提升到 400 万元",
                MILLIONS,
                (3.1, 4.0),
                3.79,
            )
            .late()
            .by(Who::Meyer)),
        goal("clean", Of::Company, Who::Zhao, "The last diesel is in sight", "最后一辆柴油车指日可待")
            .of_the_year()
            .aspirational()
            .pillar(CLEAN)
            .why(
                "Half of the children at the port school have asthma. The law gives us eight more years; the street doesn't.",
                "港口小学一半的孩子有哮喘。法规给了我们八年，街坊们等不了八年。",
            )
            .kr(paced(
                "Kilometres without exhaust up from 34% to 55%",
                "零排放里程占比由 34% 提升到 55%",
                PERCENT,
                (34.0, 55.0),
                1.08,
            )
            .weight(2.0)
            .by(Who::Castellan))
            .kr(paced(
                "Diesel burnt in a day down from 41,000 to 27,000 litres",
                "每日柴油消耗由 41,000 升降到 27,000 升",
                LITRES,
                (41_000.0, 27_000.0),
                0.93,
            )
            .by(Who::Gao))
            .kr(steps(
                "Three depots can charge a whole fleet overnight",
                "三座场站能在一夜之间为整支车队充满电",
                [step("North depot", "北场站", 1.0), step("Hill depot", "山口场站", 1.0), step("Harbour depot", "港湾场站", 2.0)],
                &[1, 6],
            )
            .by(Who::Xu)),
    ]
}
