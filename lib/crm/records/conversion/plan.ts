/** What becomes of each mapped field when somebody converts a lead: by the fields and that person's rights, never by a value. */

import { getModule, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { metadataFor } from '@/lib/crm/modules/seen';
import { assertModuleRight } from '@/lib/crm/modules/visibility';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { filterOperatorsFor } from '@/lib/protection/compliance/policy';
import { isProtected } from '../list-fields';
import { whyStays } from './fits';
import { type Mapped, mappedIn, readMapping } from './mapping';
import { LEADS, TARGETS, type Target } from './targets';

export interface PlannedField extends Mapped {
  /** `protected`: it goes without being seen. `stays`: it is left on the lead. */
  goes: 'clear' | 'protected' | 'stays';
  /** Of what stays: why. */
  why: string | null;
}

export interface PlannedTarget {
  /** As the asker may know it. */
  module: ModuleDefinition;
  fields: PlannedField[];
}

export interface Plan {
  lead: ModuleDefinition;
  targets: Record<Target, PlannedTarget>;
}

/** @throws forbidden without the rights to edit leads and to create contacts */
export async function planConversion(tx: Tx, ctx: Context): Promise<Plan> {
  const [metadata, whole] = [await metadataFor(tx, ctx), await metadataOf(tx)];
  const lead = getModule(metadata, LEADS);
  assertModuleRight(ctx, lead, 'edit');
  assertModuleRight(ctx, getModule(metadata, 'Contacts'), 'create');
  const mapped = mappedIn(metadata, (await readMapping(tx, whole)).pairs);
  const door = ctx.actor.kind === 'client' ? 'api' : 'screen';
  const mayFind = (field: Mapped['target']) =>
    filterOperatorsFor(field, door, metadata.compliance, ctx.rights).includes('equals');
  const of = (name: Target): PlannedTarget => ({
    module: getModule(metadata, name),
    fields: mapped[name].map((pair) => planField(pair, mayFind(pair.target))),
  });
  const targets = Object.fromEntries(TARGETS.map((name) => [name, of(name)])) as Plan['targets'];
  return { lead, targets };
}

function planField({ source, target }: Mapped, mayFind: boolean): PlannedField {
  const why = target.onlyRead ? `Your profile may not write ${target.label}.` : whyStays(source, target, mayFind);
  if (why !== null) return { source, target, goes: 'stays', why };
  return { source, target, goes: isProtected(source) ? 'protected' : 'clear', why: null };
}
