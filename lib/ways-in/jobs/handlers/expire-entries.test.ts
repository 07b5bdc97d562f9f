import { afterEach, expect, test, vi } from 'vitest';
import { expireEntries } from '@/lib/admin/audit/retention/expire';
import { everyOrgId } from '@/lib/platform/db/every-org';
import { makeOrg } from '@/lib/tools/testing/factories';
import { expireEntriesEverywhere } from './expire-entries';

vi.mock('@/lib/admin/audit/retention/expire');
afterEach(() => vi.mocked(expireEntries).mockReset());

const asked = () => vi.mocked(expireEntries).mock.calls.map(([{ orgId }]) => orgId);

test('an organisation in which it fails keeps none of the others', async () => {
  await Promise.all([makeOrg(), makeOrg()]);
  vi.mocked(expireEntries).mockRejectedValueOnce(new Error('bad'));
  await expireEntriesEverywhere();
  expect(new Set(asked())).toEqual(new Set(await everyOrgId()));
});

test('a database that was away is said at the end, so that the night is tried again', async () => {
  const away = Object.assign(new Error('gone'), { code: 'CONNECTION_CLOSED' });
  vi.mocked(expireEntries).mockRejectedValueOnce(away);
  await expect(expireEntriesEverywhere()).rejects.toBe(away);
  expect(new Set(asked())).toEqual(new Set(await everyOrgId()));
});
