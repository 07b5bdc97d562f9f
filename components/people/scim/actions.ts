'use server';

import { bringInLine } from '@/lib/people/users/scim/bring-in-line';
import { createConnection, endConnection, updateConnection } from '@/lib/people/users/scim/save-connection';
import { changedConnectionSchema, connectionIdSchema, newConnectionSchema } from '@/lib/people/users/scim/schemas';
import { action, command } from '@/lib/ways-in/http/action';

export const connectDirectory = action(newConnectionSchema, (ctx, input) => createConnection(ctx, input));
export const changeDirectory = action(changedConnectionSchema, (ctx, input) => updateConnection(ctx, input));
export const endDirectory = command(connectionIdSchema, (ctx, input) => endConnection(ctx, input));
export const applyRulesNow = action(connectionIdSchema, (ctx, input) => bringInLine(ctx, input));
