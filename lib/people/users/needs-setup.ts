import type { ModuleRight, OrgRight, ProfileRights } from '@/lib/people/rights';

const MANAGING: readonly OrgRight[] = ['manageCompliance', 'manageModules', 'manageUsers', 'manageChat'];
const MOVING: readonly ModuleRight[] = ['import', 'export', 'delete'];

/** Whether Setup holds anything for these rights: something to manage, or data to import, export or restore. */
export function needsSetup({ org, everyModule, modules }: ProfileRights): boolean {
  const inModules = [everyModule, ...Object.values(modules)].flat();
  return MANAGING.some((right) => org.includes(right)) || MOVING.some((right) => inModules.includes(right));
}
