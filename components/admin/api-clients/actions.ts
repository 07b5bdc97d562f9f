'use server';

import {
  actsForItself,
  type ClientCredentials,
  createClient,
  type ProposedClient,
  proposeClient,
} from '@/lib/admin/api-clients/create';
import { makeGrantCode } from '@/lib/admin/api-clients/make-grant-code';
import { revokeClient } from '@/lib/admin/api-clients/revoke';
import { rotateSecret } from '@/lib/admin/api-clients/rotate-secret';
import { clientChangeSchema, clientIdSchema, grantCodeSchema, newClientSchema } from '@/lib/admin/api-clients/schemas';
import { updateClient } from '@/lib/admin/api-clients/update';
import { action, command } from '@/lib/ways-in/http/action';

/** With its secret only where it acts for the one who makes it. */
export const addClient = action(
  newClientSchema,
  (ctx, input): Promise<ClientCredentials | ProposedClient> =>
    actsForItself(ctx, input.ownerId) ? createClient(ctx, input) : proposeClient(ctx, input),
);
export const changeClient = command(clientChangeSchema, (ctx, input) => updateClient(ctx, input));
export const newSecret = action(clientIdSchema, (ctx, input) => rotateSecret(ctx, input));
export const newGrantCode = action(grantCodeSchema, (ctx, input) => makeGrantCode(ctx, input));
export const revoke = command(clientIdSchema, (ctx, input) => revokeClient(ctx, input));
