export const count = (n: number, one: string, many: string): string =>
  `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`;

/** `2026-11-30 12:00:00 UTC` */
export const timeInWords = (iso: string): string => `${iso.slice(0, 19).replace('T', ' ')} UTC`;
