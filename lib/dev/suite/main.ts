/** `npm test [-- PATH…]`, once the packages are there. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBrowser } from '../browser.mjs';
import { say, sayError, step } from '../say';
import { planOf } from './plan';
import { runPlan } from './run-plan';
import { endSteps } from './run-step';

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(name, () => {
    endSteps();
    process.exit(1);
  });
}

try {
  // Another run may go on beside this one, in the same folder too.
  mkdirSync('.cache', { recursive: true });
  const reports = mkdtempSync(join('.cache', 'test-run-'));
  const plan = planOf(process.argv.slice(2), reports);
  // Found out before the long steps, not after them.
  if (plan.flat(2).some(({ report }) => report?.kind === 'playwright')) await step('Browser', ensureBrowser);
  const passed = await runPlan(plan, say);
  if (passed) rmSync(reports, { recursive: true, force: true });
  process.exit(passed ? 0 : 1);
} catch (error) {
  sayError(error);
  process.exit(1);
}
