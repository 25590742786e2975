//! The units of measures.

use crate::model::{Text, t};

pub(super) const PERCENT: Text = t("%", "%");
pub(super) const MINUTES: Text = t("min", "分钟");
pub(super) const SECONDS: Text = t("s", "秒");
pub(super) const HOURS: Text = t("h", "小时");
pub(super) const DAYS: Text = t("days", "天");
pub(super) const TIMES: Text = t("", "次");
pub(super) const POINTS: Text = t("points", "分");
pub(super) const PEOPLE: Text = t("people", "人");
pub(super) const TRIPS: Text = t("", "人次");
pub(super) const KM: Text = t("km", "公里");
pub(super) const LITRES: Text = t("l", "升");
pub(super) const KWH: Text = t("kWh", "千瓦时");
pub(super) const MONEY: Text = t("$", "元");
pub(super) const MILLIONS: Text = t("$ m", "百万元");
pub(super) const STOPS: Text = t("stops", "个站点");
pub(super) const VEHICLES: Text = t("vehicles", "辆");
pub(super) const STARS: Text = t("stars", "星");
pub(super) const DEGREES: Text = t("°C", "°C");
pub(super) const DECIBELS: Text = t("dB", "分贝");
pub(super) const WEEKS: Text = t("weeks", "周");
