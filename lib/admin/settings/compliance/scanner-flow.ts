/** What goes to the file scanner, as things are: where it stands, who runs it, what it saw. Names, counts and times. */
import { setTimeout as wait } from 'node:timers/promises';
import { resolveName } from '@/lib/apps/outbound/resolve';
import type { OrgMetadata } from '@/lib/crm/modules/definition';
import { isOwnNetwork } from '@/lib/platform/address-ranges';
import type { Tx } from '@/lib/platform/db/transaction';
import { env } from '@/lib/platform/env';
import type { Id } from '@/lib/platform/ids';
import { agreementOnService } from '@/lib/protection/agreements/covering';

/** `nowhere`: its name leads to no address at this moment. */
type ScannerPlace = { is: 'none' } | { is: 'own' | 'outside' | 'nowhere'; address: string };

export interface ScannerFlow {
  place: ScannerPlace;
  /** The agreement in force that covers it; asked for where it stands outside. */
  agreement: { id: Id; party: string; endsOn: string | null } | null;
  /** It gets no file: it stands outside, there may be health data, and no agreement covers it. */
  closed: boolean;
  /** Files that it saw in 30 days, of the last `MOST_LOOKED_AT` that were taken in live chat, and as many attached ones. */
  files: number;
  /** More files were taken than were looked at here. */
  capped: boolean;
  /** ISO 8601; null: none, of those that were looked at. */
  lastAt: string | null;
}

const LOOK_UP_MS = 1_000;

/**
 * Where the scanner of this machine stands (`CLAMD_SOCKET`), by the addresses that its name has now: in one's own network only
 * if all are. What a file may do is decided by the address that is connected to (`lib/platform/files/clamd.ts`).
 */
export async function scannerPlace(address: string | undefined = env().CLAMD_SOCKET): Promise<ScannerPlace> {
  if (!address) return { is: 'none' };
  if (address.startsWith('/')) return { is: 'own', address };
  const host = address.slice(0, address.lastIndexOf(':')).replace(/^\[|\]$/g, '');
  const found = await Promise.race([
    resolveName(host).catch(() => []),
    wait(LOOK_UP_MS, [] as readonly string[], { ref: false }),
  ]);
  if (found.length === 0) return { is: 'nowhere', address };
  return { is: found.every(isOwnNetwork) ? 'own' : 'outside', address };
}

const MOST_LOOKED_AT = 10_000;

/** @param place looked up outside of the transaction */
export async function scannerFlow(
  tx: Tx,
  { compliance, modules }: Pick<OrgMetadata, 'compliance' | 'modules'>,
  place: ScannerPlace,
): Promise<ScannerFlow> {
  const covering = await agreementOnService(tx, 'file_scanner');
  const [seen] = await tx.sql<[Pick<ScannerFlow, 'files' | 'capped' | 'lastAt'>]>`
    select count(*) filter (where scanned_by is not null and created_at > now() - interval '30 days')::int as files,
      bool_or(n = ${MOST_LOOKED_AT}) is true as capped,
      to_json(max(created_at) filter (where scanned_by is not null)) #>> '{}' as "lastAt"
    from (
      (select scanned_by, created_at, row_number() over () as n from (
        select scanned_by, created_at from chat_files where org_id = ${tx.orgId} order by id desc limit ${MOST_LOOKED_AT}) as c)
      union all
      (select scanned_by, created_at, row_number() over () from (
        select scanned_by, created_at from attachments where org_id = ${tx.orgId} order by id desc limit ${MOST_LOOKED_AT}) as a)
    ) as taken`;
  const mayHoldHealthData = compliance.hipaaEnabled || modules.some(({ hipaa }) => hipaa);
  return {
    place,
    agreement: covering && { id: covering.id, party: covering.party, endsOn: covering.endsOn },
    closed: place.is === 'outside' && mayHoldHealthData && covering === null,
    ...seen,
  };
}
