/** What the screen of directories shows: never a token. */
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { areKept } from '@/lib/protection/integrity/kept-state';
import { isMapped, misplaced } from './apply-rules';
import { connectionState, readConnections } from './connection';
import { groupState, readGroups } from './groups';
import type { Rules } from './schemas';

export interface DirectoryDto {
  id: Id;
  name: string;
  /** `changed`: SQL changed it, and it opens nothing. `maker_left`: it works, and whoever knows its token has left. */
  state: 'active' | 'maker_left' | 'expired' | 'changed';
  madeBy: string;
  /** The asker made it: another gets a new token with a change. */
  isOwn: boolean;
  rules: Rules;
  /** ISO times. */
  lastUsedAt: string | null;
  expiresAt: string | null;
  /** Who have another profile or role than their groups say, the first ten by name, and how many. */
  misplaced: { count: number; names: string[] };
}

export interface DirectoryGroupDto {
  id: Id;
  name: string;
  members: number;
  /** Names of the directories in whose rules it is. */
  ruledBy: string[];
  /** SQL changed it, and it gives nobody anything. */
  changed: boolean;
}

export interface DirectoriesDto {
  directories: DirectoryDto[];
  groups: DirectoryGroupDto[];
}

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** Directories that are connected, and the groups they told of. @throws forbidden */
export function getDirectories(ctx: Context, nowMs = clock.nowMs()): Promise<DirectoriesDto> {
  assertOrgRight(ctx, 'manageUsers');
  return inOrg(ctx.orgId, async (tx) => {
    const rows = await readConnections(tx, tx.sql`c.ended_at is null`);
    const kept = await areKept(tx, rows.map(connectionState));
    const makers = await tx.sql<{ id: Id; name: string; active: boolean }[]>`
      select id, name, active from users
      where org_id = ${tx.orgId} and id = any(${rows.map(({ madeBy }) => madeBy)}::bigint[])`;
    const directories: DirectoryDto[] = [];
    for (const [n, row] of rows.entries()) {
      const maker = makers.find(({ id }) => id === row.madeBy);
      const isExpired = row.expiresMs !== null && row.expiresMs <= nowMs;
      const state = !kept[n] ? 'changed' : isExpired ? 'expired' : maker?.active ? 'active' : 'maker_left';
      const out = kept[n] ? await misplaced(tx, row.rules, null) : [];
      directories.push({
        id: row.id,
        name: row.name,
        state,
        madeBy: maker?.name ?? 'Not known',
        isOwn: row.madeBy === ctx.actor.id,
        rules: row.rules,
        lastUsedAt: iso(row.lastUsedMs),
        expiresAt: iso(row.expiresMs),
        misplaced: { count: out.length, names: out.slice(0, 10).map(({ name }) => name) },
      });
    }
    const groups = await readGroups(tx, tx.sql`true`);
    const areOurs = await areKept(tx, groups.map(groupState));
    return {
      directories,
      groups: groups.map(({ id, name, members }, n) => ({
        id,
        name,
        members: members.length,
        ruledBy: directories.filter(({ rules }) => isMapped(rules, name)).map((one) => one.name),
        changed: !areOurs[n],
      })),
    };
  });
}
