/** Metadata. It stays visible whatever the doors: it names modules and fields, never a value. What the profile hides is not there. */
import { z } from 'zod';
import {
  isSelected,
  type LayoutDefinition,
  type ModuleDefinition,
  type OrgMetadata,
} from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { canInModule, MODULE_RIGHTS } from '@/lib/people/rights';
import { readInOrg } from '@/lib/platform/db/transaction';
import { ApiError, invalidModule } from '../api-error';
import { type Call, type Endpoint, json } from '../endpoint';
import { readQuery } from '../read-query';
import { fieldJson, systemFieldsJson } from './field-json';

const moduleParam = z.object({ module: z.string().min(1).max(100) });

const seenMetadata = ({ ctx }: Call): Promise<OrgMetadata> => readInOrg(ctx.orgId, (tx) => metadataFor(tx, ctx));

/** A module the asker has any right in; to others it is none. */
function moduleIn({ ctx }: Call, metadata: OrgMetadata, named: string): ModuleDefinition {
  const found = metadata.modules.find(({ apiName, id }) => apiName === named || id === named);
  if (!found || !isOpenTo(ctx, found)) throw invalidModule();
  return found;
}

const isOpenTo = ({ rights }: Call['ctx'], { apiName }: ModuleDefinition): boolean =>
  MODULE_RIGHTS.some((right) => canInModule(rights, apiName, right));

const moduleJson = (call: Call, module: ModuleDefinition) => ({
  id: module.id,
  api_name: module.apiName,
  module_name: module.plural,
  singular_label: module.singular,
  plural_label: module.plural,
  generated_type: module.custom ? 'custom' : 'default',
  api_supported: true,
  visible: true,
  sequence_number: module.position,
  viewable: canInModule(call.ctx.rights, module.apiName, 'view'),
  creatable: canInModule(call.ctx.rights, module.apiName, 'create'),
  editable: canInModule(call.ctx.rights, module.apiName, 'edit'),
  deletable: canInModule(call.ctx.rights, module.apiName, 'delete'),
  hipaa_compliance_enabled: isSelected(module),
});

const layoutJson = (module: ModuleDefinition, layout: LayoutDefinition, metadata: OrgMetadata) => ({
  id: layout.id,
  name: layout.name,
  api_name: layout.name,
  status: 'active',
  visible: true,
  sections: layout.sections.map((section) => ({
    id: section.id,
    display_label: section.name,
    column_count: section.columns,
    fields: section.fields.map((field) => fieldJson(module, field, metadata)),
  })),
});

const allFields = (module: ModuleDefinition, metadata: OrgMetadata) => [
  ...systemFieldsJson(module),
  ...module.fields.map((field) => fieldJson(module, field, metadata)),
];

const noSuch = (what: string) => new ApiError(404, 'INVALID_DATA', `the ${what} id given seems to be invalid`);

const modules: Endpoint = {
  method: 'get',
  path: '/crm/v8/settings/modules',
  tag: 'Metadata',
  summary: 'List modules',
  need: () => ({ area: 'settings.modules', act: 'READ' }),
  answers: { 200: 'Modules' },
  async run(call) {
    const { modules: all } = await seenMetadata(call);
    return json({
      modules: all.filter((module) => isOpenTo(call.ctx, module)).map((module) => moduleJson(call, module)),
    });
  },
};

const oneModule: Endpoint = {
  ...modules,
  path: '/crm/v8/settings/modules/{id}',
  summary: 'Get a module by API name or id',
  async run(call) {
    const module = moduleIn(call, await seenMetadata(call), call.params.id as string);
    return json({ modules: [moduleJson(call, module)] });
  },
};

const fields: Endpoint = {
  method: 'get',
  path: '/crm/v8/settings/fields',
  tag: 'Metadata',
  summary: 'List the fields of a module',
  need: () => ({ area: 'settings.fields', act: 'READ' }),
  query: moduleParam,
  answers: { 200: 'Fields' },
  async run(call) {
    const metadata = await seenMetadata(call);
    const module = moduleIn(call, metadata, readQuery(moduleParam, call.query).module);
    return json({ fields: allFields(module, metadata) });
  },
};

const oneField: Endpoint = {
  ...fields,
  path: '/crm/v8/settings/fields/{id}',
  summary: 'Get a field',
  async run(call) {
    const metadata = await seenMetadata(call);
    const module = moduleIn(call, metadata, readQuery(moduleParam, call.query).module);
    const found = allFields(module, metadata).find(({ id }) => id === call.params.id);
    if (!found) throw noSuch('field');
    return json({ fields: [found] });
  },
};

const layouts: Endpoint = {
  method: 'get',
  path: '/crm/v8/settings/layouts',
  tag: 'Metadata',
  summary: 'List the layouts of a module',
  need: () => ({ area: 'settings.layouts', act: 'READ' }),
  query: moduleParam,
  answers: { 200: 'Layouts' },
  async run(call) {
    const metadata = await seenMetadata(call);
    const module = moduleIn(call, metadata, readQuery(moduleParam, call.query).module);
    return json({ layouts: module.layouts.map((layout) => layoutJson(module, layout, metadata)) });
  },
};

const oneLayout: Endpoint = {
  ...layouts,
  path: '/crm/v8/settings/layouts/{id}',
  summary: 'Get a layout',
  async run(call) {
    const metadata = await seenMetadata(call);
    const module = moduleIn(call, metadata, readQuery(moduleParam, call.query).module);
    const found = module.layouts.find(({ id }) => id === call.params.id);
    if (!found) throw noSuch('layout');
    return json({ layouts: [layoutJson(module, found, metadata)] });
  },
};

export const settingsEndpoints: readonly Endpoint[] = [modules, oneModule, fields, oneField, layouts, oneLayout];
