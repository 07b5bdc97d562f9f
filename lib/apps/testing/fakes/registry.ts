import { existsSync, readFileSync } from 'node:fs';
import type { Credentials } from '@/lib/protection/credentials';
import type { Fake } from '../fake-server';
import { CAMPAIGNS_SETTINGS, fakeCampaigns } from './campaigns';
import { CLIQ_SETTINGS, fakeCliq } from './cliq';
import { DESK_SETTINGS, fakeDesk } from './desk';
import { FINANCE_SETTINGS, fakeFinance } from './finance';
import { fakeHubspot, HUBSPOT_CREDENTIALS } from './hubspot';
import { fakeMailchimp, MAILCHIMP_CREDENTIALS, MAILCHIMP_SETTINGS } from './mailchimp';
import { fakeProjects, PROJECTS_SETTINGS } from './projects';
import { fakeRecruit } from './recruit';
import { fakeSalesforce, SALESFORCE_CREDENTIALS, SALESFORCE_SETTINGS, SALESFORCE_TOKEN } from './salesforce';
import { fakeSlack, SLACK_CREDENTIALS, SLACK_SETTINGS } from './slack';
import { fakeWebhook, WEBHOOK_SECRET } from './webhook';
import { fakeZendesk, ZENDESK_CREDENTIALS } from './zendesk';
import { ACCESS_TOKEN, ZOHO_CREDENTIALS } from './zoho';

/** The fake of an app, by its connector's key, and what a test needs to know to speak to it. */
export interface AppFake {
  make(): Fake;
  credentials: Credentials;
  accessToken: string | null;
  settings: Readonly<Record<string, string>>;
  /** After the server's address: what belongs to the address of the connection. */
  base?: string;
  /** What the API itself requires, by module: at least one of each group. */
  required: Readonly<Record<string, readonly (readonly string[])[]>>;
  /** The code by which it refuses what lacks it. */
  refusal: string;
}

const zoho = { credentials: ZOHO_CREDENTIALS, accessToken: ACCESS_TOKEN };

export const SLACK_DESCRIPTION = '../shared/data/api-descriptions/slack-web-api-subset.json';

export const FAKES: Readonly<Record<string, AppFake>> = {
  desk: {
    ...zoho,
    make: fakeDesk,
    settings: DESK_SETTINGS,
    required: { Contacts: [['lastName']], Leads: [['lastName']], Accounts: [['accountName']] },
    refusal: 'INVALID_DATA',
  },
  campaigns: {
    ...zoho,
    make: fakeCampaigns,
    settings: CAMPAIGNS_SETTINGS,
    required: { Contacts: [['Contact Email']], Leads: [['Contact Email']] },
    refusal: '2004',
  },
  projects: {
    ...zoho,
    make: fakeProjects,
    settings: PROJECTS_SETTINGS,
    required: { Contacts: [['email']], Leads: [['email']] },
    refusal: '6831',
  },
  finance: {
    ...zoho,
    make: fakeFinance,
    settings: FINANCE_SETTINGS,
    required: { Contacts: [['last_name', 'first_name']], Accounts: [['contact_name']] },
    refusal: '4',
  },
  recruit: {
    ...zoho,
    make: fakeRecruit,
    settings: {},
    required: { Contacts: [['Last_Name']], Leads: [['Last_Name']], Accounts: [['Client_Name']] },
    refusal: 'MANDATORY_NOT_FOUND',
  },
  cliq: { ...zoho, make: fakeCliq, settings: CLIQ_SETTINGS, required: {}, refusal: 'input_pattern_mismatch' },
  salesforce: {
    make: fakeSalesforce,
    credentials: SALESFORCE_CREDENTIALS,
    accessToken: SALESFORCE_TOKEN,
    settings: SALESFORCE_SETTINGS,
    required: { Contacts: [['LastName']], Leads: [['LastName'], ['Company']], Accounts: [['Name']] },
    refusal: 'REQUIRED_FIELD_MISSING',
  },
  hubspot: {
    make: fakeHubspot,
    credentials: HUBSPOT_CREDENTIALS,
    accessToken: null,
    settings: {},
    required: { Contacts: [['email', 'firstname', 'lastname']], Accounts: [['name']] },
    refusal: 'VALIDATION_ERROR',
  },
  zendesk: {
    make: fakeZendesk,
    credentials: ZENDESK_CREDENTIALS,
    accessToken: null,
    settings: {},
    required: { Contacts: [['last_name', 'first_name']], Accounts: [['name']], Cases: [['comment']] },
    refusal: 'RecordInvalid',
  },
  mailchimp: {
    make: fakeMailchimp,
    credentials: MAILCHIMP_CREDENTIALS,
    accessToken: null,
    settings: MAILCHIMP_SETTINGS,
    required: { Contacts: [['email_address']], Leads: [['email_address']] },
    refusal: 'Invalid_Resource',
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
