/**
 * `npm run bench [seal|create|list|import|export|api|ledger …]`: every figure that docs/performance.md states, as ratios taken in one run,
 * in a database of its own. Exits 1 when an aim is missed.
 */
import { cpus } from 'node:os';
import { closeClient } from '@/lib/platform/db/client';
import { makeOrg } from '@/lib/tools/testing/make-org';
import { benchAccess } from './access';
import { benchApi } from './api';
import { benchApps } from './apps';
import { benchChatReplay } from './chat-replay';
import { benchChatStreams } from './chat-streams';
import { benchCreate } from './create';
import { makeBenchDatabase } from './database';
import { benchExport } from './export';
import { benchImport } from './import';
import { benchLedger } from './ledger';
import { benchList } from './list';
import { benchMillion } from './million';
import { benchPages } from './pages';
import { benchPhiText } from './phi-text';
import type { BenchRow } from './row';
import { benchSeal } from './seal';
import { benchSignIn } from './sign-in';

const BENCHES = {
  seal: benchSeal,
  create: async () => benchCreate(await makeOrg()),
  list: async () => benchList(await makeOrg()),
  import: async () => benchImport(await makeOrg()),
  export: async () => benchExport(await makeOrg()),
  million: async () => benchMillion(await makeOrg()),
  api: async () => benchApi(await makeOrg()),
  access: async () => benchAccess(await makeOrg()),
  apps: async () => benchApps(await makeOrg()),
  ledger: benchLedger,
  pages: benchPages,
  phi: benchPhiText,
  'chat-streams': async () => benchChatStreams(await makeOrg()),
  'sign-in': async () => benchSignIn(await makeOrg()),
  'chat-replay': async () => benchChatReplay(await makeOrg()),
} satisfies Record<string, () => Promise<BenchRow[]>>;

const wanted = process.argv.slice(2);
const print = (line: string) => process.stdout.write(`${line}\n`);

print(`${cpus()[0]?.model ?? 'Unknown processor'}, ${cpus().length} cores, Node ${process.version}`);
await makeBenchDatabase();
let missed = false;
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const { figure, value, unit, aim, ok, note } of await bench()) {
    const verdict = ok === undefined ? ' ' : ok ? '✓' : '✗';
    missed ||= ok === false;
    print(`${verdict} ${figure}: ${Math.round(value * 100) / 100} ${unit}${aim ? ` (aim ${aim})` : ''}`);
    if (note) print(`    ${note}`);
  }
}
await closeClient();
process.exit(missed ? 1 : 0);
