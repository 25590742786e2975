//! The second factor: codes of six digits that somebody's phone makes (RFC 6238), and recovery codes for whoever lost it.
//!
//! Six digits, thirty seconds, SHA-1: what every app can do. HMAC-SHA-1 isn't harmed by what is known of SHA-1.

use chrono::{DateTime, Utc};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sha2::{Digest, Sha256};
use store::{Accounts, SharedSecret, StoreError, TokenHash};
use totp_rs::{Algorithm, Builder, Secret, Totp};

use crate::clock::Clock;

/// How long a code lasts, in seconds.
const STEP: u64 = 30;
/// A code of so many steps before or after now is taken: people type slowly, and clocks differ a little.
const NEAR: u16 = 1;
/// Within so many steps, twenty minutes, a code that isn't taken tells that a clock is wrong.
const FAR: u16 = 40;
/// How many recovery codes somebody gets.
const RECOVERY_CODES: usize = 10;
/// Bytes by chance in one: 80 bits.
const RECOVERY_BYTES: usize = 10;
/// How much of an organisation's name an app is told: more makes a QR code that phones find hard to read.
const NAME: usize = 24;

/// What phone and server share. Has no `Debug`, so that no log can hold it.
#[derive(Clone, Copy)]
pub(crate) struct Shared(SharedSecret);

/// Why a code isn't taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// It is no code of theirs.
    ErrorResponse,
    /// It, or a later one, was taken before.
    Used,
    /// It belongs to another time: the phone's clock is wrong.
    Clock,
}

impl Refused {
    /// The key of the sentence.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::ErrorResponse => "code.wrong",
            Self::Used => "code.used",
            Self::Clock => "code.clock",
        }
    }
}

/// What somebody typed.
enum Typed {
    /// A code of a phone.
    Code(String),
    /// A recovery code.
    Recovery(TokenHash),
}

/// Recovery codes as they are shown once. Has no `Debug`.
pub(crate) struct RecoveryCodes(Vec<[u8; RECOVERY_BYTES]>);

impl Shared {
    fn new(clock: &Clock) -> Self {
        let mut secret = [0; 20];
        secret.copy_from_slice(&clock.secret()[..20]);
        Self(secret)
    }

    /// As it is typed into an app, in groups of four.
    pub(crate) fn written(self) -> String {
        grouped(&Secret::new_stack(self.0).to_base32(), " ")
    }

    /// As an app reads it from a QR code; `issuer` and `account` are what it is called there.
    pub(crate) fn address(self, issuer: &str, account: &str) -> String {
        // A colon parts the two.
        let name = |text: &str| text.replace(':', " ").chars().take(NAME).collect::<String>().trim_end().to_owned();
        let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let (issuer, account) = (encoded(&name(issuer)), encoded(&account.replace(':', " ")));
        let secret = Secret::new_stack(self.0).to_base32();
        format!("otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits=6&period={STEP}")
    }

    fn codes(self, skew: u16) -> Totp {
        Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(6)
            .with_step_duration(STEP)
            .with_skew(skew)
            .with_secret(Secret::new_stack(self.0))
            .build()
            .expect("160 bits and six digits are what the standard asks for")
    }

    /// The step of a code, if it may be taken now, by somebody whose last one was of `last_step`.
    fn judge(self, code: &str, now: DateTime<Utc>, last_step: u64) -> Result<u64, Refused> {
        let now = u64::try_from(now.timestamp()).unwrap_or_default();
        let near = self.codes(NEAR).check(code, now);
        match near.or_else(|| self.codes(FAR).check(code, now)) {
            None => Err(Refused::ErrorResponse),
            Some(step) if step <= last_step => Err(Refused::Used),
            Some(step) => near.map(|_| step).ok_or(Refused::Clock),
        }
    }
}

impl RecoveryCodes {
    fn new(clock: &Clock) -> Self {
        let one = |_| {
            let mut code = [0; RECOVERY_BYTES];
            code.copy_from_slice(&clock.secret()[..RECOVERY_BYTES]);
            code
        };
        Self((0..RECOVERY_CODES).map(one).collect())
    }

    fn hashes(&self) -> Vec<TokenHash> {
        self.0.iter().map(|code| Sha256::digest(code).into()).collect()
    }

