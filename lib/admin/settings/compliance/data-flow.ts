/** What leaves through each door as things are: the rows of the data-flow table, and what each switch does. Pure. */
import type { OrgMetadata } from '@/lib/crm/modules/definition';
import { DOOR_WORDS, type DoorWords, SWITCH_WORDS, type SwitchWords } from '@/lib/protection/compliance/door-words';
import type { ComplianceSettings } from '@/lib/protection/compliance/doors';
import { isRestricted } from '@/lib/protection/compliance/policy';
import { RESTRICTABLE_DOORS, type RestrictableDoor, SWITCH_OF } from '@/lib/protection/compliance/settings';

/** What happens to marked values at a door. */
export type Flow = 'masked' | 'withheld' | 'may_leave';

export interface DoorFlow extends DoorWords {
  door: 'screen' | RestrictableDoor | 'visitor';
  marked: Flow;
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

/** @param apiClients those that may call now. @param sites of all brands. */
export function dataFlow(compliance: ComplianceSettings, apiClients: number, sites: readonly WidgetSite[]): DoorFlow[] {
  const closable = RESTRICTABLE_DOORS.map((door): DoorFlow => {
    const open: DoorFlow = { door, ...DOOR_WORDS[door], marked: 'may_leave' };
    if (door === 'api') open.connected = clientsInWords(apiClients);
    return isRestricted(door, compliance)
      ? { ...open, marked: 'withheld', who: 'Nobody, whatever their rights' }
      : open;
  });
  return [
    { door: 'screen', ...DOOR_WORDS.screen, marked: 'masked' },
    ...closable,
    { door: 'visitor', ...DOOR_WORDS.visitor, marked: 'withheld', connected: sitesInWords(sites) },
  ];
}

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
