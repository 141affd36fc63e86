/** A whole window on one screen over made-up replies, for tests of what a screen asks of the core. */
import { render, waitFor } from '@testing-library/svelte';
import { expect } from 'vitest';

import App from '../App.svelte';
import { TAGS, useTransport, type ErrorCode } from '../api';
import { changed } from '../state/query.svelte';
import { fakeTransport, type REPLIES } from './fakeCore';

export interface Opened {
  container: HTMLElement;
  /** What was asked of this command, in order. */
  asked: (name: string) => unknown[];
}

export async function opened(address: string, over: typeof REPLIES = {}): Promise<Opened> {
  document.documentElement.dataset.ready = 'false';
  changed(Object.values(TAGS).flatMap((one) => one.tags));
  const core = fakeTransport(over);
  useTransport(core);
  location.hash = `#/${address}`;
  // The window hears of a new address later than a test asks.
  dispatchEvent(new Event('hashchange'));
  const { container } = render(App);
  await waitFor(() => expect(document.documentElement.dataset.ready).toBe('true'));
  return { container, asked: (name) => core.asked.filter((one) => one.name === name).map((one) => one.payload) };
}

/** An error as the core refuses with. */
export function refuse(message: string, code: ErrorCode = 'invalid_input'): () => never {
  return () => {
    throw { code, message, hint: null, context: [], id: '' };
  };
}
