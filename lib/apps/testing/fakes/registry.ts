import { existsSync, readFileSync } from 'node:fs';
import type { Credentials } from '@/lib/apps/connectors/authorize';
import type { Fake } from '../fake-server';
import { DESK_SETTINGS, fakeDesk } from './desk';
import { fakeSlack, SLACK_CREDENTIALS, SLACK_SETTINGS } from './slack';
import { fakeWebhook, WEBHOOK_SECRET } from './webhook';
import { ACCESS_TOKEN, ZOHO_CREDENTIALS } from './zoho';

/** The fake of an app, by its connector's key, and what a test needs to know to speak to it. */
export interface AppFake {
  make(): Fake;
  credentials: Credentials;
  accessToken: string | null;
  settings: Readonly<Record<string, string>>;
  /** After the server's address: what belongs to the address of the connection. */
  base?: string;
  /** What the API itself requires, by module, and the code by which it refuses what lacks it. */
  required: Readonly<Record<string, readonly string[]>>;
  refusal: string;
}

const zoho = { credentials: ZOHO_CREDENTIALS, accessToken: ACCESS_TOKEN };

export const SLACK_DESCRIPTION = '../shared/data/api-descriptions/slack-web-api-subset.json';

export const FAKES: Readonly<Record<string, AppFake>> = {
  desk: {
    ...zoho,
    make: fakeDesk,
    settings: DESK_SETTINGS,
    required: { Contacts: ['lastName'], Leads: ['lastName'], Accounts: ['accountName'] },
    refusal: 'INVALID_DATA',
  },
  slack: {
    make: () => fakeSlack(JSON.parse(readFileSync(SLACK_DESCRIPTION, 'utf8'))),
    credentials: SLACK_CREDENTIALS,
    accessToken: null,
    settings: SLACK_SETTINGS,
    base: '/api',
    required: {},
    refusal: 'invalid_auth',
  },
  webhook: {
    make: fakeWebhook,
    credentials: { secret: WEBHOOK_SECRET },
    accessToken: null,
    settings: {},
    base: '/hooks/careledger',
    required: {},
    refusal: 'http_401',
  },
};

/** Whether what the fake goes by is on this machine; Slack's description lies beside the project. */
export const hasFake = (key: string): boolean => key !== 'slack' || existsSync(SLACK_DESCRIPTION);
