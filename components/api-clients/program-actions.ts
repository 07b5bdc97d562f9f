'use server';

import { acceptClient, endMyClient } from '@/lib/api-clients/accept';
import { makeGrantCode } from '@/lib/api-clients/make-grant-code';
import { rotateSecret } from '@/lib/api-clients/rotate-secret';
import { acceptedClientSchema, clientIdSchema, grantCodeSchema } from '@/lib/api-clients/schemas';
import { action } from '@/lib/http/action';

export const acceptProgram = action(acceptedClientSchema, (ctx, input) => acceptClient(ctx, input));
export const endProgram = action(clientIdSchema, (ctx, input) => endMyClient(ctx, input));
export const newProgramSecret = action(clientIdSchema, (ctx, input) => rotateSecret(ctx, input));
export const newProgramCode = action(grantCodeSchema, (ctx, input) => makeGrantCode(ctx, input));
