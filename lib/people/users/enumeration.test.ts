/**
 * Whether an address is known shows in no answer of the sign-in page. The work that takes time is comparing a password: it is counted
 * rather than timed, so that a busy machine fails nothing. What the database does beside it (an event for a known address) is covered by an
 * answer that comes no sooner than half a second after its question.
 */
import { beforeAll, describe, expect, test, vi } from 'vitest';

const work = vi.hoisted(() => ({ hashes: 0 }));
vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof import('@node-rs/argon2')>();
  const verify: typeof real.verify = (...given) => {
    work.hashes += 1;
    return real.verify(...given);
  };
  return { ...real, verify };
});

import { hashPassword } from '@/lib/people/auth/password';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { signIn } from './sign-in';

const ANSWER_TAKES_MS = 500;
let org: TestOrg;
const emails: Record<string, string> = { unknown: 'nobody@enumeration.example' };
beforeAll(async () => {
  org = await makeOrg();
  const hash = await hashPassword('four plain words of hers');
  const people = { known: hash, deactivated: hash, 'by single sign-on only': 'none: single sign-on', locked: hash };
  for (const [name, passwordHash] of Object.entries(people)) {
    const id = await insertUser(org, name, org.profileIds.Operator, org.roleIds.Manager);
    emails[name] = `${name.replaceAll(' ', '-')}@enumeration.example`;
    await asOwner(org.orgId, async (tx) => {
      await tx.sql`
        update users set email = ${emails[name] ?? ''}, password_hash = ${passwordHash}, active = ${name !== 'deactivated'}
        where org_id = ${org.orgId} and id = ${id}`;
    });
  }
});

const attempt = (email: string) =>
  signIn({ email, password: 'wrong words of nobody', ip: null, userAgent: null, requestId: 'r' });

/** What is told, how many passwords were compared, and whether it came too soon. */
async function answerOf(email: string) {
  work.hashes = 0;
  const begun = performance.now();
  const error = await attempt(email).catch(
    (thrown: unknown) => thrown as { code: string; reason?: string; message: string },
  );
  const { code, reason, message } = error as { code: string; reason?: string; message: string };
  return { code, reason, message, hashes: work.hashes, tooSoon: performance.now() - begun < ANSWER_TAKES_MS - 5 };
}

describe('a wrong password', () => {
  test.each(['known', 'deactivated', 'by single sign-on only'])(
    'at an address that is %s is answered as at one that is not',
    async (name) => {
      // Once, so that what a process makes at its first comparing is made.
      await answerOf('first@enumeration.example');
      const answer = await answerOf(emails[name] ?? '');
      expect(answer).toEqual(await answerOf(emails.unknown ?? ''));
      expect(answer).toMatchObject({ code: 'invalid', hashes: 1, tooSoon: false });
    },
  );

  test('after ten at an address is answered by work to do, without any comparing, whether it is known or not', async () => {
    const asked = ['locked-out@enumeration.example', emails.locked ?? ''];
    for (const email of asked) for (let n = 0; n < 10; n += 1) await attempt(email).catch(() => {});
    const [unknown, known] = [await answerOf(asked[0] ?? ''), await answerOf(asked[1] ?? '')];
    expect(known).toEqual(unknown);
    expect(known).toMatchObject({ code: 'limited', reason: 'PROOF', hashes: 0, tooSoon: false });
  });
});
