//! Notes for many key results, used for weeks without a hand-written one.

use crate::model::{Remark, Remarks, Text, t};

const fn remark(progress: Text, obstacle: Text, next: Text) -> Remark {
    Remark { progress, obstacle, next }
}

/// The notes.
pub(super) fn remarks() -> Remarks {
    Remarks { on_track: on_track(), at_risk: at_risk(), off_track: off_track() }
}

fn on_track() -> Vec<Remark> {
    vec![
        remark(
            t(
                "A good week: what we tried at one depot now runs at all of them.",
                "这一周不错：在一座场站试点的做法已推广到全部场站。",
            ),
            Text::NONE,
            Text::NONE,
        ),
        remark(
            t("The trend holds for the third week.", "连续第三周保持这个势头。"),
            Text::NONE,
            t("Write down how we did it before we forget.", "趁还记得，把做法写下来。"),
        ),
        remark(
            t("A little ahead of where we wanted to be.", "比预想的略快一点。"),
            Text::NONE,
            t("Keep going; no change.", "照此继续，不作调整。"),
        ),
        remark(
            t("The early shift came up with the fix themselves.", "早班的同事自己想出了办法。"),
            Text::NONE,
            t("Show it to the late shift on Thursday.", "周四讲给晚班听。"),
        ),
        remark(t("Small step, but it stays.", "步子不大，但站住了。"), Text::NONE, Text::NONE),
        remark(
            t("The numbers of the last two weeks have been checked and stand.", "已核对最近两周的数字，属实。"),
            Text::NONE,
            t("Next reading on Friday.", "周五再读一次数。"),
        ),
        remark(
            Text::NONE,
            Text::NONE,
            t("Ask Finance whether the saving shows in the books.", "请财务看看账上是否体现了这笔节省。"),
        ),
        remark(t("Holidays quietened things; we used them to catch up.", "假期客流少，正好补上进度。"), Text::NONE, Text::NONE),
        remark(
            t("Riders have begun to notice: three letters of thanks.", "乘客开始注意到了：收到三封感谢信。"),
            Text::NONE,
            Text::NONE,
        ),
    ]
}

fn at_risk() -> Vec<Remark> {
    vec![
        remark(
            Text::NONE,
            t("Two of us were lent to the winter timetable.", "有两位同事被借去赶冬季时刻表。"),
            t("They are back on Monday.", "他们周一回来。"),
        ),
        remark(
            t("Better than last week, not as good as planned.", "比上周好，但不及计划。"),
            t("The easy part is done; what is left depends on others.", "容易的部分做完了，剩下的要靠别人配合。"),
            Text::NONE,
        ),
        remark(
            Text::NONE,
            t("Roadworks in three of our streets.", "我们有三条街在修路。"),
            t("Diversions are agreed until the end of the month.", "月底前的绕行方案已定。"),
        ),
        remark(
            t("Half a step.", "前进了半步。"),
            t("The supplier delivers late.", "供应商交货推迟。"),
            t("Find out whether a second one can help.", "看看能不能再找一家。"),
        ),
        remark(
            Text::NONE,
            t("The measurement itself swings; we don't trust last week's number.", "测量本身有波动，上周的数字不太可信。"),
            t("Count by hand on two days.", "挑两天人工清点。"),
        ),
        remark(
            t("Stands still.", "原地踏步。"),
            t("We try to do it beside everything else.", "一直是顺带做，没有专门的时间。"),
            t("One fixed afternoon a week for it.", "每周固定一个下午专做这件事。"),
        ),
    ]
}

fn off_track() -> Vec<Remark> {
    vec![
        remark(
            Text::NONE,
            t("What we believed in doesn't work: four weeks, no effect.", "原先的思路行不通：四周了，没有效果。"),
            t("Stop, and ask those who drive what they would try.", "先停下来，问问一线的人会怎么做。"),
        ),
        remark(
            Text::NONE,
            t("The money is only released next quarter.", "经费要下个季度才批。"),
            t("Look for what can be had without money.", "先做不花钱的部分。"),
        ),
        remark(
            t("Not where we wanted to be, and won't be by the end of the quarter.", "没有达到预期，季度末也赶不上了。"),
            t("Started three weeks late.", "晚了三周才开始。"),
            t("Agree with the objective's owner on what still can be reached.", "和目标负责人商定还能做到什么程度。"),
        ),
        remark(
            Text::NONE,
            t("Two vacancies have been open since the beginning of the quarter.", "从季度初起就缺两个人。"),
            t("Interviews on Tuesday and Wednesday.", "周二、周三面试。"),
        ),
    ]
}
