/** What the verbs about conversations take, as it comes from outside. */
import { z } from 'zod';
import { hiddenSchema, idSchema, MAX_MESSAGE } from '../messages/schemas';

const text = (most: number) =>
  z
    .string()
    .trim()
    .max(most, { error: `At most ${most.toLocaleString('en-US')} characters.` })
    .refine((value) => value.isWellFormed() && !value.includes('\0'), { error: 'is not valid text' });

/** As SalesIQ's: longer values are refused rather than cut. */
export const MAX_CUSTOM_VALUE = 1_000;
const MAX_CUSTOM_FIELDS = 50;

export const customSchema = z
  .record(text(100), text(MAX_CUSTOM_VALUE))
  .refine((fields) => Object.keys(fields).length <= MAX_CUSTOM_FIELDS, {
    error: `At most ${MAX_CUSTOM_FIELDS} custom fields.`,
  });

const email = text(254).refine((value) => value === '' || z.email().safeParse(value).success, {
  error: 'Give an email address, like name@example.org.',
});

/** The address of a page of the site. */
export const pageSchema = text(2_000);

export const startSchema = z.object({
  brandId: idSchema,
  departmentId: idSchema.optional(),
  name: text(200).optional(),
  email: email.optional(),
  phone: text(50).optional(),
  /** The first message. */
  question: text(MAX_MESSAGE).optional(),
  /** Parts of the question that the visitor chose to hide; offsets in it without the space around it. */
  hidden: hiddenSchema,
  page: pageSchema.optional(),
  referrer: text(2_000).optional(),
  userAgent: text(500).optional(),
  custom: customSchema.default({}),
  /** Of the first message, so that it is the same when the form is sent again. */
  clientId: z.uuid().optional(),
});

export type StartInput = z.input<typeof startSchema>;

export const visitorChangeSchema = z.object({
  conversationId: idSchema,
  name: text(200).optional(),
  email: email.optional(),
  phone: text(50).optional(),
});

export type VisitorChange = z.input<typeof visitorChangeSchema>;

export const conversationIdSchema = z.object({ conversationId: idSchema });
