/**
 * `npm run audit:verify [-- --org ID] [--data-dir PATH]`: ends with 0 when every ledger is as written, signed and published,
 * 1 when something was changed, removed or added, 2 when it is not what was published, 3 when it cannot be told; a line for
 * each organisation.
 */
import { parseArgs } from 'node:util';
import { closeClient } from '@/lib/platform/db/client';
import { env } from '@/lib/platform/env';
import { auditReport, EXIT_CODES } from './audit-report';
import { say, sayError } from './say';

const text = { type: 'string' } as const;

try {
  const { values } = parseArgs({ args: process.argv.slice(2), options: { org: text, 'data-dir': text } });
  const dataDir = values['data-dir'] ?? env().DATA_DIR;
  process.exitCode = EXIT_CODES[await auditReport(say, { dataDir, orgId: values.org })];
} catch (error) {
  sayError(error);
  process.exitCode = EXIT_CODES.unknown;
} finally {
  await closeClient();
}
