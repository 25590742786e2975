//! Numbers in a sentence, in digits and in words, English and Chinese. Quarters, years, dates, versions and names
//! don't count.

use std::ops::RangeInclusive;

/// The first quantity in `text`, as written. Digits are searched first, then words.
pub fn number_in(text: &str) -> Option<&str> {
    in_digits(text).or_else(|| in_chinese(text)).or_else(|| in_english(text))
}

/// Standalone numbers in this range are years.
const YEARS: RangeInclusive<u32> = 2010..=2049;

/// Signs that make adjacent digits a quantity.
const SIGNS_BEFORE: [char; 9] = ['$', '€', '£', '¥', '￥', '<', '>', '≥', '≤'];
const SIGNS_AFTER: [char; 3] = ['%', '％', '‰'];

/// Letters that make a name of adjacent digits, as in 1st, 3D, 5G, 2FA. Other letters are units: 10k, 5ms.
const NAMING_LETTERS: [&str; 7] = ["st", "nd", "rd", "th", "d", "g", "fa"];

/// Words whose number is only a label: phase 2, ISO 27001, day 1.
const LABELS: [&str; 22] = [
    "chapter", "covid", "day", "fortune", "half", "industry", "iso", "level", "no", "part", "phase", "quarter", "section",
    "series", "soc", "stage", "tier", "type", "version", "web", "week", "windows",
];

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Characters after digits that make a day, a month or a quarter.
const CALENDAR: [&str; 4] = ["月", "日", "号", "季"];

fn in_digits(text: &str) -> Option<&str> {
    quantities(text).into_iter().next()
}

/// The quantities in `text` that are written in digits, as written.
pub(super) fn quantities(text: &str) -> Vec<&str> {
    let (mut found, mut rest) = (Vec::new(), 0);
    while let Some(start) = text[rest..].find(is_digit).map(|at| rest + at) {
        let end = end_of_digits(text, start);
        if is_quantity(&text[..start], &text[start..end], &text[end..]) {
            found.push(&text[start..end]);
        }
        rest = end;
    }
    found
}

/// ASCII and full-width digits.
const fn is_digit(char: char) -> bool {
    matches!(char, '0'..='9' | '０'..='９')
}

/// The end of the digits that start at `start`, including points, commas and strokes between them.
fn end_of_digits(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut chars = text[start..].char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        let joins = matches!(char, '.' | ',' | '/' | '-' | ':') && chars.peek().is_some_and(|(_, next)| is_digit(*next));
        if !is_digit(char) && !joins {
            break;
        }
        end = start + at + char.len_utf8();
    }
    end
}

fn is_quantity(before: &str, number: &str, after: &str) -> bool {
    if before.trim_end().ends_with(SIGNS_BEFORE) || after.trim_start().starts_with(SIGNS_AFTER) {
        return true;
    }
    !is_name(before, after) && !is_date(before, number, after)
}

/// Whether the digits belong to a name: Q4, B2B, GPT-4, 第1, phase 2, 3D, 2-factor.
fn is_name(before: &str, after: &str) -> bool {
    let glued = before.strip_suffix('-').unwrap_or(before).ends_with(is_latin) || before.ends_with(['第', '#', '_']);
    let unit = latin_word(after).to_lowercase();
    let compound = after.strip_prefix('-').is_some_and(|after| after.starts_with(is_latin));
    glued || compound || NAMING_LETTERS.contains(&unit.as_str()) || LABELS.contains(&word_before(before).as_str())
}

/// Whether the digits are a year, a date, or a time of day.
fn is_date(before: &str, number: &str, after: &str) -> bool {
    let is_year = |digits: &str| digits.len() == 4 && digits.parse().is_ok_and(|year| YEARS.contains(&year));
    let parts = || number.split(['-', '/', '.']);
    if is_year(number) {
        return !starts_with_classifier(after) || after.trim_start().starts_with('年');
    }
    let month_beside = || {
        let is_month = |word: &str| word.get(..3).is_some_and(|start| MONTHS.contains(&start));
        is_month(&word_before(before)) || is_month(&latin_word(after.trim_start()).to_lowercase())
    };
    number.contains(':')
        || number == "24/7"
        || (parts().count() > 1 && parts().next().is_some_and(is_year))
        || CALENDAR.iter().any(|sign| after.trim_start().starts_with(sign))
        || (number.parse().is_ok_and(|day: u32| (1..=31).contains(&day)) && month_beside())
}

fn is_latin(char: char) -> bool {
    char.is_alphabetic() && char < '\u{2E80}'
}

/// The letters at the start of `text`.
fn latin_word(text: &str) -> &str {
    &text[..text.find(|char| !is_latin(char)).unwrap_or(text.len())]
}

/// The last word of `text`, in lower case.
fn word_before(text: &str) -> String {
    let text = text.trim_end();
    text.rsplit(|char| !is_latin(char)).next().unwrap_or_default().to_lowercase()
}

/// Characters of Chinese numerals.
const NUMERALS: &str = "〇零一二三四五六七八九十百千万亿两半";

/// Chinese classifiers. Longer ones are listed separately: 分 alone is a point, but 十分 is "very".
const CLASSIFIERS: [&str; 36] = [
    "个", "家", "名", "位", "人", "次", "条", "项", "件", "倍", "成", "折", "天", "周", "年", "元", "块", "分钟", "分之", "秒",
    "小时", "款", "种", "座", "台", "套", "份", "场", "篇", "门", "吨", "公里", "米", "亩", "户", "岁",
];

