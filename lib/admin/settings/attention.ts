/**
 * What of an organisation wants an administrator's attention: gaps in what is protected, jobs that failed, people who have
 * not come yet, mails that were given up, apps to which nothing is sent. Counts and names of settings, never a value. Each is
 * told only to whoever may do something about it.
 */
import { fieldsWithMark, isSelected, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { canInOrg } from '@/lib/people/rights';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { firstIdAt } from '@/lib/platform/ids';
import { readSetting } from '@/lib/protection/integrity/setting';

export interface Attention {
  key: string;
  words: string;
  /** Where one does something about it. */
  href: string | null;
}

const DAYS_BACK = 7;
const MOST_COUNTED = 1000;
const DAY_MS = 86_400_000;

/** Nothing where all is well. @throws forbidden for whoever manages neither compliance nor people */
export function listAttention(ctx: Context, at: Date = clock.now()): Promise<Attention[]> {
  const manages = { compliance: canInOrg(ctx.rights, 'manageCompliance'), people: canInOrg(ctx.rights, 'manageUsers') };
  if (!manages.people) assertOrgRight(ctx, 'manageCompliance');
  return inOrg(ctx.orgId, async (tx) => [
    ...(manages.compliance ? [...gapsIn(await metadataOf(tx)), ...(await failures(tx, at))] : []),
    ...(manages.people ? [...(await kitMissing(tx)), ...(await people(tx, at))] : []),
  ]);
}

/** What is selected as health data and not protected as such. */
function gapsIn({ compliance, modules }: Awaited<ReturnType<typeof metadataOf>>): Attention[] {
  const hipaa = '/setup/compliance/hipaa';
  if (!compliance.hipaaEnabled) {
    return [{ key: 'hipaa', words: 'HIPAA compliance settings are off: no field is protected.', href: hipaa }];
  }
  const selected = modules.filter(isSelected);
  if (selected.length === 0) return [{ key: 'modules', words: 'No module is selected for HIPAA.', href: hipaa }];
  const bare = selected.filter((module) => fieldsWithMark(module).length === 0);
  const clear = selected.flatMap(fieldsWithMark).filter(({ sealed }) => !sealed).length;
  return [
    ...bare.map((module) => ({ key: `marks.${module.apiName}`, words: noMark(module), href: hipaa })),
    ...told('clear', clear, (n) => `${n} of personal health data ${clear === 1 ? 'is' : 'are'} not encrypted.`, {
      one: 'field',
      href: hipaa,
    }),
  ];
}

const noMark = ({ plural }: ModuleDefinition) => `${plural} is selected for HIPAA, and none of its fields is marked.`;

async function failures(tx: Tx, at: Date): Promise<Attention[]> {
  const since = firstIdAt(at.getTime() - DAYS_BACK * DAY_MS);
  const [row] = await tx.sql<[{ jobs: number; mails: number; apps: number }]>`
    select
      (select count(*)::int from (select from jobs
        where org_id = ${tx.orgId} and id >= ${since} and status = 'failed' limit ${MOST_COUNTED}) j) as jobs,
      (select count(*)::int from (select from mails
        where org_id = ${tx.orgId} and id >= ${since} and state = 'given_up' limit ${MOST_COUNTED}) m) as mails,
      (select count(*)::int from app_health h
        join app_connections c on c.org_id = h.org_id and c.id = h.connection_id and c.state = 'active'
        where h.org_id = ${tx.orgId} and h.suspended_at is not null) as apps`;
  return [
    ...told('jobs', row.jobs, (n) => `${n} failed in the last ${DAYS_BACK} days. Whoever started one reads why.`, {
      one: 'export, import or other long job',
      many: 'exports, imports and other long jobs',
      href: null,
    }),
    ...told('mails', row.mails, (n) => `${n} could not be sent in the last ${DAYS_BACK} days.`, {
      one: 'mail',
      href: '/setup/mail',
    }),
    ...told('apps', row.apps, (n) => `Nothing is sent to ${n} any more: too much failed.`, {
      one: 'connected app',
      href: '/setup/apps',
    }),
  ];
}

/** Nobody could get in while the provider is away. A setting that SQL changed counts as the strictest, as at sign-in. */
async function kitMissing(tx: Tx): Promise<Attention[]> {
  const only = await readSetting(tx, 'only_sso');
  if (only.state === 'kept' ? (only.value as { only?: unknown }).only !== true : only.state !== 'not_kept') return [];
  const ready = await tx.sql`select from offline_kits where org_id = ${tx.orgId} and state = 'ready'`;
  const words =
    'People sign in by single sign-on only, and no offline kit is in force for the day its provider is away.';
  return ready.length > 0 ? [] : [{ key: 'kit', words, href: '/setup/offline-kit' }];
}

async function people(tx: Tx, at: Date): Promise<Attention[]> {
  const now = at.toISOString();
  const [row] = await tx.sql<[{ never: number; invited: number; late: number }]>`
    select
      (select count(*)::int from (select from users
        where org_id = ${tx.orgId} and active and last_sign_in_at is null limit ${MOST_COUNTED}) u) as never,
      count(*) filter (where expires_at > ${now}::timestamptz)::int as invited,
      count(*) filter (where expires_at <= ${now}::timestamptz)::int as late
    from invitations
    where org_id = ${tx.orgId} and accepted_at is null and withdrawn_at is null and replaced_at is null`;
  const href = '/setup/users';
  const who = { one: 'person', many: 'people', href };
  const asked = { one: 'invitation', href };
  return [
    ...told('never', row.never, (n) => `${n} with an account never signed in.`, who),
    ...told('invited', row.invited, (n) => `${n} not accepted yet.`, asked),
    ...told('late', row.late, (n) => `${n} expired before anybody accepted.`, asked),
  ];
}

/** Nothing of none; otherwise a sentence with the count in words. */
function told(
  key: string,
  count: number,
  words: (counted: string) => string,
  { one, many = `${one}s`, href }: { one: string; many?: string; href: string | null },
): Attention[] {
  if (count === 0) return [];
  const shown = count >= MOST_COUNTED ? `${MOST_COUNTED} or more` : String(count);
  return [{ key, words: words(`${shown} ${count === 1 ? one : many}`), href }];
}
