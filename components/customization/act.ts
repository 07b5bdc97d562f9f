import type { SingleInputActionFn } from 'next-safe-action/hooks';
import type { z } from 'zod';
import type { Arrangement } from '@/lib/customization/layout-arrangement';
import type {
  createFieldSchema,
  createModuleSchema,
  deleteFieldSchema,
  saveFieldSchema,
  saveLayoutSchema,
  updateModuleSchema,
} from '@/lib/customization/schemas';
import type { ErrorAnswer } from '@/lib/http/error-answer';
import type { Id } from '@/lib/ids';

/** A server action as a page hands it to its client components. */
type Act<Schema extends z.ZodType, Value> = SingleInputActionFn<ErrorAnswer, Schema, undefined, Value>;

export type CreateModuleAct = Act<typeof createModuleSchema, { apiName: string }>;
export type UpdateModuleAct = Act<typeof updateModuleSchema, void>;
export type CreateFieldAct = Act<typeof createFieldSchema, { id: Id; apiName: string }>;
/** `sealing`: values that are there are being encrypted in the background. */
export type SaveFieldAct = Act<typeof saveFieldSchema, { sealing: boolean }>;
export type DeleteFieldAct = Act<typeof deleteFieldSchema, void>;
export type SaveLayoutAct = Act<typeof saveLayoutSchema, Arrangement>;

export interface FieldActs {
  createField: CreateFieldAct;
  saveField: SaveFieldAct;
  deleteField: DeleteFieldAct;
}
