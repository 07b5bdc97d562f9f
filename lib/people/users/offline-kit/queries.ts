/** What the screens tell of offline kits: never a secret, nor what is kept of one. */
import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import type { KitState } from '@/lib/platform/db/schema/offline-kit';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { readOnly } from '../sso/only';
import { type FoundKit, readKits } from './kit';

export interface KitDto {
  id: Id;
  /** `changed`: SQL changed it, and it opens nothing. */
  state: KitState | 'changed';
  needed: number;
  cards: number;
  madeAt: string;
  madeBy: string;
  testedAt: string | null;
  testedBy: string | null;
  endedAt: string | null;
  endedBy: string | null;
}

export interface KitOverview {
  /** In force, waiting, or changed while it was. */
  current: KitDto[];
  /** The last ones that have ended. */
  former: KitDto[];
  /** People sign in by single sign-on only. */
  onlySso: boolean;
  /** The asker's own session was opened by a kit. */
  byKit: boolean;
}

const MOST_FORMER = 10;

/** Offline kits of the organisation. @throws forbidden */
export async function getKits(ctx: Context): Promise<KitOverview> {
  assertOrgRight(ctx, 'manageUsers');
  return inOrg(ctx.orgId, async (tx) => {
    const found = await readKits(tx, tx.sql`true`);
    const names = await namesOf(tx, found);
    const dtos = found.map((kit) => ({ kit, dto: toDto(kit, names) }));
    const isOpen = ({ kit: { state } }: { kit: FoundKit }) => state === 'waits' || state === 'ready';
    return {
      current: dtos.filter(isOpen).map(({ dto }) => dto),
      former: dtos
        .filter((one) => !isOpen(one))
        .slice(0, MOST_FORMER)
        .map(({ dto }) => dto),
      onlySso: (await readOnly(tx)).only,
      byKit: ctx.byKit === true,
    };
  });
}

/**
 * Whether nobody could get in while the provider is away but by what was named for it: people sign in by single sign-on only, and
 * no kit is in force. @throws forbidden
 */
export async function isKitMissing(ctx: Context): Promise<boolean> {
  assertOrgRight(ctx, 'manageUsers');
  return inOrg(ctx.orgId, async (tx) => {
    if (!(await readOnly(tx)).only) return false;
    const ready = await readKits(tx, tx.sql`k.state = 'ready'`);
    return !ready.some(({ isKept }) => isKept);
  });
}

async function namesOf(tx: Tx, kits: readonly FoundKit[]): Promise<Map<Id, string>> {
  const ids = kits.flatMap(({ madeBy, testedBy, endedBy }) => [madeBy, testedBy, endedBy].filter((id) => id !== null));
  const rows = await tx.sql<{ id: Id; name: string }[]>`
    select id, name from users where org_id = ${tx.orgId} and id = any(${[...new Set(ids)]}::bigint[])`;
  return new Map(rows.map(({ id, name }) => [id, name]));
}

function toDto(kit: FoundKit, names: ReadonlyMap<Id, string>): KitDto {
  const time = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  const name = (id: Id | null) => (id === null ? null : (names.get(id) ?? 'Somebody'));
  return {
    id: kit.id,
    state: kit.isKept ? kit.state : 'changed',
    needed: kit.needed,
    cards: kit.cards,
    madeAt: new Date(kit.madeMs).toISOString(),
    madeBy: name(kit.madeBy) ?? '',
    testedAt: time(kit.testedMs),
    testedBy: name(kit.testedBy),
    endedAt: time(kit.endedMs),
    endedBy: name(kit.endedBy),
  };
}
