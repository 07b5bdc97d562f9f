import { counted, groupsOf, scored, wallOf } from './group';
import type { Rule } from './rule';

export const refusedAttempts: Rule<'refused_attempts'> = {
  name: 'refused_attempts',
  title: 'Several refused attempts',
  why: 'Somebody tried several times in a day what they may not do. It may be a right that is missing, or somebody who looks for a way in.',
  found: ({ count, kinds }) => `${counted(count, 'refused attempt')} of ${counted(kinds, 'kind')} that day.`,
  find: (evidence, { atLeast }) => {
    const groups = groupsOf(evidence, ({ outcome, at }, zone) =>
      outcome === 'refused' ? wallOf(at, zone).day : undefined,
    );
    return groups
      .filter(({ acts }) => acts.length >= atLeast)
      .map(({ acts, ...whose }) => {
        const facts = { count: acts.length, kinds: new Set(acts.map(({ action }) => action)).size };
        return { ...whose, score: scored(acts.length, atLeast, [60, 90]), entries: acts, facts };
      });
  },
};
