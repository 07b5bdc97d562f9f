/** Whoever holds the app's own database role, and no key: rows that would let somebody in. */
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { authenticate } from '@/lib/admin/api-clients/authenticate';
import { type ClientCredentials, createClient } from '@/lib/admin/api-clients/create';
import { exchangeToken } from '@/lib/admin/api-clients/exchange-token';
import { clientIdText, tokenText } from '@/lib/admin/api-clients/token-text';
import { openExtract } from '@/lib/admin/audit/extracts/open';
import { updateSessionPolicy } from '@/lib/admin/settings/session-policy';
import { changesSince } from '@/lib/chat/conversations/changes';
import { openConversation } from '@/lib/chat/conversations/open';
import { visitorContext } from '@/lib/chat/visitors/context';
import { readVisitorToken } from '@/lib/chat/visitors/token';
import { loadContext } from '@/lib/people/auth/load-context';
import { hashPassword } from '@/lib/people/auth/password';
import { newSessionSecret } from '@/lib/people/auth/session-token';
import { listNotices } from '@/lib/people/notices/queries';
import { signIn } from '@/lib/people/users/sign-in';
import { plainDigest } from '@/lib/platform/crypto/bearer-mac';
import type { Tx } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import { adoptSettings } from '@/lib/tools/seed/adopt-settings';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { asAppRole, forgeEntry } from '@/lib/tools/testing/attacker';
import { makeVisitor, startChat } from '@/lib/tools/testing/chat';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { commandLine, makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { MOST_NAMED } from './failure';

const request = () => ({ requestId: randomUUID(), ip: '192.0.2.9' });
let org: TestOrg;
beforeEach(async () => {
  org = await makeOrg();
});
const asAttacker = (act: (tx: Tx) => PromiseLike<unknown>) => asAppRole(org.orgId, act);

describe('an API client that its owner has accepted', () => {
  let client: ClientCredentials;
  beforeEach(async () => {
    const about = { name: 'Program', ownerId: org.operator.actor.id, scopes: ['ZohoCRM.modules.ALL'] };
    client = await createClient(commandLine(org.orgId), {
      ...about,
      allowedIps: [],
      expiresAt: null,
      callsPerMinute: 100,
    });
  });
  const proof = () => ({ client_id: client.clientId, client_secret: client.clientSecret });
  const callWith = (token: string) => authenticate({ authorization: `Bearer ${token}`, ...request() });
  const exchange = (form: Record<string, string>) => exchangeToken({ ...proof(), ...form }, request());

  test.each(['access', 'refresh', 'code'] as const)('is not acted for by a token that SQL put in: %s', async (kind) => {
    const [id, secret] = [newId(), newSessionSecret()];
    await asAttacker(
      (tx) => tx.sql`
        insert into api_tokens (org_id, id, client_id, kind, secret_hash, created_at, expires_at)
        values (${org.orgId}, ${id}, ${client.id}, ${kind}, ${plainDigest(secret)}, now(), now() + interval '1 hour')`,
    );
    const text = tokenText(kind, { orgId: org.orgId, id, secret });
    if (kind === 'access') await expect(callWith(text)).rejects.toMatchObject({ reason: 'INVALID_TOKEN' });
    const form: Record<string, string> =
      kind === 'code'
        ? { grant_type: 'authorization_code', code: text }
        : { grant_type: 'refresh_token', refresh_token: text };
    await expect(exchange(form)).rejects.toMatchObject({ code: 'invalid' });
    expect(await failures()).toEqual([{ what: 'bearer' }]);
  });

  test('whose tokens SQL put in brings about one event each, told to officers, and never more than can be read', async () => {
    const put = async () => {
      const [id, secret] = [newId(), newSessionSecret()];
      await asAttacker(
        (tx) => tx.sql`
          insert into api_tokens (org_id, id, client_id, kind, secret_hash, created_at, expires_at)
          values (${org.orgId}, ${id}, ${client.id}, 'access', ${plainDigest(secret)}, now(), now() + interval '1 hour')`,
      );
      return tokenText('access', { orgId: org.orgId, id, secret });
    };
    const call = (token: string) => expect(callWith(token)).rejects.toMatchObject({ reason: 'INVALID_TOKEN' });
    const first = await put();
    for (let n = 0; n < 3; n += 1) await call(first);
    expect(await failures()).toEqual([{ what: 'bearer' }]);
    const { notices } = await listNotices(org.officer);
    expect(notices.map(({ words }) => words)).toContainEqual(expect.stringContaining('It opened nothing'));
    // Whoever only guesses raises no alarm.
    const { access_token: good } = await exchange({ grant_type: 'client_credentials' });
    await call(`${good.split('.').slice(0, 3).join('.')}.${newSessionSecret()}`);
    expect(await failures()).toHaveLength(1);
    for (let n = 0; n < MOST_NAMED + 5; n += 1) await call(await put());
    expect(await failures()).toHaveLength(MOST_NAMED + 1);
  });

  test('is not acted for by a token that SQL prolonged, widened, or began again', async () => {
    const { access_token: token } = await exchange({ grant_type: 'client_credentials' });
    await expect(callWith(token)).resolves.toBeDefined();
    for (const change of [
      "expires_at = now() + interval '1 year'",
      "scopes = '{ZohoCRM.settings.ALL}'",
      'client_id = 1',
    ]) {
      await expect(asAttacker((tx) => tx.sql.unsafe(`update api_tokens set ${change}`))).rejects.toThrow('42501');
    }
    await ownerSql()`update api_tokens set expires_at = expires_at + interval '1 year' where org_id = ${org.orgId}`;
    await expect(callWith(token)).rejects.toMatchObject({ reason: 'INVALID_TOKEN' });
    await asAttacker((tx) => tx.sql`update api_tokens set ended_at = now()`);
    await expect(asAttacker((tx) => tx.sql`update api_tokens set ended_at = null`)).rejects.toThrow('CL006');
    await asAttacker((tx) => tx.sql`delete from api_tokens`);
    expect(await ownerSql()`select from api_tokens where org_id = ${org.orgId}`).not.toHaveLength(0);
  });

  test('gives no token for a secret that SQL put in, though it is put back after', async () => {
    const secret = newSessionSecret();
    const put = (digest: Buffer) =>
      asAttacker(async (tx) => {
        await forgeEntry(tx);
        await tx.sql`update api_clients set secret_hash = ${digest} where org_id = ${org.orgId} and id = ${client.id}`;
      });
    await put(plainDigest(secret));
    const form = {
      grant_type: 'client_credentials',
      client_id: clientIdText(org.orgId, client.id),
      client_secret: secret,
    };
    await expect(exchangeToken(form, request())).rejects.toMatchObject({ reason: 'invalid_client' });
    expect(await failures()).toEqual([{ what: 'rights' }]);
    await put(plainDigest(client.clientSecret));
    await expect(exchange({ grant_type: 'client_credentials' })).resolves.toBeDefined();
  });

  test('from before digests were keyed keeps its tokens: they are keyed once at the start, with an event', async () => {
    const [kept] = [client.refreshToken.split('.')];
    await ownerSql()`delete from state_macs where org_id = ${org.orgId}`;
    await ownerSql()`
      update api_tokens set secret_hash = ${plainDigest(kept[3] ?? '')} where org_id = ${org.orgId} and id = ${kept[2] ?? ''}`;
    const refresh = () => exchange({ grant_type: 'refresh_token', refresh_token: client.refreshToken });
    await expect(refresh()).rejects.toMatchObject({ code: 'invalid' });
    await adoptSettings();
    await expect(refresh()).resolves.toBeDefined();
    expect(await eventsOf(org.orgId, 'integrity.adopt')).toHaveLength(1);
  });
});

describe('a session', () => {
  const PASSWORD = 'orchard lantern on the river';
  async function enter() {
    const email = `olga-${randomUUID()}@test.example`;
    const hash = await hashPassword(PASSWORD);
    await asOwner(org.orgId, (tx) =>
      tx.sql`update users set email = ${email}, password_hash = ${hash} where id = ${org.operator.actor.id}`.execute(),
    );
    return { email, token: await signIn({ email, password: PASSWORD, userAgent: null, ...request() }) };
  }

  test('that SQL put in, prolonged or began again opens nothing', async () => {
    const { token } = await enter();
    const [sessionId, secret, userId] = [newId(), newSessionSecret(), token.userId];
    await asAttacker(
      (tx) => tx.sql`
        insert into sessions (org_id, id, user_id, secret_hash, created_at, last_seen_at)
        values (${org.orgId}, ${sessionId}, ${userId}, ${plainDigest(secret)}, now(), now())`,
    );
    for (let n = 0; n < 2; n += 1)
      expect((await loadContext({ orgId: org.orgId, sessionId, userId, secret }, request())).state).toBe('none');
    expect(await failures()).toEqual([{ what: 'bearer' }]);

    expect((await loadContext(token, request())).state).toBe('live');
    await expect(asAttacker((tx) => tx.sql`update sessions set created_at = now()`)).rejects.toThrow('42501');
    await asAttacker((tx) => tx.sql`update sessions set last_seen_at = now() + interval '1 minute'`);
    expect((await loadContext(token, request())).state).toBe('none');
    expect(await failures()).toHaveLength(2);
    await asAttacker((tx) => tx.sql`update sessions set ended_at = now()`);
    await expect(asAttacker((tx) => tx.sql`update sessions set ended_at = null`)).rejects.toThrow('CL006');
  });

  test('is not opened by a password that SQL put in, though the old one is put back after', async () => {
    const { email } = await enter();
    const other = 'a quite different long password';
    const hash = await hashPassword(other);
    await asAttacker(async (tx) => {
      await forgeEntry(tx);
      await tx.sql`update users set password_hash = ${hash} where id = ${org.operator.actor.id}`;
    });
    const attempt = { email, password: other, userAgent: null, ...request() };
    await expect(signIn(attempt)).rejects.toThrow('The email or the password is not right.');
    expect(await failures()).toEqual([{ what: 'rights' }]);
  });

  test('ends by the strictest policy while the policy is one that SQL wrote, and that is an event', async () => {
    await updateSessionPolicy(org.admin, { idleMinutes: 20, longestHours: 12 });
    const { token } = await enter();
    const value = '{"idleMinutes": 240, "longestHours": 72}';
    const change = (tx: Tx) => tx.sql`update settings set value = ${value}::text::jsonb where key = 'session_policy'`;
    await expect(asAttacker(change)).rejects.toThrow('CL005');
    await asAttacker((tx) => forgeEntry(tx).then(() => change(tx)));
    const later = Date.now() + 6 * 60_000;
    expect(await loadContext(token, request(), later)).toMatchObject({ state: 'lapsed', reason: 'idle' });
    expect(await failures()).toEqual([{ what: 'setting' }]);
    await asAttacker((tx) => tx.sql`delete from settings where org_id = ${org.orgId}`);
    expect(await ownerSql()`select from settings where org_id = ${org.orgId}`).toHaveLength(1);
  });

  test('does not come to more rights by an older state put back with its check', async () => {
    const { token } = await enter();
    const read = () => ownerSql()`
      select u.profile_id, m.mac from users u join state_macs m on m.org_id = u.org_id and m.subject_id = u.id and m.subject = 'user'
      where u.id = ${token.userId}`;
    const [before] = await read();
    await asOwner(org.orgId, (tx) =>
      tx.sql`update users set profile_id = ${org.profileIds['Compliance Officer']} where id = ${token.userId}`.execute(),
    );
    const putBack = (tx: Tx) => tx.sql`
      update state_macs set mac = ${before?.mac} where org_id = ${org.orgId} and subject_id = ${token.userId} and subject = 'user'`;
    await expect(asAttacker(putBack)).rejects.toThrow('CL006');
    await asAttacker(async (tx) => {
      await forgeEntry(tx);
      await tx.sql`update users set profile_id = ${before?.profile_id} where id = ${token.userId}`;
    });
    expect((await loadContext(token, request())).state).toBe('none');
  });
});

describe('a conversation', () => {
  let conversationId: Id;
  let token: string;
  beforeEach(async () => {
    const visitor = await makeVisitor(org);
    token = visitor.token;
    conversationId = (await startChat(visitor)).id;
  });
  const read = (ctx = org.operator) => changesSince(ctx, conversationId, 0);

  test('is not read by a reader’s row that SQL put in', async () => {
    await asAttacker(
      (tx) => tx.sql`
        insert into chat_readers (org_id, conversation_id, user_id, session_id, opened_at, mac)
        values (${org.orgId}, ${conversationId}, ${org.operator.actor.id}, ${org.operator.sessionId}, now(), '\\x00')`,
    );
    await expect(read()).rejects.toMatchObject({ reason: 'CONVERSATION_NOT_OPENED' });
    await openConversation(org.operator, { conversationId });
    expect((await read()).messages).not.toHaveLength(0);
    // Nor does an opening count for another sign-in, or for longer.
    const sessionId = newId();
    await asAttacker((tx) => tx.sql`update chat_readers set session_id = ${sessionId}, opened_at = now()`);
    await expect(read({ ...org.operator, sessionId })).rejects.toMatchObject({ reason: 'CONVERSATION_NOT_OPENED' });
  });

  test('is not opened to a visitor whose secret SQL put in', async () => {
    const given = readVisitorToken(token);
    if (!given) throw new Error('no token');
    await expect(visitorContext(given, { requestId: 'r', address: null })).resolves.toBeDefined();
    const secret = newSessionSecret();
    await asAttacker((tx) => tx.sql`update chat_visitors set secret_hash = ${plainDigest(secret)}`);
    await expect(visitorContext({ ...given, secret }, { requestId: 'r', address: null })).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    expect(await failures()).toEqual([{ what: 'bearer' }]);
  });

  test('shows no entries by an extract that SQL put in', async () => {
    const [id, link, secret] = [newId(), newSessionSecret(), 'ABCDE23456'];
    const [entry] =
      await ownerSql()`select id::text from ledger_entries where org_id = ${org.orgId} and subject_id = ${conversationId}`;
    const hash = await hashPassword(secret);
    await asAttacker(
      (tx) => tx.sql`
        insert into extracts (org_id, id, conversation_id, entry_ids, audience, link_hash, secret_hash, created_by, created_at, expires_at)
        values (${org.orgId}, ${id}, ${conversationId}, ${JSON.stringify([entry?.id])}::text::jsonb, 'visitor',
          ${plainDigest(link)}, ${hash}, ${org.officer.actor.id}, now(), now() + interval '1 day')`,
    );
    const opened = await openExtract({ extractId: id, token: `${org.orgId}.${link}`, secret }, 'r');
    expect(opened).toEqual({ ok: false, why: 'wrong_link' });
    expect(await failures()).toEqual([{ what: 'bearer' }]);
  });
});

const failures = async () =>
  (await eventsOf(org.orgId, 'integrity.failed')).map(({ facts }) => facts as { what: string });
