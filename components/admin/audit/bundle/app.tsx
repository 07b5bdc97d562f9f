/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks';
import { BundleCheck, type SignedFiles } from '@/lib/protection/ledger/bundle/check';
import { checkPage } from '@/lib/protection/ledger/bundle/check-page';
import { AboutBundle } from './about';
import { ChooseEntries } from './choose-entries';
import { Entries } from './entries';
import { type Looked, notChecked } from './looked';
import { OtherFiles } from './other-files';
import { Verdict } from './verdict';

/** Lets the browser draw. */
const pause = () => new Promise((resolve) => setTimeout(resolve));

/** @param text the entries that the page holds; null where it holds none, since there are so many */
export function App({ signed, text }: { signed: SignedFiles; text: string | null }) {
  const [looked, setLooked] = useState<Looked>(() => ({
    check: new BundleCheck(signed),
    lines: [],
    progress: [0, 0],
  }));
  const isApart = text === null && looked.check.faults.length === 0;
  useEffect(() => {
    if (text !== null) void look(signed, text, setLooked);
  }, [signed, text]);
  const { check, lines, progress } = looked;
  return (
    <>
      <header>
        <p class="brand">Careledger</p>
        <h1>Audit log bundle</h1>
      </header>
      {isApart && progress?.[0] === 0 ? (
        <ChooseEntries signed={signed} check={check} onLooked={setLooked} />
      ) : (
        <Verdict check={check} progress={text === null && !isApart ? null : progress} lines={lines} />
      )}
      <AboutBundle check={check} />
      {progress === null ? <OtherFiles check={check} onChecked={() => setLooked({ ...looked })} /> : null}
      {lines.length > 0 && progress === null ? <Entries lines={lines} check={check} /> : null}
    </>
  );
}

async function look(signed: SignedFiles, text: string, tell: (looked: Looked) => void) {
  try {
    await lookThrough(signed, text, tell);
  } catch {
    tell(notChecked(signed));
  }
}

async function lookThrough(signed: SignedFiles, text: string, tell: (looked: Looked) => void) {
  const steps = checkPage(signed, text);
  for (;;) {
    const step = await steps.next();
    if (step.done) {
      tell({ ...step.value, progress: null });
      return;
    }
    tell({ check: new BundleCheck(signed), lines: [], progress: step.value });
    await pause();
  }
}