    /// As they are shown.
    pub(crate) fn written(&self) -> Vec<String> {
        let written = |code: &[u8; RECOVERY_BYTES]| grouped(&Secret::from(code.to_vec()).to_base32().to_lowercase(), "-");
        self.0.iter().map(written).collect()
    }
}

impl Typed {
    /// However it is typed: with gaps, in large or small letters, with the wide digits of a Chinese keyboard.
    fn read(text: &str) -> Option<Self> {
        let wide = |letter: char| match letter {
            '０'..='９' => char::from_digit(letter as u32 - '０' as u32, 10).unwrap_or(letter),
            letter => letter.to_ascii_uppercase(),
        };
        let is_gap = |letter: &char| letter.is_whitespace() || matches!(letter, '-' | '‐' | '–' | '—' | '－');
        let plain: String = text.chars().filter(|letter| !is_gap(letter)).take(64).map(wide).collect();
        if plain.len() == 6 && plain.bytes().all(|letter| letter.is_ascii_digit()) {
            return Some(Self::Code(plain));
        }
        let bytes = Secret::try_from_base32(&plain).ok().filter(|code| code.as_bytes().len() == RECOVERY_BYTES)?;
        Some(Self::Recovery(Sha256::digest(bytes.as_bytes()).into()))
    }
}

/// `abcdefgh` as `abcd efgh`.
fn grouped(text: &str, gap: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(gap)
}

/// Everybody's second factors. Clones share them.
#[derive(Clone)]
pub(crate) struct SecondFactors {
    accounts: Accounts,
    clock: Clock,
}

impl SecondFactors {
    pub(super) const fn new(accounts: Accounts, clock: Clock) -> Self {
        Self { accounts, clock }
    }

    /// Whether somebody has one that counts.
    pub(crate) async fn is_set(&self, person: okr::PersonId) -> Result<bool, StoreError> {
        Ok(self.accounts.second_factor(person).await?.is_some_and(|factor| factor.confirmed_at.is_some()))
    }

    /// Proposes a secret to somebody who has none; one that was proposed before stays.
    pub(crate) async fn propose(&self, person: okr::PersonId) -> Result<(), StoreError> {
        self.accounts.propose_second_factor(person, &Shared::new(&self.clock).0).await
    }

    /// What was proposed to somebody, and isn't confirmed yet.
    pub(crate) async fn proposed(&self, person: okr::PersonId) -> Result<Option<Shared>, StoreError> {
        let factor = self.accounts.second_factor(person).await?.filter(|factor| factor.confirmed_at.is_none());
        Ok(factor.map(|factor| Shared(factor.secret)))
    }

    /// Takes the first code of what was proposed: it counts from now on.
    pub(crate) async fn confirm(
        &self,
        person: okr::PersonId,
        shared: Shared,
        typed: &str,
    ) -> Result<Result<RecoveryCodes, Refused>, StoreError> {
        let Some(Typed::Code(code)) = Typed::read(typed) else { return Ok(Err(Refused::ErrorResponse)) };
        let (now, codes) = (self.clock.now(), RecoveryCodes::new(&self.clock));
        Ok(match shared.judge(&code, now, 0) {
            Ok(step) => {
                let is_theirs = self.accounts.confirm_second_factor(person, &shared.0, step, now, &codes.hashes()).await?;
                if is_theirs { Ok(codes) } else { Err(Refused::ErrorResponse) }
            }
            Err(refused) => Err(refused),
        })
    }

    /// Takes a code of somebody's phone, or one of their recovery codes: each once.
    pub(crate) async fn take(&self, person: okr::PersonId, typed: &str) -> Result<Result<(), Refused>, StoreError> {
        let factor = self.accounts.second_factor(person).await?.filter(|factor| factor.confirmed_at.is_some());
        let Some((factor, typed)) = factor.zip(Typed::read(typed)) else { return Ok(Err(Refused::ErrorResponse)) };
        let now = self.clock.now();
        let (taken, otherwise) = match typed {
            Typed::Code(code) => match Shared(factor.secret).judge(&code, now, factor.last_step) {
                // Of those who send the same code at once, one is told yes.
                Ok(step) => (self.accounts.use_step(person, step).await?, Refused::Used),
                // That it belongs to another time tells somebody who guesses when to send it again. At set-up it tells nothing new.
                Err(Refused::Clock) => (false, Refused::ErrorResponse),
                Err(refused) => (false, refused),
            },
            Typed::Recovery(hash) => (self.accounts.use_recovery_code(person, &hash, now).await?, Refused::ErrorResponse),
        };
        Ok(if taken { Ok(()) } else { Err(otherwise) })
    }

