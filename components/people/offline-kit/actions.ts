'use server';

import { makeKit, withdrawKit } from '@/lib/people/users/offline-kit/make';
import { kitIdSchema, newKitSchema, typedCardsSchema } from '@/lib/people/users/offline-kit/schemas';
import { tryCards } from '@/lib/people/users/offline-kit/try-cards';
import { action, command } from '@/lib/ways-in/http/action';

/** The page stays as it is: the cards are on it. */
export const make = action(newKitSchema, (ctx, input) => makeKit(ctx, input), { refresh: false });
export const withdraw = command(kitIdSchema, (ctx, input) => withdrawKit(ctx, input));
export const test = command(typedCardsSchema, (ctx, input) => tryCards(ctx, input));
