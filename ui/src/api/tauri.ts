/** The desktop window: the one file that knows the shell. */
import { invoke } from '@tauri-apps/api/core';
import { listen, TauriEvent } from '@tauri-apps/api/event';
import { getCurrentWebview } from '@tauri-apps/api/webview';

import type { Event } from './generated';
import type { Transport } from './transport';

/** Whether the page runs in the desktop window. */
export function inWindow(): boolean {
  return '__TAURI_INTERNALS__' in window;
}

/** Gives back a way to stop at once, though the shell hands its own over later. */
function stopLater(starting: Promise<() => void>): () => void {
  return () => void starting.then((stop) => stop());
}

export function tauriTransport(): Transport {
  return {
    call: (name, payload) => invoke('call', { name, payload: payload ?? {} }),
    listen: (hear) => stopLater(listen<Event>('rollcall', (message) => hear(message.payload))),
    onRefused: (tell) => {
      const ask = () => void invoke<void>('beginning').catch(tell);
      ask();
      return stopLater(listen('rollcall-handed', ask));
    },
    pickFiles: () => invoke<string[]>('pick_files'),
    pickFolder: () => invoke<string | null>('pick_folder'),
    pickProject: () => invoke<string | null>('pick_project'),
    pickSave: (suggested) => invoke<string | null>('pick_save', { suggested }),
    reveal: (path) => invoke<void>('reveal', { path }),
    // While the page listens for it, the shell leaves closing the window to the page.
    onClose: (ask) =>
      stopLater(
        listen(
          TauriEvent.WINDOW_CLOSE_REQUESTED,
          () => {
            ask(() => void invoke<void>('close'));
            // A page that cannot say so is closed without it.
            void invoke<void>('closing_heard');
          },
          { target: { kind: 'Window', label: 'main' } },
        ),
      ),
    onDrop: (drop, hover) =>
      stopLater(
        getCurrentWebview().onDragDropEvent(({ payload }) => {
          hover(payload.type === 'enter' || payload.type === 'over');
          if (payload.type === 'drop') drop(payload.paths);
        }),
      ),
  };
}
