/** `npm test [-- PATH…]`, `npm run check`, `npm run test:e2e [-- NAME…]`, once the packages are there. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBrowser } from '../browser.mjs';
import { say, sayError, step } from '../say';
import { StartError } from '../start-error';
import { changedFiles, choose, distances, durations } from './changed';
import { type Plan, planOf, planOfBrowser, planOfCheck } from './plan';
import { runPlan } from './run-plan';
import { endSteps } from './run-step';

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(name, () => {
    endSteps();
    process.exit(1);
  });
}

/** Two test files run side by side; with what starts before them they are done in half a minute. */
const CHECK_BUDGET_MS = 40_000;

function planFor([first, ...rest]: string[], reports: string): { plan: Plan; remark?: string } {
  if (first === '--e2e') return { plan: planOfBrowser(rest, reports) };
  if (first !== '--check') return { plan: planOf(first === undefined ? [] : [first, ...rest], reports) };
  if (rest.length > 0) throw new StartError(`npm run check takes no options: ${rest.join(' ')}`);
  const { run, left } = choose(distances(changedFiles()), durations(), CHECK_BUDGET_MS);
  const remark = `Not run here, being further from what changed or long; npm test runs them:\n  ${left.join('\n  ')}`;
  return { plan: planOfCheck(run, reports), ...(left.length > 0 && { remark }) };
}

try {
  // Another run may go on beside this one, in the same folder too.
  mkdirSync('.cache', { recursive: true });
  const reports = mkdtempSync(join('.cache', 'test-run-'));
  const { plan, remark } = planFor(process.argv.slice(2), reports);
  // Found out before the long steps, not after them.
  if (plan.flat(2).some(({ report }) => report?.kind === 'playwright')) await step('Browser', ensureBrowser);
  if (remark) say(remark);
  const passed = await runPlan(plan, say);
  if (passed) rmSync(reports, { recursive: true, force: true });
  process.exit(passed ? 0 : 1);
} catch (error) {
  sayError(error);
  process.exit(1);
}
