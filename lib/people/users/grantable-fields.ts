/** The fields that rights can be given in, as the screens of profiles show them. Holds no value of any record. */
import { metadataOf } from '@/lib/crm/modules/metadata';
import { isNeeded } from '@/lib/crm/modules/visibility';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

export interface GrantableField {
  id: Id;
  apiName: string;
  label: string;
  marked: boolean;
  /** Records are named by it: it cannot be hidden. */
  isName: boolean;
  /** A new record needs it: whoever may create has to be able to fill it in. */
  isNeeded: boolean;
}

export interface GrantableModule {
  apiName: string;
  plural: string;
  fields: GrantableField[];
}

/** Every field of every module, whatever the asker's own profile hides: names of fields are no secret here. @throws forbidden */
export async function listGrantable(ctx: Context): Promise<GrantableModule[]> {
  assertOrgRight(ctx, 'manageUsers');
  const { modules } = await inOrg(ctx.orgId, metadataOf);
  return modules.map(({ apiName, plural, nameFields, fields }) => ({
    apiName,
    plural,
    fields: fields.map((field) => ({
      id: field.id,
      apiName: field.apiName,
      label: field.label,
      marked: field.marked,
      isName: nameFields.includes(field.apiName),
      isNeeded: isNeeded(field),
    })),
  }));
}
