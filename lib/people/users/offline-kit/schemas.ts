import { z } from 'zod';
import { type Id, isId } from '@/lib/platform/ids';
import { MOST_CARDS } from './cards';

const MOST_TYPED = 200;

const count = (least: number, words: string) =>
  z
    .int({ error: 'Give a whole number.' })
    .min(least, { error: words })
    .max(MOST_CARDS, { error: `At most ${MOST_CARDS}.` });

export const newKitSchema = z
  .object({ needed: count(2, 'At least 2: else one card alone opens the door.'), cards: count(2, 'At least 2.') })
  .refine(({ needed, cards }) => cards >= needed, { path: ['cards'], error: 'There have to be at least as many.' });

/** Cards as somebody typed them; a line that was left empty is none. */
export const typedCardsSchema = z.object({
  cards: z.array(z.string().max(MOST_TYPED, { error: 'This is too long for a card.' })).max(MOST_CARDS),
});

export const kitIdSchema = z.object({ id: z.custom<Id>(isId, { error: 'This is not an id.' }) });

export type NewKit = z.input<typeof newKitSchema>;
export type TypedCards = z.input<typeof typedCardsSchema>;
