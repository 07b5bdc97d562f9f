import { expect, test } from 'vitest';
import { listNotices } from '@/lib/people/notices/queries';
import { makeOrg } from '@/lib/tools/testing/factories';
import { setSharing } from './sharing';

test('officers are told when an administrator lets more people see the records of a module, not when fewer do', async () => {
  const org = await makeOrg();
  await setSharing(org.admin, { module: 'Contacts', sharing: 'private' });
  const told = async () => (await listNotices(org.officer)).notices.map(({ words }) => words);
  const before = (await told()).length;
  await setSharing(org.admin, { module: 'Contacts', sharing: 'public_read' });
  await setSharing(org.admin, { module: 'Contacts', sharing: 'public_read_write' });
  expect(await told()).toHaveLength(before + 1);
  expect((await told())[0]).toBe('Ada Admin let everybody who may view Contacts see all of its records.');
});