    /// Makes new recovery codes; those before are good for nothing any more.
    pub(crate) async fn renew(&self, person: okr::PersonId) -> Result<RecoveryCodes, StoreError> {
        let codes = RecoveryCodes::new(&self.clock);
        self.accounts.renew_recovery_codes(person, &codes.hashes()).await?;
        Ok(codes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of the RFC's appendix B.
    const RFC: Shared = Shared(*b"12345678901234567890");

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).unwrap()
    }

    #[test]
    fn codes_are_those_of_rfc_6238() {
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(RFC.judge(code, at(second), 0), Ok(u64::try_from(second).unwrap() / STEP), "{second}");
        }
    }

    #[test]
    fn a_code_of_the_step_before_or_after_is_taken_and_one_of_another_time_says_so() {
        // 050471 is the code of the thirty seconds from 1 111 111 110 on.
        let step = 1_111_111_110 / STEP;
        for (second, judged) in [
            (1_111_111_110, Ok(step)),
            (1_111_111_139, Ok(step)),
            (1_111_111_080, Ok(step)),
            (1_111_111_169, Ok(step)),
            (1_111_111_079, Err(Refused::Clock)),
            (1_111_111_170, Err(Refused::Clock)),
            (1_111_111_110 + 600, Err(Refused::Clock)),
            (1_111_111_110 - 1200, Err(Refused::Clock)),
            (1_111_111_110 - 1201, Err(Refused::ErrorResponse)),
            (1_111_111_110 + 1230, Err(Refused::ErrorResponse)),
        ] {
            assert_eq!(RFC.judge("050471", at(second), 0), judged, "{second}");
        }
    }

    #[test]
    fn a_code_that_was_used_or_is_older_than_the_last_one_is_told_apart() {
        let step = 1_111_111_110 / STEP;
        assert_eq!(RFC.judge("050471", at(1_111_111_110), step - 1), Ok(step));
        for last in [step, step + 1] {
            assert_eq!(RFC.judge("050471", at(1_111_111_110), last), Err(Refused::Used));
        }
        assert_eq!(RFC.judge("050471", at(1_111_111_110 + 300), step), Err(Refused::Used), "and not blamed on a clock");
    }

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        for text in ["050471", " 050 471 ", "050-471", "０５０４７１"] {
            assert!(matches!(Typed::read(text), Some(Typed::Code(code)) if code == "050471"), "{text}");
        }
        let codes = RecoveryCodes(vec![[0xa5; RECOVERY_BYTES]]);
        let written = codes.written().remove(0);
        assert_eq!(written, "uws2-ljnf-uws2-ljnf");
        for text in [written.clone(), written.to_uppercase(), written.replace('-', " "), written.replace('-', "")] {
            assert!(matches!(Typed::read(&text), Some(Typed::Recovery(hash)) if hash == codes.hashes()[0]), "{text}");
        }
        for text in ["", "05047", "0504711", "05o471", "uws2-ljnf-uws2", "地图地图地图", &"a".repeat(500)] {
            assert!(Typed::read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn an_app_is_told_who_asks_and_for_whom() {
        assert_eq!(
            RFC.address("Plumbline (Kran & Söhne: Nord)", "ada@example.org"),
            "otpauth://totp/Plumbline%20%28Kran%20%26%20S%C3%B6hne:ada%40example%2Eorg\
             ?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Plumbline%20%28Kran%20%26%20S%C3%B6hne\
             &algorithm=SHA1&digits=6&period=30"
        );
        assert_eq!(RFC.written(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    }

    #[test]
    fn recovery_codes_are_ten_and_no_two_are_the_same() {
        let codes: std::collections::BTreeSet<_> = RecoveryCodes::new(&Clock::system()).written().into_iter().collect();
        assert_eq!(codes.len(), 10);
    }
}
