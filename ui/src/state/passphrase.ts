/** Fewer characters than these are refused by the core. */
export const FEWEST_CHARACTERS = 8;
