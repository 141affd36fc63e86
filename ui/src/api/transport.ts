/** How the page reaches the core. Two ways exist: the desktop window and the loopback server of the browser tests. */
import { t } from '../text/chosen';
import type { ApiError, Event } from './generated';

export interface Transport {
  /** Runs one command of the table. Rejects with an {@link ApiError}. */
  call(name: string, payload: unknown): Promise<unknown>;
  /** Tells what the core says without being asked. Gives back the way to stop listening. */
  listen(hear: (event: Event) => void): () => void;
  /**
   * Tells why a project could not be opened that the program was started with, or handed by a double click; nothing
   * where a surface is started with none. Gives back the way to stop listening.
   */
  onRefused?(tell: (error: unknown) => void): () => void;
  /** Files a person picks; nothing when the surface has no dialog of its own. */
  pickFiles?(): Promise<string[]>;
  /** A folder a person picks, which stands for every file in it. */
  pickFolder?(): Promise<string | null>;
  /** Project file to open. */
  pickProject?(): Promise<string | null>;
  /** Where to write a file. */
  pickSave?(suggested: string): Promise<string | null>;
  /** Shows a written file in its folder. */
  reveal?(path: string): Promise<void>;
  /** Asks before the window is closed, and tells how to close it. Gives back the way to let it close by itself again. */
  onClose?(ask: (close: () => void) => void): () => void;
  /** Hears files dropped on the window, and whether some hover over it. */
  onDrop?(drop: (paths: string[]) => void, hover: (over: boolean) => void): () => void;
}

/**
 * Whatever was thrown, as an error the page can show. What is no error of the core came on the way to it or back, and
 * nobody knows whether the command was done.
 */
export function asApiError(thrown: unknown): ApiError {
  if (typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'message' in thrown) {
    return thrown as ApiError;
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return {
    code: 'internal',
    message: t.frame.unreached(message),
    hint: t.frame.unsureDone,
    context: [],
    id: '',
  };
}
