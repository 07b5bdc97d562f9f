import { getModule, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { assertModuleRight } from '@/lib/crm/modules/visibility';
import type { Context } from '@/lib/platform/context';
import { readInOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { activeUsers } from './names';

export interface RecordDraft {
  module: ModuleDefinition;
  users: { value: Id; label: string }[];
}

/** What a form for a new record needs. @throws forbidden; not_found */
export function getRecordDraft(ctx: Context, moduleName: string): Promise<RecordDraft> {
  return readInOrg(ctx.orgId, async (tx) => {
    const module = getModule(await metadataFor(tx, ctx), moduleName);
    assertModuleRight(ctx, module, 'create');
    return { module, users: await activeUsers(tx) };
  });
}
