import type { HoldInfo } from '@/lib/admin/settings/compliance/hold-info';

export const hoursInWords = (hours: number): string => (hours === 1 ? '1 hour' : `${hours} hours`);

const MOST_NAMED = 3;

/** Until when what is taken away stays protected: "until Otto Officer confirms, or for 24 hours". */
export function untilInWords({ hours, couldConfirm }: HoldInfo): string {
  if (hours === 0) return '';
  const delay = `for ${hoursInWords(hours)}`;
  if (couldConfirm.length === 0) return `${delay}: nobody else can confirm it`;
  const named = couldConfirm.slice(0, MOST_NAMED);
  const others = couldConfirm.length > MOST_NAMED ? ' or another' : '';
  return `until ${named.join(' or ')}${others} confirms, or ${delay}`;
}
