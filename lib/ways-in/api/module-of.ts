import type { ModuleDefinition, OrgMetadata } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { invalidModule } from './api-error';

/** The module a path or query names, as the asker may know it. @throws INVALID_MODULE */
export async function moduleOf(tx: Tx, ctx: Context, apiName: string): Promise<ModuleDefinition> {
  return moduleIn(await metadataFor(tx, ctx), apiName);
}

/** @throws INVALID_MODULE */
export function moduleIn({ modules }: OrgMetadata, apiName: string): ModuleDefinition {
  const found = modules.find((module) => module.apiName === apiName);
  if (!found) throw invalidModule();
  return found;
}
