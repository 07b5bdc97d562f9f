/** @jsxImportSource preact */
/** The program of a bundle's page: checks what the page holds, and shows it. It runs from a file, without a network. */
import { render } from 'preact';
import type { SignedFiles } from '@/lib/protection/ledger/bundle/check';
import { App } from './app';
import './page.css';

const textOf = (id: string): string | null => document.getElementById(id)?.textContent ?? null;

function signedFiles(): SignedFiles {
  const nothing = { manifest: '', manifestNote: '', checkpoint: '' };
  try {
    const read = JSON.parse(textOf('signed') ?? '') as Partial<SignedFiles>;
    return { ...nothing, ...read };
  } catch {
    return nothing;
  }
}

const page = document.getElementById('page');
if (page) {
  page.replaceChildren();
  render(<App signed={signedFiles()} text={textOf('entries')} />, page);
}
