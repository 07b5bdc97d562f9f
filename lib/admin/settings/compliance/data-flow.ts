/** What leaves through each door as things are: the rows of the data-flow table, and what each switch does. Pure. */

import type { OrgMetadata } from '@/lib/crm/modules/definition';
import type { ComplianceSettings } from '@/lib/protection/compliance/doors';
import { isRestricted } from '@/lib/protection/compliance/policy';
import {
  RESTRICTABLE_DOORS,
  type RestrictableDoor,
  SWITCH_LABELS,
  SWITCH_OF,
} from '@/lib/protection/compliance/settings';

/** What happens to marked values at a door. */
export type Flow = 'masked' | 'withheld' | 'may_leave';

export interface DoorFlow {
  door: 'screen' | RestrictableDoor | 'visitor';
  name: string;
  /** What stands behind the door. */
  reaches: string;
  marked: Flow;
  /** Who gets them, and how. */
  who: string;
  /** What is connected there by now. */
  connected: string;
}

interface DoorWords {
  name: string;
  reaches: string;
  connected: string;
  /** What the switch does, in each of its positions. */
  restricted: string;
  open: string;
  /** Who gets marked values when it is open. */
  whoWhenOpen: string;
}

const WORDS: Record<RestrictableDoor, DoorWords> = {
  api: {
    name: 'API',
    reaches: 'Programs of yours and of others',
    connected: 'No API client.',
    restricted: 'Marked fields are left out of every answer. Asking for one, or filtering by one, is refused.',
    open: 'Programs whose owner may reveal personal health data get marked values.',
    whoWhenOpen: 'Programs whose owner may reveal',
  },
  export: {
    name: 'Export',
    reaches: 'Files that people download',
    connected: 'Every list can be exported.',
    restricted: 'Columns of marked fields are left out of every file, and the export says so.',
    open: 'People who may reveal personal health data can export marked values. Others get files without them.',
    whoWhenOpen: 'Those who may reveal',
  },
  zoho_app: {
    name: 'Zoho apps',
    reaches: 'Desk, Campaigns, Projects, Finance, Recruit, Cliq',
    connected: 'No app can be connected yet.',
    restricted:
      'No app can be connected yet, so this acts on nothing until one is. Then records are sent without marked values, or not at all where an app needs one.',
    open: 'No app can be connected yet, so nothing is sent. Once one is, marked values may be sent to it.',
    whoWhenOpen: 'Every connected app',
  },
  third_party: {
    name: 'Third party apps',
    reaches: 'Salesforce, HubSpot, Slack, webhooks and others',
    connected: 'No app can be connected yet.',
    restricted:
      'No app can be connected yet, so this acts on nothing until one is. Then records are sent without marked values, or not at all where an app needs one.',
    open: 'No app can be connected yet, so nothing is sent. Once one is, marked values may be sent to it.',
    whoWhenOpen: 'Every connected app',
  },
};

export interface RestrictionSwitch {
  door: RestrictableDoor;
  /** The accessible name. */
  label: string;
  restricted: boolean;
  /** It was switched off, and the door stays closed until that is confirmed or its time has come. */
  opening: boolean;
  /** What happens while it is on. */
  whenOn: string;
  /** What happens while it is off. */
  whenOff: string;
}

export function restrictionSwitches({
  compliance,
  settingHolds,
}: Pick<OrgMetadata, 'compliance' | 'settingHolds'>): RestrictionSwitch[] {
  return RESTRICTABLE_DOORS.map((door) => ({
    door,
    label: SWITCH_LABELS[door],
    restricted: compliance[SWITCH_OF[door]] && !(SWITCH_OF[door] in settingHolds),
    opening: SWITCH_OF[door] in settingHolds,
    whenOn: WORDS[door].restricted,
    whenOff: WORDS[door].open,
  }));
}

export const DOOR_NAMES: Record<RestrictableDoor, string> = {
  api: WORDS.api.name,
  export: WORDS.export.name,
  zoho_app: WORDS.zoho_app.name,
  third_party: WORDS.third_party.name,
};

/** A site that may hold the widget of live chat, and when it was last seen there. */
export interface WidgetSite {
  site: string;
  /** ISO 8601. */
  lastSeenAt: string | null;
}

/** @param apiClients those that may call now. @param sites of all brands. */
export function dataFlow(compliance: ComplianceSettings, apiClients: number, sites: readonly WidgetSite[]): DoorFlow[] {
  const doors = RESTRICTABLE_DOORS.map((door): DoorFlow => {
    const { name, reaches, whoWhenOpen } = WORDS[door];
    const connected = door === 'api' ? clientsInWords(apiClients) : WORDS[door].connected;
    return isRestricted(door, compliance)
      ? { door, name, reaches, connected, marked: 'withheld', who: 'Nobody, whatever their rights' }
      : { door, name, reaches, connected, marked: 'may_leave', who: whoWhenOpen };
  });
  return [
    {
      door: 'screen',
      name: 'Screen',
      reaches: 'Lists and records in Careledger',
      marked: 'masked',
      who: 'Those who may reveal, one by one, with a purpose',
      connected: 'Everybody who signs in.',
    },
    ...doors,
    {
      door: 'visitor',
      name: 'Visitors',
      reaches: 'People on your website',
      marked: 'withheld',
      who: 'Nobody',
      connected: sitesInWords(sites),
    },
  ];
}

const clientsInWords = (count: number): string => {
  if (count === 0) return 'No API client.';
  return count === 1 ? '1 API client.' : `${count} API clients.`;
};

const MOST_NAMED = 3;

function sitesInWords(sites: readonly WidgetSite[]): string {
  if (sites.length === 0) return 'No website may hold the chat widget.';
  const may =
    sites.length === 1 ? '1 website may hold the chat widget' : `${sites.length} websites may hold the chat widget`;
  const seen = sites.flatMap(({ site, lastSeenAt }) => (lastSeenAt ? [{ site, lastSeenAt }] : []));
  if (seen.length === 0) return `${may}; it was seen on none yet.`;
  const named = seen
    .sort((one, other) => other.lastSeenAt.localeCompare(one.lastSeenAt))
    .slice(0, MOST_NAMED)
    .map(({ site, lastSeenAt }) => `${site} (${lastSeenAt.slice(0, 10)})`);
  const more = seen.length > MOST_NAMED ? ` and ${seen.length - MOST_NAMED} more` : '';
  return `${may}; last seen on ${named.join(', ')}${more}.`;
}
