import { randomBytes } from 'node:crypto';
import { newId } from '@/lib/platform/ids';
import { createDataKey, type OrgKeys, openKeyring } from '../keyring';
import { envProvider } from '../providers/env';

/** The keys of an org that exists nowhere else, with one data key. */
export async function makeKeys(orgId = newId()): Promise<OrgKeys> {
  const provider = envProvider(randomBytes(32).toString('hex'));
  return openKeyring([await createDataKey(orgId, provider)], provider);
}
