import { redirect } from 'next/navigation';
import { createSerializer, type inferParserType } from 'nuqs/server';
import { listRightsOf } from '@/components/crm/records/list/list-module';
import { listParams, withoutProtected } from '@/components/crm/records/list/list-params';
import { defaultColumns } from '@/lib/crm/records/list-fields';
import { getListScreen } from '@/lib/crm/views/queries';
import type { Context } from '@/lib/platform/context';

type Asked = inferParserType<typeof listParams>;

const serializeParams = createSerializer(listParams);

/** What list, board and calendar of a module have in common: who looks, at which module, and the view that was asked for. */
export async function listProps(ctx: Context, moduleName: string, asked: Asked) {
  const { module, fields, views, users } = await getListScreen(ctx, moduleName);
  const { apiName, singular, plural, hipaa, nameFields } = module;
  return {
    view: views.find(({ id }) => id === asked.view) ?? null,
    props: {
      me: ctx.actor.id,
      module: { apiName, singular, plural, hipaa, nameFields },
      fields,
      defaultColumns: defaultColumns(module, fields),
      views,
      users,
      may: listRightsOf(ctx.rights, apiName),
    },
  };
}

/**
 * Sends the browser to the same page without filters on protected fields, where it asked for some. Call it after the
 * query, which refuses and records them: then the value must leave the address and the page.
 */
export function leaveProtectedOut(path: string, asked: Asked, fields: Parameters<typeof withoutProtected>[1]): void {
  const clean = withoutProtected(asked, fields);
  if (clean) redirect(serializeParams(path, clean));
}
