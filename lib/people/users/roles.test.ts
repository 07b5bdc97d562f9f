import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadContext } from '@/lib/people/auth/load-context';
import { hashPassword } from '@/lib/people/auth/password';
import type { Id } from '@/lib/platform/ids';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { createRole } from './create-role';
import { deleteRole } from './delete-role';
import { listRoles } from './queries';
import { signIn } from './sign-in';
import { moveRole, renameRole } from './update-role';

let org: TestOrg;
let other: TestOrg;
beforeAll(async () => {
  [org, other] = await Promise.all([makeOrg(), makeOrg()]);
});

const add = (name: string, parentId: Id, at = org) => createRole(at.admin, { name, parentId });

/** Fails unless each path is its parent's with the id behind. */
async function expectPathsRight(orgId: Id) {
  const wrong = await ownerSql()`
    select r.name from roles r left join roles p on p.org_id = r.org_id and p.id = r.parent_id
    where r.org_id = ${orgId} and r.path <> coalesce(p.path, '/') || r.id || '/'`;
  expect(wrong).toEqual([]);
}

describe('the role tree', () => {
  test('keeps its paths through adding, moving and deleting, and each is an event', async () => {
    const nurses = await add('Nurses', org.roleIds.CEO);
    const ward = await add('Ward', nurses);
    const night = await add('Night', ward);
    await expectPathsRight(org.orgId);
    await moveRole(org.admin, { id: ward, parentId: org.roleIds.Manager });
    await expectPathsRight(org.orgId);
    await renameRole(org.admin, { id: ward, name: 'Ward 7' });
    expect((await listRoles(org.admin)).map((role) => [role.depth, role.name])).toEqual([
      [0, 'CEO'],
      [1, 'Manager'],
      [2, 'Ward 7'],
      [3, 'Night'],
      [1, 'Nurses'],
    ]);
    await deleteRole(org.admin, { id: night });
    await expectPathsRight(org.orgId);
    expect((await eventsOf(org.orgId)).slice(-6).map((event) => event.action)).toEqual([
      'role.create',
      'role.create',
      'role.create',
      'role.update',
      'role.update',
      'role.delete',
    ]);
  });

  test('is a tree after concurrent moves of everything below everything', async () => {
    const grove = await makeOrg();
    const ids: Id[] = [];
    for (let n = 0; n < 6; n += 1) ids.push(await add(`Role ${n}`, grove.roleIds.CEO, grove));
    const moves = ids.flatMap((id) => ids.filter((to) => to !== id).map((parentId) => ({ id, parentId })));
    await Promise.allSettled(moves.map((move) => moveRole(grove.admin, move)));
    await expectPathsRight(grove.orgId);
    expect(await listRoles(grove.admin)).toHaveLength(8);
  });

  test('refuses a role below itself, moving or deleting the root, and deleting one in use', async () => {
    const outer = await add('Outer', org.roleIds.CEO);
    const inner = await add('Inner', outer);
    const conflict = { code: 'conflict' };
    await expect(moveRole(org.admin, { id: outer, parentId: inner })).rejects.toMatchObject(conflict);
    await expect(moveRole(org.admin, { id: outer, parentId: outer })).rejects.toMatchObject(conflict);
    await expect(moveRole(org.admin, { id: org.roleIds.CEO, parentId: inner })).rejects.toMatchObject(conflict);
    await expect(deleteRole(org.admin, { id: org.roleIds.CEO })).rejects.toMatchObject(conflict);
    await expect(deleteRole(org.admin, { id: outer })).rejects.toMatchObject({ reason: 'IN_USE' });
    await insertUser(org, 'Ina Inner', org.profileIds.Operator, inner);
    await expect(deleteRole(org.admin, { id: inner })).rejects.toMatchObject({ reason: 'IN_USE', facts: { users: 1 } });
    await expectPathsRight(org.orgId);
  });

  test('refuses a name twice', async () => {
    const id = await add('Twin', org.roleIds.CEO);
    const taken = { code: 'conflict', fields: { name: 'Another role has this name.' } };
    await expect(add('Twin', id)).rejects.toMatchObject(taken);
    await expect(renameRole(org.admin, { id, name: 'Manager' })).rejects.toMatchObject(taken);
    await expect(renameRole(org.admin, { id, name: '' })).rejects.toMatchObject({ fields: { name: 'Give a name.' } });
  });

  test('is closed to who may not manage users, and to other orgs', async () => {
    const id = await add('Closed', org.roleIds.CEO);
    const refused = { code: 'forbidden' };
    await expect(createRole(org.operator, { name: 'X', parentId: id })).rejects.toMatchObject(refused);
    await expect(renameRole(org.officer, { id, name: 'X' })).rejects.toMatchObject(refused);
    await expect(moveRole(org.operator, { id, parentId: org.roleIds.Manager })).rejects.toMatchObject(refused);
    await expect(deleteRole(org.operator, { id })).rejects.toMatchObject(refused);
    await expect(listRoles(org.operator)).rejects.toMatchObject(refused);
    expect((await eventsOf(org.orgId)).slice(-4).map((event) => event.outcome)).toEqual(Array(4).fill('refused'));
    const missing = { code: 'not_found' };
    await expect(createRole(other.admin, { name: 'X', parentId: id })).rejects.toMatchObject(missing);
    await expect(renameRole(other.admin, { id, name: 'X' })).rejects.toMatchObject(missing);
    await expect(moveRole(other.admin, { id, parentId: other.roleIds.CEO })).rejects.toMatchObject(missing);
    await expect(deleteRole(other.admin, { id })).rejects.toMatchObject(missing);
  });

  test('gives a context the users below, and the root all', async () => {
    const tree = await makeOrg();
    const below = await add('Below', tree.roleIds.Manager, tree);
    const beside = await add('Beside', tree.roleIds.CEO, tree);
    const { Operator } = tree.profileIds;
    const subordinate = await insertUser(tree, 'Sub', Operator, below);
    await insertUser(tree, 'Peer', Operator, tree.roleIds.Manager);
    await insertUser(tree, 'Neighbour', Operator, beside);
    const ownersOf = async (id: Id) => {
      const email = `${randomUUID()}@test.example`;
      const hash = await hashPassword('a long password');
      await asOwner(tree.orgId, (tx) =>
        tx.sql`update users set email = ${email}, password_hash = ${hash}
        where org_id = ${tree.orgId} and id = ${id}`.execute(),
      );
      const attempt = { email, password: 'a long password', ip: null, userAgent: null, requestId: 'r' };
      const session = await loadContext(await signIn(attempt), { requestId: 'r', ip: null });
      if (session.state !== 'live') throw new Error('not signed in');
      return session.ctx.ownerIds;
    };
    expect(new Set(await ownersOf(tree.operator.actor.id))).toEqual(new Set([tree.operator.actor.id, subordinate]));
    expect(await ownersOf(tree.officer.actor.id)).toBeNull();
    await moveRole(tree.admin, { id: below, parentId: beside });
    expect(await ownersOf(tree.operator.actor.id)).toEqual([tree.operator.actor.id]);
  });
});
