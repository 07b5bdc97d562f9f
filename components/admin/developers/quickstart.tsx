'use client';

import Link from 'next/link';
import { useSyncExternalStore } from 'react';
import { Card } from '@/components/ui/card';
import { Samples } from './samples';

const never = () => () => {};

/** How a program gets a token and makes its first call, with this server's own address. */
export function Quickstart() {
  const base = useSyncExternalStore(
    never,
    () => location.origin,
    () => 'https://crm.example.org',
  );
  return (
    <Card title="From nothing to the first call" id="quickstart">
      <div className="flex flex-col gap-3 text-fg text-sm">
        <p>
          An administrator adds a client in{' '}
          <Link href="/setup/api" className="text-accent-text underline">
            API clients
          </Link>{' '}
          and hands you its id, secret and refresh token. They buy access tokens, each valid for an hour. The API has
          the shape of Zoho CRM v8: a program written for it needs another base URL and no more.
        </p>
        <Samples
          label="First call"
          samples={[
            { label: 'curl', source: curl(base) },
            { label: "TypeScript (Zoho's SDK)", source: typescript(base) },
            { label: 'Python', source: python(base) },
          ]}
        />
        <p className="text-muted">
          A field that your organisation restricts for HIPAA has no key in any answer; asking for it by name is refused
          with <code className="font-mono text-xs">INVALID_QUERY</code>. Encrypted values that do not open have no key
          either: <code className="font-mono text-xs">$integrity</code> of their record names them, and the other
          records come as they are. A POST with the header <code className="font-mono text-xs">Idempotency-Key</code>{' '}
          may be sent again within 24 hours: it writes once and answers the same. Every answer carries{' '}
          <code className="font-mono text-xs">X-Request-Id</code> and{' '}
          <code className="font-mono text-xs">RateLimit-Remaining</code>.
        </p>
      </div>
    </Card>
  );
}

const curl = (base: string) => `BASE=${base}
CLIENT_ID=…
CLIENT_SECRET=…

TOKEN=$(curl -s -X POST "$BASE/oauth/v2/token" \\
  -d grant_type=client_credentials \\
  -d client_id="$CLIENT_ID" -d client_secret="$CLIENT_SECRET" \\
  | sed -E 's/.*"access_token":"([^"]+)".*/\\1/')

curl "$BASE/crm/v8/users?type=CurrentUser" -H "Authorization: Zoho-oauthtoken $TOKEN"`;

const typescript = (base: string) => `import * as zoho from '@zohocrm/typescript-sdk-8.0';

const base = '${base}';
await new zoho.InitializeBuilder()
  .environment(zoho.DataCenter.setEnvironment(base, base + '/oauth/v2/token', base))
  .token(
    new zoho.OAuthBuilder()
      .clientId(process.env.CLIENT_ID!)
      .clientSecret(process.env.CLIENT_SECRET!)
      .refreshToken(process.env.REFRESH_TOKEN!)
      .build(),
  )
  .store(new zoho.FileStore('tokens.txt'))
  .initialize();

const answer = await new zoho.Users.UsersOperations().getUsers();`;

const python = (base: string) => `import json, os, urllib.parse, urllib.request

BASE = "${base}"
form = urllib.parse.urlencode({
    "grant_type": "client_credentials",
    "client_id": os.environ["CLIENT_ID"],
    "client_secret": os.environ["CLIENT_SECRET"],
}).encode()
with urllib.request.urlopen(BASE + "/oauth/v2/token", data=form) as answer:
    token = json.load(answer)["access_token"]

request = urllib.request.Request(
    BASE + "/crm/v8/users?type=CurrentUser",
    headers={"Authorization": "Zoho-oauthtoken " + token},
)
with urllib.request.urlopen(request) as answer:
    print(json.load(answer))`;
