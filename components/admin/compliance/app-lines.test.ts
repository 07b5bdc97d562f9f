import { expect, test } from 'vitest';
import type { ConnectionDto } from '@/lib/apps/connections/queries';
import { startedBy, stoppedBy } from './app-lines';

const field = (label: string, about: object = {}) => ({
  label,
  marked: true,
  withheld: false,
  needed: false,
  ...about,
});
const app = (name: string, fields: object[], about: object = {}) =>
  ({
    name,
    kind: 'zoho_app',
    agreement: { party: 'Zoho' },
    counts: { sent: 0 },
    flows: [{ plural: 'Contacts', fields }],
    ...about,
  }) as unknown as ConnectionDto;

test('closing a door says which apps get records no more, which get them without what, and what becomes of what they have', () => {
  const flow = (fields: object[], ofRecord: string) => ({ flows: [{ plural: 'Contacts', fields, ofRecord }] });
  const email = field('Email', { needed: true, emptied: true });
  const apps = [
    app('Desk', [], { ...flow([email], 'kept'), counts: { sent: 34 } }),
    app('Books', [], flow([email], 'removed')),
    app('Cliq', [], flow([field('Phone'), field('Last Name', { marked: false })], 'kept')),
    app('Recruit', [field('Email', { withheld: true })]),
    app('CRM', [], flow([field('Phone', { emptied: true })], 'removed')),
    app('Help', [], flow([field('Email'), field('Phone', { emptied: true })], 'removed')),
    app('Slack', [field('Email')], { kind: 'third_party' }),
  ];
  expect(stoppedBy(apps, 'zoho_app')).toEqual([
    'Desk gets no Contacts any more: it cannot do without Email. It keeps what it got.',
    'Desk was sent 34 changes whole in 30 days.',
    'Books gets no Contacts any more: it cannot do without Email. It is asked to remove those it has.',
    'Cliq gets Contacts without Phone. It keeps what it got.',
    'CRM gets Contacts without Phone. What it got of that is emptied there.',
    'Help gets Contacts without Email, Phone. It is asked to remove those of which it got Email, which cannot be emptied there.',
  ]);
});

test('opening one says what begins to flow under which agreement, and what does not without one', () => {
  const apps = [app('Desk', [field('Email')]), app('Cliq', [field('Phone')], { agreement: null })];
  expect(startedBy(apps, 'zoho_app')).toEqual([
    'By the agreement with Zoho, Desk gets Email of Contacts.',
    'Cliq still gets no Phone of Contacts: no agreement in force covers it.',
  ]);
});
