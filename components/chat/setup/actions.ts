'use server';

import { z } from 'zod';
import { closeConversations } from '@/lib/chat/conversations/close';
import { deleteConversations, purgeConversations, restoreConversations } from '@/lib/chat/conversations/delete';
import { idSchema } from '@/lib/chat/messages/schemas';
import { brandSettingsSchema, DEFAULT_BRAND } from '@/lib/chat/setup/brand-schema';
import { declareCustomField, declareSchema, undeclareCustomField } from '@/lib/chat/setup/custom-fields';
import { deleteDepartment, departmentSchema, saveDepartment } from '@/lib/chat/setup/departments';
import { limitOperator, limitSchema } from '@/lib/chat/setup/operator-limit';
import { countAged, countAgedSchema, retentionSchema, updateRetention } from '@/lib/chat/setup/retention';
import { updateChatSettings } from '@/lib/chat/setup/settings';
import { chatSettingsSchema } from '@/lib/chat/setup/settings-schema';
import { forgetUnknownCalls } from '@/lib/chat/setup/unknown-calls';
import { createBrand, deleteBrand, updateBrand } from '@/lib/chat/setup/write-brand';
import { cannedResponseSchema, deleteCannedResponse, saveCannedResponse } from '@/lib/chat/setup/write-canned-response';
import { unblock } from '@/lib/chat/visitors/block';
import { action, command } from '@/lib/ways-in/http/action';

const byId = z.object({ id: idSchema });
const byIds = z.object({ ids: z.array(idSchema).min(1) });
const newBrandSchema = z.object({ name: z.string() });
const brandSchema = byId.extend({ name: z.string(), settings: brandSettingsSchema });
/** What is removed by age has an act of its own, which asks first. */
const settingsSchema = chatSettingsSchema.omit({ retentionDays: true });

export const addBrand = action(newBrandSchema, (ctx, { name }) => createBrand(ctx, { name, settings: DEFAULT_BRAND }));
export const changeBrand = action(brandSchema, (ctx, brand) => updateBrand(ctx, brand));
// Its own page is left, not rendered anew.
export const removeBrand = action(byId, deleteBrand, { refresh: false });
export const forgetCalls = action(byId, forgetUnknownCalls);
export const keepDepartment = action(departmentSchema, saveDepartment);
export const removeDepartment = action(byId, deleteDepartment);
export const keepResponse = action(cannedResponseSchema, saveCannedResponse);
export const removeResponse = action(byId, deleteCannedResponse);
export const declareField = action(declareSchema, declareCustomField);
export const undeclareField = action(byId, undeclareCustomField);
export const liftBlock = command(byId, unblock);
export const saveSettings = action(settingsSchema, (ctx, settings) => updateChatSettings(ctx, settings));
export const saveLimit = action(limitSchema, limitOperator);
export const previewRetention = action(countAgedSchema, countAged, { refresh: false });
export const saveRetention = action(retentionSchema, updateRetention);
export const deleteListed = action(byIds, deleteConversations);
export const endListed = action(byIds, closeConversations);
export const restoreDeleted = action(byIds, restoreConversations);
export const purgeDeleted = action(byIds, purgeConversations);
