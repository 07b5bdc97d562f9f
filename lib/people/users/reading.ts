/** What a profile lets one read of health data, and whether another lets one read more. Pure. */
import { SECOND_PERSONS } from '@/lib/people/approvals/kinds';
import type { OrgRight, ProfileRights } from '@/lib/people/rights';

/** By these somebody reads health data, or confirms what lets others read it. */
const GUARDED: readonly OrgRight[] = ['revealPhi', ...SECOND_PERSONS, 'manageCompliance'];

/** Somebody who has the account may read health data, or confirm what lets others read it. */
export const isGuarded = (rights: ProfileRights): boolean => rights.org.some((right) => GUARDED.includes(right));

export const isSecond = (rights: ProfileRights): boolean => rights.org.some((right) => SECOND_PERSONS.includes(right));

/** The rights of `after` that `before` lacks and that let one read more, or confirm: `revealPhi`, `*.view`, `Contacts.view`. */
export function readingGained(before: ProfileRights, after: ProfileRights): string[] {
  const org = GUARDED.filter((right) => after.org.includes(right) && !before.org.includes(right));
  if (!after.org.includes('revealPhi')) return org;
  const modules = [...new Set([...Object.keys(before.modules), ...Object.keys(after.modules)])];
  const views = (rights: ProfileRights, module: string) =>
    (rights.modules[module] ?? rights.everyModule).includes('view');
  const gained = modules.filter((module) => views(after, module) && !views(before, module));
  const everywhere = after.everyModule.includes('view') && !before.everyModule.includes('view');
  return [...org, ...(everywhere ? ['*.view'] : []), ...gained.map((module) => `${module}.view`)];
}

/** A profile's rights without some that `readingGained` named. */
export function withoutReading(rights: ProfileRights, gained: readonly string[]): ProfileRights {
  const noView = (list: ProfileRights['everyModule']) => list.filter((right) => right !== 'view');
  const modules = { ...rights.modules };
  for (const module of modulesIn(gained)) modules[module] = noView(modules[module] ?? rights.everyModule);
  // What every module loses, those not named keep losing; a module with a list of its own is not touched.
  const everyModule = gained.includes('*.view') ? noView(rights.everyModule) : rights.everyModule;
  return { everyModule, modules, org: rights.org.filter((right) => !gained.includes(right)) };
}

/** A profile's rights with what waited. */
export function withReading(rights: ProfileRights, gained: readonly string[]): ProfileRights {
  const withView = (list: ProfileRights['everyModule']) => [...new Set([...list, 'view' as const])];
  const everyModule = gained.includes('*.view') ? withView(rights.everyModule) : rights.everyModule;
  const modules = { ...rights.modules };
  for (const module of modulesIn(gained)) modules[module] = withView(modules[module] ?? rights.everyModule);
  const org = GUARDED.filter((right) => gained.includes(right));
  return { everyModule, modules, org: [...new Set([...rights.org, ...org])] };
}

const modulesIn = (gained: readonly string[]): string[] =>
  gained.filter((name) => name.endsWith('.view') && name !== '*.view').map((name) => name.slice(0, -'.view'.length));
