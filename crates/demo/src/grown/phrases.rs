//! The phrases in both languages.

use crate::model::{Text, t};

/// Names of teams, to which a number is appended.
pub(super) static AREAS: [Text; 24] = [
    t("Products", "产品"),
    t("Sales", "销售"),
    t("Service", "服务"),
    t("Plants", "工厂"),
    t("Logistics", "物流"),
    t("Purchasing", "采购"),
    t("Quality", "质量"),
    t("Research", "研发"),
    t("Software", "软件"),
    t("Design", "设计"),
    t("Marketing", "市场"),
    t("Finance", "财务"),
    t("People", "人力"),
    t("Safety", "安全"),
    t("Energy", "能源"),
    t("Data", "数据"),
    t("Training", "培训"),
    t("Spare parts", "备件"),
    t("Workshops", "车间"),
    t("Laboratory", "实验室"),
    t("Warehouse", "仓储"),
    t("Partners", "合作伙伴"),
    t("Exports", "出口"),
    t("Legal", "法务"),
];

/// Subjects of objectives.
pub(super) static SUBJECTS: [Text; 16] = [
    t("deliveries", "交付"),
    t("repairs", "维修"),
    t("offers", "报价"),
    t("spare parts", "备件供应"),
    t("handovers", "交接"),
    t("answers to questions", "咨询答复"),
    t("first impressions", "第一印象"),
    t("night shifts", "夜班"),
    t("invoices", "账单"),
    t("assembly lines", "装配"),
    t("test runs", "试运行"),
    t("instructions", "使用说明"),
    t("training courses", "培训"),
    t("decisions", "决策"),
    t("returns", "退换"),
    t("forecasts", "预测"),
];

/// What the subject becomes.
pub(super) static QUALITIES: [Text; 12] = [
    t("dependable", "可靠"),
    t("quick", "迅速"),
    t("effortless", "省心"),
    t("safe", "安全"),
    t("affordable", "实惠"),
    t("transparent", "透明"),
    t("calm", "从容"),
    t("worth recommending", "值得推荐"),
    t("right the first time", "一次到位"),
    t("free of waste", "不浪费"),
    t("the same everywhere", "处处一致"),
    t("easy to learn", "容易上手"),
];

/// Target groups.
pub(super) static PEOPLE: [Text; 12] = [
    t("new customers", "新客户"),
    t("workshops", "检修车间"),
    t("dealers", "经销商"),
    t("our own crews", "一线同事"),
    t("hospitals", "医院客户"),
    t("schools", "学校客户"),
    t("farmers", "农户"),
    t("small firms", "小企业"),
    t("the islands", "海岛地区"),
    t("the northern plants", "北方工厂"),
    t("apprentices", "学徒"),
    t("those who come back", "老客户"),
];

/// Metrics: name, unit, and range. `true` if less is better.
pub(super) static COUNTS: [(Text, Text, f64, f64, bool); 12] = [
    (t("Share on time", "准时率"), t("%", "%"), 60.0, 98.0, false),
    (t("Days from order to delivery", "从下单到交付的天数"), t("days", "天"), 4.0, 30.0, true),
    (t("Complaints in a month", "每月投诉"), t("", "次"), 5.0, 90.0, true),
    (t("Satisfaction", "满意度"), t("points", "分"), 40.0, 85.0, false),
    (t("Cost of a piece", "单件成本"), t("$", "元"), 3.0, 12.0, true),
    (t("Scrap", "报废率"), t("%", "%"), 0.5, 9.0, true),
    (t("Share mended at once", "一次修复率"), t("%", "%"), 50.0, 95.0, false),
    (t("Hours lost to standstill", "停机时间"), t("h", "小时"), 10.0, 160.0, true),
    (t("Orders won", "赢得的订单"), t("orders", "单"), 20.0, 400.0, false),
    (t("Colleagues trained", "受训同事"), t("people", "人"), 5.0, 250.0, false),
    (t("Energy for a piece", "单件能耗"), t("kWh", "千瓦时"), 1.0, 8.0, true),
    (t("Minutes until somebody answers", "响应时间"), t("min", "分钟"), 2.0, 60.0, true),
];

/// The steps of milestones.
pub(super) static STEPS: [Text; 4] = [
    t("Agreed with all", "各方达成一致"),
    t("Tried at one place", "一处试点"),
    t("Running at half of them", "推广过半"),
    t("Running everywhere", "全面运行"),
];

/// Family names in both scripts, with their form in e-mail addresses.
pub(super) static FAMILY: [(&str, &str); 16] = [
    ("王", "wang"),
    ("Fischer", "fischer"),
    ("李", "li"),
    ("Okoye", "okoye"),
    ("张", "zhang"),
    ("Moreau", "moreau"),
    ("刘", "liu"),
    ("Patel", "patel"),
    ("杨", "yang"),
    ("Novak", "novak"),
    ("梁", "liang"),
    ("Silva", "silva"),
    ("韩", "han"),
    ("Larsen", "larsen"),
    ("冯", "feng"),
    ("Haddock", "haddock"),
];

/// Given names for Chinese names, in which the family name comes first.
pub(super) static GIVEN_CHINESE: [(&str, &str); 12] = [
    ("晓明", "xiaoming"),
    ("丽华", "lihua"),
    ("志远", "zhiyuan"),
    ("思琪", "siqi"),
    ("建国", "jianguo"),
    ("雨欣", "yuxin"),
    ("浩然", "haoran"),
    ("静怡", "jingyi"),
    ("子轩", "zixuan"),
    ("秀英", "xiuying"),
    ("文杰", "wenjie"),
    ("佳琳", "jialin"),
];

/// Given names for Latin names.
pub(super) static GIVEN_LATIN: [(&str, &str); 12] = [
    ("Ada", "ada"),
    ("Bruno", "bruno"),
    ("Clara", "clara"),
    ("Dev", "dev"),
    ("Elif", "elif"),
    ("Farid", "farid"),
    ("Greta", "greta"),
    ("Hugo", "hugo"),
    ("Ines", "ines"),
    ("Jonas", "jonas"),
    ("Kira", "kira"),
    ("Leon", "leon"),
];
