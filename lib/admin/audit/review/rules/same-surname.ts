import { groupsOf, wallOf } from './group';
import { pairOf, READS, type Rule } from './rule';

export const sameSurname: Rule<'same_surname'> = {
  name: 'same_surname',
  title: 'Same last name as the patient',
  why: 'Somebody read a record whose last name is their own, or was until they changed the name of their account within the last week. It may be a relative, or themselves; with a common name it is often nothing. The name was compared inside, and is not kept here.',
  found: ({ count }) =>
    `The last name of the record equals that of whoever read it, ${count === 1 ? 'once' : `${count} times`} that day.`,
  find: (evidence) => {
    const groups = groupsOf(evidence, ({ action, outcome, recordId, personId, at }, zone) => {
      if (outcome !== 'done' || !READS.has(action) || recordId === null) return undefined;
      return evidence.sameSurname.has(pairOf(personId, recordId)) ? `${wallOf(at, zone).day} ${recordId}` : undefined;
    });
    return groups.flatMap(({ acts, ...whose }) => {
      const [first] = acts;
      if (!first?.recordId) return [];
      const about = { module: first.module ?? undefined, recordId: first.recordId };
      return [{ ...whose, ...about, score: 75, entries: acts, facts: { count: acts.length } }];
    });
  },
};
