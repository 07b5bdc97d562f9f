/** Which records have the same values, sealed under the search that found them: whoever reads the database is not told. */
import { sealText } from '@/lib/platform/crypto/detail-cipher';
import { openText } from '@/lib/platform/crypto/detail-open';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { Sealed } from '@/lib/platform/crypto/sealed';
import type { Id } from '@/lib/platform/ids';

/** Seals groups of record ids, as the row `n` of that search. */
export const sealGroups = (keys: OrgKeys, jobId: Id, n: number, groups: readonly (readonly Id[])[]): Buffer =>
  sealText('job', JSON.stringify(groups), keys, contextOf(jobId, n)).toBytes();

/** Opens what `sealGroups` sealed. @throws OpenError for another search's row, or another row of it */
export const openGroups = (keys: OrgKeys, jobId: Id, n: number, sealed: Buffer): Id[][] =>
  JSON.parse(openText('job', Sealed.fromBytes(sealed), keys, contextOf(jobId, n)));

const contextOf = (jobId: Id, n: number): readonly string[] => ['duplicate-groups', jobId, String(n)];
