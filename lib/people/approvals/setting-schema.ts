import { z } from 'zod';

/** Whether acts by which somebody could read health data wait for a second person, where there is one. */
export const secondPersonSchema = z.object({ required: z.boolean() });
export type SecondPersonSetting = z.infer<typeof secondPersonSchema>;
