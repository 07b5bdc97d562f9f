/** Who gets what of the REST door: by token, scope, profile of the client's owner, and organisation. */
import { beforeAll, describe, expect, test } from 'vitest';
import { ENDPOINTS } from '@/lib/ways-in/api/endpoints';
import { REST_ACCESS } from './access-matrix';
import { makeOrg } from './factories';
import { REST_REQUESTS, type RestRequest } from './non-interference/rest-requests';
import { buildWorld, type World } from './non-interference/world';
import { type Answer, call, codeIn, type Rest, restClient } from './rest';

let world: World;
let clients: Record<string, Rest>;

const WHO = ['administrator', 'operator', 'officer', 'nobody', 'stranger'] as const;

beforeAll(async () => {
  world = await buildWorld();
  const { org, nobody, adminClient, operatorClient } = world;
  const other = await makeOrg();
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

/** Words of the org's records. */
const ownWordsIn = ({ body }: Answer): string[] => {
  const text = JSON.stringify(body ?? '');
  return ['anna@clinic.example', 'Bell', 'Welder', 'Professor', 'Clinic North', 'Zq'].filter((word) =>
    text.includes(word),
  );
};
