import { counted, groupsOf, scored, wallOf } from './group';
import { pairOf, READS, type Rule } from './rule';

export const noOpenActivity: Rule<'no_open_activity'> = {
  name: 'no_open_activity',
  title: 'Records without anything to do',
  why: 'Somebody read many records in a day that they neither own nor made, and of which they have no open task, meeting, call, deal, case or chat. It was looked at soon after the reading: what was closed before that counts as not open.',
  found: ({ records, acts }) =>
    `${counted(records, 'record')} without anything to do there, ${counted(acts, 'act')} that day.`,
  find: (evidence, { atLeast }) => {
    const groups = groupsOf(evidence, ({ action, outcome, recordId, personId, at, byProgram }, zone) => {
      if (outcome !== 'done' || byProgram || recordId === null || !READS.has(action)) return undefined;
      return evidence.busyWith.has(pairOf(personId, recordId)) ? undefined : wallOf(at, zone).day;
    });
    return groups.flatMap(({ acts, ...whose }) => {
      const records = new Set(acts.map(({ recordId }) => recordId)).size;
      if (records < atLeast) return [];
      const facts = { records, acts: acts.length };
      return [{ ...whose, score: scored(records, atLeast, [45, 80]), entries: acts, facts }];
    });
  },
};
