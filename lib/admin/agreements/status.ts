/** What has become of an agreement. Pure. */
import { isInForce } from '@/lib/protection/agreements/covering';
import type { KeptAgreement } from '@/lib/protection/agreements/kept';

/**
 * `in_force`: it covers what it covers. `widening`: it does, and more waits for a second person. `waits`: signed, and a second
 * person has to confirm it. `stopped`: signed, and nobody asks for it. `to_come`: its first day has not come. `changed`: by
 * SQL, so that it covers nothing.
 */
export type AgreementStatus =
  | 'draft'
  | 'sent'
  | 'waits'
  | 'stopped'
  | 'to_come'
  | 'in_force'
  | 'widening'
  | 'ended'
  | 'withdrawn'
  | 'changed';

interface Known {
  isOurs: boolean;
  /** Something about it waits for a second person. */
  isAsked: boolean;
  /** Today, in UTC. */
  day: string;
}

export function statusOf(agreement: KeptAgreement, { isOurs, isAsked, day }: Known): AgreementStatus {
  if (!isOurs) return 'changed';
  const { state, inForce, startsOn } = agreement;
  if (state !== 'signed') return state as 'draft' | 'sent' | 'withdrawn';
  if (!inForce) return isAsked ? 'waits' : 'stopped';
  if (isInForce(agreement, day)) return isAsked ? 'widening' : 'in_force';
  return day < startsOn ? 'to_come' : 'ended';
}
