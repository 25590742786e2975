//! Words that indicate a task instead of a result, English and Chinese.

/// Verbs at the start of a task.
const TASKS: [&str; 30] = [
    "arrange",
    "conduct",
    "create",
    "deliver",
    "deploy",
    "develop",
    "execute",
    "finalise",
    "finalize",
    "finish",
    "host",
    "implement",
    "install",
    "introduce",
    "investigate",
    "kick",
    "launch",
    "migrate",
    "organise",
    "organize",
    "perform",
    "prepare",
    "produce",
    "publish",
    "roll",
    "set",
    "setup",
    "ship",
    "update",
    "write",
];

/// Words that indicate a task only before an object: *build a portal*, but *build time under 5 minutes*.
const TASKS_WITH_OBJECT: [&str; 12] =
    ["build", "complete", "design", "draft", "hold", "plan", "release", "review", "run", "start", "test", "document"];

/// The first words of an object.
const OBJECTS: [&str; 14] =
    ["a", "all", "an", "another", "each", "every", "first", "its", "new", "our", "the", "their", "this", "your"];

/// Words that may precede the verb.
const LEAD_IN: [&str; 6] = ["to", "we", "will", "successfully", "fully", "finally"];

/// Phrasal verbs: both halves are needed.
const SECOND_HALVES: [(&str, &str); 3] = [("kick", "off"), ("roll", "out"), ("set", "up")];

/// Chinese verbs of tasks, at any position.
const CHINESE_TASKS: [&str; 4] = ["上线", "完成", "发布", "推出"];

/// Chinese verbs of tasks at the start of a sentence.
const CHINESE_TASKS_IN_FRONT: [&str; 12] =
    ["启动", "搭建", "实施", "部署", "举办", "召开", "编写", "撰写", "开发", "交付", "组织", "制定"];

/// Suffixes that make a noun of the verb before: 完成率, 上线时间, 开发者, 发布后.
const CHINESE_NOUNS: [&str; 17] =
    ["率", "度", "量", "数量", "比例", "占比", "时间", "时长", "时效", "周期", "频率", "频次", "次数", "者", "后", "前", "的"];

/// Words that may precede a Chinese verb.
const CHINESE_LEAD_IN: [&str; 6] = ["成功", "正式", "全面", "顺利", "按时", "按期"];

/// The word that makes a key result's title read as a task, as written.
pub fn task_in(title: &str) -> Option<&str> {
    in_english(title).or_else(|| in_chinese(title))
}

fn in_english(title: &str) -> Option<&str> {
    let is_one_of = |word: &str, list: &[&str]| list.iter().any(|listed| word.eq_ignore_ascii_case(listed));
    // A hyphen joins a word, so that launch-day isn't a launch.
    let mut words = title
        .split(|char: char| !char.is_alphanumeric() && char != '-' && char != '\'')
        .filter(|word| !word.is_empty())
        .skip_while(|word| is_one_of(word, &LEAD_IN));
    let verb = words.next()?;
    let next = words.next().unwrap_or_default();
    let half = SECOND_HALVES.iter().find(|(first, _)| verb.eq_ignore_ascii_case(first));
    let is_task = half.is_none_or(|(_, second)| next.eq_ignore_ascii_case(second)) && is_one_of(verb, &TASKS);
    (is_task || (is_one_of(verb, &TASKS_WITH_OBJECT) && is_one_of(next, &OBJECTS))).then_some(verb)
}

fn in_chinese(title: &str) -> Option<&str> {
    let is_noun = |after: &str| CHINESE_NOUNS.iter().any(|noun| after.starts_with(noun));
    let anywhere = CHINESE_TASKS.iter().find_map(|verb| {
        let mut found = title.match_indices(verb);
        found.find(|(at, verb)| !is_noun(&title[at + verb.len()..])).map(|(_, verb)| verb)
    });
    anywhere.or_else(|| {
        let front = CHINESE_LEAD_IN.iter().fold(title.trim_start(), |title, word| title.strip_prefix(word).unwrap_or(title));
        let verb = CHINESE_TASKS_IN_FRONT.iter().find(|verb| front.strip_prefix(**verb).is_some_and(|after| !is_noun(after)))?;
        front.get(..verb.len())
    })
}

#[cfg(test)]
mod tests {
    use super::task_in;

    #[test]
    fn what_is_to_be_done_reads_as_a_task() {
        for (title, word) in [
            ("Launch the new website", "Launch"),
            ("finish the migration", "finish"),
            ("Successfully roll out SSO", "roll"),
            ("To implement 3 new features", "implement"),
            ("Build a customer portal", "Build"),
            ("Complete all interviews", "Complete"),
            ("上线新版官网", "上线"),
            ("新版官网上线", "上线"),
            ("完成数据迁移", "完成"),
            ("按时完成三次演练", "完成"),
            ("成功举办年度大会", "举办"),
        ] {
            assert_eq!(task_in(title), Some(word), "{title}");
        }
    }

    #[test]
    fn what_is_better_afterwards_reads_as_a_result() {
        for title in [
            "Raise activation from 30 % to 45 %",
            "Build time under 5 minutes",
            "Complete profiles from 40 % to 80 %",
            "Launch-day sign-ups from 0 to 100",
            "Set-top share up by a fifth",
            "Roll call under a minute",
            "Customers who launch within a day: 80 %",
            "任务完成率达到 95 %",
            "发布频率提高到每天三次",
            "上线时间缩短一半",
            "开发者满意度达到九成",
            "交付周期缩短到五天",
            "",
        ] {
            assert_eq!(task_in(title), None, "{title}");
        }
    }
}
