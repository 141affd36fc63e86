import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { violations } from '../../testing/axe';
import { opened } from '../../testing/opened';
import { chooseLanguage, LANGUAGES, language } from '../../text/language';
import LanguageChoice from './LanguageChoice.svelte';

const reload = vi.fn();

beforeEach(() => {
  reload.mockReset();
  vi.spyOn(location, 'reload').mockImplementation(reload);
});

afterEach(() => {
  localStorage.removeItem('language');
});

it('is English until another is chosen, whatever the system', () => {
  expect(language).toBe('en');
});

it('offers both languages and tells in both what stays English', async () => {
  const { container } = render(LanguageChoice);
  const box = screen.getByTestId<HTMLSelectElement>('language');
  expect([...box.options].map((one) => one.textContent)).toEqual(['English', 'Deutsch']);
  expect(box.value).toBe('en');
  for (const { code, about } of LANGUAGES) expect(container.querySelector(`p[lang=${code}]`)?.textContent).toBe(about);
  expect(await violations(container)).toEqual([]);
});

it('keeps what is chosen and begins the page anew', async () => {
  render(LanguageChoice);
  await fireEvent.change(screen.getByTestId('language'), { target: { value: 'de' } });
  expect(localStorage.getItem('language')).toBe('de');
  expect(reload).toHaveBeenCalledOnce();
});

it('does nothing where the language is spoken already', () => {
  chooseLanguage('en');
  expect(localStorage.getItem('language')).toBeNull();
  expect(reload).not.toHaveBeenCalled();
});

it('is turned from the bar over every screen', async () => {
  await opened('overview');
  const turn = screen.getByTestId('language-turn');
  expect(turn.textContent).toBe('EN');
  expect(turn.getAttribute('lang')).toBe('de');
  expect(turn.getAttribute('aria-label')).toBe('EN: Auf Deutsch umstellen');
  await fireEvent.click(turn);
  // A new page loses what nobody kept, so it is asked first, in both languages.
  expect(localStorage.getItem('language')).toBeNull();
  expect(reload).not.toHaveBeenCalled();
  const dialog = screen.getByTestId('language-dialog');
  for (const { code, lost } of LANGUAGES) expect(dialog.querySelector(`p[lang=${code}]`)?.textContent).toBe(lost);
  expect(await violations(dialog)).toEqual([]);
  await fireEvent.click(screen.getByTestId('language-go'));
  expect(localStorage.getItem('language')).toBe('de');
  expect(reload).toHaveBeenCalledOnce();
});

it('stays as it is where somebody thinks better of it', async () => {
  await opened('overview');
  await fireEvent.click(screen.getByTestId('language-turn'));
  await fireEvent.click(within(screen.getByTestId('language-dialog')).getByRole('button', { name: 'Cancel' }));
  expect(screen.queryByTestId('language-dialog')).toBeNull();
  expect(localStorage.getItem('language')).toBeNull();
  expect(reload).not.toHaveBeenCalled();
});
