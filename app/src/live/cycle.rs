//! Which cycle a page is about.

use okr::{Board, Cycle, CycleId, Moment};

/// The cycle of a page: the wanted one, or the default.
pub fn chosen_cycle(board: &Board, wanted: Option<CycleId>, moment: &Moment) -> Option<Cycle> {
    let today = moment.today;
    let cycles = || board.cycles.values().map(AsRef::as_ref);
    wanted
        .and_then(|id| board.cycle(id).ok())
        .or_else(|| {
            // The shortest running cycle.
            cycles()
                .filter(|cycle| cycle.first_day <= today && today <= cycle.last_day)
                .min_by_key(|cycle| cycle.last_day - cycle.first_day)
        })
        // Between cycles: the one that ended last, which is being scored; of several, the shortest.
        .or_else(|| cycles().filter(|cycle| cycle.last_day < today).max_by_key(|cycle| (cycle.last_day, cycle.first_day)))
        // Before all cycles: the one that begins next; of several, the shortest.
        .or_else(|| cycles().min_by_key(|cycle| (cycle.first_day, cycle.last_day)))
        .cloned()
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDate};
    use okr::{Event, Offsets, Phase};

    use super::*;

    fn chosen_on(today: &str) -> String {
        let mut board = Board::default();
        for (number, name, first_day, last_day) in [
            (5, "Spring 27", "2027-04-01", "2027-06-30"),
            (1, "2026", "2026-01-01", "2026-12-18"),
            (4, "Winter 27", "2027-01-11", "2027-03-31"),
            (3, "Autumn 26", "2026-10-01", "2026-12-18"),
        ] {
            let day = |text: &str| text.parse::<NaiveDate>().unwrap();
            board.apply(&Event::CycleOpened(Cycle {
                id: CycleId(uuid::Uuid::from_u128(number)),
                name: name.into(),
                first_day: day(first_day),
                last_day: day(last_day),
                parent: None,
                phase: Phase::Running,
                phase_since: DateTime::UNIX_EPOCH,
            }));
        }
        let now = DateTime::UNIX_EPOCH;
        let moment = Moment { now, today: today.parse().unwrap(), week_began: now, offsets: Offsets::fixed(0) };
        chosen_cycle(&board, None, &moment).unwrap().name
    }

    #[test]
    fn between_two_cycles_the_one_that_has_just_ended_is_looked_at() {
        for (today, name) in [
            ("2025-06-01", "2026"),
            ("2026-03-01", "2026"),
            ("2026-12-18", "Autumn 26"),
            ("2026-12-19", "Autumn 26"),
            ("2027-01-10", "Autumn 26"),
            ("2027-01-11", "Winter 27"),
            ("2027-04-01", "Spring 27"),
            ("2028-01-01", "Spring 27"),
        ] {
            assert_eq!(chosen_on(today), name, "{today}");
        }
    }
}
