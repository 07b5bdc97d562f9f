import { randomUUID } from 'node:crypto';
import type { Id } from '@/lib/platform/ids';
import type { TestOrg } from '@/lib/tools/testing/factories';
import { connectApp } from '../../connections/connect';
import type { Act } from '../../connections/connection';
import { mapModule } from '../../connections/map';
import type { NewMapping } from '../../connections/schemas';
import type { Listening } from './listening';

/** Connects Zoho Desk to a server that listens, and maps Contacts to it. @returns under which key it listens */
export async function connectDesk(
  org: TestOrg,
  listening: Pick<Listening, 'addressOf' | 'tokenAddress'>,
  fields: NewMapping['fields'],
  {
    hears = ['create', 'change', 'delete'],
    removeRestricted = false,
  }: { hears?: Act[]; removeRestricted?: boolean } = {},
): Promise<{ id: Id; key: string; address: string }> {
  const key = randomUUID();
  const address = listening.addressOf(key);
  const id = await connectApp(org.admin, {
    app: 'desk',
    name: key,
    address,
    settings: { orgId: '1', tokenAddress: listening.tokenAddress },
    credentials: { clientId: 'c', clientSecret: 's', refreshToken: 'r' },
    allowedRanges: ['127.0.0.1'],
  });
  await mapModule(org.admin, { id, module: 'Contacts', acts: hears, fields, removeRestricted });
  return { id, key, address };
}
