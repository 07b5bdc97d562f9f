/**
 * What the script on the host page and the frame say to each other by `postMessage`. What is said in a chat never goes to
 * the host page: other scripts run there. Both sides check who speaks (`event.source`) and from where (`event.origin`).
 */

/** An input that the host page adds to the form, as `$zoho.salesiq.customfield.add` takes it. */
export interface CustomField {
  name: string;
  hint: string;
  type: string;
  required: boolean;
  maxLength: number;
  minLength: number;
  visibility: 'online' | 'offline' | 'both';
  options: { text: string; value: string }[];
  value: string;
}

/** One text for when somebody is there, one for when nobody is. Empty: the widget's own. */
export interface ByStanding {
  online: string;
  offline: string;
}

/** Everything the host page has said about its visitor and the widget's look; sent whole whenever it changes. */
export interface Given {
  name: string;
  email: string;
  phone: string;
  question: string;
  /** What the host page knows of the visitor: kept with the conversation, not shown in the form. */
  info: Record<string, string>;
  fields: CustomField[];
  /** Overrides the page's own. */
  language: string;
  department: string;
  launcher: boolean;
  /** In the panel's head. */
  titles: ByStanding;
  /** Beside the button's picture. */
  labels: ByStanding;
  /** As CSS writes it; empty: the brand's. */
  colour: string;
  /** Empty: the brand's. */
  side: Side | '';
}

export type Side = 'left' | 'right';

export const NOTHING_GIVEN: Given = {
  name: '',
  email: '',
  phone: '',
  question: '',
  info: {},
  fields: [],
  language: '',
  department: '',
  launcher: true,
  titles: { online: '', offline: '' },
  labels: { online: '', offline: '' },
  colour: '',
  side: '',
};

/** Where the frame stands. */
export interface HostPage {
  address: string;
  referrer: string;
  language: string;
}

export type Command = 'open' | 'close' | 'start' | 'end' | 'reset';

export type ToFrame =
  | { type: 'hello'; page: HostPage; given: Given; full: boolean }
  | { type: 'given'; given: Given }
  | { type: 'layout'; full: boolean }
  /** The site changed its page without loading another. */
  | { type: 'page'; page: HostPage }
  /** Names of calls of the JS API that are not there. */
  | { type: 'calls'; calls: string[] }
  | { type: 'command'; command: Command };

/** `none`: nothing is shown at all. */
export type Shape = 'none' | 'launcher' | 'panel';

/** What the host page may know: that something happened, and in which visit. */
export type WidgetEvent = 'opened' | 'closed' | 'started' | 'offline' | 'attended' | 'missed' | 'completed' | 'rated';

export type ToHost =
  | { type: 'ready' }
  /** `width`: of the launcher, in pixels. */
  | { type: 'shape'; shape: Shape; side: Side; title: string; width: number }
  /** The visitor leaves a computer that others use. */
  | { type: 'forgotten' }
  /** Whether somebody is there to answer. */
  | { type: 'standing'; online: boolean }
  | { type: 'event'; event: WidgetEvent; visitId: string };

const MARK = 'careledger-chat';

export const wrap = <T extends ToFrame | ToHost>(message: T) => ({ [MARK]: message });

/** Null for what is no message of ours. */
export function unwrap<T extends ToFrame | ToHost>(data: unknown): T | null {
  if (typeof data !== 'object' || data === null || !(MARK in data)) return null;
  const message = (data as Record<string, unknown>)[MARK];
  return typeof message === 'object' && message !== null && 'type' in message ? (message as T) : null;
}
