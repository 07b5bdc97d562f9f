/** What a profile lets one read of health data, and whether another lets one read more. Pure. */
import { SECOND_PERSONS } from '@/lib/people/approvals/kinds';
import { MODULE_RIGHTS, type ModuleRight, ORG_RIGHTS, type OrgRight, type ProfileRights } from '@/lib/people/rights';

/** By these somebody reads health data, or confirms what lets others read it. */
const GUARDED: readonly OrgRight[] = ['revealPhi', 'emergencyAccess', ...SECOND_PERSONS, 'manageCompliance'];

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

/** A profile's rights without some that are named as `revealPhi`, `*.view` or `Contacts.view`. */
export function withoutRights(rights: ProfileRights, names: readonly string[]): ProfileRights {
  const lost = namedIn(names);
  const less = (list: readonly ModuleRight[], of: readonly ModuleRight[]) =>
    list.filter((right) => !of.includes(right));
  const modules = { ...rights.modules };
  for (const [module, some] of lost.modules) modules[module] = less(modules[module] ?? rights.everyModule, some);
  // What every module loses, those not named keep losing; a module with a list of its own is not touched.
  const everyModule = less(rights.everyModule, lost.everyModule);
  return { ...rights, everyModule, modules, org: rights.org.filter((right) => !names.includes(right)) };
}

/** A profile's rights with what waited, named as `withoutRights` takes it. */
export function withRights(rights: ProfileRights, names: readonly string[]): ProfileRights {
  const gained = namedIn(names);
  const more = (list: readonly ModuleRight[], of: readonly ModuleRight[]) =>
    MODULE_RIGHTS.filter((right) => list.includes(right) || of.includes(right));
  const modules = { ...rights.modules };
  for (const [module, some] of gained.modules) modules[module] = more(modules[module] ?? rights.everyModule, some);
  const org = ORG_RIGHTS.filter((right) => names.includes(right) || rights.org.includes(right));
  return { ...rights, everyModule: more(rights.everyModule, gained.everyModule), modules, org };
}

/** What names of rights in modules say: of every module, and of single ones. */
function namedIn(names: readonly string[]): { everyModule: ModuleRight[]; modules: Map<string, ModuleRight[]> } {
  const everyModule: ModuleRight[] = [];
  const modules = new Map<string, ModuleRight[]>();
  for (const name of names) {
    const at = name.lastIndexOf('.');
    const right = MODULE_RIGHTS.find((one) => one === name.slice(at + 1));
    if (at < 0 || right === undefined) continue;
    const module = name.slice(0, at);
    if (module === '*') everyModule.push(right);
    else modules.set(module, [...(modules.get(module) ?? []), right]);
  }
  return { everyModule, modules };
}
