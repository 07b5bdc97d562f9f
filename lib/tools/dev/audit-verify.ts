/** `npm run audit:verify`: ends with 0 when every ledger is as written, else with 1 and a line for each bad one. */
import { closeClient } from '@/lib/platform/db/client';
import { auditReport } from './audit-report';
import { say, sayError } from './say';

try {
  process.exitCode = (await auditReport(say)) ? 0 : 1;
} catch (error) {
  sayError(error);
  process.exitCode = 1;
} finally {
  await closeClient();
}
