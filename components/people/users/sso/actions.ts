'use server';

import { z } from 'zod';
import { changedConnectionSchema, connectionIdSchema, connectionSchema } from '@/lib/people/users/sso/config';
import { onlySchema, setOnly } from '@/lib/people/users/sso/only';
import { metadataSchema, readProviderMetadata } from '@/lib/people/users/sso/saml-metadata';
import { createConnection, deleteConnection, updateConnection } from '@/lib/people/users/sso/save';
import { switchOff, switchOn } from '@/lib/people/users/sso/switch';
import { action, command } from '@/lib/ways-in/http/action';
import { tryConnection } from '@/lib/ways-in/http/sso/try-out';

export const add = action(z.object({ connection: connectionSchema }), (ctx, { connection }) =>
  createConnection(ctx, connection),
);
export const save = command(changedConnectionSchema, (ctx, input) => updateConnection(ctx, input));
export const remove = command(connectionIdSchema, (ctx, input) => deleteConnection(ctx, input));
export const turnOn = action(connectionIdSchema, (ctx, input) => switchOn(ctx, input));
export const turnOff = command(connectionIdSchema, (ctx, input) => switchOff(ctx, input));
export const saveOnly = command(onlySchema, (ctx, input) => setOnly(ctx, input));
export const readMetadata = action(metadataSchema, (ctx, input) => readProviderMetadata(ctx, input), {
  refresh: false,
});
export const tryOut = action(connectionIdSchema, (ctx, { id }) => tryConnection(ctx, id), { refresh: false });
