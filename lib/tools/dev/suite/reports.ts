/** What the test runners wrote down: how many passed, and the names of those that did not. */
import { existsSync, readFileSync } from 'node:fs';
import type { Step } from './plan';
import type { VitestReport } from './vitest-report';

export interface Outcome {
  passed: number;
  failed: string[];
  skipped: string[];
}

const NOTHING: Outcome = { passed: 0, failed: [], skipped: [] };

/** Reads the report of a step; one that was not written holds nothing. */
export function readReport(report: Step['report']): Outcome {
  if (!report || !existsSync(report.path)) return NOTHING;
  const content = JSON.parse(readFileSync(report.path, 'utf8'));
  return report.kind === 'vitest' ? ofVitest(content) : ofPlaywright(content);
}

function ofVitest({ tests, errors }: VitestReport): Outcome {
  const outcome = sorted(tests, { passed: 'passed', failed: 'failed' });
  return { ...outcome, failed: [...outcome.failed, ...errors] };
}

interface PlaywrightSuite {
  title: string;
  suites?: PlaywrightSuite[];
  specs?: { title: string; file: string; tests: { status: string }[] }[];
}

function ofPlaywright({ suites }: { suites: PlaywrightSuite[] }): Outcome {
  const specs = (suite: PlaywrightSuite): { name: string; status: string }[] => [
    ...(suite.specs ?? []).flatMap(({ title, file, tests }) =>
      tests.map(({ status }) => ({
        name: `e2e/${file} › ${title}`,
        // What passed at a second try has failed once.
        status: status === 'flaky' ? 'unexpected' : status,
      })),
    ),
    ...(suite.suites ?? []).flatMap(specs),
  ];
  return sorted(suites.flatMap(specs), { passed: 'expected', failed: 'unexpected' });
}

/** Whatever neither passed nor failed was skipped: left out, to be done, or never reached. */
function sorted(tests: { name: string; status: string }[], words: { passed: string; failed: string }): Outcome {
  const names = (kept: (status: string) => boolean) =>
    tests.filter((test) => kept(test.status)).map(({ name }) => name);
  return {
    passed: names((status) => status === words.passed).length,
    failed: names((status) => status === words.failed),
    skipped: names((status) => status !== words.passed && status !== words.failed),
  };
}
