import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { createRawSnippet, type Component } from 'svelte';
import { describe, expect, it, vi } from 'vitest';

import { violations } from '../testing/axe';
import Button from './Button.svelte';
import Combobox from './Combobox.svelte';
import Dialog from './Dialog.svelte';
import Door from './Door.svelte';
import Editable from './Editable.svelte';
import Empty from './Empty.svelte';
import ErrorNote from './ErrorNote.svelte';
import Select from './Select.svelte';
import SourceMark from './SourceMark.svelte';
import Tabs from './Tabs.svelte';
import Verdict from './Verdict.svelte';

const text = (words: string) => createRawSnippet(() => ({ render: () => `<span>${words}</span>` }));
const nothing = () => undefined;
const mark = { name: 'Shop', letters: 'SH', hue: 20 };
const options = [{ value: 'a', label: 'Alpha' }, { value: 'b', label: 'Beta' }];

const PIECES: [string, Component<never>, Record<string, unknown>][] = [
  ['Button', Button as Component<never>, { children: text('Load'), key: 'L' }],
  ['Button with an icon only', Button as Component<never>, { icon: 'undo', label: 'Undo' }],
  ['Door', Door as Component<never>, { label: 'show the rows', onopen: nothing, children: text('12') }],
  ['Select', Select as Component<never>, { label: 'Source', value: 'a', options, onchoose: nothing }],
  ['Combobox', Combobox as Component<never>, { label: 'Attribute', value: 'a', choices: options, onchoose: nothing, none: 'None' }],
  ['Tabs', Tabs as Component<never>, { label: 'Views', tabs: [{ href: '#/a', label: 'A', current: true }, { href: '#/b', label: 'B', current: false }] }],
  ['Editable', Editable as Component<never>, { label: 'Owner', value: '', blank: 'nobody yet', onsave: nothing }],
  ['Empty', Empty as Component<never>, { title: 'Here will stand something.' }],
  ['ErrorNote', ErrorNote as Component<never>, { error: { message: 'The file is gone.', hint: 'Choose another.' } }],
  ['SourceMark', SourceMark as Component<never>, { mark }],
  ['Verdict', Verdict as Component<never>, { kind: 'review', label: 'to review' }],
];

describe('every piece of the kit', () => {
  it.each(PIECES)('%s has no barrier', async (_, piece, props) => {
    const { container } = render(piece as Component<Record<string, unknown>>, { props });
    expect(await violations(container)).toEqual([]);
  }, 60_000);
});

it('names a source for those who do not see its mark', () => {
  render(SourceMark, { props: { mark } });
  expect(screen.getByText('Shop')).toBeTruthy();
});

describe('Editable', () => {
  async function edit(value: string, key: string): Promise<ReturnType<typeof vi.fn>> {
    const onsave = vi.fn();
    render(Editable, { props: { label: 'Owner', value: 'Dana', blank: 'nobody', onsave } });
    await fireEvent.click(screen.getByRole('button'));
    const box = screen.getByRole('textbox', { name: 'Owner' });
    await fireEvent.input(box, { target: { value } });
    await fireEvent.keyDown(box, { key });
    await fireEvent.blur(box);
    return onsave;
  }

  it('keeps on Enter what was written, without its margins', async () => {
    expect(await edit(' Marketing ', 'Enter')).toHaveBeenCalledExactlyOnceWith('Marketing');
  });

  it('leaves on Esc what was there', async () => {
    expect(await edit('Marketing', 'Escape')).not.toHaveBeenCalled();
  });

  it('does not save what did not change', async () => {
    expect(await edit('Dana', 'Enter')).not.toHaveBeenCalled();
  });

  async function write(onsave: (value: string) => unknown, key: string): Promise<KeyboardEvent> {
    render(Editable, { props: { label: 'Owner', value: 'Dana', blank: 'nobody', onsave } });
    await fireEvent.click(screen.getByRole('button'));
    const box = screen.getByRole('textbox', { name: 'Owner' });
    await fireEvent.input(box, { target: { value: 'Marketing' } });
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
    await fireEvent(box, event);
    return event;
  }

  it('keeps the focus on the fact when a key ends the writing', async () => {
    await write(nothing, 'Enter');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button')));
  });

  it('ends the writing on Esc, and not the dialog around it', async () => {
    expect((await write(nothing, 'Escape')).defaultPrevented).toBe(true);
  });

  it('keeps what was written where it could not be kept', async () => {
    await write(() => Promise.resolve(false), 'Enter');
    await waitFor(() => expect((screen.getByRole('textbox', { name: 'Owner' }) as HTMLInputElement).value).toBe('Marketing'));
  });
});

