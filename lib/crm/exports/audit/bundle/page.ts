/**
 * The page of a bundle: one file that opens in any browser without a network, with the signed entries in it and the program that
 * checks them. Its policy lets nothing run but this very program, and nothing be loaded.
 */
import { createHash } from 'node:crypto';
import type { SignedFiles } from '@/lib/protection/ledger/bundle/check';
import { signedBlock } from '@/lib/protection/ledger/bundle/read-signed';
import { pageProgram } from './page-program';

const sourceOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** @param lines of the entries; none where there are so many that the page asks for the files beside it */
export async function* pageOf(signed: SignedFiles, lines: AsyncIterable<string> | null): AsyncGenerator<string> {
  const { script, style } = await pageProgram();
  const policy = [
    "default-src 'none'",
    `script-src ${sourceOf(script)}`,
    `style-src ${sourceOf(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Audit log bundle</title>
<style>${style}</style>
</head>
<body>
<main id="page" class="page">
<div class="verdict bad" role="alert"><h1>Nothing was checked</h1>
<p>If this stays, scripts are off in this browser, or the page is not as Careledger wrote it. Do not rely on it.</p></div>
</main>
<script type="application/json" id="signed">${signedBlock(signed)}</script>
`;
  if (lines) {
    yield '<script type="application/x-ndjson" id="entries">\n';
    yield* lines;
    yield '</script>\n';
  }
  yield `<script>${script}</script>
</body>
</html>
`;
}
