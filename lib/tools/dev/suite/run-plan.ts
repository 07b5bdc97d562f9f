/** Runs the steps of `npm test` to the last, and tells at the end all that did not pass. */
import type { Plan, Step } from './plan';
import { type Outcome, readReport } from './reports';
import { runStep } from './run-step';

type Print = (line: string) => void;

/** @returns whether everything passed. The last line printed is `N passed, N failed`, with `, N skipped` if any were. */
export async function runPlan(plan: Plan, print: Print, silenceMs?: number): Promise<boolean> {
  const outcomes: Outcome[] = [];
  const failedSteps = new Set<string>();
  const run = async (step: Step, prefix: string) => {
    const outcome = await told(step, { prefix, failedSteps, print, silenceMs });
    outcomes.push(outcome);
    if (outcome.failed.length > 0) failedSteps.add(step.name);
  };
  for (const chains of plan) {
    const isAlone = chains.length === 1;
    await Promise.all(
      chains.map(async (chain) => {
        for (const step of chain) await run(step, isAlone ? '' : `[${step.name}] `);
      }),
    );
  }
  const [failed, skipped] = [outcomes.flatMap((one) => one.failed), outcomes.flatMap((one) => one.skipped)];
  const passed = outcomes.reduce((sum, one) => sum + one.passed, 0);
  for (const name of skipped) print(`skipped: ${name}`);
  for (const name of failed) print(`failed: ${name}`);
  print(`${passed} passed, ${failed.length} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`);
  return failed.length === 0;
}

interface Telling {
  prefix: string;
  failedSteps: ReadonlySet<string>;
  print: Print;
  silenceMs: number | undefined;
}

/** A step that failed without a failed test of its own counts as one, under its own name. */
async function told(step: Step, { prefix, failedSteps, print, silenceMs }: Telling): Promise<Outcome> {
  if (step.needs && failedSteps.has(step.needs)) {
    print(`✗ ${step.name}: not run, since ${step.needs} failed`);
    return { passed: 0, failed: [`${step.name} (not run)`], skipped: [] };
  }
  const since = Date.now();
  print(`… ${step.name}`);
  const failure = await runStep(step, { print: (line) => print(`${prefix}${line}`), silenceMs });
  const took = `${((Date.now() - since) / 1000).toFixed(1)} s`;
  print(failure === null ? `✓ ${step.name} (${took})` : `✗ ${step.name} (${took}): ${failure}`);
  const outcome = readReport(step.report);
  const isTold = failure === null || outcome.failed.length > 0;
  return isTold ? outcome : { ...outcome, failed: [`${step.name}: ${failure}`] };
}
