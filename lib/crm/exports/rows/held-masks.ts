/** Which of some fields records hold, in memory of a few bytes a record: an export may be of a million. Pure. */
import type { Id } from '@/lib/platform/ids';
import type { Holding } from '@/lib/protection/accounting/note';

/**
 * Records by what they hold of some fields, of a mask each: a 1 or a 0 for each field, in their order. Of those that hold
 * nothing there is none.
 */
export function byMask(names: readonly string[], masks: Iterable<readonly [id: Id, mask: string]>): Holding[] {
  const found = new Map<string, Holding>();
  for (const [id, mask] of masks) {
    const same = found.get(mask);
    if (same) same.recordIds.push(id);
    else if (mask.includes('1')) {
      found.set(mask, { fields: names.filter((_, n) => mask[n] === '1'), recordIds: [id] });
    }
  }
  return [...found.values()];
}

/** What the records of one module hold, batch after batch: eight to sixteen bytes a record. */
export class HeldByRecords {
  #bySet = new Map<string, { fields: readonly string[]; ids: Ids }>();

  add(batch: readonly Holding[]): void {
    for (const { fields, recordIds } of batch) {
      const key = fields.join();
      const same = this.#bySet.get(key) ?? { fields, ids: new Ids() };
      this.#bySet.set(key, same);
      for (const id of recordIds) same.ids.push(id);
    }
  }

  /** Each set of fields once. */
  all(): { fields: readonly string[]; recordIds: Iterable<Id> }[] {
    return [...this.#bySet.values()].map(({ fields, ids }) => ({ fields, recordIds: ids }));
  }
}

class Ids implements Iterable<Id> {
  #ids = new BigInt64Array(4);
  #length = 0;

  push(id: Id): void {
    if (this.#length === this.#ids.length) {
      const more = new BigInt64Array(this.#length * 2);
      more.set(this.#ids);
      this.#ids = more;
    }
    this.#ids[this.#length] = BigInt(id);
    this.#length += 1;
  }

  *[Symbol.iterator](): Generator<Id> {
    for (let n = 0; n < this.#length; n += 1) yield String(this.#ids[n]);
  }
}
