'use server';

import { connectApp, giveCredentials, updateConnection } from '@/lib/apps/connections/connect';
import { mapModule, unmapModule } from '@/lib/apps/connections/map';
import {
  connectionChangeSchema,
  connectionIdSchema,
  credentialsSchema,
  deliveryIdSchema,
  mappingSchema,
  moduleOfConnectionSchema,
  newConnectionSchema,
  simulationSchema,
} from '@/lib/apps/connections/schemas';
import { endConnection, pauseConnection, resumeConnection } from '@/lib/apps/connections/set-state';
import { testConnection } from '@/lib/apps/connections/test-exchange';
import { replayAll, replayDelivery } from '@/lib/apps/deliveries/replay';
import { simulate } from '@/lib/apps/simulate';
import { action, command } from '@/lib/ways-in/http/action';

export const connect = action(newConnectionSchema, async (ctx, input) => ({ id: await connectApp(ctx, input) }));
export const change = command(connectionChangeSchema, (ctx, input) => updateConnection(ctx, input));
export const renewCredentials = command(credentialsSchema, (ctx, input) => giveCredentials(ctx, input));
export const map = command(mappingSchema, (ctx, input) => mapModule(ctx, input));
export const unmap = command(moduleOfConnectionSchema, (ctx, input) => unmapModule(ctx, input));
export const pause = command(connectionIdSchema, (ctx, input) => pauseConnection(ctx, input));
export const resume = command(connectionIdSchema, (ctx, input) => resumeConnection(ctx, input));
export const end = command(connectionIdSchema, (ctx, input) => endConnection(ctx, input));
export const tryOut = action(connectionIdSchema, (ctx, input) => testConnection(ctx, input), { refresh: false });
export const sendAgain = command(deliveryIdSchema, (ctx, input) => replayDelivery(ctx, input));
export const sendAllAgain = action(connectionIdSchema, async (ctx, input) => ({ count: await replayAll(ctx, input) }));
export const simulateFor = action(
  simulationSchema,
  (ctx, { id, ...about }) => simulate(ctx, { connectionId: id, ...about }),
  {
    refresh: false,
  },
);
