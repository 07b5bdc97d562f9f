import type { Id } from '@/lib/platform/ids';
import { counted, wallOf } from './group';
import type { Finding, Rule } from './rule';

const DAY_MS = 86_400_000;

export const dormantAccount: Rule<'dormant_account'> = {
  name: 'dormant_account',
  title: 'An account that woke up',
  why: 'An account did something for the first time after a long pause. It may be a return from leave, or an account that somebody else uses.',
  found: ({ days }) => `The first act after ${counted(days, 'day')}.`,
  find: (evidence, { days }) => {
    const last = new Map<Id, Date>(evidence.lastBefore);
    const found: Finding[] = [];
    for (const act of evidence.acts.filter(({ byProgram }) => !byProgram)) {
      const { personId, personName, at } = act;
      const before = last.get(personId);
      last.set(personId, at);
      const pause = before === undefined ? 0 : Math.floor((at.getTime() - before.getTime()) / DAY_MS);
      if (pause < days) continue;
      const key = wallOf(at, evidence.zones.get(personId) ?? 'UTC').day;
      found.push({ personId, personName, key, score: 65, entries: [act], facts: { days: pause } });
    }
    return found;
  },
};
