/** What a kind of notice is. Pure. */
import type { Id } from '@/lib/platform/ids';
import type { Fact } from '@/lib/protection/ledger/entry';

export type Facts = Readonly<Record<string, Fact>>;

/** What a notice is about, by ids. */
export interface NoticeSubject {
  subjectId: Id | null;
  module: string | null;
  recordId: Id | null;
}

export interface KindOfNotice {
  words(facts: Facts): string;
  /**
   * Made of ids and names of modules; null: it leads nowhere.
   * @param maySee whether the reader may view a module's records.
   */
  href(about: NoticeSubject, maySee: (module: string) => boolean): string | null;
  /** `warning`: somebody may have to do something. */
  tone: 'info' | 'warning';
}

export const text = (facts: Facts, name: string): string =>
  typeof facts[name] === 'string' ? facts[name] : 'Somebody';
