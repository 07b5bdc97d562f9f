import type { LedgerAction } from '@/lib/protection/ledger/actions';
import type { CanonicalEntry } from '@/lib/protection/ledger/bundle/lines';
import { sentenceOf } from '@/lib/protection/ledger/sentence';

export const count = (n: number, one: string, many: string): string =>
  `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`;

/** `2026-11-30 12:00:00 UTC` */
export const timeInWords = (iso: string): string => `${iso.slice(0, 19).replace('T', ' ')} UTC`;

/** What an entry says was done. Of one that was changed it may be anything. */
export const actInWords = ({ action, outcome }: Partial<CanonicalEntry>): string =>
  sentenceOf(String(action) as LedgerAction, outcome === 'refused' ? 'refused' : 'done');
