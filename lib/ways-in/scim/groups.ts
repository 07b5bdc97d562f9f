/** `/Groups`: groups as the directory knows them; rules of the connection say what being in one means. */
import { changeGroup, createGroup, deleteGroup } from '@/lib/people/users/scim/change-group';
import { getGroup, listGroups, namesOf, type VersionedGroup } from '@/lib/people/users/scim/groups';
import type { Group } from '@/lib/people/users/scim/schemas';
import { inOrg } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import { type Id, isId } from '@/lib/platform/ids';
import {
  chosen,
  type Endpoint,
  gone,
  listBody,
  pageOf,
  resourceAnswer,
  type ScimCall,
  scimJson,
  versionsOf,
} from './endpoint';
import { readFilter } from './filter';
import { assertNames, matches } from './match';
import { documentOf, patched } from './patch';
import { groupBody, groupDocument, groupIn } from './resources';

const idIn = ({ params }: ScimCall): Id => {
  if (!isId(params.id)) throw notFound('The group');
  return params.id;
};

const answerWith = (call: ScimCall, id: Id, status = 200): Promise<Response> =>
  inOrg(call.directory.ctx.orgId, async (tx) => {
    const group = await getGroup(tx, id);
    return resourceAnswer(call, 'Group', groupBody(group, await namesOf(tx, group.members), call.base), status);
  });

function list(call: ScimCall): Promise<Response> {
  const page = pageOf(call.query);
  const text = call.query.get('filter');
  const filter = text === null ? null : readFilter(text);
  if (filter) assertNames('Group', filter);
  const show = chosen('Group', call.query);
  return inOrg(call.directory.ctx.orgId, async (tx) => {
    const all = await listGroups(tx);
    const bare = (group: VersionedGroup) => groupBody(group, new Map(), call.base);
    const found = filter ? all.filter((group) => matches('Group', filter, bare(group))) : all;
    const paged = found.slice(page.skip, page.skip + page.take);
    const names = await namesOf(tx, [...new Set(paged.flatMap(({ members }) => members))]);
    const shown = paged.map((group) => show(groupBody(group, names, call.base)));
    return scimJson(listBody(shown, found.length, page.skip));
  });
}

export const GROUPS: readonly Endpoint[] = [
  { method: 'GET', path: '/Groups', run: list },
  { method: 'GET', path: '/Groups/:id', run: async (call) => answerWith(call, idIn(call)) },
  {
    method: 'POST',
    path: '/Groups',
    async run(call) {
      const id = await createGroup(call.directory, groupIn(documentOf('Group', await call.body())));
      return answerWith(call, id, 201);
    },
  },
  {
    method: 'PUT',
    path: '/Groups/:id',
    async run(call) {
      const [id, wanted] = [idIn(call), groupIn(documentOf('Group', await call.body()))];
      await changeGroup(call.directory, id, { edit: () => wanted, versions: versionsOf(call.request) });
      return answerWith(call, id);
    },
  },
  {
    method: 'PATCH',
    path: '/Groups/:id',
    async run(call) {
      const [id, body] = [idIn(call), await call.body()];
      const edit = (group: Group) => groupIn(patched('Group', groupDocument(group), body));
      await changeGroup(call.directory, id, { edit, versions: versionsOf(call.request) });
      return answerWith(call, id);
    },
  },
  {
    method: 'DELETE',
    path: '/Groups/:id',
    async run(call) {
      await deleteGroup(call.directory, idIn(call), versionsOf(call.request));
      return gone();
    },
  },
];
