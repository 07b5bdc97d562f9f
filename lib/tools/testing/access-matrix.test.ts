/** Who gets what of the REST door: by token, scope, profile of the client's owner, and organisation. */
import { beforeAll, describe, expect, test } from 'vitest';
import { connectApp } from '@/lib/apps/connections/connect';
import type { MappedAct } from '@/lib/apps/connections/connection';
import { mapModule } from '@/lib/apps/connections/map';
import { endConnection, pauseConnection } from '@/lib/apps/connections/set-state';
import { SECRET } from '@/lib/apps/testing/hook';
import { type SendingIn, sendIn } from '@/lib/apps/testing/send-in';
import { newId } from '@/lib/platform/ids';
import { ENDPOINTS } from '@/lib/ways-in/api/endpoints';
import { APP_ACCESS, REST_ACCESS } from './access-matrix';
import { ownerSql } from './database';
import { makeOrg } from './factories';
import { REST_REQUESTS, type RestRequest } from './non-interference/rest-requests';
import { buildWorld, type World } from './non-interference/world';
import { type Answer, call, codeIn, type Rest, restClient } from './rest';

let world: World;
let clients: Record<string, Rest>;
let otherOrgId: string;

const WHO = ['administrator', 'operator', 'officer', 'nobody', 'stranger'] as const;

beforeAll(async () => {
  world = await buildWorld();
  const { org, nobody, adminClient, operatorClient } = world;
  const other = await makeOrg();
  otherOrgId = other.orgId;
  clients = {
    administrator: adminClient,
    operator: operatorClient,
    officer: await restClient(org, org.officer),
    nobody: await restClient(org, nobody),
    stranger: await restClient(other, other.admin),
    scopeless: await restClient(org, org.operator, ['ZohoCRM.modules.Vendors.READ']),
  };
});

const firstOf = (endpoint: string): RestRequest & { method: string } => {
  const [first] = REST_REQUESTS[endpoint]?.(world) ?? [];
  if (!first) throw new Error(`${endpoint} has no request.`);
  return { method: (endpoint.split(' ')[0] as string).toUpperCase(), ...first };
};

const ask = (who: string, endpoint: string): Promise<Answer> => {
  const { method, path, body, headers } = firstOf(endpoint);
  return (clients[who] as Rest)(method, path, body, headers);
};

/** The status, and what became of the first row where an answer has one for each. */
const outcomeOf = ({ status, body }: Answer): string => {
  const row = body?.data?.[0]?.code ?? codeIn(body);
  return row && row !== 'SUCCESS' ? `${status} ${row}` : String(status);
};

const ASKED = ENDPOINTS.map(({ method, path }) => `${method} ${path}`);

describe('the REST door', () => {
  test('has a row for every endpoint', () => {
    expect(Object.keys(REST_ACCESS).sort()).toEqual([...ASKED].sort());
  });

  test('opens for nobody without a token', async () => {
    for (const endpoint of ASKED) {
      const { method, path, body, headers } = firstOf(endpoint);
      expect.soft((await call(method, path, body, headers)).status, endpoint).toBe(401);
    }
  });

  test('opens for no token without the scope', async () => {
    for (const endpoint of ASKED) {
      const { status, body } = await ask('scopeless', endpoint);
      expect.soft([status, codeIn(body)], endpoint).toEqual([401, 'OAUTH_SCOPE_MISMATCH']);
    }
  });

  test('opens to the profile of the client’s owner as far as the table says, and to another organisation for nothing', async () => {
    const wrong: string[] = [];
    for (const [endpoint, expected] of Object.entries(REST_ACCESS)) {
      // Who deletes comes last.
      for (const [n, who] of [...WHO.entries()].reverse()) {
        const answer = await ask(who, endpoint);
        const told = outcomeOf(answer);
        if (told !== expected[n]) wrong.push(`${endpoint}, ${who}: ${told} instead of ${expected[n]}`);
        if (who === 'stranger' || who === 'nobody') expect.soft(ownWordsIn(answer), endpoint).toEqual([]);
      }
    }
    expect(wrong).toEqual([]);
  });
});

const OTHER_SECRET = `whsec_${Buffer.alloc(24, 3).toString('base64')}`;

/** What each row of `APP_ACCESS` is: what is mapped, what is done to the connection, how a message differs. */
const APPS: Readonly<
  Record<string, { acts: MappedAct[] | null; done?: (id: string) => Promise<unknown>; as?: () => Partial<SendingIn> }>
> = {
  'make and change': { acts: ['receive'] },
  'make, change and delete': { acts: ['receive', 'receive_delete'] },
  'delete only': { acts: ['receive_delete'] },
  'be sent to only': { acts: ['create', 'change', 'delete'] },
  'nothing: no module is mapped': { acts: null },
  'nothing: it is paused': { acts: ['receive'], done: (id) => pauseConnection(world.org.admin, { id }) },
  'nothing: it is ended': { acts: ['receive'], done: (id) => endConnection(world.org.admin, { id }) },
  'nothing: it signs with the secret of another connection': {
    acts: ['receive'],
    as: () => ({ secret: OTHER_SECRET }),
  },
  'nothing: it does not sign, and has an API token': {
    acts: ['receive'],
    as: () => ({ headers: { 'webhook-signature': '', authorization: `Zoho-oauthtoken ${'1'.repeat(64)}` } }),
  },
  'nothing: it is of another organisation': { acts: ['receive'], as: () => ({ orgId: otherOrgId }) },
  // Comes last.
  'nothing: whoever connected it has left': {
    acts: ['receive'],
    done: () => ownerSql()`update users set active = false where id = ${world.org.admin.actor.id}`,
  },
};

async function connectTo({ acts, done }: (typeof APPS)[string]): Promise<string> {
  const { admin } = world.org;
  const about = { app: 'webhook', name: `App ${newId()}`, address: 'https://hooks.example.org/' };
  const id = await connectApp(admin, { ...about, credentials: { secret: SECRET } });
  const fields = [{ field: 'Last_Name', to: 'name' }];
  if (acts) await mapModule(admin, { id, module: 'Contacts', acts, fields });
  await done?.(id);
  return id;
}

describe('the door of connected apps', () => {
  test('opens to each as far as the table says, and to nobody who does not know its secret', async () => {
    expect(Object.keys(APP_ACCESS)).toEqual(Object.keys(APPS));
    const told: Record<string, string[]> = {};
    for (const [row, app] of Object.entries(APPS)) {
      const connectionId = await connectTo(app);
      const { orgId } = world.org;
      const answers: string[] = [];
      for (const type of ['created', 'changed', 'deleted']) {
        const body = { type: `contacts.${type}`, data: { id: 'their-1', ...(type !== 'deleted' && NAMED) } };
        const { status, json } = await sendIn({ orgId, connectionId, body, ...app.as?.() });
        answers.push([status, json.error?.reason].filter(Boolean).join(' '));
      }
      told[row] = answers;
    }
    expect(told).toEqual(APP_ACCESS);
  });
});

const NAMED = { values: { name: 'Sent' } };

/** Words of the org's records. */
const ownWordsIn = ({ body }: Answer): string[] => {
  const text = JSON.stringify(body ?? '');
  return ['anna@clinic.example', 'Bell', 'Welder', 'Professor', 'Clinic North', 'Zq'].filter((word) =>
    text.includes(word),
  );
};
