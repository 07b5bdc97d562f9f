/** New conversations from one address: a clinic's network is not refused, a flood works for each, and someone is told. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { solveProof as solve } from '@/components/ui/solve-proof';
import { listNotices } from '@/lib/people/notices/queries';
import { tokenOf } from '@/lib/platform/crypto/blind-index';
import type { OrgKeys } from '@/lib/platform/crypto/org-keys';
import { challengeOf, makeChallenge, readProof } from '@/lib/platform/crypto/proof-of-work';
import { inOrg } from '@/lib/platform/db/transaction';
import { keysOf } from '@/lib/platform/org-keys';
import { ANSWERS } from '@/lib/tools/testing/chat';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { call, type DoorClient, openWidget } from '@/lib/tools/testing/widget';

const FREE = 60;
const signBy = (keys: OrgKeys) => (text: string) => tokenOf(keys, 'chat-proof', text, 256);
let org: TestOrg;
beforeAll(async () => {
  org = await makeOrg();
});

const begin = (client: DoorClient, proof?: string) =>
  call(client, 'conversations', {
    method: 'POST',
    body: JSON.stringify({ brand: client.brand, clientId: randomUUID(), ...ANSWERS }),
    headers: { 'content-type': 'application/json', ...(proof && { 'x-proof': proof }) },
  });

describe('from one address, as a clinic’s network is', () => {
  const address = '203.0.113.50';
  const visitor = async () => ({ ...(await openWidget(org)), address });

  test('the first conversations of an hour need nothing, and all others begin too, for a proof of work', async () => {
    for (let n = 0; n < FREE; n += 1) expect((await begin(await visitor())).status).toBe(201);
    for (let n = 0; n < 5; n += 1) {
      const client = await visitor();
      const asked = await begin(client);
      expect([asked.status, asked.body.error.reason]).toEqual([429, 'PROOF']);
      expect((await begin(client, await solve(asked.body.error.challenge))).status).toBe(201);
    }
  });

  test('a challenge is good once, at its address, and only solved', async () => {
    const [one, other] = [await visitor(), await visitor()];
    const { challenge } = (await begin(one)).body.error;
    const proof = await solve(challenge);
    expect((await begin(one, proof)).status).toBe(201);
    expect((await begin(other, proof)).body.error.reason).toBe('PROOF');
    const unsolved = Array.from({ length: 50 }, (_, n) => `${challenge}.${n}`).find((text) => text !== proof) ?? '';
    expect((await begin(other, unsolved)).body.error.reason).toBe('PROOF');
    const elsewhere = { ...(await openWidget(org)), address: '203.0.113.51' };
    const fresh = await solve((await begin(other)).body.error.challenge);
    for (let n = 0; n < FREE; n += 1) await begin({ ...(await openWidget(org)), address: elsewhere.address });
    expect((await begin(elsewhere, fresh)).body.error.reason).toBe('PROOF');
  });

  test('whoever manages chat is told once, by an event and a notice that name no address', async () => {
    const events = await eventsOf(org.orgId, 'chat_limit.reach');
    expect(events).toHaveLength(1);
    const { notices } = await listNotices(org.admin);
    expect(notices.filter(({ words }) => words.includes('came from one network'))).toHaveLength(1);
    expect(JSON.stringify([events, notices])).not.toMatch(/\b203\.0\.113\b/);
    expect((await listNotices(org.operator)).notices).toEqual([]);
    const rows = await ownerSql()`select * from notices where org_id = ${org.orgId}`;
    expect(JSON.stringify(rows)).not.toMatch(/\b203\.0\.113\b/);
  });
});

describe('a proof', () => {
  const keysIn = () => inOrg(org.orgId, keysOf);

  test('is of this org, this address, in its time, whole', async () => {
    const keys = await keysIn();
    const others = await inOrg((await makeOrg()).orgId, keysOf);
    const now = Date.now();
    const proof = await solve(makeChallenge(signBy(keys), 'a', 4, now));
    expect(readProof(signBy(keys), 'a', proof, now)).toEqual({ bits: 4, until: new Date(now + 5 * 60_000) });
    expect(readProof(signBy(keys), 'b', proof, now)).toBeNull();
    expect(readProof(signBy(others), 'a', proof, now)).toBeNull();
    expect(readProof(signBy(keys), 'a', proof, now + 6 * 60_000)).toBeNull();
    const [expires, , ...rest] = proof.split('.');
    expect(readProof(signBy(keys), 'a', [expires, '0', ...rest].join('.'), now)).toBeNull();
    for (const bad of ['', '.', 'a.b.c.d.e', `${proof}.1`, `${proof}x`, 'x'.repeat(5000)]) {
      expect(readProof(signBy(keys), 'a', bad, now)).toBeNull();
    }
    // Another answer to the same challenge is the same challenge.
    expect(challengeOf(`${proof.slice(0, proof.lastIndexOf('.'))}.7`)).toBe(challengeOf(proof));
  });
});
