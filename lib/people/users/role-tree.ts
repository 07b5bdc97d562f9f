/** The role tree in the database. Changes of one org's tree follow one another: each locks the root first. */
import type { Tx } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { namingConflict } from './find';

export interface RoleRow {
  id: Id;
  name: string;
  parentId: Id | null;
  /** `/<root>/…/<id>/`: whoever is below has it as a prefix. */
  path: string;
}

/** All roles of the org by id, no other change of the tree running. */
export async function lockRoleTree(tx: Tx): Promise<Map<Id, RoleRow>> {
  await tx.sql`select 1 from roles where org_id = ${tx.orgId} and parent_id is null for no key update`;
  const rows = await tx.sql<RoleRow[]>`
    select id, name, parent_id as "parentId", path from roles where org_id = ${tx.orgId}`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** @throws not_found */
export function getRole(tree: Map<Id, RoleRow>, id: Id): RoleRow {
  const role = tree.get(id);
  if (!role) throw notFound('The role');
  return role;
}

export const pathOf = (parent: RoleRow, id: Id): string => `${parent.path}${id}/`;

/** Puts the conflict of two roles with one name into words. */
export const namingTakenRole = <T>(act: () => Promise<T>) =>
  namingConflict(act, 'roles_name', 'name', 'Another role has this name.');
