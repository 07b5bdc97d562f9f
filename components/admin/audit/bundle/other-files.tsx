/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import type { BundleCheck } from '@/lib/protection/ledger/bundle/check';
import { checkSums } from './read-files';
import { count } from './words';

/** The other files of the zip, compared with the signed manifest. */
export function OtherFiles({ check, onChecked }: { check: BundleCheck; onChecked: () => void }) {
  const [right, setRight] = useState<number | null>(null);
  if (!check.manifest) return null;
  async function choose(files: readonly File[]) {
    try {
      setRight(await checkSums(check, files));
    } catch {
      check.fault('A file that was chosen could not be read.');
    }
    onChecked();
  }
  return (
    <details class="card">
      <summary>Check the other files of the zip</summary>
      <p class="note">Choose any of {check.manifest.files.map(({ name }) => name).join(', ')}.</p>
      <label class="file">
        Choose files
        <input type="file" multiple onChange={(event) => void choose([...(event.currentTarget.files ?? [])])} />
      </label>
      {right === null ? null : <p role="status">{count(right, 'file is', 'files are')} as the manifest says.</p>}
    </details>
  );
}
