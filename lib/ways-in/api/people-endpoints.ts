import { z } from 'zod';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { readInOrg, type Statement, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import type { Asked } from '@/lib/platform/paging/page-token';
import { wholeNumber } from '@/lib/platform/read-input';
import { SWITCH_WORDS } from '@/lib/protection/compliance/door-words';
import { RESTRICTABLE_DOORS, SWITCH_OF } from '@/lib/protection/compliance/doors';
import { type Endpoint, json, nothing } from './endpoint';
import { readQuery } from './read-query';
import { idOf, noSuchRecord } from './records/ids';
import { openPage, pageTokenSchema } from './records/page-token';

const org: Endpoint = {
  method: 'get',
  path: '/crm/v8/org',
  tag: 'Organization',
  summary: 'Get the organization',
  need: () => ({ area: 'org', act: 'READ' }),
  answers: { 200: 'Org' },
  async run({ ctx }) {
    const { orgId, orgName, compliance } = await readInOrg(ctx.orgId, metadataOf);
    return json({
      org: [
        {
          id: orgId,
          zgid: orgId,
          company_name: orgName,
          hipaa_compliance_enabled: compliance.hipaaEnabled,
          time_zone: ctx.timeZone,
          hipaa_compliance: Object.fromEntries(
            RESTRICTABLE_DOORS.map((door) => [SWITCH_WORDS[door].apiName, compliance[SWITCH_OF[door]]]),
          ),
        },
      ],
    });
  },
};

const usersQuery = z.object({
  type: z
    .enum(['AllUsers', 'ActiveUsers', 'DeactiveUsers', 'CurrentUser', 'AdminUsers', 'ActiveConfirmedUsers'])
    .optional(),
  page: wholeNumber(1, 1000).optional(),
  per_page: wholeNumber(1, 200).optional(),
  page_token: pageTokenSchema,
});

const users: Endpoint = {
  method: 'get',
  path: '/crm/v8/users',
  tag: 'Organization',
  summary: 'List users',
  need: () => ({ area: 'users', act: 'READ' }),
  query: usersQuery,
  answers: { 200: 'Users', 204: 'Nothing found' },
  async run({ ctx, query }) {
    const { type = 'AllUsers', per_page: perPage = 200, ...given } = readQuery(usersQuery, query);
    const asked: Asked = { list: 'api.users', by: type };
    return readInOrg(ctx.orgId, async (tx) => {
      const which = {
        AllUsers: tx.sql`true`,
        ActiveUsers: tx.sql`u.active`,
        ActiveConfirmedUsers: tx.sql`u.active`,
        DeactiveUsers: tx.sql`not u.active`,
        CurrentUser: tx.sql`u.id = ${ctx.actor.id}`,
        AdminUsers: tx.sql`p.name = 'Administrator'`,
      }[type];
      const page = openPage<Id>(await keysOf(tx), asked, given);
      const behind = page.place ? tx.sql`${which} and u.id > ${page.place}` : which;
      const rows = await readUsers(tx, behind, perPage + 1, page.skipped(perPage));
      if (rows.length === 0) return nothing();
      const { shown, info } = page.cut(rows, perPage, ({ id }) => id);
      return json({ users: shown.map(userJson), info });
    });
  },
};

const oneUser: Endpoint = {
  method: 'get',
  path: '/crm/v8/users/{id}',
  tag: 'Organization',
  summary: 'Get a user',
  need: () => ({ area: 'users', act: 'READ' }),
  answers: { 200: 'Users', 404: 'No such user' },
  async run({ ctx, params }) {
    const id = idOf(params.id);
    const rows = await readInOrg(ctx.orgId, (tx) => readUsers(tx, tx.sql`u.id = ${id}`, 1, 0));
    if (rows.length === 0) throw noSuchRecord();
    return json({ users: rows.map(userJson) });
  },
};

export const peopleEndpoints: readonly Endpoint[] = [org, users, oneUser];

interface UserRow {
  id: Id;
  name: string;
  email: string;
  active: boolean;
  time_zone: string;
  profile: { id: Id; name: string };
  role: { id: Id; name: string };
}

async function readUsers(tx: Tx, which: Statement, limit: number, skip: number): Promise<UserRow[]> {
  return tx.sql<UserRow[]>`
    select u.id, u.name, u.email, u.active, u.time_zone,
      jsonb_build_object('id', p.id::text, 'name', p.name) as profile,
      jsonb_build_object('id', r.id::text, 'name', r.name) as role
    from users u
    join profiles p on p.org_id = u.org_id and p.id = u.profile_id
    join roles r on r.org_id = u.org_id and r.id = u.role_id
    where u.org_id = ${tx.orgId} and ${which}
    order by u.id limit ${limit} offset ${skip}`;
}

const userJson = ({ id, name, email, active, time_zone, profile, role }: UserRow) => {
  const [first, ...rest] = name.split(' ');
  return {
    id,
    full_name: name,
    first_name: rest.length > 0 ? first : null,
    last_name: rest.length > 0 ? rest.join(' ') : name,
    email,
    status: active ? 'active' : 'closed',
    confirm: true,
    time_zone,
    profile,
    role,
  };
};
