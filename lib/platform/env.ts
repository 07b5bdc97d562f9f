/** Settings from the environment, checked once. Nothing else reads `process.env`. */
import { z } from 'zod';
import { isDatabaseUrl } from '@/lib/platform/database-url';
import { invalid } from '@/lib/platform/errors';
import { isPublishPlace } from '@/lib/platform/publish-place';
import { wholeNumber } from '@/lib/platform/read-input';
import { isSmtpUrl } from '@/lib/platform/smtp-url';

const postgresUrl = z.string().refine(isDatabaseUrl, { error: 'must be a postgres:// URL' });

/** Each variable stands in `.env.example` with its meaning; a test compares the two. */
export const envSchema = z.object({
  PORT: wholeNumber(1, 65_535, 'must be a port number').default(3000),
  API_PORT: wholeNumber(1, 65_535, 'must be a port number').default(3001),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_OWNER_URL: postgresUrl.optional(),
  DATABASE_PREPARE: z.stringbool({ error: 'must be true or false' }).default(true),
  DATABASE_PATIENCE_S: z.coerce
    .number({ error: 'must be a number of seconds' })
    .min(1, { error: 'must be at least 1 second' })
    .default(15),
  SEED: z.enum(['demo', 'empty'], { error: 'must be demo or empty' }).default('demo'),
  DEMO_PASSWORD: z.string().min(12, { error: 'must have at least 12 characters' }).optional(),
  DEMO_FACTORS: z.stringbool({ error: 'must be true or false' }).default(false),
  NEXTAUTH_SECRET: z.string().min(32, { error: 'must have at least 32 characters' }).optional(),
  NEXTAUTH_URL: z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// URL' }).optional(),
  ROOT_KEY_FILE: z.string().optional(),
  ROOT_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, { error: 'must be 64 hexadecimal digits' })
    .optional(),
  CLAMD_SOCKET: z
    .string()
    .regex(/^(\/.+|[^/\s]+:\d{1,5})$/, { error: 'must be the path of a socket or host:port' })
    .optional(),
  SMALL_COUNT: wholeNumber(5, 100, 'must be a whole number from 5 to 100').default(5),
  TRUST_PROXY: z.stringbool({ error: 'must be true or false' }).default(false),
  SECURITY_CONTACT: z
    .string()
    .regex(/^(mailto:)?[^\s@:/]+@[^\s@:/]+$|^https:\/\/\S+$|^tel:[+\d-]+$/, {
      error: 'must be an e-mail address, an https:// URL or tel: with a number',
    })
    .optional(),
  LEDGER_WITNESSES: z
    .string()
    .regex(/^\s*https?:\/\/\S+\s+\S+\+[0-9a-f]{8}\+\S+(\s*,\s*https?:\/\/\S+\s+\S+\+[0-9a-f]{8}\+\S+)*\s*$/, {
      error: 'must be an address and a verifier key for each witness, separated by commas',
    })
    .optional(),
  LEDGER_WITNESS_QUORUM: wholeNumber(1, 100, 'must be a number of witnesses').optional(),
  LEDGER_PUBLISH: z
    .string()
    .refine((text) => text.split(',').every((one) => isPublishPlace(one.trim())), {
      error: 'must be s3://bucket/prefix or https:// addresses, separated by commas',
    })
    .optional(),
  LEDGER_PUBLISH_KEY_ID: z.string().optional(),
  LEDGER_PUBLISH_SECRET: z.string().optional(),
  LEDGER_PUBLISH_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]+$/, { error: 'must have no spaces' })
    .optional(),
  SMTP_URL: z
    .string()
    .refine(isSmtpUrl, { error: 'must be smtp://… or smtps://…, with a host and nothing behind it' })
    .optional(),
  SMTP_CA_FILE: z.string().optional(),
  MAIL_FROM: z
    .string()
    .regex(/^([^<>"\r\n]+ <[^\s@<>"]+@[^\s@<>"]+>|[^\s@<>"]+@[^\s@<>"]+)$/, {
      error: 'must be an e-mail address, or a name and <an e-mail address>',
    })
    .optional(),
  COUNTRY_TABLE: z.string().optional(),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], {
      error: 'must be fatal, error, warn, info, debug or silent',
    })
    .default('info'),
});

/** The settings as given: a command may run without a database. */
export type Settings = z.infer<typeof envSchema>;

/** The settings of a running process. Reading a database URL that is not set throws `invalid`. */
export type Env = Omit<Settings, 'DATABASE_URL' | 'DATABASE_OWNER_URL'> & {
  readonly DATABASE_URL: string;
  readonly DATABASE_OWNER_URL: string;
};

/**
 * Reads settings from `source`. An empty variable counts as unset.
 * Throws `invalid` in one line that names the wrong variables, never their values.
 */
export function parseEnv(source: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = envSchema.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    throw invalid(`The environment is not right: ${problems.join('; ')}.`);
  }
  if (parsed.data.SMTP_URL && !parsed.data.MAIL_FROM) {
    throw invalid('The environment is not right: MAIL_FROM must be set where SMTP_URL is.');
  }
  return parsed.data;
}

let cached: Env | undefined;

/** The settings of this process, read once. Throws `invalid` when the environment is not right. */
export function env(): Env {
  cached ??= withDatabase(parseEnv(process.env));
  return cached;
}

/** Where the root key's file is. */
export function rootKeyFile(settings: Settings = env()): string {
  return settings.ROOT_KEY_FILE ?? `${settings.DATA_DIR}/keys/root.key`;
}

function withDatabase(settings: Settings): Env {
  const required = (name: 'DATABASE_URL' | 'DATABASE_OWNER_URL') => {
    const url = settings[name];
    if (!url) throw invalid(`${name} is not set. Start Careledger with "npm run up".`);
    return url;
  };
  return {
    ...settings,
    get DATABASE_URL() {
      return required('DATABASE_URL');
    },
    get DATABASE_OWNER_URL() {
      return required('DATABASE_OWNER_URL');
    },
  };
}
