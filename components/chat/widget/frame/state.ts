import type { Language } from '@/lib/chat/setup/brand-schema';
import type { Id } from '@/lib/platform/ids';
import type { ChangesAnswer, WidgetBrand } from '@/lib/ways-in/widget/contract';
import { type Given, NOTHING_GIVEN } from '../protocol';
import type { Thread } from './merge';
import { en, type Texts } from './text/en';

export interface Conversation extends Pick<ChangesAnswer, 'operatorName' | 'rating'> {
  id: Id;
  /** Null until it was asked for. */
  status: ChangesAnswer['status'] | null;
  /** Nobody was here when it began. */
  offline: boolean;
  thread: Thread;
}

/** Why the last try to begin did not work. */
export interface Refusal {
  message: string;
  fields: Record<string, string>;
}

export interface State {
  /** Null until it is known; without it nothing is shown. */
  brand: WidgetBrand | null;
  given: Given;
  /** Of the page the frame stands on. */
  pageLanguage: string;
  language: Language;
  texts: Texts;
  /** The panel takes the whole window. */
  full: boolean;
  open: boolean;
  /** It was open on the page before: the keyboard stays on the page. */
  quiet: boolean;
  conversation: Conversation | null;
  /** The last message that was seen. */
  read: number;
  starting: boolean;
  refusal: Refusal | null;
  /** Hints arrive. */
  live: boolean;
  /** Somebody of ours is writing. */
  typing: boolean;
  /** One line about what just failed, such as a download. */
  notice: string;
}

export const FIRST_STATE: State = {
  brand: null,
  given: NOTHING_GIVEN,
  pageLanguage: '',
  language: 'en',
  texts: en,
  full: false,
  open: false,
  quiet: false,
  conversation: null,
  read: 0,
  starting: false,
  refusal: null,
  live: true,
  typing: false,
  notice: '',
};
