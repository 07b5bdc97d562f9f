/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import { BundleCheck, type SignedFiles } from '@/lib/protection/ledger/bundle/check';
import { type Looked, notChecked } from './looked';
import { checkEntries } from './read-files';
import { count } from './words';

export interface ChooseEntriesProps {
  signed: SignedFiles;
  check: BundleCheck;
  onLooked: (looked: Looked) => void;
}

const STEP = 500;

/** More entries than a page holds: they are read from the files beside it. */
export function ChooseEntries({ signed, check, onLooked }: ChooseEntriesProps) {
  const [missing, setMissing] = useState(false);
  const total = check.manifest?.entries ?? 0;
  async function choose(files: readonly File[]) {
    const [entries, proofs] = ['entries.jsonl', 'proofs.jsonl'].map((name) => files.find((one) => one.name === name));
    setMissing(!entries || !proofs);
    if (!entries || !proofs) return;
    try {
      const read = new BundleCheck(signed);
      const lines = await checkEntries(read, { entries, proofs, checkpoint: signed.checkpoint }, async (done) => {
        if (done % STEP !== 0) return;
        onLooked({ check, lines: [], progress: [done, total] });
        await new Promise((resolve) => setTimeout(resolve));
      });
      onLooked({ check: read, lines, progress: null });
    } catch {
      onLooked(notChecked(signed));
    }
  }
  return (
    <section class="verdict" role="status" aria-label="Result">
      <h2>Not checked yet</h2>
      <p>
        The bundle has {count(total, 'entry', 'entries')}, more than this page holds. Choose entries.jsonl and
        proofs.jsonl, unpacked from the same zip.
      </p>
      <label class="file">
        Choose both files
        <input type="file" multiple onChange={(event) => void choose([...(event.currentTarget.files ?? [])])} />
      </label>
      {missing ? <p role="alert">Choose both: entries.jsonl and proofs.jsonl.</p> : null}
    </section>
  );
}
