'use server';

import { z } from 'zod';
import { endEmergency } from '@/lib/crm/emergency/end';
import { lookUp } from '@/lib/crm/emergency/look-up';
import { revealByEmergency } from '@/lib/crm/emergency/read';
import {
  grantRefSchema,
  lookUpSchema,
  revealByEmergencySchema,
  signOffSchema,
  startSchema,
} from '@/lib/crm/emergency/schemas';
import { signOffEmergency } from '@/lib/crm/emergency/sign-off';
import { startDrill, startEmergency } from '@/lib/crm/emergency/start';
import { action, command } from '@/lib/ways-in/http/action';

export const findRecord = action(lookUpSchema, lookUp, { refresh: false });
export const start = action(startSchema, startEmergency, { refresh: false });
export const drill = action(z.object({}), (ctx) => startDrill(ctx), { refresh: false });
/** The values travel in this one answer; the page is not rendered anew, so they are nowhere else. */
export const revealValues = action(revealByEmergencySchema, revealByEmergency, { refresh: false });
/** The page that called may be the record's, which is over with it: the caller says what follows. */
export const end = command(grantRefSchema, endEmergency, { refresh: false });
export const signOff = command(signOffSchema, signOffEmergency);
