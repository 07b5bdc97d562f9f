/**
 * Before the first test: a folder in which all temporary files of the run are, and a PostgreSQL with a migrated template.
 * After the last: both gone, whatever became of the tests, unless the PostgreSQL was there before.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { applyPatches } from '@/lib/tools/dev/patch.mjs';
import { openCluster } from './cluster';
import { ensureTemplate } from './template';

declare module 'vitest' {
  interface ProvidedContext {
    testCluster: { ownerUrl: string; appUrl: string; template: string };
  }
}

export default async function globalSetup(project: TestProject): Promise<() => Promise<void>> {
  applyPatches();
  const folder = mkdtempSync(join(tmpdir(), 'careledger-run-'));
  // PostgreSQL runs as another account.
  chmodSync(folder, 0o711);
  process.env.TMPDIR = folder;
  const cluster = await openCluster();
  const { owner, app } = cluster.connections;
  const provide = async () =>
    project.provide('testCluster', { ownerUrl: owner, appUrl: app, template: await ensureTemplate(owner) });
  await provide();
  // In watch mode a migration may have come since.
  project.onTestsRerun(provide);
  return async () => {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
