//! Objectives of the workshops.

use super::people::Who;
use super::say::{at_least, at_most, goal, metric, step, steps};
use super::teams::Of;
use super::units::{DAYS, MINUTES, MONEY, PEOPLE, PERCENT, TIMES, WEEKS};
use crate::model::{Goal, Text, t};

/// Its objectives.
pub(super) fn goals() -> Vec<Goal> {
    vec![
        goal("first-time", Of::Workshops, Who::Ma, "What leaves the workshop doesn't come back", "修好出厂的车，不再返修")
            .under_by("available", 2.0)
            .kr(at_most(
                "No bus comes back twice in a week for the same fault",
                "没有一辆车一周内为同一故障返修两次",
                TIMES,
                0.0,
                (4.0, 2.0),
            )
            .by(Who::Luo)
            .sure(6))
            .kr(metric(
                "Repairs that hold for 30 days up from 81% to 93%",
                "30 天内不返修的比例由 81% 提升到 93%",
                PERCENT,
                (81.0, 93.0),
                89.4,
            ))
            .kr(metric(
                "Breakdowns on the road down from 5.1 to 3.2 for every 100,000 km",
                "每十万公里途中故障由 5.1 次降到 3.2 次",
                TIMES,
                (5.1, 3.2),
                3.8,
            )
            .by(Who::Sandhu))
            .kr(metric(
                "Repairs with a photo of what was found up from 20% to 90%",
                "附故障照片的维修单由 20% 提升到 90%",
                PERCENT,
                (20.0, 90.0),
                76.0,
            )
            .early()
            .by(Who::Luo)),
        goal("parts", Of::Workshops, Who::Luo, "No vehicle waits for a part", "没有一辆车在等配件")
            .under("available")
            .kr(metric(
                "Days a vehicle waits for parts down from 6.4 to 2.0",
                "车辆等配件的天数由 6.4 天降到 2.0 天",
                DAYS,
                (6.4, 2.0),
                4.3,
            )
            .stall()
            .note(
                0,
                Text::NONE,
                t("Door motors: eleven vehicles wait for the same box at customs.", "车门电机：十一辆车都在等海关里的同一箱货。"),
                t("Drive to the port on Wednesday with the papers.", "周三带着单证去一趟港口。"),
            ))
            .kr(at_least(
                "At least 97% of the 200 most used parts on the shelf",
                "200 种常用配件的在库率至少 97%",
                PERCENT,
                97.0,
                (93.0, 96.1),
            ))
            .kr(metric(
                "Value of parts that nobody has touched in two years down from 2.1 to 1.2 million",
                "两年无人动用的配件由 210 万元降到 120 万元",
                MONEY,
                (2.1, 1.2),
                1.48,
            )),
        goal("high-voltage", Of::Workshops, Who::Sandhu, "Every workshop can open an electric bus", "每个车间都能检修电动公交")
            .under_result("clean", 0)
            .supports("buying")
            .kr(metric(
                "Mechanics certified for high voltage up from 31 to 95",
                "持高压证的技工由 31 人增加到 95 人",
                PEOPLE,
                (31.0, 95.0),
                78.0,
            ))
            .kr(metric(
                "Electric buses mended in our own halls up from 46% to 85%",
                "自有车间检修的电动公交由 46% 提升到 85%",
                PERCENT,
                (46.0, 85.0),
                73.0,
            )
            .by(Who::Nyberg))
            .kr(metric(
                "Waiting time at the maker's workshop down from 5 to 1 weeks",
                "送厂家检修的等待由 5 周降到 1 周",
                WEEKS,
                (5.0, 1.0),
                2.0,
            )
            .by(Who::Nyberg)),
        goal("inspection", Of::Workshops, Who::Nyberg, "Inspections find what breaks before it breaks", "点检先于故障发现问题")
            .aspirational()
            .under("first-time")
            .kr(metric(
                "Faults found at inspection instead of on the road up from 42% to 80%",
                "点检发现而非途中发生的故障由 42% 提升到 80%",
                PERCENT,
                (42.0, 80.0),
                61.0,
            ))
            .kr(steps(
                "The wear of four parts is predicted from data",
                "四种部件的磨损可由数据预测",
                [
                    step("Brake pads", "刹车片", 1.0),
                    step("Door motors", "车门电机", 1.0),
                    step("Air compressors", "空压机", 1.0),
                    step("Wheels", "车轮", 1.0),
                ],
                &[4, 7],
            ))
            .kr(metric(
                "Time for a full inspection down from 190 to 140 minutes",
                "全面点检用时由 190 分钟降到 140 分钟",
                MINUTES,
                (190.0, 140.0),
                168.0,
            )
            .silent(3)),
        goal("apprentices", Of::Workshops, Who::Ma, "Apprentices want to stay with us", "学徒愿意留下来")
            .kr(metric(
                "Apprentices who sign on afterwards up from 61% to 85%",
                "出师后留任的学徒由 61% 提升到 85%",
                PERCENT,
                (61.0, 85.0),
                78.0,
            ))
            .kr(metric(
                "Young women among applicants up from 9% to 20%",
                "应聘者中年轻女性的比例由 9% 提升到 20%",
                PERCENT,
                (9.0, 20.0),
                13.2,
            )
            .sure(5))
            .kr(metric(
                "Weeks that an apprentice works on electric buses up from 4 to 12",
                "学徒参与电动公交检修由 4 周增加到 12 周",
                WEEKS,
                (4.0, 12.0),
                10.0,
            )),
    ]
}
