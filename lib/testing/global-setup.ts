/** Before the first test: a PostgreSQL with a migrated template. After the last: gone, unless it was there before. */
import type { TestProject } from 'vitest/node';
import { applyPatches } from '../dev/patch.mjs';
import { openCluster } from './cluster';
import { ensureTemplate } from './template';

declare module 'vitest' {
  interface ProvidedContext {
    testCluster: { ownerUrl: string; appUrl: string; template: string };
  }
}

export default async function globalSetup(project: TestProject): Promise<() => Promise<void>> {
  applyPatches();
  const cluster = await openCluster();
  const { owner, app } = cluster.connections;
  project.provide('testCluster', { ownerUrl: owner, appUrl: app, template: await ensureTemplate(owner) });
  return cluster.stop;
}
