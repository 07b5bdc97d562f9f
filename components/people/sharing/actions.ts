'use server';

import { findPeople } from '@/lib/people/users/sharing/choices';
import { deleteGroup } from '@/lib/people/users/sharing/delete-group';
import { deleteRule } from '@/lib/people/users/sharing/delete-rule';
import { previewRule } from '@/lib/people/users/sharing/preview';
import { createGroup, updateGroup } from '@/lib/people/users/sharing/save-group';
import { createRule, updateRule } from '@/lib/people/users/sharing/save-rule';
import {
  changedGroupSchema,
  changedRuleSchema,
  groupIdSchema,
  newGroupSchema,
  newRuleSchema,
  peopleQuerySchema,
  previewRuleSchema,
  ruleIdSchema,
} from '@/lib/people/users/sharing/schemas';
import { action, command } from '@/lib/ways-in/http/action';
import { answer } from '@/lib/ways-in/http/answer';

export const addGroup = command(newGroupSchema, (ctx, input) => createGroup(ctx, input));
export const changeGroup = action(changedGroupSchema, (ctx, input) => updateGroup(ctx, input));
export const removeGroup = command(groupIdSchema, deleteGroup);
export const searchPeople = answer(peopleQuerySchema, findPeople);

export const addRule = action(newRuleSchema, (ctx, input) => createRule(ctx, input));
export const changeRule = action(changedRuleSchema, (ctx, input) => updateRule(ctx, input));
export const removeRule = command(ruleIdSchema, deleteRule);
export const tryRule = action(previewRuleSchema, previewRule, { refresh: false });
