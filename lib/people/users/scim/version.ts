/** The version of a user or a group as a directory sees it: another after each change, whoever made it. */
import { bearerMac } from '@/lib/platform/crypto/bearer-mac';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { conflict } from '@/lib/platform/errors';

/** Versions that the asker knows; null: any will do. */
export type Versions = readonly string[] | null;

/** Says nothing of what it is made of. */
export const versionOf = (keys: OrgKeys, of: object): string =>
  bearerMac(keys, 'scim version', [JSON.stringify(of)])
    .toString('hex')
    .slice(0, 20);

export const VERSION_DIFFERS = 'VERSION_DIFFERS';

/** @throws conflict `VERSION_DIFFERS` */
export function assertVersion(version: string, versions: Versions): void {
  if (versions === null || versions.includes(version)) return;
  throw conflict('It was changed since. Read it again.', { reason: VERSION_DIFFERS });
}
