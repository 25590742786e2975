//! Events other than creating and checking in, so that the history has content.

use crate::model::{Incident, t};

/// The incidents.
pub(super) fn incidents() -> Vec<Incident> {
    vec![
        Incident::Reworded {
            goal: "tell",
            week: 2,
            before: t("Improve passenger information", "改善乘客信息服务"),
            reason: t("Nobody could say when it would be reached.", "谁也说不清怎样才算达到。"),
        },
        Incident::Retargeted {
            goal: "ride",
            result: 0,
            week: 3,
            from: 680_000.0,
            title_before: t("Trips on a weekday up from 612,000 to 680,000", "工作日客运量由 61.2 万提升到 68 万人次"),
            reason: t("The eastern line opens a quarter later than planned.", "东线比原计划晚一个季度开通。"),
        },
        Incident::Reweighed {
            goal: "pay",
            week: 4,
            weight: 2.0,
            reason: t(
                "Half of all complaints are about paying, so it should count for more.",
                "一半的投诉与付款有关，权重应当更高。",
            ),
        },
        Incident::Declined {
            goal: "handover",
            parent: "safe",
            week: 2,
            reason: t(
                "Good work, but no rider or driver is safer for a tablet. Tell us what it changes.",
                "事是好事，但平板本身不会让乘客和司机更安全。请写清它改变了什么。",
            ),
        },
        Incident::Mistyped { goal: "charged", result: 0, typed: 9.6 },
    ]
}
