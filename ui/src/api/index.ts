/** Every screen talks to the core through here. */
import type { Commands } from './generated';
import { httpTransport } from './http';
import { inWindow, tauriTransport } from './tauri';
import { asApiError, type Transport } from './transport';

export type * from './generated';
export { TAGS } from './generated';
export { asApiError, type Transport } from './transport';

export type CommandName = keyof Commands;
export type Reply<K extends CommandName> = Commands[K]['reply'];

/** A request in which whatever may be absent may also be left out. */
export type Request<K extends CommandName> = Loose<Commands[K]['request']>;
type MayBeAbsent<T> = { [P in keyof T]-?: null extends T[P] ? P : undefined extends T[P] ? P : never }[keyof T];
type Loose<T> = Omit<T, MayBeAbsent<T>> & Partial<Pick<T, MayBeAbsent<T>>>;

let transport: Transport | undefined;

/** The way to the core; the window's when there is one. */
export function surface(): Transport {
  transport ??= inWindow() ? tauriTransport() : httpTransport();
  return transport;
}

/** Tests talk to a core of their own. */
export function useTransport(other: Transport): void {
  transport = other;
}

/** Runs one command; rejects with an ApiError. */
export async function call<K extends CommandName>(name: K, request: Request<K>): Promise<Reply<K>> {
  try {
    return (await surface().call(name, request)) as Reply<K>;
  } catch (thrown) {
    throw asApiError(thrown);
  }
}
