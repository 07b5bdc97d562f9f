/** Code samples of a call. `BASE` is the address of this server, `TOKEN` an access token of it. Pure. */
import type { CallExample } from './openapi-examples';

export interface CodeSample {
  lang: 'Shell' | 'TypeScript' | 'Python';
  label: string;
  source: string;
}

interface Sampled extends CallExample {
  method: string;
  path: string;
  /** It takes a file, as a form. */
  isUpload: boolean;
}

export function samplesOf(call: Sampled): CodeSample[] {
  const { typescript } = call;
  return [
    { lang: 'Shell', label: 'curl', source: curl(call) },
    ...(typescript ? [{ lang: 'TypeScript' as const, label: "TypeScript (Zoho's SDK)", source: typescript }] : []),
    // The standard library makes no forms with files.
    ...(call.isUpload ? [] : [{ lang: 'Python' as const, label: 'Python', source: python(call) }]),
  ];
}

function addressOf({ path, params = {}, query = {} }: Sampled): string {
  const filled = path.replaceAll(
    /\{(\w+)\}/g,
    (whole, name: string) => params[name] ?? (name === 'module' ? 'Contacts' : whole),
  );
  const search = Object.entries(query)
    .map(
      ([name, value]) => `${name}=${value.startsWith('{') ? value : encodeURIComponent(value).replaceAll('%2C', ',')}`,
    )
    .join('&');
  return search ? `${filled}?${search}` : filled;
}

function curl(call: Sampled): string {
  const lines = [`curl ${call.method === 'get' ? '' : `-X ${call.method.toUpperCase()} `}"$BASE${addressOf(call)}"`];
  lines.push('-H "Authorization: Zoho-oauthtoken $TOKEN"');
  if (call.isUpload) lines.push(`-F file=@${call.path.endsWith('/upload') ? 'contacts.zip' : 'scan.pdf'}`);
  if (call.body !== undefined) {
    lines.push('-H "Content-Type: application/json"', `-d '${JSON.stringify(call.body).replaceAll("'", "'\\''")}'`);
  }
  return lines.join(' \\\n  ');
}

function python(call: Sampled): string {
  const { body, method } = call;
  const headers = ['"Authorization": "Zoho-oauthtoken " + os.environ["TOKEN"]'];
  if (body !== undefined) headers.push('"Content-Type": "application/json"');
  return [
    'import json, os, urllib.request',
    '',
    'request = urllib.request.Request(',
    `    os.environ["BASE"] + ${JSON.stringify(addressOf(call))},`,
    `    method="${method.toUpperCase()}",`,
    `    headers={${headers.join(', ')}},`,
    ...(body === undefined ? [] : [`    data=json.dumps(${pythonLiteral(body)}).encode(),`]),
    ')',
    'with urllib.request.urlopen(request) as answer:',
    '    print(answer.status, answer.read().decode())',
  ].join('\n');
}

/** JSON is Python but for three words, none of which the examples hold. */
const pythonLiteral = (value: unknown): string => JSON.stringify(value).replaceAll(',"', ', "').replaceAll('":', '": ');
