/** `/Users`: the people of the organisation. */
import { countPeople, getPerson, listPeople, type Person } from '@/lib/people/users/scim/people';
import { changePerson, createPerson, removePerson } from '@/lib/people/users/scim/provision';
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
import { assertNames, matches, narrowing } from './match';
import { documentOf, patched } from './patch';
import { personIn, userBody, userDocument } from './resources';

const idIn = ({ params }: ScimCall): Id => {
  if (!isId(params.id)) throw notFound('The user');
  return params.id;
};

const read = ({ directory }: ScimCall, id: Id): Promise<Person> =>
  inOrg(directory.ctx.orgId, (tx) => getPerson(tx, id));

const answerWith = async (call: ScimCall, id: Id, status = 200): Promise<Response> =>
  resourceAnswer(call, 'User', userBody(await read(call, id), call.base), status);

async function list(call: ScimCall): Promise<Response> {
  const page = pageOf(call.query);
  const text = call.query.get('filter');
  const show = chosen('User', call.query);
  const bodies = (people: readonly Person[]) => people.map((person) => userBody(person, call.base));
  return inOrg(call.directory.ctx.orgId, async (tx) => {
    if (text === null) {
      const [total, people] = [await countPeople(tx), await listPeople(tx, {}, page)];
      return scimJson(listBody(bodies(people).map(show), total, page.skip));
    }
    const filter = readFilter(text);
    assertNames('User', filter);
    const narrowed = narrowing(filter);
    const looked = narrowed === 'nobody' ? [] : await listPeople(tx, narrowed, null);
    const found = bodies(looked).filter((body) => matches('User', filter, body));
    const shown = found.slice(page.skip, page.skip + page.take).map(show);
    return scimJson(listBody(shown, found.length, page.skip));
  });
}

export const USERS: readonly Endpoint[] = [
  { method: 'GET', path: '/Users', run: list },
  { method: 'GET', path: '/Users/:id', run: async (call) => answerWith(call, idIn(call)) },
  {
    method: 'POST',
    path: '/Users',
    async run(call) {
      const id = await createPerson(call.directory, personIn(documentOf('User', await call.body())));
      return answerWith(call, id, 201);
    },
  },
  {
    method: 'PUT',
    path: '/Users/:id',
    async run(call) {
      const [id, document] = [idIn(call), documentOf('User', await call.body())];
      // Left out, whether they are active stays: nobody is let in again by what is not said.
      const edit = ({ active }: Person) => personIn({ active, ...document });
      await changePerson(call.directory, id, { edit, versions: versionsOf(call.request) });
      return answerWith(call, id);
    },
  },
  {
    method: 'PATCH',
    path: '/Users/:id',
    async run(call) {
      const [id, body] = [idIn(call), await call.body()];
      const edit = (person: Person) => personIn(patched('User', userDocument(person), body));
      await changePerson(call.directory, id, { edit, versions: versionsOf(call.request) });
      return answerWith(call, id);
    },
  },
  {
    method: 'DELETE',
    path: '/Users/:id',
    async run(call) {
      await removePerson(call.directory, idIn(call), versionsOf(call.request));
      return gone();
    },
  },
];
