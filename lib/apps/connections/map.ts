import { getModule, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { assertFresh } from '@/lib/people/auth/fresh';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { invalid } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { mutate } from '@/lib/protection/mutate';
import type { AppModule } from '../connectors/connector';
import { connectorOf, moduleOf, takesIn } from '../connectors/registry';
import { INWARD_ACTS, keepConnection, lockConnection } from './connection';
import { mappingSchema, moduleOfConnectionSchema, type NewMapping } from './schemas';

/**
 * Says which records of a module go to an app, and which fields under which names; in place of what was said before.
 * @throws forbidden; not_found; invalid, naming the fields, where one is not there, two go to one place, or one that the app
 * cannot do without is missing
 */
export async function mapModule(ctx: Context, input: NewMapping): Promise<void> {
  const { id, module: apiName, acts, viewId, fields, removeRestricted } = readInput(mappingSchema, input);
  const attempt = { action: 'app.update', subjectId: id, module: apiName } as const;
  await mutate(ctx, attempt, async (tx) => {
    assertOrgRight(ctx, 'manageCompliance');
    assertFresh(ctx);
    const connection = await lockConnection(tx, id);
    const module = getModule(await metadataOf(tx), apiName);
    const appModule = takenModule(connection.app, module);
    if (acts.some((act) => INWARD_ACTS.includes(act)) && !takesIn(connectorOf(connection.app)))
      throw invalid('This app sends us nothing.', { fields: { acts: 'This app sends us nothing.' } });
    const pairs = readPairs(module, appModule, fields);
    if (viewId !== null) await assertSharedView(tx, module, viewId);
    await tx.sql`
      insert into app_mappings (org_id, connection_id, module_id, acts, view_id, fields, remove_restricted)
      values (${tx.orgId}, ${id}, ${module.id}, ${acts}, ${viewId}, ${JSON.stringify(pairs)}::text::jsonb, ${removeRestricted})
      on conflict (org_id, connection_id, module_id) do update
        set acts = excluded.acts, view_id = excluded.view_id, fields = excluded.fields,
          remove_restricted = excluded.remove_restricted`;
    if (removeRestricted) await askAnew(tx, id, module.id);
    await keepConnection(tx, id);
    const facts = { name: connection.name, acts: acts.join(' '), ...(viewId && { view: viewId }) };
    return { value: undefined, entries: [{ ...attempt, fields: fields.map(({ field }) => field), facts }] };
  });
}

/** What the app has and may not have any more is asked for once; and once more after somebody chose so. */
const askAnew = (tx: Tx, id: Id, moduleId: Id) => tx.sql`
  update app_remotes r set restricted_at = null from records c
  where r.org_id = ${tx.orgId} and r.connection_id = ${id} and r.restricted_at is not null and r.removed_at is null
    and c.org_id = r.org_id and c.id = r.record_id and c.module_id = ${moduleId}`;

/** Sends nothing of a module any more. @throws forbidden; not_found */
export async function unmapModule(ctx: Context, input: { id: Id; module: string }): Promise<void> {
  const { id, module: apiName } = readInput(moduleOfConnectionSchema, input);
  const attempt = { action: 'app.update', subjectId: id, module: apiName } as const;
  await mutate(ctx, attempt, async (tx) => {
    assertOrgRight(ctx, 'manageCompliance');
    const { name } = await lockConnection(tx, id);
    const module = getModule(await metadataOf(tx), apiName);
    await tx.sql`
      delete from app_mappings where org_id = ${tx.orgId} and connection_id = ${id} and module_id = ${module.id}`;
    await keepConnection(tx, id);
    return { value: undefined, entries: [{ ...attempt, facts: { name, unmapped: true } }] };
  });
}

function takenModule(app: string, module: ModuleDefinition): AppModule {
  const connector = connectorOf(app);
  const found = moduleOf(connector, module.apiName);
  if (!found) throw invalid(`${connector.label} takes no ${module.plural}.`);
  return found;
}

function readPairs(module: ModuleDefinition, appModule: AppModule, given: readonly { field: string; to: string }[]) {
  const wrong: Record<string, string> = {};
  const places = new Set<string>();
  const pairs = given.flatMap(({ field: apiName, to }) => {
    const field = module.fields.find((one) => one.apiName === apiName);
    if (!field) wrong[apiName] = 'There is no such field.';
    else if (places.has(to)) wrong[apiName] = `Another field goes to ${to} already.`;
    else if (!appModule.anyField && !appModule.fields.some(({ name }) => name === to))
      wrong[apiName] = `The app has no ${to}.`;
    places.add(to);
    return field ? [{ field: field.id, to }] : [];
  });
  for (const { name, label, needed } of appModule.fields) {
    if (needed && !places.has(name)) wrong[name] = `The app cannot do without ${label}: choose a field for it.`;
  }
  if (Object.keys(wrong).length > 0) throw invalid('The fields cannot be sent like this.', { fields: wrong });
  return pairs;
}

/** A view of one person alone may be changed by that person, and with it what leaves. */
async function assertSharedView(tx: Tx, module: ModuleDefinition, viewId: Id): Promise<void> {
  const [view] = await tx.sql`
    select from views where org_id = ${tx.orgId} and id = ${viewId} and module_id = ${module.id} and shared`;
  if (!view)
    throw invalid('Choose a view of this module that is shared.', { fields: { viewId: 'Choose one of the list.' } });
}
