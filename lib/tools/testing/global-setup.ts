/**
 * Before the first test: a folder in which all temporary files of the run are, and a PostgreSQL with a migrated template.
 * After the last: both gone, whatever became of the tests, unless the PostgreSQL was there before. All kinds of tests of a
 * run use the same.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { applyPatches } from '@/lib/tools/dev/patch.mjs';
import { type Cluster, openCluster } from './cluster';
import { ensureTemplate } from './template';

declare module 'vitest' {
  interface ProvidedContext {
    testCluster: { ownerUrl: string; appUrl: string; template: string };
  }
}

interface Run {
  folder: string;
  cluster: Cluster;
}

/** Each kind of tests loads this file anew, in the one process. */
const OPENED = Symbol.for('careledger.test-run');
const holder = globalThis as { [OPENED]?: { run: Promise<Run>; users: number } };

export default async function globalSetup(project: TestProject): Promise<() => Promise<void>> {
  holder[OPENED] ??= { run: open(), users: 0 };
  const opened = holder[OPENED];
  opened.users += 1;
  const { folder, cluster } = await opened.run;
  const { owner, app } = cluster.connections;
  const provide = async () =>
    project.provide('testCluster', { ownerUrl: owner, appUrl: app, template: await ensureTemplate(owner) });
  await provide();
  // In watch mode a migration may have come since.
  project.onTestsRerun(provide);
  return async () => {
    opened.users -= 1;
    if (opened.users > 0) return;
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

async function open(): Promise<Run> {
  applyPatches();
  const folder = mkdtempSync(join(tmpdir(), 'careledger-run-'));
  // PostgreSQL runs as another account.
  chmodSync(folder, 0o711);
  process.env.TMPDIR = folder;
  return { folder, cluster: await openCluster() };
}
