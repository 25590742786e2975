//! The people: half of them write their name in Latin letters, half in Chinese characters, in both languages.

use std::borrow::Cow;

use super::teams::Of;
use crate::model::{Part, Somebody};

/// A person, by index. The first five are the cast.
#[derive(Clone, Copy)]
pub(super) enum Who {
    Holloway,
    Chen,
    Okafor,
    Nair,
    Lindqvist,
    Zhao,
    Reyes,
    Zhou,
    Whitfield,
    Li,
    Wu,
    Huang,
    Murray,
    Zheng,
    Bellini,
    He,
    Drummond,
    Sun,
    Haddad,
    Ong,
    Castellan,
    Gao,
    Ma,
    Sandhu,
    Luo,
    Nyberg,
    Xu,
    Baptiste,
    Marchetti,
    Xie,
    Tan,
    Lin,
    Petrov,
    Cao,
    Deng,
    Gallagher,
    Noor,
    Voss,
    Peng,
    Rahman,
    Jiang,
    Almeida,
    Tang,
    Meyer,
    Yuan,
}

/// The people in the order of [`Who`].
pub(super) fn people() -> Vec<Somebody> {
    let is = |who: Who, name, mailbox, team: Of, part| {
        let somebody = Somebody { name: Cow::Borrowed(name), mailbox: Cow::Borrowed(mailbox), team: team as usize, part };
        (who as usize, somebody)
    };
    let mut people = vec![
        is(Who::Holloway, "Margaret Holloway", "margaret.holloway", Of::Company, Part::Executive),
        is(Who::Chen, "陈思远", "chen.siyuan", Of::Operations, Part::Lead),
        is(Who::Okafor, "Grace Okafor", "grace.okafor", Of::Bus, Part::Member),
        is(Who::Nair, "Priya Nair", "priya.nair", Of::Company, Part::ProgrammeOffice),
        is(Who::Lindqvist, "Tom Lindqvist", "tom.lindqvist", Of::Company, Part::Admin),
        is(Who::Zhao, "赵文博", "zhao.wenbo", Of::Company, Part::Executive),
        is(Who::Reyes, "Daniel Reyes", "daniel.reyes", Of::Operations, Part::Member),
        is(Who::Zhou, "周雅琴", "zhou.yaqin", Of::Operations, Part::Member),
        is(Who::Whitfield, "Hannah Whitfield", "hannah.whitfield", Of::Bus, Part::Lead),
        is(Who::Li, "李国强", "li.guoqiang", Of::Bus, Part::Member),
        is(Who::Wu, "吴倩", "wu.qian", Of::Bus, Part::Member),
        is(Who::Huang, "黄志恒", "huang.zhiheng", Of::Tram, Part::Lead),
        is(Who::Murray, "Ewan Murray", "ewan.murray", Of::Tram, Part::Member),
        is(Who::Zheng, "郑秋月", "zheng.qiuyue", Of::Tram, Part::Member),
        is(Who::Bellini, "Marco Bellini", "marco.bellini", Of::Ferry, Part::Lead),
        is(Who::He, "何海生", "he.haisheng", Of::Ferry, Part::Member),
        is(Who::Drummond, "Isla Drummond", "isla.drummond", Of::Ferry, Part::Member),
        is(Who::Sun, "孙立", "sun.li", Of::Control, Part::Lead),
        is(Who::Haddad, "Amira Haddad", "amira.haddad", Of::Control, Part::Member),
        is(Who::Ong, "Kelvin Ong", "kelvin.ong", Of::Control, Part::Member),
        is(Who::Castellan, "Ruth Castellan", "ruth.castellan", Of::Fleet, Part::Lead),
        is(Who::Gao, "高建军", "gao.jianjun", Of::Fleet, Part::Member),
        is(Who::Ma, "马永胜", "ma.yongsheng", Of::Workshops, Part::Lead),
        is(Who::Sandhu, "Pete Sandhu", "pete.sandhu", Of::Workshops, Part::Member),
        is(Who::Luo, "罗婷", "luo.ting", Of::Workshops, Part::Member),
        is(Who::Nyberg, "Oskar Nyberg", "oskar.nyberg", Of::Workshops, Part::Member),
        is(Who::Xu, "许佳宁", "xu.jianing", Of::Charging, Part::Lead),
        is(Who::Baptiste, "Joel Baptiste", "joel.baptiste", Of::Charging, Part::Member),
        is(Who::Marchetti, "Sofia Marchetti", "sofia.marchetti", Of::Customer, Part::Lead),
        is(Who::Xie, "谢雨桐", "xie.yutong", Of::Customer, Part::Member),
        is(Who::Tan, "Aaron Tan", "aaron.tan", Of::Ticketing, Part::Lead),
        is(Who::Lin, "林悦", "lin.yue", Of::Ticketing, Part::Member),
        is(Who::Petrov, "Nadia Petrov", "nadia.petrov", Of::Ticketing, Part::Member),
        is(Who::Cao, "曹磊", "cao.lei", Of::Ticketing, Part::Member),
        is(Who::Deng, "邓晓梅", "deng.xiaomei", Of::Stations, Part::Lead),
        is(Who::Gallagher, "Liam Gallagher", "liam.gallagher", Of::Stations, Part::Member),
        is(Who::Noor, "Fatima Noor", "fatima.noor", Of::Stations, Part::Member),
        is(Who::Voss, "Eleanor Voss", "eleanor.voss", Of::People, Part::ExecutiveLead),
        is(Who::Peng, "彭浩", "peng.hao", Of::People, Part::Member),
        is(Who::Rahman, "Siti Rahman", "siti.rahman", Of::People, Part::Member),
        is(Who::Jiang, "蒋文静", "jiang.wenjing", Of::Planning, Part::Lead),
        is(Who::Almeida, "Victor Almeida", "victor.almeida", Of::Planning, Part::Member),
        is(Who::Tang, "唐一鸣", "tang.yiming", Of::Planning, Part::Member),
        is(Who::Meyer, "Charlotte Meyer", "charlotte.meyer", Of::Finance, Part::ExecutiveLead),
        is(Who::Yuan, "袁芳", "yuan.fang", Of::Finance, Part::Member),
    ];
    people.sort_by_key(|(place, _)| *place);
    people.into_iter().map(|(_, somebody)| somebody).collect()
}
