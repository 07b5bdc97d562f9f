import type postgres from 'postgres';
import { keepMetadata } from '@/lib/crm/modules/metadata';
import { insertStandardModules } from '@/lib/crm/modules/standard/insert';
import { STANDARD_PROFILES } from '@/lib/people/rights';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { chatBrands } from '@/lib/platform/db/schema/chat-setup';
import { complianceSettings } from '@/lib/platform/db/schema/compliance';
import { orgs } from '@/lib/platform/db/schema/orgs';
import { profiles, roles, users } from '@/lib/platform/db/schema/users';
import { inTransaction, type Tx, txOn } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf, makeFirstDataKey } from '@/lib/platform/org-keys';
import { markLinesKept } from '@/lib/protection/accounting/adopt-lines';
import { markJobsKept } from '@/lib/protection/integrity/kept-job';
import { keepRights } from '@/lib/protection/integrity/rights';
import { appendEntries } from '@/lib/protection/ledger/append';

export interface NewOrg {
  name: string;
  /** Done first, in the same transaction: a code is spent, or none is made. */
  first?: (sql: postgres.TransactionSql) => Promise<void>;
  administrator: { name: string; email: string; passwordHash: string; timeZone?: string };
}

export interface CreatedOrg {
  orgId: Id;
  administratorId: Id;
  profileIds: Record<keyof typeof STANDARD_PROFILES, Id>;
  /** The two roles an org starts with. */
  roleIds: { CEO: Id; Manager: Id };
}

/**
 * Makes an org whole, in one transaction: data key, standard profiles, roles CEO and Manager, standard modules, a widget,
 * HIPAA switched off, and its first administrator in the role CEO.
 */
export async function createOrg(org: NewOrg): Promise<CreatedOrg> {
  return inTransaction(async (sql) => {
    await org.first?.(sql);
    const orgId = newId();
    await sql`select set_config('app.org_id', ${orgId}, true), set_config('app.writer', 'new_org', true)`;
    const tx = txOn(sql, orgId, 0);
    await tx.db.insert(orgs).values({ orgId, name: org.name });
    const keyId = await makeFirstDataKey(tx);
    await tx.db.insert(complianceSettings).values({ orgId });
    const profileIds = await insertProfiles(tx);
    const roleIds = await insertRoles(tx);
    const administratorId = newId();
    const { name, email, passwordHash, timeZone = 'UTC' } = org.administrator;
    await tx.db.insert(users).values({
      orgId,
      id: administratorId,
      email: email.toLowerCase(),
      name,
      passwordHash,
      timeZone,
      profileId: profileIds.Administrator,
      roleId: roleIds.CEO,
    });
    await insertStandardModules(tx);
    await insertFirstBrand(tx);
    const keys = await keysOf(tx);
    await Promise.all([keepMetadata(tx), keepRights(tx, keys), markJobsKept(tx), markLinesKept(tx)]);
    const ctx = founderContext(orgId, administratorId, name);
    await appendEntries(
      tx,
      ctx,
      [
        { action: 'org.create', facts: { name: org.name } },
        { action: 'key.create', subjectId: keyId },
        { action: 'user.create', subjectId: administratorId },
      ],
      keys,
    );
    return { orgId, administratorId, profileIds, roleIds };
  });
}

/** The widget every org starts with, its settings the defaults. */
async function insertFirstBrand(tx: Tx): Promise<void> {
  const now = clock.now();
  await tx.db
    .insert(chatBrands)
    .values({ orgId: tx.orgId, id: newId(), name: 'Website', settings: {}, createdAt: now, modifiedAt: now });
}

async function insertProfiles(tx: Tx): Promise<CreatedOrg['profileIds']> {
  const ids = { Administrator: newId(), Operator: newId(), 'Compliance Officer': newId() };
  await tx.db.insert(profiles).values(
    Object.entries(STANDARD_PROFILES).map(([name, rights]) => ({
      orgId: tx.orgId,
      id: ids[name as keyof typeof ids],
      name,
      standard: true,
      rights,
    })),
  );
  return ids;
}

async function insertRoles(tx: Tx): Promise<CreatedOrg['roleIds']> {
  const ids = { CEO: newId(), Manager: newId() };
  await tx.db.insert(roles).values([
    { orgId: tx.orgId, id: ids.CEO, name: 'CEO', parentId: null, path: `/${ids.CEO}/` },
    { orgId: tx.orgId, id: ids.Manager, name: 'Manager', parentId: ids.CEO, path: `/${ids.CEO}/${ids.Manager}/` },
  ]);
  return ids;
}

const founderContext = (orgId: Id, id: Id, name: string): Context => ({
  orgId,
  actor: { kind: 'user', id, name },
  rights: STANDARD_PROFILES.Administrator,
  ownerIds: null,
  requestId: `create-org-${orgId}`,
  ip: null,
  sessionId: null,
  timeZone: 'UTC',
});
