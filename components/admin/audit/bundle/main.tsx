/** @jsxImportSource preact */
/** The program of a bundle's page: checks what the page holds, and shows it. It runs from a file, without a network. */
import { render } from 'preact';
import { readSigned } from '@/lib/protection/ledger/bundle/read-signed';
import { App } from './app';
import { Guarded } from './guarded';
import './page.css';

const textOf = (id: string): string | null => document.getElementById(id)?.textContent ?? null;

const page = document.getElementById('page');
if (page) {
  page.replaceChildren();
  render(
    <Guarded>
      <App signed={readSigned(textOf('signed') ?? '')} text={textOf('entries')} />
    </Guarded>,
    page,
  );
}
