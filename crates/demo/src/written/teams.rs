//! The teams.

use crate::model::{Text, Unit, t};

/// A team, by index.
#[derive(Clone, Copy)]
pub(super) enum Of {
    Company,
    Operations,
    Bus,
    Tram,
    Ferry,
    Control,
    Fleet,
    Workshops,
    Charging,
    Customer,
    Ticketing,
    Stations,
    People,
    Planning,
    Finance,
}

/// The teams in the order of [`Of`].
pub(super) fn teams() -> Vec<Unit> {
    let unit = |name: Text, parent: Option<Of>| Unit { name, parent: parent.map(|parent| parent as usize) };
    vec![
        unit(t("Harbourline", "海湾通"), None),
        unit(t("Operations", "运营"), Some(Of::Company)),
        unit(t("Bus", "公交"), Some(Of::Operations)),
        unit(t("Tram", "有轨电车"), Some(Of::Operations)),
        unit(t("Ferry", "轮渡"), Some(Of::Operations)),
        unit(t("Control centre", "调度中心"), Some(Of::Operations)),
        unit(t("Fleet & energy", "车辆与能源"), Some(Of::Company)),
        unit(t("Workshops", "检修车间"), Some(Of::Fleet)),
        unit(t("Depots & charging", "场站与充电"), Some(Of::Fleet)),
        unit(t("Customer", "乘客体验"), Some(Of::Company)),
        unit(t("Ticketing & app", "票务与应用"), Some(Of::Customer)),
        unit(t("Stations & stops", "车站与站点"), Some(Of::Customer)),
        unit(t("People & safety", "人才与安全"), Some(Of::Company)),
        unit(t("Network planning", "线网规划"), Some(Of::Company)),
        unit(t("Finance", "财务"), Some(Of::Company)),
    ]
}
