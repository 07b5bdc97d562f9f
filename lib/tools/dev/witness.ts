/**
 * `npm run witness -- --name NAME --log VKEY… [--folder PATH] [--port N] [--host ADDRESS]`: a witness of ledgers, on a machine that
 * has no access to Careledger's database. Prints its own verifier key. `npm run ledger -- keys` prints those of the logs.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { clock } from '@/lib/platform/clock';
import { cosigner, noteVerifier } from '@/lib/protection/ledger/tree/note';
import { folderStore } from '@/lib/protection/ledger/witness/store';
import { Witness } from '@/lib/protection/ledger/witness/witness';
import { takeLock } from './lock';
import { say, sayError } from './say';
import { StartError } from './start-error';

const USAGE =
  'npm run witness -- --name NAME --log VKEY [--log VKEY…] [--folder .witness] [--port 8790] [--host 127.0.0.1]';
const text = { type: 'string' } as const;
const MOST_BYTES = 64 * 1024;

/** Its private key, made at the first start. */
function seedIn(folder: string): Buffer {
  const path = join(folder, 'witness.key');
  try {
    writeFileSync(path, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const seed = Buffer.from(readFileSync(path, 'utf8').trim(), 'hex');
  if (seed.length !== 32) throw new StartError(`${path} is malformed: it should hold 64 hex characters.`);
  return seed;
}

async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function serve(witness: Witness) {
  return createServer(async (request, response) => {
    try {
      const isCall = request.method === 'POST' && request.url?.endsWith('/add-checkpoint');
      const body = isCall ? await bodyOf(request) : null;
      const answer =
        body === null
          ? { status: isCall ? 413 : 404, body: 'POST …/add-checkpoint is all there is.\n' }
          : await witness.addCheckpoint(body);
      const type = 'type' in answer && answer.type ? answer.type : 'text/plain; charset=utf-8';
      response.writeHead(answer.status, { 'content-type': type, connection: body === null ? 'close' : 'keep-alive' });
      response.end(answer.body);
    } catch {
      // The disk, most likely: nothing was signed.
      response.writeHead(500).end();
    }
  });
}

try {
  const options = { name: text, log: { ...text, multiple: true }, folder: text, port: text, host: text } as const;
  const { values } = parseArgs({ options });
  if (!values.name || !values.log) throw new StartError(USAGE);
  const folder = values.folder ?? '.witness';
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  process.once('exit', takeLock(folder));
  const signer = cosigner(values.name, seedIn(folder), () => Math.floor(clock.nowMs() / 1000));
  const witness = new Witness({ signer, logs: values.log.map(noteVerifier), store: folderStore(folder) });
  const server = serve(witness).listen(Number(values.port ?? 8790), values.host ?? '127.0.0.1', () => {
    const address = server.address();
    say(`The witness listens on port ${typeof address === 'object' ? address?.port : address}. Its verifier key:`);
    say(signer.vkey);
  });
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => server.close(() => process.exit(0)));
} catch (error) {
  sayError(error);
  process.exitCode = 1;
}
