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

test('closing a door says which apps get records no more, which get them without what, and what they have by then', () => {
  const apps = [
    app('Desk', [field('Email', { needed: true })], { counts: { sent: 34 } }),
    app('Cliq', [field('Phone'), field('Last Name', { marked: false })]),
    app('Recruit', [field('Email', { withheld: true })]),
    app('Slack', [field('Email')], { kind: 'third_party' }),
  ];
  expect(stoppedBy(apps, 'zoho_app')).toEqual([
    'Desk gets no Contacts any more: it cannot do without Email.',
    'Desk was sent 34 changes whole in 30 days. It keeps what it got.',
    'Cliq gets Contacts without Phone.',
  ]);
});

test('opening one says what begins to flow under which agreement, and what does not without one', () => {
  const apps = [app('Desk', [field('Email')]), app('Cliq', [field('Phone')], { agreement: null })];
  expect(startedBy(apps, 'zoho_app')).toEqual([
    'By the agreement with Zoho, Desk gets Email of Contacts.',
    'Cliq still gets no Phone of Contacts: no agreement in force covers it.',
  ]);
});
