'use server';

import { saveConversionMapping, saveMappingSchema } from '@/lib/admin/customization/conversion-mapping';
import { createField as createFieldVerb } from '@/lib/admin/customization/create-field';
import { createModule as createModuleVerb } from '@/lib/admin/customization/create-module';
import { deleteField as deleteFieldVerb } from '@/lib/admin/customization/delete-field';
import { saveLayout as saveLayoutVerb } from '@/lib/admin/customization/save-layout';
import {
  createFieldSchema,
  createModuleSchema,
  deleteFieldSchema,
  saveFieldSchema,
  saveLayoutSchema,
  updateModuleSchema,
} from '@/lib/admin/customization/schemas';
import { updateField } from '@/lib/admin/customization/update-field';
import { updateModule as updateModuleVerb } from '@/lib/admin/customization/update-module';
import { markField } from '@/lib/admin/settings/mark-field';
import { unmarkField } from '@/lib/admin/settings/unmark-field';
import { action, command } from '@/lib/ways-in/http/action';

export const createModule = action(createModuleSchema, createModuleVerb);

export const updateModule = action(updateModuleSchema, updateModuleVerb);

export const createField = action(createFieldSchema, createFieldVerb);

export const deleteField = action(deleteFieldSchema, deleteFieldVerb);

export const saveLayout = action(saveLayoutSchema, saveLayoutVerb);

export const saveMapping = command(saveMappingSchema, saveConversionMapping);

/** Properties first, then the mark: a mark that is refused leaves the rest saved. */
export const saveField = action(saveFieldSchema, async (ctx, { health, ...properties }) => {
  await updateField(ctx, properties);
  if (!health) return { sealing: false };
  const { marked, ...encryption } = health;
  const field = { module: properties.module, fieldId: properties.fieldId };
  if (!marked) {
    await unmarkField(ctx, field);
    return { sealing: false };
  }
  const { state } = await markField(ctx, { ...field, encrypt: false, ...encryption });
  return { sealing: state === 'background' };
});
