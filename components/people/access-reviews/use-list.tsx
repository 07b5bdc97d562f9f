import { MODULE_RIGHT_WORDS, ORG_RIGHT_WORDS } from '@/components/people/users/right-words';
import { Time } from '@/components/ui/time';
import type { ModuleRight, OrgRight } from '@/lib/people/rights';
import type { Use, UsedRight } from '@/lib/people/users/access-reviews/use';

const labelOf = ({ right, module }: UsedRight): string =>
  module === null ? ORG_RIGHT_WORDS[right as OrgRight].label : MODULE_RIGHT_WORDS[right as ModuleRight];

const whenOf = (days: number): string => (days === 0 ? 'today' : days === 1 ? 'a day ago' : `${days} days ago`);

/** Rights of one name that were last used at the same time, with their modules. */
function grouped(rights: readonly UsedRight[]): { label: string; modules: string[]; days: number | null }[] {
  const groups = new Map<string, { label: string; modules: string[]; days: number | null }>();
  for (const one of rights) {
    const label = labelOf(one);
    const key = `${label} ${one.days}`;
    const group = groups.get(key) ?? { label, modules: [], days: one.days };
    if (one.module !== null) group.modules.push(one.module);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => (b.days ?? 0) - (a.days ?? 0));
}

/** What of somebody's rights was used, and how long ago; what was not comes first. */
export function UseList({ use: { rights, since }, name }: { use: Use; name: string }) {
  const unused = rights.filter(({ days, isTold }) => days === null && isTold);
  const unknown = rights.filter(({ days, isTold }) => days === null && !isTold);
  const used = rights.filter(({ days }) => days !== null);
  return (
    <details className="mt-2">
      <summary className="cursor-pointer text-fg text-sm">
        <span className="sr-only">{name}: </span>
        {unused.length === 0
          ? `All ${rights.length} rights were used`
          : `${unused.length} of ${rights.length} rights were not used`}
      </summary>
      <div className="mt-2 flex flex-col gap-2 text-sm">
        <Group title="Not used" rights={unused} />
        <Group title="Used" rights={used} />
        <Group title="Not known: looking at what holds no health data leaves no entry" rights={unknown} />
        <p className="text-subtle text-xs">
          As the audit log tells it since <Time value={since} format="date" />. What programs do in their name is not
          counted.
        </p>
      </div>
    </details>
  );
}

function Group({ title, rights }: { title: string; rights: readonly UsedRight[] }) {
  if (rights.length === 0) return null;
  return (
    <div>
      <p className="font-medium text-fg">{title}</p>
      <ul className="list-disc pl-5">
        {grouped(rights).map(({ label, modules, days }) => (
          <li key={`${label} ${days}`} className="break-words">
            {label}
            {modules.length > 0 ? `: ${modules.join(', ')}` : ''}
            {days === null ? '' : ` (${whenOf(days)})`}
          </li>
        ))}
      </ul>
    </div>
  );
}
