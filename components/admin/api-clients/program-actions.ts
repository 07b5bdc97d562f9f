'use server';

import { acceptClient, endMyClient } from '@/lib/admin/api-clients/accept';
import { acceptedClientSchema, clientIdSchema } from '@/lib/admin/api-clients/schemas';
import { action, command } from '@/lib/ways-in/http/action';

export const acceptProgram = action(acceptedClientSchema, (ctx, input) => acceptClient(ctx, input));
export const endProgram = command(clientIdSchema, (ctx, input) => endMyClient(ctx, input));
