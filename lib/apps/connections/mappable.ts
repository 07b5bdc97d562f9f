import { metadataOf } from '@/lib/crm/modules/metadata';
import type { Context } from '@/lib/platform/context';
import { readInOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import type { Asked } from '../connectors/connector';
import { empties, someRecord } from '../connectors/empties';
import { CONNECTORS, connectorOf, moduleOf, takesIn } from '../connectors/registry';
import { settingsAsked } from '../connectors/token-address';
import { assertMayReadConnections } from '../rights';

/** An app of the gallery, as a screen needs it. */
export interface AppDto {
  key: string;
  label: string;
  kind: 'zoho_app' | 'third_party';
  about: string;
  addresses: readonly string[];
  addressHint: string;
  credentials: readonly Asked[];
  settings: readonly Asked[];
}

/** Every app that can be connected, in the order of the gallery. */
export const listApps = (): AppDto[] =>
  CONNECTORS.map(({ key, label, kind, about, addresses, addressHint = '', auth, settings }) => ({
    ...{ key, label, kind, about, addresses, addressHint },
    settings: settingsAsked({ settings, auth }),
    credentials: auth.asked,
  }));

/** A module that an app takes: what of ours there is, what of the app's, and what goes where unless somebody says otherwise. */
export interface Mappable {
  module: string;
  plural: string;
  remote: string;
  anyField: boolean;
  /** The app may make and change such records here. */
  takesIn: boolean;
  ours: readonly { apiName: string; label: string; marked: boolean }[];
  /** `emptied`: a change can take it out of there. */
  theirs: readonly { name: string; label: string; needed: boolean; emptied: boolean }[];
  /** The app can be asked to remove a record. */
  removes: boolean;
  /** A change takes out of the app what it does not tell any more, of names that are not listed in `theirs`. */
  emptiesAny: boolean;
  usual: readonly { field: string; to: string }[];
  /** Shared views, which may choose the records. */
  views: readonly { id: Id; name: string }[];
}

/** The modules that an app takes. @throws forbidden; not_found */
export const listMappable = (ctx: Context, app: string): Promise<Mappable[]> =>
  readInOrg(ctx.orgId, async (tx) => {
    assertMayReadConnections(ctx);
    const connector = connectorOf(app);
    const { modules } = await metadataOf(tx);
    const views = await tx.sql<{ id: Id; name: string; moduleId: Id }[]>`
      select id, name, module_id as "moduleId" from views where org_id = ${tx.orgId} and shared order by lower(name), id`;
    return modules.flatMap((module) => {
      const taken = moduleOf(connector, module.apiName);
      if (!taken) return [];
      const has = (apiName: string | undefined) => module.fields.some((field) => field.apiName === apiName);
      const usual = taken.fields.flatMap(({ name, from }) => (from && has(from) ? [{ field: from, to: name }] : []));
      return [
        {
          module: module.apiName,
          plural: module.plural,
          remote: taken.remote,
          anyField: taken.anyField === true,
          takesIn: takesIn(connector),
          ours: module.fields.map(({ apiName, label, marked }) => ({ apiName, label, marked })),
          theirs: taken.fields.map((remote) => ({
            name: remote.name,
            label: remote.label,
            needed: remote.needed === true,
            emptied: empties(taken, someRecord(taken), { to: remote.name, remote }),
          })),
          removes: taken.remove !== undefined,
          emptiesAny: empties(taken, someRecord(taken), { to: 'Any', remote: undefined }),
          // A webhook is told the name alone until somebody chooses more.
          usual: usual.length > 0 ? usual : module.nameFields.map((name) => ({ field: name, to: name })),
          views: views.filter(({ moduleId }) => moduleId === module.id).map(({ id, name }) => ({ id, name })),
        },
      ];
    });
  });
