import { clock, dayOf } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { type AgreementRow, listAgreements } from './queries';

/** So long before its last day an agreement is told of. */
export const DAYS_AHEAD = 60;
const DAYS_PAST = 30;
const SHOWN = 8;
const DAY_MS = 86_400_000;

/**
 * Agreements that want somebody's attention: in force and about to end, ended lately, changed outside Careledger, or signed
 * and not in force. Those that end first at the top. @throws forbidden
 */
export async function listEnding(ctx: Context, at: Date = clock.now()): Promise<AgreementRow[]> {
  const [soon, lately] = [DAYS_AHEAD, -DAYS_PAST].map((days) => dayOf(new Date(at.getTime() + days * DAY_MS)));
  const wants = ({ status, endsOn }: AgreementRow): boolean => {
    if (status === 'in_force' || status === 'widening') return endsOn !== null && endsOn <= (soon as string);
    if (status === 'ended') return endsOn !== null && endsOn >= (lately as string);
    return status === 'changed' || status === 'waits' || status === 'stopped';
  };
  return (await listAgreements(ctx, at)).filter(wants).slice(0, SHOWN);
}
