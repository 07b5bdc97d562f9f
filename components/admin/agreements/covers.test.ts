import { expect, test } from 'vitest';
import type { CoverDto } from '@/lib/admin/agreements/queries';
import { chosenOf, coversOf, offered, withConnection } from './covers';

const CHOICES = [
  { id: '1', name: 'Lists', destination: 'https://lists.example a', place: 'https://lists.example' },
  { id: '2', name: 'Desk', destination: 'https://desk.example b', place: 'https://desk.example' },
];
const cover = (given: Partial<CoverDto>): CoverDto => ({
  service: 'connection',
  connectionId: '1',
  destination: 'https://lists.example a',
  place: 'https://lists.example',
  name: 'Lists',
  problem: null,
  ...given,
});
const named = (service: string) => cover({ service, connectionId: '0', destination: '', place: '', name: service });

test('what an agreement covers comes back from the editor as it was', () => {
  const covers = [cover({}), named('file_scanner'), named('Paper shredding')];
  expect(coversOf(chosenOf(covers), offered(CHOICES, covers))).toEqual([
    { service: 'connection', connectionId: '1', destination: 'https://lists.example a' },
    { service: 'file_scanner' },
    { service: 'Paper shredding' },
  ]);
});

test('a connection that leads elsewhere by now stays covered as it was, unless its new address is ticked', () => {
  const covers = [cover({ destination: 'https://lists.example old', problem: 'moved' })];
  const offers = offered(CHOICES, covers);
  expect(offers.map(({ destination, note }) => [destination, note !== null])).toEqual([
    ['https://lists.example old', true],
    ['https://lists.example a', false],
    ['https://desk.example b', false],
  ]);
  const chosen = chosenOf(covers);
  expect(coversOf(chosen, offers)).toMatchObject([{ destination: 'https://lists.example old' }]);
  const [, anew] = offers;
  if (!anew) throw new Error('no offer');
  const connections = withConnection(chosen.connections, anew, true);
  expect(coversOf({ ...chosen, connections }, offers)).toMatchObject([{ destination: 'https://lists.example a' }]);
  expect(withConnection(connections, anew, false)).toEqual([]);
});
