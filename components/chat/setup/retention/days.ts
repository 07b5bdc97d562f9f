/** A number of days as typed; what is none is NaN, which the server names. Pure. */
export const daysOf = (typed: string): number => Number(typed.trim().replaceAll(',', '') || Number.NaN);

/** Whether conversations go that are kept as it is; 0 keeps all. */
export const isShorter = (days: number, before: number): boolean => days > 0 && (before === 0 || days < before);
