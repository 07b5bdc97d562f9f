/**
 * The least that does the job of a get: `node:http`, postgres.js, and the token's statement and the record's as one, under
 * row-level security. The token, its owner's rights and their keyed checks are looked at as the door does it, and the answer
 * is made of the row. It counts no calls, asks no metadata, keeps no event and knows one module's fields.
 */
import { createServer } from 'node:http';
import { isTokenSecret, readTokenText } from '@/lib/admin/api-clients/token-text';
import { canInModule, type ProfileRights } from '@/lib/people/rights';
import { closeClient, connect } from '@/lib/platform/db/client';
import { env } from '@/lib/platform/env';
import { keysOfOrg } from '@/lib/platform/org-keys';
import { isProofWhole, type RightsProof } from '@/lib/protection/integrity/rights';
import { joined, type OneTrip } from './api-joined';

const sql = connect(env().DATABASE_URL);

interface Row {
  secret_hash: Buffer;
  kind: string;
  ended: boolean;
  expires_ms: number | null;
  token_scopes: string[] | null;
  client_id: string;
  client_revoked: boolean;
  owner_id: string;
  owner_active: boolean;
  rights: ProfileRights;
  proof: RightsProof;
  record_id: string | null;
  record_version: number;
  record_values: Record<string, unknown>;
}

async function isGood(text: string | undefined, row: Row | undefined): Promise<boolean> {
  const token = readTokenText('access', text ?? '');
  if (!token || !row || row.kind !== 'access' || row.ended || row.client_revoked || !row.owner_active) return false;
  if (row.expires_ms !== null && row.expires_ms <= Date.now()) return false;
  const { client_id: clientId, token_scopes: scopes, expires_ms: expiresMs } = row;
  const bound = { id: token.id, clientId, kind: 'access', scopes, expiresMs } as const;
  if (!isTokenSecret(await keysOfOrg(token.orgId), bound, token.secret, row.secret_hash)) return false;
  return isProofWhole(token.orgId, row.owner_id, row.proof);
}

process.once('message', ({ port, recording, token }: { port: number } & OneTrip) => {
  const known = readTokenText('access', token);
  const { text, parameters } = joined(recording);
  const [, , , module = ''] = recording.path.split('/');
  const server = createServer(async (request, response) => {
    const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
    const given = readTokenText('access', bearer ?? '');
    const url = new URL(request.url ?? '', 'http://localhost');
    const id = /\/(\d{15,19})$/.exec(url.pathname)?.[1];
    if (!given || !known || !id) return response.writeHead(given && known ? 404 : 401).end();
    const swaps = new Map<unknown, string>([
      [recording.id, id],
      [known.id, given.id],
      [known.orgId, given.orgId],
    ]);
    try {
      const asked = parameters.map((one) => swaps.get(one) ?? one);
      const [row] = await sql.unsafe<Row[]>(text, asked as never[], { prepare: true });
      if (!(await isGood(bearer, row)) || !row || !canInModule(row.rights, module, 'view')) {
        return response.writeHead(401).end();
      }
      if (row.record_id === null) return response.writeHead(404).end();
      const names = url.searchParams.get('fields')?.split(',') ?? [];
      const fields = names.map((name) => [name, row.record_values[name] ?? null]);
      const headers = recording.headers.map(([name, value]): [string, string] =>
        name === 'etag' ? [name, `"${id}-${row.record_version}"`] : [name, value],
      );
      return response
        .writeHead(200, headers)
        .end(JSON.stringify({ data: [{ ...Object.fromEntries(fields), id: row.record_id }] }));
    } catch {
      return response.writeHead(500).end();
    }
  });
  server.listen(port, '127.0.0.1');
  process.once('SIGTERM', () => void closeClient().then(() => process.exit(0)));
});
