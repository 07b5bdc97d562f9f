'use server';

import { z } from 'zod';
import { destinationSchema } from '@/lib/apps/siem/destination';
import { endStream, pauseStream, resumeStream, setStream, testStream } from '@/lib/apps/siem/set';
import { action, command } from '@/lib/ways-in/http/action';

const nothing = z.object({});

export const set = command(destinationSchema, (ctx, input) => setStream(ctx, input));
export const pause = command(nothing, (ctx) => pauseStream(ctx));
export const resume = command(nothing, (ctx) => resumeStream(ctx));
export const end = command(nothing, (ctx) => endStream(ctx));
export const tryOut = action(nothing, (ctx) => testStream(ctx), { refresh: false });
