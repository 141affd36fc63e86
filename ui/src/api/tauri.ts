/** The desktop window: the one file that knows the shell. */
import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
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
    onDrop: (drop, hover) =>
      stopLater(
        getCurrentWebview().onDragDropEvent(({ payload }) => {
          hover(payload.type === 'enter' || payload.type === 'over');
          if (payload.type === 'drop') drop(payload.paths);
        }),
      ),
  };
}
