import { metadataOf } from '@/lib/crm/modules/metadata';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import { readInOrg } from '@/lib/platform/db/transaction';
import type { RestrictableDoor } from '@/lib/protection/compliance/doors';
import { type ClientUse, markedUse } from './field-use';

export interface RestrictionPreview {
  /** API clients that read marked fields in the last 30 days and will get them no more. */
  clients: readonly ClientUse[];
  /** Exports of the last 30 days that held marked fields. */
  exports: number;
}

/** Whom closing the door of the API, or of exports, would touch. @throws forbidden */
export function previewRestriction(ctx: Context, { door }: { door: RestrictableDoor }): Promise<RestrictionPreview> {
  assertOrgRight(ctx, 'manageCompliance');
  return readInOrg(ctx.orgId, async (tx) => {
    if (door !== 'api' && door !== 'export') return { clients: [], exports: 0 };
    const use = await markedUse(tx, (await metadataOf(tx)).modules);
    return door === 'api' ? { clients: use.clients, exports: 0 } : { clients: [], exports: use.exports };
  });
}
