import { expect, test } from 'vitest';
import { makeOrg } from '@/lib/tools/testing/factories';
import { spendAnswer } from './replay';

test('an answer of a provider, such as a SAML assertion, counts once, also when it comes ten times at once', async () => {
  const { orgId } = await makeOrg();
  const came = await Promise.allSettled(Array.from({ length: 10 }, () => spendAnswer(orgId, '7', '_assertion')));
  expect(came.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(spendAnswer(orgId, '7', '_assertion')).rejects.toMatchObject({ reason: 'answered_before' });
  // Another one, and one of the same name at another provider or in another organisation, is another.
  await spendAnswer(orgId, '7', '_next');
  await spendAnswer(orgId, '8', '_assertion');
  await spendAnswer((await makeOrg()).orgId, '7', '_assertion');
});
