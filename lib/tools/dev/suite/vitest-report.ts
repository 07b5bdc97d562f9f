/**
 * What a run of the tests came to, written to `TEST_REPORT`: every test with its state, and what failed outside of any
 * test (a file that could not be read, a hook, a promise that nobody waited for): it fails the run, and has no test to
 * be told by.
 */
import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule, TestSuite } from 'vitest/node';

export interface VitestReport {
  tests: { name: string; status: string }[];
  errors: string[];
}

type Problem = { message?: string; name?: string };

const firstLine = ({ name, message }: Problem): string => (message ?? name ?? 'an error').split('\n', 1)[0] as string;

export default class VitestReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly Problem[]): void {
    const report: VitestReport = { tests: modules.flatMap(testsOf), errors: modules.flatMap(errorsOf) };
    for (const error of unhandled) report.errors.push(`outside of the tests: ${firstLine(error)}`);
    writeFileSync(process.env.TEST_REPORT as string, JSON.stringify(report));
  }
}

function testsOf(module: TestModule): VitestReport['tests'] {
  return [...module.children.allTests()].map((test) => ({
    name: `${module.relativeModuleId} › ${test.fullName}`,
    status: test.result().state,
  }));
}

function errorsOf(module: TestModule): string[] {
  const of = (one: TestModule | TestSuite) =>
    one.errors().map((error) => `${module.relativeModuleId}: ${firstLine(error)}`);
  return [...of(module), ...[...module.children.allSuites()].flatMap(of)];
}
