import { Fhir } from 'fhir';
import { expect, test } from 'vitest';
import { entriesOfEveryAct } from '@/lib/tools/testing/forms/entries';
import { groupOf } from '../action-groups';
import type { LedgerAction } from '../actions';
import type { Entry } from '../entry';
import { sentenceOf } from '../sentence';
import { cefOf } from './cef';
import { auditEventOf } from './fhir';
import { ocsfOf } from './ocsf';
import { streamedOf } from './streamed';
import { syslogOf } from './syslog';
import { kindOf, verbOf } from './verbs';

const product = { version: '1.2.3', host: 'crm.example.org' };
const place = { origin: 'careledger/7', incarnation: 1, sequence: 4, leaf: Buffer.alloc(32) };
const [known] = entriesOfEveryAct() as [Entry];

// What SQL can put into the column: words of nobody, and names that every object of JavaScript has.
test.each(['nobody.knows', 'record.constructor', 'toString', '__proto__', 'constructor.toString', ''])(
  'an entry of the act "%s", which is none of ours, has a place in every form',
  (name) => {
    const action = name as LedgerAction;
    expect([verbOf(action), groupOf(action)]).toEqual(['execute', name.startsWith('record.') ? 'records' : 'ledger']);
    expect(kindOf(action)).toBe(name.split('.')[0]);
    for (const outcome of ['done', 'refused'] as const) {
      expect(sentenceOf(action, outcome)).toBe(name);
      const entry: Entry = { ...known, action, outcome, purpose: 'constructor' };
      expect(ocsfOf(entry, product)).toMatchObject({ class_name: 'API Activity', activity_id: 99, message: name });
      const event = JSON.parse(JSON.stringify(auditEventOf(entry, product)));
      expect(event).toMatchObject({ action: 'E', type: { code: expect.any(String) } });
      expect(event).not.toHaveProperty('purposeOfEvent');
      if (name !== '')
        expect(new Fhir().validate(event).messages.filter(({ severity }) => severity === 'error')).toEqual([]);
      const streamed = streamedOf(entry, place);
      expect(cefOf(streamed)).toContain(`|${name}|${name}|`);
      expect(syslogOf(streamed, product.host)).toContain(`action="${name}"`);
    }
  },
);
