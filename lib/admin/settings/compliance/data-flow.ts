/** What leaves through each door as things are: the rows of the data-flow table, and what each switch does. Pure. */
import type { OrgMetadata } from '@/lib/crm/modules/definition';
import { DOOR_WORDS, type DoorWords, SWITCH_WORDS, type SwitchWords } from '@/lib/protection/compliance/door-words';
import type { ComplianceSettings } from '@/lib/protection/compliance/doors';
import { RESTRICTABLE_DOORS, type RestrictableDoor, SWITCH_OF } from '@/lib/protection/compliance/doors';
import { isRestricted } from '@/lib/protection/compliance/policy';
import type { CountedDoor, DoorUse } from './door-use';

/** What happens to marked values at a door. */
export type Flow = 'masked' | 'withheld' | 'may_leave';

export interface DoorFlow extends DoorWords, DoorUse {
  door: 'screen' | RestrictableDoor | 'visitor';
  marked: Flow;
  direction: 'Out' | 'Out and in';
  modules: string;
  /** What of a record goes, what stays, and which records do not go, in words. */
  sent: string;
  withheld: string;
  notSent: string;
  /** What `times` counts: "exports in 30 days"; null: nothing is counted there. */
  counts: string | null;
}

export interface RestrictionSwitch extends SwitchWords {
  door: RestrictableDoor;
  restricted: boolean;
  /** It was switched off, and the door stays closed until that is confirmed or its time has come. */
  opening: boolean;
}

export function restrictionSwitches({
  compliance,
  settingHolds,
}: Pick<OrgMetadata, 'compliance' | 'settingHolds'>): RestrictionSwitch[] {
  return RESTRICTABLE_DOORS.map((door) => ({
    door,
    ...SWITCH_WORDS[door],
    restricted: compliance[SWITCH_OF[door]] && !(SWITCH_OF[door] in settingHolds),
    opening: SWITCH_OF[door] in settingHolds,
  }));
}

/** A site that may hold the widget of live chat, and when it was last seen there. */
export interface WidgetSite {
  site: string;
  /** ISO 8601. */
  lastSeenAt: string | null;
}

export interface DoorFacts {
  /** How many may call now. */
  apiClients: number;
  /** Of all brands. */
  sites: readonly WidgetSite[];
  use: Readonly<Record<CountedDoor, DoorUse>>;
  /** Plurals of the modules that have marked fields. */
  markedIn: readonly string[];
}

export function dataFlow(compliance: ComplianceSettings, { apiClients, sites, use, markedIn }: DoorFacts): DoorFlow[] {
  const fields = markedIn.length === 0 ? 'No field is marked' : `The marked fields of ${markedIn.join(', ')}`;
  const closable = RESTRICTABLE_DOORS.map((door): DoorFlow => {
    const isClosed = isRestricted(door, compliance);
    return {
      door,
      ...DOOR_WORDS[door],
      ...(door === 'api' && { connected: clientsInWords(apiClients) }),
      ...(isClosed && { who: 'Nobody, whatever their rights' }),
      marked: isClosed ? 'withheld' : 'may_leave',
      ...OF_DOOR[door],
      sent: isClosed ? 'Fields that are not marked' : OF_DOOR[door].sent,
      withheld: isClosed ? fields : OF_DOOR[door].withheld,
      ...(door === 'api' || door === 'export' ? use[door] : UNCOUNTED),
    };
  });
  return [
    { door: 'screen', ...DOOR_WORDS.screen, marked: 'masked', ...OF_DOOR.screen, ...UNCOUNTED },
    ...closable,
    {
      ...{ door: 'visitor', ...DOOR_WORDS.visitor, connected: sitesInWords(sites) },
      ...{ marked: 'withheld', ...OF_DOOR.visitor, ...use.visitor },
    },
  ];
}

const UNCOUNTED: DoorUse = { times: 0, lastAt: null };

const OF_APPS = {
  direction: 'Out',
  modules: 'Those that an app is to get',
  sent: 'Fields that are mapped; marked ones under an agreement in force',
  withheld: 'Marked fields, where no agreement in force covers the app',
  notSent: 'Where an app cannot do without a field that is withheld',
  counts: null,
} as const;

/** Each door while it is open. */
const OF_DOOR: Record<
  DoorFlow['door'],
  Pick<DoorFlow, 'direction' | 'modules' | 'sent' | 'withheld' | 'notSent' | 'counts'>
> = {
  screen: {
    direction: 'Out and in',
    modules: 'All',
    sent: 'All fields; marked ones masked until revealed',
    withheld: 'Marked fields, until somebody reveals them',
    notSent: 'Those that roles and sharing hide',
    counts: null,
  },
  export: {
    direction: 'Out',
    modules: 'All',
    sent: 'All fields; marked ones where who exports may reveal',
    withheld: 'Marked fields, from those who may not reveal',
    notSent: 'Those that roles and sharing hide',
    counts: 'exports in 30 days',
  },
  api: {
    direction: 'Out and in',
    modules: 'All',
    sent: 'All fields; marked ones where the program’s owner may reveal',
    withheld: 'Marked fields, where its owner may not reveal',
    notSent: 'Those that its owner may not see',
    counts: 'calls in 30 days',
  },
  zoho_app: OF_APPS,
  third_party: OF_APPS,
  visitor: {
    direction: 'Out and in',
    modules: 'Live chat',
    sent: 'A visitor’s own conversation',
    withheld: 'Every field of every record',
    notSent: 'All: no record goes to a website',
    counts: 'chats in 30 days',
  },
};

const clientsInWords = (count: number): string => {
  if (count === 0) return DOOR_WORDS.api.connected;
  return count === 1 ? '1 API client.' : `${count} API clients.`;
};

const MOST_NAMED = 3;

function sitesInWords(sites: readonly WidgetSite[]): string {
  if (sites.length === 0) return DOOR_WORDS.visitor.connected;
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
