/** Who uses a field, from facts of the last 30 days: what a mark or a switch is about to change for them. No values. */
import { fieldReaders } from '@/lib/admin/api-clients/usage';
import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import type { Tx } from '@/lib/platform/db/transaction';
import { viewsUsing } from './clean-views';

const LOOK_BACK_DAYS = 30;

export interface ClientUse {
  name: string;
  /** Labels of the fields it read. */
  fields: readonly string[];
  /** `YYYY-MM-DD`, UTC. */
  lastDay: string;
}

export interface FieldUse {
  /** API clients that read one of the fields, the last one first. */
  clients: readonly ClientUse[];
  /** Names of saved views that filter or sort by one of them. */
  views: readonly string[];
  /** Finished exports that held one of them. */
  exports: number;
}

/** The use of some fields of a module, by API name. */
export async function fieldUse(tx: Tx, module: ModuleDefinition, fields: readonly string[]): Promise<FieldUse> {
  if (fields.length === 0) return { clients: [], views: [], exports: 0 };
  const [readers, views, exports] = await Promise.all([
    fieldReaders(tx, module.apiName, fields, LOOK_BACK_DAYS),
    viewsUsing(tx, module.id, fields),
    countExports(tx, module, fields),
  ]);
  const clients = new Map<string, { name: string; fields: string[]; lastDay: string }>();
  for (const { clientId, name, field, lastDay } of readers) {
    const use = clients.get(clientId) ?? { name, fields: [], lastDay };
    use.fields.push(module.fields.find(({ apiName }) => apiName === field)?.label ?? field);
    clients.set(clientId, use);
  }
  return { clients: [...clients.values()], views: views.map(({ name }) => name), exports };
}

async function countExports(tx: Tx, module: ModuleDefinition, fields: readonly string[]): Promise<number> {
  const [row] = await tx.sql<[{ count: number }]>`
    select count(*)::int as count from jobs
    where org_id = ${tx.orgId} and kind = 'export' and status = 'done' and module = ${module.apiName}
      and finished_at > now() - make_interval(days => ${LOOK_BACK_DAYS})
      and result -> 'fields' ?| ${fields as string[]}::text[]`;
  return row.count;
}

/** The use of the marked fields of several modules, put together. */
export async function markedUse(tx: Tx, modules: readonly ModuleDefinition[]): Promise<FieldUse> {
  const clients = new Map<string, ClientUse>();
  const views: string[] = [];
  let exports = 0;
  for (const module of modules) {
    const marked = module.fields.filter((field) => field.marked).map((field) => field.apiName);
    const use = await fieldUse(tx, module, marked);
    for (const one of use.clients) {
      const known = clients.get(one.name);
      const lastDay = known && known.lastDay > one.lastDay ? known.lastDay : one.lastDay;
      clients.set(one.name, { name: one.name, fields: [...(known?.fields ?? []), ...one.fields], lastDay });
    }
    views.push(...use.views);
    exports += use.exports;
  }
  return { clients: [...clients.values()], views, exports };
}
