import { beforeAll, describe, expect, test } from 'vitest';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { inOrg } from '@/lib/platform/db/transaction';
import { keysOf } from '@/lib/platform/org-keys';
import { makeOrg } from '@/lib/tools/testing/factories';
import { type Asked, readPageToken, TOKEN_DAYS, writePageToken } from './page-token';

let keys: OrgKeys;
let others: OrgKeys;
const ASKED: Asked = { list: 'api.records', by: ['7', { ids: undefined }, 'Last_Name', 'asc'] };
const PLACE = { id: '4711', segment: 0, key: 'okafor-quist' };
const NOW = Date.UTC(2026, 10, 29);

beforeAll(async () => {
  const [org, other] = [await makeOrg(), await makeOrg()];
  keys = await inOrg(org.orgId, keysOf);
  others = await inOrg(other.orgId, keysOf);
});

const written = (place: unknown = PLACE) => writePageToken(keys, ASKED, place, NOW).token;

describe('a page token', () => {
  test('gives back its place for the same list asked for in the same way, for a day', () => {
    const { token, expiresAt } = writePageToken(keys, ASKED, PLACE, NOW);
    expect(readPageToken(keys, ASKED, token, NOW)).toEqual({ place: PLACE });
    expect(expiresAt.getTime()).toBe(NOW + TOKEN_DAYS * 24 * 60 * 60 * 1000);
    expect(readPageToken(keys, ASKED, token, expiresAt.getTime() + 1)).toEqual({ unfit: 'expired' });
  });

  test('of another list, module, order, filter or organisation is none', () => {
    const token = written();
    const unlike: Asked[] = [
      { ...ASKED, list: 'api.search' },
      { ...ASKED, by: ['8', {}, 'Last_Name', 'asc'] },
      { ...ASKED, by: ['7', {}, 'Last_Name', 'desc'] },
      { ...ASKED, by: ['7', { ids: '1' }, 'Last_Name', 'asc'] },
    ];
    for (const asked of unlike) expect(readPageToken(keys, asked, token, NOW)).toEqual({ unfit: 'other' });
    expect(readPageToken(others, ASKED, token, NOW)).toEqual({ unfit: 'invalid' });
  });

  test('with any bit of it changed, cut or made up is none', () => {
    const bytes = Buffer.from(written(), 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(readPageToken(keys, ASKED, changed.toString('base64url'), NOW)).toEqual({ unfit: 'invalid' });
    }
    const madeUp = [bytes.subarray(1).toString('base64url'), '', 'NDcxMS4yLjE3OTU5', '4711', "1' or 1=1"];
    for (const token of madeUp) expect(readPageToken(keys, ASKED, token, NOW)).toEqual({ unfit: 'invalid' });
  });

  test('tells nothing of the value sorted by: not in its bytes, and not by its length', () => {
    const token = written();
    expect(Buffer.from(token, 'base64url').toString('latin1')).not.toContain('okafor');
    expect(written()).not.toBe(token);
    const lengths = ['', 'a', 'ab', 'Okafor', 'Okafor-Quist'].map((key) => written({ ...PLACE, key }).length);
    expect(new Set(lengths).size).toBe(1);
  });
});
