/** What each way out is called, what stands behind it, and what its switch does: the one place for its words. Pure. */
import type { Door, RestrictableDoor } from './doors';

export interface DoorWords {
  name: string;
  /** What stands behind the door. */
  reaches: string;
  /** Who gets marked values while it is open, and how. */
  who: string;
  /** What is connected there while nothing in particular is. */
  connected: string;
}

export const DOOR_WORDS: Record<Door, DoorWords> = {
  screen: {
    name: 'Screen',
    reaches: 'Lists and records in Careledger',
    who: 'Those who may reveal, one by one, with a purpose',
    connected: 'Everybody who signs in.',
  },
  export: {
    name: 'Export',
    reaches: 'Files that people download',
    who: 'Those who may reveal',
    connected: 'Every list can be exported.',
  },
  api: {
    name: 'API',
    reaches: 'Programs of yours and of others',
    who: 'Programs whose owner may reveal',
    connected: 'No API client.',
  },
  zoho_app: {
    name: 'Zoho apps',
    reaches: 'Desk, Campaigns, Projects, Finance, Recruit, Cliq',
    who: 'Every connected app',
    connected: 'No app is connected.',
  },
  third_party: {
    name: 'Third party apps',
    reaches: 'Salesforce, HubSpot, Slack, webhooks and others',
    who: 'Every connected app',
    connected: 'No app is connected.',
  },
  visitor: {
    name: 'Visitors',
    reaches: 'People on your website',
    who: 'Nobody',
    connected: 'No website may hold the chat widget.',
  },
};

export interface SwitchWords {
  /** The accessible name of the switch, word for word as Zoho CRM has it. */
  label: string;
  /** Its name in what programs are told of the organisation. */
  apiName: string;
  /** What happens while it is on. */
  whenOn: string;
  /** What happens while it is off. */
  whenOff: string;
}

const OF_APPS = {
  whenOn:
    'Records are sent without marked values, or not at all where the app cannot do without one. What an app has already it keeps, unless somebody chose to take it out.',
  whenOff: 'Marked values are sent to apps that an agreement in force covers. Other apps get records without them.',
};

export const SWITCH_WORDS: Record<RestrictableDoor, SwitchWords> = {
  api: {
    label: 'Restrict data access through API',
    apiName: 'restrict_api',
    whenOn: 'Marked fields are left out of every answer. Asking for one, or filtering by one, is refused.',
    whenOff: 'Programs whose owner may reveal personal health data get marked values.',
  },
  export: {
    label: 'Restrict data in export',
    apiName: 'restrict_export',
    whenOn: 'Columns of marked fields are left out of every file, and the export says so.',
    whenOff: 'People who may reveal personal health data can export marked values. Others get files without them.',
  },
  zoho_app: { label: 'Restrict data transfer to Zoho apps', apiName: 'restrict_zoho_apps', ...OF_APPS },
  third_party: {
    label: 'Restrict data transfer to third party apps',
    apiName: 'restrict_third_party_apps',
    ...OF_APPS,
  },
};
