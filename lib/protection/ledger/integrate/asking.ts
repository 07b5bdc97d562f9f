import type { Id } from '@/lib/platform/ids';
import { publishAgain } from './published';
import { tellBehind } from './standing';

/** Has witnesses sign a checkpoint. @returns the note with their lines, null where none signed */
export type Cosign = (orgId: Id, note: string) => Promise<{ note: string | null; diverged: boolean }>;

/** Asks witnesses, one checkpoint of an org at a time; after it for the newest that came meanwhile. */
export class Asking {
  private readonly running = new Map<Id, Promise<void>>();
  private readonly next = new Map<Id, { folder: string; note: string }>();

  constructor(
    private readonly cosign: Cosign,
    private readonly stopping: AbortSignal,
    private readonly onFailure: (error: unknown, orgId: Id) => void,
  ) {}

  ask(orgId: Id, folder: string, note: string): void {
    if (this.running.has(orgId)) return void this.next.set(orgId, { folder, note });
    const asked = this.haveCosigned(orgId, folder, note)
      .catch((error) => this.onFailure(error, orgId))
      .finally(() => {
        this.running.delete(orgId);
        const next = this.next.get(orgId);
        this.next.delete(orgId);
        if (next && !this.stopping.aborted) this.ask(orgId, next.folder, next.note);
      });
    this.running.set(orgId, asked);
  }

  /** Nothing is asked any more. */
  async ended(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running.values());
  }

  private async haveCosigned(orgId: Id, folder: string, note: string): Promise<void> {
    const signed = await this.cosign(orgId, note);
    if (signed.diverged) await tellBehind(orgId);
    if (signed.note !== null) await publishAgain(folder, note, signed.note);
  }
}
