//! Why a percentage is what it is, as data: the formula, its inputs with their names, and the edges it came through.
