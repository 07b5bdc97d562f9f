/** The activities of a record: tasks, meetings and calls that point to it, and by which of their fields they are open or over. Pure. */
import { type FieldDefinition, findField, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { isProtected } from '@/lib/crm/records/list-fields';
import type { RelatedSource } from './sources';

interface Named {
  /** When it is due, or begins. */
  at: string;
  /** When it ends, where that is another field. */
  to?: string;
  status?: string;
  /** Of the status: those of what is over. */
  over?: readonly string[];
}

const NAMED: Readonly<Record<string, Named>> = {
  Tasks: { at: 'Due_Date', status: 'Status', over: ['Completed'] },
  Events: { at: 'Start_DateTime', to: 'End_DateTime' },
  Calls: { at: 'Call_Start_Time', status: 'Outbound_Call_Status', over: ['Completed', 'Cancelled'] },
};

export interface ActivityKind {
  module: ModuleDefinition;
  /** The lookups by which it points here; a new one is made with the first. */
  lookups: FieldDefinition[];
  at: FieldDefinition;
  to: FieldDefinition | null;
  status: FieldDefinition | null;
  over: readonly string[];
}

/**
 * The kinds among what points to a record. One whose times or state are protected, or hidden from whoever asks, is none: an
 * order or a part of the list would tell them. It stays a list like any other.
 */
export function activityKinds(sources: readonly RelatedSource[]): ActivityKind[] {
  const kinds = new Map<string, ActivityKind>();
  for (const { kind, module, field } of sources) {
    const named = module.custom ? undefined : NAMED[module.apiName];
    if (kind !== 'pointing' || !named) continue;
    const known = kinds.get(module.id);
    if (known) known.lookups.push(field);
    else {
      const made = kindOf(module, field, named);
      if (made) kinds.set(module.id, made);
    }
  }
  return [...kinds.values()];
}

function kindOf(module: ModuleDefinition, lookup: FieldDefinition, named: Named): ActivityKind | null {
  const clear = (name: string | undefined): FieldDefinition | null | undefined => {
    if (name === undefined) return null;
    const field = findField(module, name);
    return field && !isProtected(field) ? field : undefined;
  };
  const [at, to, status] = [clear(named.at), clear(named.to), clear(named.status)];
  if (!at || to === undefined || status === undefined) return null;
  return { module, lookups: [lookup], at, to, status, over: named.over ?? [] };
}

/** When an activity of a module is due or begins, and when it ends; empty for what is no activity. */
export function timeFields(module: ModuleDefinition): FieldDefinition[] {
  const named = module.custom ? undefined : NAMED[module.apiName];
  return [named?.at, named?.to].flatMap((name) => (name ? (findField(module, name) ?? []) : []));
}
