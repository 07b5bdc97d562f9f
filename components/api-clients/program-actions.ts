'use server';

import { acceptClient, endMyClient } from '@/lib/api-clients/accept';
import { acceptedClientSchema, clientIdSchema } from '@/lib/api-clients/schemas';
import { action } from '@/lib/http/action';

export const acceptProgram = action(acceptedClientSchema, (ctx, input) => acceptClient(ctx, input));
export const endProgram = action(clientIdSchema, (ctx, input) => endMyClient(ctx, input));
