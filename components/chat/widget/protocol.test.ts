import { expect, test } from 'vitest';
import { type ToHost, unwrap, wrap } from './protocol';

test('a message of ours comes out as it went in; anything else that is posted to a page is none', () => {
  const message = { type: 'event', event: 'opened', visitId: '7' } as const;
  expect(unwrap<ToHost>(wrap(message))).toEqual(message);
  for (const other of [
    null,
    'text',
    7,
    {},
    { type: 'event' },
    { 'careledger-chat': null },
    { 'careledger-chat': 'x' },
  ]) {
    expect(unwrap(other)).toBeNull();
  }
});