/// Numerals that are mostly parts of other words: 一个 is "a", 二次 is "second", 万分 is "very".
const UNCOUNTED: [&str; 7] = ["一", "二", "百", "千", "万", "亿", "半"];

/// Chinese quantities without a classifier.
const CHINESE_QUANTITIES: [&str; 6] = ["翻倍", "翻番", "翻一番", "减半", "一半", "一倍"];

fn starts_with_classifier(text: &str) -> bool {
    CLASSIFIERS.iter().any(|classifier| text.trim_start().starts_with(classifier))
}

fn in_chinese(text: &str) -> Option<&str> {
    let is_numeral = |char: char| NUMERALS.contains(char);
    if let Some((_, share)) = text.split_once("百分之") {
        let numerals = share.len() - share.trim_start_matches(is_numeral).len();
        if numerals > 0 {
            return Some(&share[..numerals]);
        }
    }
    if let Some(found) = CHINESE_QUANTITIES.iter().find_map(|word| text.find(word).map(|at| &text[at..at + word.len()])) {
        return Some(found);
    }
    let mut rest = 0;
    while let Some(start) = text[rest..].find(is_numeral).map(|at| rest + at) {
        let end = text[start..].find(|char| !is_numeral(char)).map_or(text.len(), |length| start + length);
        let (before, numerals, after) = (&text[..start], &text[start..end], &text[end..]);
        // Digits read one by one make a year: 二零二六年.
        let is_year = after.starts_with('年') && numerals.chars().count() == 4 && !numerals.contains(['十', '百', '千', '万']);
        let is_idiom = after.starts_with("位一体");
        if starts_with_classifier(after) && !UNCOUNTED.contains(&numerals) && !before.ends_with('第') && !is_year && !is_idiom {
            return Some(numerals);
        }
        rest = end;
    }
    None
}

const ENGLISH_NUMBERS: [&str; 36] = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "fifteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "thousand",
    "million",
    "billion",
    "dozen",
    "double",
    "doubled",
    "doubling",
    "twice",
    "triple",
    "tripled",
    "quadruple",
    "halve",
    "halved",
    "halving",
    "percent",
];

fn in_english(text: &str) -> Option<&str> {
    let mut before = "";
    // A hyphen joins a word, so that two-factor doesn't count as two.
    for word in text.split(|char: char| !is_latin(char) && char != '-' && char != '\'').filter(|word| !word.is_empty()) {
        if before.eq_ignore_ascii_case("double") && !word.eq_ignore_ascii_case("down") {
            return Some(before);
        }
        if !word.eq_ignore_ascii_case("double") && ENGLISH_NUMBERS.iter().any(|number| word.eq_ignore_ascii_case(number)) {
            return Some(word);
        }
        before = word;
    }
    before.eq_ignore_ascii_case("double").then_some(before)
}

#[cfg(test)]
mod tests {
    use super::number_in;

    #[test]
    fn numbers_that_say_how_much_are_found() {
        for (text, number) in [
            ("Raise retention to 95 %", "95"),
            ("Grow to $2020 a head", "2020"),
            ("Reach 2000 customers", "2000"),
            ("Serve 10k requests a second", "10"),
            ("In 2026, win 12 new accounts by Q4", "12"),
            ("Cut cost by 1,250.50 euros", "1,250.50"),
            ("Double our revenue", "Double"),
            ("Win three lighthouse customers", "three"),
            ("Halve the waiting time", "Halve"),
            ("把留存率提升到百分之九十五", "九十五"),
            ("签下三十家新客户", "三十"),
            ("新增两个城市", "两"),
            ("十分钟内响应", "十"),
            ("缺陷减少三分之一", "三"),
            ("收入翻倍", "翻倍"),
            ("客诉下降３０％", "３０"),
            ("12个月内回本", "12"),
            ("2020 家门店", "2020"),
        ] {
            assert_eq!(number_in(text), Some(number), "{text}");
        }
    }

    #[test]
    fn a_number_that_only_names_something_is_none() {
        for text in [
            "Make Q4 our best quarter",
            "Win the market in 2026",
            "Lead FY20-Q4 planning",
            "Be the obvious B2B choice",
            "Ready for ISO 27001",
            "Finish phase 2 well",
            "Be the 1st choice",
            "Ship the 3D viewer people love",
            "Bring GPT-4 to every desk",
            "Safe with 2-factor sign-in",
            "Everything two-factor",
            "Support customers 24/7",
            "Be ready by 31 December",
            "Be ready by December 31",
            "Be ready by 2026-12-31",
            "Double down on quality",
            "Be somebody customers often recommend",
            "与客户一起成长",
            "成为行业第一",
            "成为客户的第一个选择",
            "做一个更好的产品",
            "打造一流的团队",
            "十分重视质量",
            "统一体验",
            "2026年全面领先",
            "二零二六年全面领先",
            "第4季度赢得市场",
            "12月31日前准备就绪",
            "千万不要让客户等待",
            "二次开发更容易",
            "坚持五位一体",
            "三方合作更顺畅",
            "",
        ] {
            assert_eq!(number_in(text), None, "{text}");
        }
    }
}
