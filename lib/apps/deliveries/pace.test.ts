import { expect, test } from 'vitest';
import { newId } from '@/lib/platform/ids';
import { connectorOf } from '../connectors/registry';
import { mayGoOn, notePace } from './pace';

test('an app is asked as often a minute as its vendor documents, and again in the next', () => {
  const desk = { id: newId(), app: 'desk' };
  const { perMinute } = connectorOf('desk').limits;
  const at = Date.UTC(2026, 10, 30, 8);
  for (let sent = 0; sent < perMinute; sent += 4) {
    expect(mayGoOn(desk.id, at)).toBe(true);
    notePace(desk, 4, at);
  }
  expect(mayGoOn(desk.id, at)).toBe(false);
  expect(mayGoOn(newId(), at)).toBe(true);
  expect(mayGoOn(desk.id, at + 60_000)).toBe(true);
});
