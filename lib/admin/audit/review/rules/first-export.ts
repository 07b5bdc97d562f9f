import { sentenceOf } from '@/lib/protection/ledger/sentence';
import { EXPORTS, type Rule } from './rule';

export const firstExport: Rule<'first_export'> = {
  name: 'first_export',
  title: 'First use of an export',
  why: 'Somebody took data out in a way they never used before. It may be a new task of theirs.',
  found: ({ what }) => `The first time: ${what}.`,
  find: ({ acts, firstTimes }) =>
    acts
      .filter(({ id, action, outcome }) => outcome === 'done' && EXPORTS.has(action) && firstTimes.has(id))
      .map((act) => {
        const { personId, personName, action, module, recordId } = act;
        const about = { ...(module && { module }), ...(recordId && { recordId }) };
        const facts = { what: sentenceOf(action, 'done').toLowerCase() };
        return { personId, personName, ...about, key: action, score: 40, entries: [act], facts };
      }),
};
