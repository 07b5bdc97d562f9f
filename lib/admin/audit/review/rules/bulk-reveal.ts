import { counted, groupsOf, scored, wallOf } from './group';
import { REVEALS, type Rule } from './rule';

export const bulkReveal: Rule<'bulk_reveal'> = {
  name: 'bulk_reveal',
  title: 'Many reveals within an hour',
  why: 'Somebody revealed many values within one hour, and far more than they usually do in an hour of the 30 days before. It may be a busy day, or somebody who takes values with them.',
  found: ({ count, usual, hour }) =>
    `${counted(count, 'reveal')} between ${hour}:00 and ${hour}:59${Number(usual) > 0 ? `; usually ${usual} in an hour` : '; none in the 30 days before'}.`,
  find: (evidence, { atLeast, times }) => {
    const groups = groupsOf(evidence, ({ action, outcome, at }, zone) => {
      if (outcome !== 'done' || !REVEALS.has(action)) return undefined;
      const { day, hour } = wallOf(at, zone);
      return `${day} ${String(hour).padStart(2, '0')}`;
    });
    return groups.flatMap(({ acts, ...whose }) => {
      const usual = evidence.usual.get(whose.personId) ?? 0;
      const needed = Math.max(atLeast, times * usual);
      if (acts.length < needed) return [];
      const facts = { count: acts.length, usual: Math.round(usual), hour: whose.key.slice(-2) };
      return [{ ...whose, score: scored(acts.length, needed, [70, 100]), entries: acts, facts }];
    });
  },
};
