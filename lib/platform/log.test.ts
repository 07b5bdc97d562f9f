import { expect, test } from 'vitest';
import { allowedFacts } from '@/lib/platform/log';

test('only named facts pass', () => {
  const facts = { event: 'job.failed', jobId: '7', durationMs: 12, ssn: '999-12-3456', err: new Error('999-12-3456') };
  expect(allowedFacts(facts)).toEqual({ event: 'job.failed', jobId: '7', durationMs: 12 });
});

test('a path is logged without its query and fragment', () => {
  expect(allowedFacts({ event: 'request', path: '/m/Contacts?q=Smith#x' })).toEqual({
    event: 'request',
    path: '/m/Contacts',
  });
});

test('a named fact that is not a text or a number does not pass', () => {
  expect(allowedFacts({ event: 'x', code: { name: 'Smith' }, status: Number.NaN })).toEqual({ event: 'x' });
});