describe('Select', () => {
  it('shows again what holds where a choice was not kept', async () => {
    render(Select, { props: { label: 'Source', value: 'a', options, onchoose: () => Promise.resolve(false) } });
    const box = screen.getByRole('combobox') as HTMLSelectElement;
    await fireEvent.change(box, { target: { value: 'b' } });
    await waitFor(() => expect(box.value).toBe('a'));
  });
});

describe('Combobox', () => {
  it('narrows by typing, moves by arrows, chooses by Enter', async () => {
    const onchoose = vi.fn();
    render(Combobox, { props: { label: 'Attribute', value: 'a', choices: [...options, { value: 'c', label: 'Bravo' }], onchoose, none: 'None' } });
    const box = screen.getByRole('combobox');
    await fireEvent.click(box);
    expect(box.getAttribute('aria-expanded')).toBe('true');
    await fireEvent.input(box, { target: { value: 'b' } });
    await fireEvent.keyDown(box, { key: 'ArrowDown' });
    await fireEvent.keyDown(box, { key: 'Enter' });
    expect(onchoose).toHaveBeenCalledExactlyOnceWith('c');
    expect(box.getAttribute('aria-expanded')).toBe('false');
  });

  it('closes on Esc and keeps what was chosen', async () => {
    const onchoose = vi.fn();
    render(Combobox, { props: { label: 'Attribute', value: 'a', choices: options, onchoose, none: 'None' } });
    const box = screen.getByRole<HTMLInputElement>('combobox');
    await fireEvent.click(box);
    await fireEvent.keyDown(box, { key: 'Escape' });
    expect(onchoose).not.toHaveBeenCalled();
    await waitFor(() => expect(box.value).toBe('Alpha'));
  });
});

it('closes a dialog on Esc and on its button', async () => {
  const onclose = vi.fn();
  const { container } = render(Dialog, { props: { title: 'Keys', closeLabel: 'Close', onclose, children: text('…') } });
  const dialog = container.querySelector('dialog');
  expect(dialog?.open).toBe(true);
  await fireEvent(dialog as Element, new Event('cancel', { cancelable: true }));
  await fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  expect(onclose).toHaveBeenCalledTimes(2);
});

it('stays open when text is marked beyond its edge, and closes on a click beside it', async () => {
  const onclose = vi.fn();
  const { container } = render(Dialog, { props: { title: 'Keys', closeLabel: 'Close', onclose, children: text('words to mark') } });
  const dialog = container.querySelector('dialog') as HTMLElement;
  await fireEvent.pointerDown(screen.getByText('words to mark'));
  await fireEvent.click(dialog);
  expect(onclose).not.toHaveBeenCalled();
  await fireEvent.pointerDown(dialog);
  await fireEvent.click(dialog);
  expect(onclose).toHaveBeenCalledOnce();
});

it('stays open where it is not to be closed yet, also when the browser closes it', async () => {
  const onclose = vi.fn();
  const { container } = render(Dialog, { props: { title: 'Keys', closeLabel: 'Close', onclose, children: text('…') } });
  const dialog = container.querySelector('dialog') as HTMLDialogElement;
  dialog.close();
  await fireEvent(dialog, new Event('close'));
  expect(onclose).toHaveBeenCalled();
  await waitFor(() => expect(dialog.open).toBe(true));
});
